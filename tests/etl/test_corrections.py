"""Corrections: what they set right, what they leave, and what is refused in one line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from etl import corrections
from etl.corrections import HEADER, Outcome
from etl.facts import BudgetLine, FactError, Row, Staffing
from tests.etl.warehouse.tiny import AS_OF, DOCUMENT, budget, document, goal

PATH = Path("facts/corrections.csv")


def _rows() -> list[Row]:
    def staff(grade: str, current: int) -> Staffing:
        return Staffing(
            document_id=DOCUMENT, line=30, as_of=AS_OF, unit_name="본부", grade=grade, current=current
        )

    return [
        document(),
        budget(
            "운영비",
            line=10,
            current_won=1_207_000,
            executed_won=None,
            unreadable="executed_won,original_won",
            grade="named",
        ),
        budget("인건비", line=11, current_won=5_000),
        goal(line=20, target=82.5, actual=None),
        staff("계", 8),
        staff("팀장", 8),
    ]


def _file(*rows: Sequence[str]) -> bytes:
    data: bytes | None = None
    for row in rows:
        data = corrections.appended(data, row)
    return data or (",".join(HEADER) + "\n").encode()


def _row(**more: str) -> list[str]:
    values = {
        "document_id": DOCUMENT, "table": "budget_line", "line": "10", "column": "current_won", "label": "",
        "printed": "1207000", "right": "1270000", "reason": "원장과 다름", "who": "예산팀",
        "date": "2031-03-02",
    }  # fmt: skip
    return [{**values, **more}[name] for name in HEADER]


def _applied(*rows: Sequence[str], facts: list[Row] | None = None) -> tuple[list[Row], list[Outcome]]:
    found = corrections.apply([facts or _rows()], corrections.parsed(_file(*rows), PATH), PATH)
    return found.documents[0], found.outcomes


def test_a_figure_is_set_right_and_everything_else_stays() -> None:
    before = _rows()
    after, (outcome,) = _applied(_row(), facts=before)
    line = after[1]
    assert isinstance(line, BudgetLine)
    assert (line.current_won, line.grade, outcome.state, outcome.row) == (
        1_270_000,
        "reviewed",
        "applied",
        line,
    )
    assert [row for row in after if row is not line] == [row for row in before if row is not before[1]]
    untouched = before[1]
    assert isinstance(untouched, BudgetLine)
    assert (untouched.current_won, untouched.grade) == (1_207_000, "named")


def test_a_destroyed_cell_can_be_given_and_a_wrong_one_taken_away() -> None:
    after, outcomes = _applied(
        _row(column="executed_won", printed="", right="900000"),
        _row(line="11", printed="5000", right=""),
    )
    first, second = after[1], after[2]
    assert isinstance(first, BudgetLine) and isinstance(second, BudgetLine)
    assert (first.executed_won, first.unreadable, second.current_won) == (900_000, "original_won", None)
    assert [outcome.state for outcome in outcomes] == ["applied", "applied"]


def test_several_columns_of_one_line() -> None:
    after, _ = _applied(_row(), _row(column="label", printed="운영비", right="운영경비"))
    line = after[1]
    assert isinstance(line, BudgetLine)
    assert (line.current_won, line.label) == (1_270_000, "운영경비")


def test_what_no_longer_reads_so_is_left_and_told() -> None:
    before = _rows()
    after, (outcome,) = _applied(_row(printed="999"), facts=before)
    assert (outcome.state, outcome.row, after) == ("outdated", before[1], before)


def test_a_document_that_is_not_loaded_is_waited_for() -> None:
    after, (outcome,) = _applied(_row(document_id="d2"))
    assert (outcome.state, outcome.row, len(after)) == ("not_loaded", None, 6)


def test_of_several_facts_in_a_line_the_label_says_which() -> None:
    wanted = _row(table="staffing", line="30", column="current", label="본부 · 팀장", printed="8", right="2")
    after, (outcome,) = _applied(wanted)
    assert [row.current for row in after if isinstance(row, Staffing)] == [8, 2]
    assert isinstance(outcome.row, Staffing)
    assert (outcome.row.evidence_grade, outcome.row.grade) == ("reviewed", "팀장")
    with pytest.raises(FactError, match="2 facts of line 30 print '8'; name one"):
        _applied(_row(table="staffing", line="30", column="current", printed="8", right="2"))


def test_a_decimal_is_compared_as_a_number() -> None:
    wanted = _row(table="indicator_result", line="20", column="target", printed="82.50", right="83")
    assert _applied(wanted)[1][0].state == "applied"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"table": "budgets"}, "table is 'budgets'; expected one of"),
        ({"table": "table_cell", "column": "value"}, "table is 'table_cell'"),
        ({"column": "current"}, "column is 'current'; expected one of"),
        ({"column": "budget_line_id"}, "column is 'budget_line_id'"),
        ({"column": "document_id"}, "column is 'document_id'"),
        ({"column": "grade"}, "column is 'grade'"),
        ({"line": "0"}, "line is '0'"),
        ({"line": "x"}, "line is 'x'"),
        ({"line": "12"}, "has no budget_line in line 12; the nearest lines are 10, 11"),
        ({"label": "사업비"}, "has no budget_line called '사업비' in line 10"),
        ({"printed": "1,207"}, "printed is '1,207'; expected a whole number"),
        ({"right": "많음"}, "right is '많음'; expected a whole number"),
        ({"right": "1207000"}, "printed and right are the same"),
        ({"column": "level", "printed": "item", "right": "x"}, "right is 'x'; expected one of"),
        ({"column": "level", "printed": "item", "right": ""}, "not an empty cell"),
        ({"reason": " "}, "reason is empty"),
        ({"who": ""}, "who is empty"),
        ({"date": "2031-3-2"}, "date is '2031-3-2'"),
        ({"date": "2031-02-30"}, "date is '2031-02-30'"),
        ({"document_id": ""}, "document_id is empty"),
    ],
)
def test_a_bad_correction_is_named_in_one_line(more: dict[str, str], says: str) -> None:
    with pytest.raises(FactError) as refused:
        _applied(_row(**more))
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith(f"{PATH}: line 2: ")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a,b\n", "wrong header"),
        (b"", "wrong header"),
        (_file() + b"a,b\n", "2 cells, expected 10"),
        (_file() + b'"abc', "not a UTF-8 CSV"),
        (_file() + "가".encode("cp949"), "not a UTF-8 CSV"),
    ],
)
def test_a_file_that_is_no_list_of_corrections(data: bytes, says: str) -> None:
    with pytest.raises(FactError, match=says):
        corrections.parsed(data, PATH)


def test_a_figure_is_corrected_once() -> None:
    with pytest.raises(FactError, match="line 3: corrects what line 2 corrects"):
        _applied(_row(), _row(right="1280000"))


@pytest.mark.parametrize(
    ("value", "column", "stored"),
    [
        ("77,630천원", "current_won", "77630000"),
        ("3억 5,000만원", "current_won", "350000000"),
        ("1,207,000", "current_won", "1207000"),
        ("", "current_won", ""),
        ("△30천원", "adjustment_won", "-30000"),
        ("82.5", "printed_rate", "82.5"),
        ("1,000원 샵", "label", "1,000원 샵"),
    ],
)
def test_a_value_may_be_given_as_it_is_printed(value: str, column: str, stored: str) -> None:
    assert corrections.stored(value, "budget_line", column) == stored


def test_rows_that_are_added_keep_what_stands_there() -> None:
    reason: dict[str, Any] = {"reason": '쉼표, "따옴표"\n줄'}
    one, two = corrections.parsed(_file(_row(**reason), _row(line="11")), PATH)
    assert (one.reason, two.line) == (reason["reason"], 11)
