"""A document is accused of what is surely in it, not of what we may have misread."""

from __future__ import annotations

from typing import Any

import pytest

from etl import facts
from etl.warehouse.checks.current_recomputed import CHECK as CURRENT
from etl.warehouse.checks.rate_recomputed import CHECK as RATE
from etl.warehouse.checks.sum_of_children import CHECK as SUM
from tests.etl.warehouse.tiny import DOCUMENT, Bench, budget


def lines(*differences: int, grade: str = "named", start: int = 10, **more: Any) -> list[facts.Row]:
    """Return lines of one table, of which those with a difference do not add up to their current budget."""
    return [
        budget(
            f"항목 {number}", line=start + number, original_won=90_000, adjustment_won=10_000,
            current_won=100_000 + difference, grade=grade, **more,
        )
        for number, difference in enumerate(differences)
    ]  # fmt: skip


def cell(line: int, table_no: int) -> facts.TableCell:
    return facts.TableCell(
        document_id=DOCUMENT, line=line, table_no=table_no, row_no=line, column_no=2, text="1"
    )


def told(found: list[Any]) -> list[tuple[int, str]]:
    return [(one.line, one.severity) for one in found]


@pytest.mark.parametrize(
    ("differences", "expected"),
    [
        ((0, 0, 0, 50_000), [(13, "error")]),
        ((0, 50_000), [(11, "error")]),
        ((0, 0, 50_000, 70_000), [(12, "error"), (13, "error")]),
        ((0, 50_000, 70_000), [(11, "note")]),
        ((50_000, 70_000, 90_000), [(10, "note")]),
        ((50_000,), [(10, "note")]),
        ((0, 0), []),
    ],
)
def test_one_row_of_many_is_accused_and_most_rows_are_our_reading(
    bench: Bench, differences: tuple[int, ...], expected: list[tuple[int, str]]
) -> None:
    assert told(bench.findings(CURRENT, lines(*differences))) == expected


def test_a_note_names_no_figure_and_says_how_many_fail(bench: Bench) -> None:
    (note,) = bench.findings(CURRENT, lines(0, 50_000, 70_000))
    assert (note.printed, note.computed, note.difference) == (None, None, None)
    assert "3줄 가운데 2줄" in note.explanation_ko
    assert "number: 3), 2 have" in note.explanation_en


@pytest.mark.parametrize("grade", ["proved", "reviewed"])
def test_a_reading_that_is_proved_accuses_by_itself(bench: Bench, grade: str) -> None:
    assert told(bench.findings(CURRENT, lines(50_000, 70_000, grade=grade))) == [(10, "error"), (11, "error")]
    mixed = [*lines(50_000, grade=grade), *lines(70_000, 90_000, start=11)]
    assert told(bench.findings(CURRENT, mixed)) == [(10, "error"), (11, "note")]


def test_a_table_that_is_well_read_does_not_vouch_for_another(bench: Bench) -> None:
    well, badly = lines(0, 0, 0, 0, 0), lines(50_000, 70_000, start=100)
    assert told(bench.findings(CURRENT, [*well, *badly])) == [(100, "note")]
    # Side by side only the cells tell which line is of which table.
    near = lines(50_000, 70_000, start=15)
    assert told(bench.findings(CURRENT, [*well, *near])) == [(15, "error"), (16, "error")]
    cells = [cell(line, 1 if line < 15 else 2) for line in range(10, 17)]
    assert told(bench.findings(CURRENT, [*well, *near, *cells])) == [(15, "note")]


def test_the_pages_of_programmes_are_of_one_form(bench: Bench) -> None:
    pages = [
        row
        for number, difference in enumerate((0, 0, 50_000))
        for row in lines(difference, start=100 * number, level="program_detail")
    ]
    assert told(bench.findings(CURRENT, pages)) == [(200, "error")]


def test_rates_and_sums_follow_the_same_rule(bench: Bench) -> None:
    rates: list[facts.Row] = [
        budget(current_won=100_000, executed_won=50_000, printed_rate=rate, line=10 + n, grade="named")
        for n, rate in enumerate((80.0, 90.0))
    ]
    assert told(bench.findings(RATE, rates)) == [(10, "note")]
    total = budget(
        "계", budget_line_id="t", current_won=9_000_000, executed_won=5_000_000, line=10, grade="named"
    )
    part = budget("몫", parent_id="t", current_won=4_000_000, executed_won=5_000_000, line=11, grade="named")
    assert told(bench.findings(SUM, [total, part])) == [(10, "error")]
    both = budget("몫", parent_id="t", current_won=4_000_000, executed_won=1_000_000, line=11, grade="named")
    assert told(bench.findings(SUM, [total, both])) == [(10, "note")]
