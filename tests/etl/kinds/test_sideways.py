"""Tables of money that stand on their side: 예산액 and 집행액 down, what it is spent on across."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, RevenueLine, SetAside, YearOnYear
from etl.kinds import recognise
from etl.outline.ledger import UNEXPLAINED, entries
from etl.readers import text
from tests.etl.kinds.bench import CARRIERS, TITLE, grid, printed, read

_ROWS = (
    "구분|계|인건비|운영비",
    "예산액|1,530,819|514,410|1,016,409",
    "집행액|1,055,676|351,666|704,010",
    "잔액|475,143|162,744|312,399",
    "집행률|69.0%|68.4%|69.3%",
)
_CAPTION = "□ 예산 집행현황 (단위: 천원)\n\n"


def _lines(rows: tuple[str, ...], carrier: str = "tabs", caption: str = _CAPTION) -> list[BudgetLine]:
    return read(caption + printed(grid(*rows), carrier), BudgetLine)


@pytest.mark.parametrize("carrier", [one for one in CARRIERS if one != "one cell a line"])
def test_each_column_is_a_line_of_its_own(carrier: str) -> None:
    lines = _lines(_ROWS, carrier)
    assert [(one.label, one.level, one.current_won, one.executed_won, one.unspent_won) for one in lines] == [
        ("계", "total", 1_530_819_000, 1_055_676_000, 475_143_000),
        ("인건비", "cost_item", 514_410_000, 351_666_000, 162_744_000),
        ("운영비", "cost_item", 1_016_409_000, 704_010_000, 312_399_000),
    ]
    assert [one.printed_rate for one in lines] == [69.0, 68.4, 69.3]
    assert {one.scope for one in lines} == {"whole"}
    total = lines[0].budget_line_id
    assert [one.parent_id for one in lines] == [None, total, total]
    assert len({one.budget_line_id for one in lines}) == len(lines)


def test_every_figure_of_a_turned_table_is_accounted_for() -> None:
    source = text.read("a.txt", (TITLE + _CAPTION + printed(grid(*_ROWS), "tabs")).encode())
    rows = recognise(source)
    assert [one for one in entries(source, rows) if one.outcome == UNEXPLAINED] == []
    assert not [row for row in rows if isinstance(row, SetAside)]


def test_revenue_stands_on_its_side_too() -> None:
    rows = ("구분|합계|이용료|보조금", "예산액|530,819|214,410|316,409", "수입액|401,676|161,666|240,010")
    found = read("□ 수입 현황 (단위: 천원)\n\n" + printed(grid(*rows), "tabs"), RevenueLine)
    assert [(one.label, one.current_won, one.received_won) for one in found] == [
        ("합계", 530_819_000, 401_676_000),
        ("이용료", 214_410_000, 161_666_000),
        ("보조금", 316_409_000, 240_010_000),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        # Years and parts of a year are no objects, nor is what counts something else, nor a plan.
        ("구분|2029년|2030년|2031년", *_ROWS[1:3]),
        ("구분|계|1분기|2분기", *_ROWS[1:3]),
        (*_ROWS[:3], "참여인원|12|5|7"),
        (_ROWS[0], _ROWS[1], "집행예정액|1,055,676|351,666|704,010"),
        (_ROWS[0], "2030년 예산액|1,530,819|514,410|1,016,409", _ROWS[2]),
        (*_ROWS[:3], "집행액|1,055,677|351,667|704,010"),
    ],
)
def test_what_only_looks_turned_is_left(rows: tuple[str, ...]) -> None:
    body = _CAPTION + printed(grid(*rows), "tabs")
    assert read(body, BudgetLine) == []
    assert not [one for one in read(body, YearOnYear) if one.label in ("예산액", "집행액")]
