"""Amounts with a rate or a share in brackets behind them, where the heading says which."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, RevenueLine, SetAside
from tests.etl.kinds.bench import read, table

_ROWS = (
    ("합계", "160,000", "100.0", "112,000", "70.0"), ("시민대학", "60,000", "37.5", "45,000", "75.0"),
    ("문해교육", "40,000", "25.0", "30,000", "75.0"), ("평생학습", "60,000", "37.5", "37,000", "61.7"),
)  # fmt: skip


def _body(budget: str, moved: str, second: str = "{}%", caption: str = "세출예산 집행현황") -> str:
    lines = [
        f"{name} | {amount}{'(' + share + '%)' if '(' in budget else ''} | {spent}({second.format(rate)})"
        for name, amount, share, spent, rate in _ROWS
    ]
    return f"□ {caption} (단위: 천원)\n" + table(f"구분 | {budget} | {moved}", *lines)


@pytest.mark.parametrize("budget", ["예산액", "예산액(구성비)", "예산현액(비율)"])
@pytest.mark.parametrize(
    "moved", ["집행액(집행률)", "지출액(집행율)", "집행액(%)", "집행액 (예산집행률)", "결산액(결산율)"]
)
def test_an_amount_and_its_rate_in_brackets_are_read(budget: str, moved: str) -> None:
    lines = read(_body(budget, moved), BudgetLine)
    assert [(line.current_won, line.executed_won, line.printed_rate, line.unreadable) for line in lines] == [
        (160_000_000, 112_000_000, 70.0, None), (60_000_000, 45_000_000, 75.0, None),
        (40_000_000, 30_000_000, 75.0, None), (60_000_000, 37_000_000, 61.7, None),
    ]  # fmt: skip


def test_revenue_has_its_rate_in_brackets_too() -> None:
    lines = read(_body("예산액", "수납액(징수율)", caption="세입예산 징수현황"), RevenueLine)
    assert [(line.received_won, line.printed_rate) for line in lines] == [
        (112_000_000, 70.0), (45_000_000, 75.0), (30_000_000, 75.0), (37_000_000, 61.7),
    ]  # fmt: skip


def test_a_share_of_what_was_spent_is_no_rate() -> None:
    rows = (
        "합계 | 160,000 | 112,000(100.0%)",
        "시민대학 | 100,000 | 67,200(60.0%)",
        "문해교육 | 60,000 | 44,800(40.0%)",
    )
    body = "□ 집행현황 (단위: 천원)\n" + table("구분 | 예산액 | 집행액(구성비)", *rows)
    assert [(line.executed_won, line.printed_rate) for line in read(body, BudgetLine)] == [
        (112_000_000, None), (67_200_000, None), (44_800_000, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("moved", "second"),
    [
        # Of another year, so many pieces, another amount, no rate of these figures, or not said at all.
        ("집행액(전년)", "{}%"),
        ("집행액(건수)", "3건"),
        ("집행액(국비)", "20,000"),
        ("집행액(집행률)", "1{}%"),
        ("집행액(%)", "3{}%"),
        ("집행액", "{}%"),
        ("집행액(목표 대비)", "{}%"),
    ],
)
def test_what_a_bracket_holds_is_not_guessed(moved: str, second: str) -> None:
    body = _body("예산액", moved, second)
    assert {(line.executed_won, line.printed_rate) for line in read(body, BudgetLine)} <= {(None, None)}
    assert [row for row in read(body, SetAside) if "37,000" in row.text]


def test_a_dash_among_them_is_nothing_spent_and_a_lost_bracket_leaves_the_column() -> None:
    body = _body("예산액", "집행액(집행률)").replace("30,000(75.0%)", "-")
    assert [line.executed_won for line in read(body, BudgetLine)][2] is None
    body = _body("예산액", "집행액(집행률)").replace("30,000(75.0%)", "30,000")
    assert [line.executed_won for line in read(body, BudgetLine)] == [None, None, 30_000_000, None]
