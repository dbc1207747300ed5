"""The same report gives the same facts in every format, places aside."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from etl.readers import read_content
from etl.readers.text import read
from tests import documents
from tests.documents.reading import facts_of
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


def _same(writer: str, text: str) -> None:
    # Of a space at a line's end a page keeps little or nothing: a name in a PDF may gain or lose one.
    with_spaces = not writer.endswith("pdf")
    source = read_content("report" + Path(writer).suffix, WRITERS[writer](text))
    in_text = facts_of(read("report.txt", text.encode()), with_spaces=with_spaces)
    in_format = facts_of(source, with_spaces=with_spaces)
    assert dict(in_format - in_text) == {}, "found in the format alone"
    assert dict(in_text - in_format) == {}, "lost in the format"
