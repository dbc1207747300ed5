"""Every figure of a table is a fact, set aside, a cell, or explained, as commands and files tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.accounted import account
from tests.foreign.truth import Foreign, foreign

SMALL = sorted(Path(__file__).parent.glob("base_*.txt"))


@pytest.mark.parametrize("document", foreign(), ids=lambda one: one.name)
def test_no_figure_of_a_foreign_table_vanishes(document: Foreign, tmp_path: Path) -> None:
    found = account(document.path, tmp_path)
    if document.spec["year"] == "asked" or document.spec["organization"] == "asked":
        # What is not printed may be asked for before anything is read.
        assert found.vanished == []
        return
    assert found.refused == ""
    # Pages that print one cell a line hold no table to be found here.
    assert found.figures > 0 or "one_cell_a_line" in document.name
    assert found.vanished == []


@pytest.mark.parametrize("path", SMALL, ids=lambda one: one.stem)
def test_no_figure_of_a_small_report_vanishes(path: Path, tmp_path: Path) -> None:
    found = account(path, tmp_path)
    assert (found.refused, found.vanished) == ("", [])


@pytest.mark.parametrize("number", range(5))
def test_no_figure_of_a_report_vanishes(reports: Path, number: int, tmp_path: Path) -> None:
    (path,) = reports.glob(f"{number:03}_*.txt")
    found = account(path, tmp_path)
    assert (found.refused, found.vanished) == ("", [])
