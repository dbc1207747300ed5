"""The truth of the invented documents is itself held: its rows, its sums, and that the judge sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from etl.facts import BudgetLine
from tests.foreign.truth import Foreign, Truth, foreign

DOCUMENTS = foreign()
_SUMMED = ("current_won", "executed_won", "received_won", "amount_won", "authorized")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_every_figure_of_the_truth_is_printed(document: Foreign) -> None:
    asks = document.spec["year"] == "asked" or document.spec["organization"] == "asked"
    truths = document.truths()
    assert (
        truths
        or document.spec.get("may")
        or asks
        or document.name in ("11_fiscal_balance_cross", "18_no_unit_printed")
    )
    for truth in truths:
        assert truth.values or not truth.asked, f"{document.name}: nothing to read for {truth.label!r}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_a_total_is_the_sum_of_lines_of_its_table(document: Foreign) -> None:
    """The writer's own slip would accuse the reader."""
    tables: dict[tuple[str, int | None, str], list[Truth]] = {}
    for truth in document.truths():
        if truth.asked and "from" in truth.rules:
            tables.setdefault(
                (truth.table, truth.year, truth.rules["from"] + str(truth.rules["columns"])), []
            ).append(truth)
    for truths in tables.values():
        for column in _SUMMED:
            amounts = [truth.values[column] for truth in truths if column in truth.values]
            if (len(amounts) > 2 and column in truths[0].values) or column in truths[-1].values:
                total = max(amounts)
                rest = sorted(amounts)[:-1]
                assert _adds_up(total, rest), f"{document.name}: {column} {total} of {rest}"


def _adds_up(total: float, parts: list[float]) -> bool:
    """Whether some of the parts add to the total: not all levels of a table are summed at once."""
    if len(parts) < 2:
        return True
    sums = {0.0}
    for part in parts:
        sums |= {one + part for one in sums}
    return any(abs(one - total) <= 1 for one in sums)


def _line(document: Foreign, **changes: object) -> BudgetLine:
    row = BudgetLine(
        document_id="d", line=document.line_of("합계\t5,400"), raw="", budget_line_id="d:1", fiscal_year=2029,
        as_of=date(2029, 8, 31), level="total", label="합계", current_won=5_400_000_000,
        executed_won=2_916_000_000, printed_rate=54.0, printed_unit_won=1_000_000,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def test_the_judge_sees_what_is_right_and_what_is_wrong() -> None:
    (document,) = [one for one in DOCUMENTS if one.name.startswith("30_")]
    right = document.judge([_line(document)])
    assert (right.read, right.wrong) == (3, [])
    slips = [
        {"executed_won": 5_130_000_000},  # what is expected to be spent
        {"printed_rate": 95.0},
        {"fiscal_year": 2028},
        {"as_of": date(2029, 12, 31)},
        {"label": "농기계 임대"},
        {"line": document.line_of("농기계 임대"), "label": "농기계 임대"},
        {"current_won": 5_400_000, "executed_won": 2_916_000},
    ]
    for slip in slips:
        assert document.judge([_line(document, **slip)]).wrong, slip
