"""The columns of settlements: what the budget at hand is made of, every kind of what is carried over, what
was paid back."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, RevenueLine, SetAside
from tests.etl.kinds.bench import read, table

_CAPTION = "□ 세출 결산 (2031. 12. 31. 기준, 단위: 천원)\n"
_AT_HAND = (9_530_819_000, 3_514_410_000, 6_016_409_000)
_SPENT = (8_601_227_000, 3_250_127_000, 5_351_100_000)
_ROWS = (
    ("합계", "9,530,819", "8,601,227", "301,442", "102,118", "200,331", "603,891", "50,127", "275,574"),
    ("일반행정", "3,514,410", "3,250,127", "101,208", "52,118", "-", "153,326", "20,127", "90,830"),
    ("사회복지", "6,016,409", "5,351,100", "200,234", "50,000", "200,331", "450,565", "30,000", "184,744"),
)


def _table(head: str, *columns: int, before: tuple[str, ...] = ("", "", "")) -> str:
    rows = (
        "|".join([row[0], *([more] if more else []), *(row[column] for column in columns)])
        for row, more in zip(_ROWS, before, strict=True)
    )
    return _CAPTION + table(*head.split("\n"), *rows)


@pytest.mark.parametrize(
    "head",
    [
        "구분|예산현액|지출액|명시이월|사고이월|계속비이월|보조금반납금|불용액",
        "구분|예산현액|지출액|다음연도 이월액|||보조금 반환|집행잔액\n|||명시|사고|계속비||",
        "구분|예산현액|지출액|이월액|||보조금반납금|집행잔액\n|||명시이월|사고이월|계속||",
    ],
)
def test_every_kind_of_what_is_carried_over_is_read(head: str) -> None:
    lines = read(_table(head, 1, 2, 3, 4, 5, 7, 8), BudgetLine)
    assert tuple(line.current_won for line in lines) == _AT_HAND
    assert tuple(line.executed_won for line in lines) == _SPENT
    assert [
        (one.carried_explicit_won, one.carried_accident_won, one.refunded_won, one.unspent_won)
        for one in lines
    ] == [
        (301_442_000, 102_118_000, 50_127_000, 275_574_000),
        (101_208_000, 52_118_000, 20_127_000, 90_830_000),
        (200_234_000, 50_000_000, 30_000_000, 184_744_000),
    ]
    assert (lines[0].carried_continuing_won, lines[2].carried_continuing_won) == (200_331_000, 200_331_000)
    assert {line.grade for line in lines} == {"proved"}


def test_what_is_carried_over_in_all_is_no_kind_of_it() -> None:
    head = "구분|예산현액|지출액|이월액||||보조금반납금|불용액\n|||명시|사고|계속비|소계||"
    lines = read(_table(head, 1, 2, 3, 4, 5, 6, 7, 8), BudgetLine)
    assert [line.carried_continuing_won for line in lines] == [200_331_000, None, 200_331_000]


@pytest.mark.parametrize("head", ["예산액|전년도이월액|예비비사용액", "예산액|이용·전용액|예비비"])
def test_the_budget_at_hand_is_the_one_that_the_others_add_up_to(head: str) -> None:
    rows = ("9,130,819|300,000|100,000", "3,314,410|150,000|50,000", "5,816,409|150,000|50,000")
    body = _table(f"구분|{head}|예산현액|지출액", 1, 2, before=rows)
    assert tuple(line.current_won for line in read(body, BudgetLine)) == _AT_HAND


def test_of_two_budgets_that_nothing_adds_up_to_none_is_taken() -> None:
    rows = ("9,130,819|300,000|101,100", "3,314,410|150,000|50,000", "5,816,409|150,000|50,000")
    assert (
        read(_table("구분|예산액|전년도이월액|예비비사용액|예산현액|지출액", 1, 2, before=rows), BudgetLine)
        == []
    )


_MONEY_IN = "□ 세입 결산 (2031. 12. 31. 기준, 단위: 천원)\n"


def test_what_came_in_is_what_was_not_paid_back() -> None:
    body = _MONEY_IN + table(
        "구분|예산현액|수납액|과오납반환액|실제수납액",
        "합계|9,530,819|9,650,227|50,127|9,600,100",
        "지방세|3,514,410|3,650,127|30,127|3,620,000",
        "세외수입|6,016,409|6,000,100|20,000|5,980,100",
    )
    received = [line.received_won for line in read(body, RevenueLine)]
    assert received == [9_600_100_000, 3_620_000_000, 5_980_100_000]


def test_what_came_in_before_a_month_is_not_paid_back() -> None:
    body = _MONEY_IN + table(
        "구분|예산현액|수납액|전월까지|수납누계",
        "합계|9,530,819|50,127|9,600,100|9,650,227",
        "지방세|3,514,410|30,127|3,620,000|3,650,127",
        "세외수입|6,016,409|20,000|5,980,100|6,000,100",
    )
    assert {line.received_won for line in read(body, RevenueLine)} <= {None}
    assert "9,650,227" in " ".join(row.text for row in read(body, SetAside))
