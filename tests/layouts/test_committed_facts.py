"""The committed facts of the five reports contradict nothing that stands on their pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.checker import facts_of
from etl.facts import Document
from tests.conftest import ROOT
from tests.layouts.checker import check

FOLDERS = sorted(path for path in (ROOT / "etl" / "data").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_no_committed_fact_contradicts_its_page(reports: Path, folder: Path) -> None:
    rows = facts_of(folder)
    source = next(row.source_name for row in rows if isinstance(row, Document))
    checked = check((reports / source).read_bytes().decode("utf-8"), rows)
    assert checked.violations == []
    assert checked.held + len(checked.unsure) > 0
