"""The same report gives the same facts in every format, places aside."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from etl.blocks import SourceDocument
from etl.readers import read_content
from etl.readers.text import read
from tests import documents
from tests.documents.reading import facts_of, figures_of
from tests.layouts import centre_report, final_report, plan, progress_report
from tests.layouts.paper import Paper

Writer = Callable[[str], bytes]
LAYOUTS: dict[str, st.SearchStrategy[Paper]] = {
    "centre report": centre_report.reports().map(centre_report.write),
    "final report": final_report.reports().map(final_report.write),
    "plan": plan.plans().map(plan.write),
    "progress report": progress_report.reports().map(progress_report.write),
}
WRITERS: dict[str, Writer] = {
    name: write
    for one in pkgutil.iter_modules(documents.__path__)
    for name, write in getattr(importlib.import_module(f"tests.documents.{one.name}"), "WRITERS", {}).items()
}
_FEW, _SHARE_LEFT = 2, 0.05
"""What typst's PDF may leave of a report: so many figures, or that share of them. Its cells may run into one
another, which a browser's do not."""
SMALL = sorted((Path(__file__).parents[2] / "foreign").glob("base_*.txt"))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("writer", WRITERS)
def test_a_layout_gives_the_same_facts_in_every_format(writer: str, layout: str) -> None:
    @settings(
        max_examples=4, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None,
        derandomize=True, database=None,
    )  # fmt: skip
    @given(LAYOUTS[layout])
    def holds(paper: Paper) -> None:
        _same(writer, paper.text)

    holds()


@pytest.mark.parametrize("base", SMALL, ids=lambda path: path.stem)
@pytest.mark.parametrize("writer", WRITERS)
def test_a_small_report_gives_the_same_facts_in_every_format(writer: str, base: Path) -> None:
    _same(writer, base.read_text(encoding="utf-8"))


@cache
def _of_text(text: str, told: Callable[[SourceDocument], Counter[str]]) -> Counter[str]:
    """What a text says: every writer is held against the same few."""
    return told(read("report.txt", text.encode()))


def _same(writer: str, text: str) -> None:
    in_format = read_content("report" + Path(writer).suffix, WRITERS[writer](text))
    if writer.endswith("pdf"):
        # A page keeps no tables, and no spaces at its lines' ends: no figure is another, some are left.
        printed, found = _of_text(text, figures_of), figures_of(in_format)
        assert dict(found - printed) == {}, "found in the format alone"
        most = max(_FEW, _SHARE_LEFT * printed.total()) if "typst" in writer else 0
        assert (printed - found).total() <= most, dict(printed - found)
        return
    printed, found = _of_text(text, facts_of), facts_of(in_format)
    assert dict(found - printed) == {}, "found in the format alone"
    assert dict(printed - found) == {}, "lost in the format"
