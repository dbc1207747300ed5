"""The committed facts against the gold: what a person read in the five reports."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from etl.facts import ROW_TYPES, Row, read_csv
from tests.conftest import ROOT
from tests.etl.gold.sheet import KINDS, Truth, gold, judge, read

FOUND = {
    "goals": 65, "series": 57, "outputs": 712, "staffing": 36, "comparisons": 25, "revenue": 18,
    "spending": 229, "survey": 149,
}  # fmt: skip
"""How many rows of the gold are found; it only grows."""
NAMED_OTHERWISE = {**dict.fromkeys(KINDS, 0), "outputs": 2}
"""How many facts bear another name than the gold gives them; it only falls."""

TABLES = (
    "indicator_result", "series_point", "output", "staffing", "year_on_year", "revenue_line", "budget_line",
    "survey_cell",
)  # fmt: skip
SOURCES = {
    "2015-12-31-final-report": "000", "2016-12-31-task-card": "003", "2021-09-30-progress-report": "001",
    "2023-09-30-progress-report": "002", "2026-01-31-plan": "004",
}  # fmt: skip
"""The report of each document of the gold."""
NOT_AS_PRINTED = {
    ("2023-09-30-progress-report", 413), ("2023-09-30-progress-report", 1494),
    ("2023-09-30-progress-report", 1527), ("2023-09-30-progress-report", 2040),
    ("2023-09-30-progress-report", 2177), ("2023-09-30-progress-report", 2651),
    ("2023-09-30-progress-report", 2665), ("2026-01-31-plan", 249), ("2026-01-31-plan", 306),
    ("2026-01-31-plan", 367),
}  # fmt: skip
"""Lines with a figure that is printed in words (145만) or with a point for its comma."""
SPANS = {("2015-12-31-final-report", 519): 3, ("2016-12-31-task-card", 17): 5}
"""How many lines a row goes over that prints its budget, and below it what was executed."""


@pytest.fixture(scope="module")
def committed() -> list[Row]:
    """Every committed fact of a kind that the gold holds."""
    types = [one for one in ROW_TYPES if one.table in TABLES]
    paths = [(path, one) for one in types for path in (ROOT / "etl" / "data").glob(f"*/{one.table}.csv")]
    return [row for path, one in paths for row in read_csv(path, one)]


@pytest.mark.parametrize("kind", KINDS)
def test_no_fact_contradicts_the_gold(committed: list[Row], kind: str) -> None:
    assert judge(gold(kind), read(kind, committed)).wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_found_of_the_gold_stays_found(committed: list[Row], kind: str) -> None:
    verdict = judge(gold(kind), read(kind, committed))
    assert len(verdict.found) >= FOUND[kind], "\n".join(map(str, verdict.missing))
    assert len(verdict.misnamed) <= NAMED_OTHERWISE[kind], "\n".join(verdict.misnamed)


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_of_the_gold_is_printed_in_its_line(reports: Path, kind: str) -> None:
    """The gold is itself held against the reports: a slip of the pen would show."""
    printed = {
        document: next(reports.glob(f"{start}_*.txt")).read_text(encoding="utf-8").split("\n")
        for document, start in SOURCES.items()
    }
    for truth in gold(kind):
        # Those in office stand in the row below the posts.
        rows = 2 if kind == "staffing" else SPANS.get((truth.document, truth.line), 1)
        lines = printed[truth.document]
        line = "\t".join(lines[truth.line - 1 : truth.line - 1 + rows])
        if kind == "survey":
            # All that were asked stand at the end of their first answer's row: up to two rows above.
            line = "\t".join([line, *(one.split("\t")[-1] for one in lines[truth.line - 3 : truth.line - 1])])
        figures = {float(one.replace(",", "")) for one in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", line)}
        for figure in truth.figures:
            is_held = figure is None or abs(figure) in figures
            assert is_held or (truth.document, truth.line) in NOT_AS_PRINTED, str(truth)


def test_a_fact_with_another_value_year_or_unit_is_wrong() -> None:
    truth = Truth("2031-12-31-plan", 7, "교육", "2031", (12.0,), "회")
    for other in (
        replace(truth, figures=(13.0,)),
        replace(truth, when="2030"),
        replace(truth, unit="명"),
        replace(truth, line=8),
    ):
        verdict = judge([truth], [other])
        assert (len(verdict.found), len(verdict.wrong)) == (0, 1)
    assert judge([truth], [truth]).found == [truth]


def test_one_row_of_the_gold_is_found_once() -> None:
    truth = Truth("2031-12-31-plan", 7, "교육", "2031", (12.0,), "회")
    verdict = judge([truth], [truth, truth])
    assert (len(verdict.found), len(verdict.wrong)) == (1, 1)


def test_a_goal_without_its_target_is_neither_found_nor_wrong() -> None:
    truth = Truth("2031-12-31-plan", 7, "교육", "2031", (12.0, 9.0, None), "회")
    verdict = judge([truth], [replace(truth, figures=(None, 9.0, None))])
    assert (verdict.found, verdict.missing, verdict.wrong) == ([], [truth], [])
