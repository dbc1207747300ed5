"""Money so far under '누계' or the end of a month: what the printed rate proves, and nothing else."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, RevenueLine, SetAside
from tests.etl.kinds.bench import read, table

_LINES = (
    ("총계", 10_000, 7_017, "70.2%"),
    ("인건비", 6_000, 4_317, "72.0%"),
    ("사업비", 4_000, 2_700, "67.5%"),
)


def _body(heading: str, caption: str = "세출예산 집행현황", *, rates: tuple[str, ...] = ()) -> str:
    rows = [
        f"{name} | {budget:,} | {moved // 2:,} | {moved:,} | {rates[i] if rates else rate}"
        for i, (name, budget, moved, rate) in enumerate(_LINES)
    ]
    return f"□ {caption} (단위: 천원)\n" + table(f"구분 | 예산액 | 9월 집행분 | {heading} | 집행률", *rows)


@pytest.mark.parametrize(
    "heading",
    ["누계", "지출액 누계", "집행 누적", "누계(9월말)", "9월말 집행액", "9월말", "9월까지 지출", "누적 집행"],
)
def test_what_adds_up_is_executed_where_the_rate_proves_it(heading: str) -> None:
    lines = read(_body(heading), BudgetLine)
    assert [(line.label, line.executed_won, line.printed_rate) for line in lines] == [
        ("총계", 7_017_000, 70.2), ("인건비", 4_317_000, 72.0), ("사업비", 2_700_000, 67.5),
    ]  # fmt: skip
    assert {line.grade for line in lines} == {"proved"}


def test_quarters_under_one_heading_have_their_sum_executed() -> None:
    rows = [
        f"{name}\t{budget:,}\t{moved // 4:,}\t{moved // 4:,}\t{moved - 2 * (moved // 4):,}\t{moved:,}\t{rate}"
        for name, budget, moved, rate in _LINES
    ]
    head = "구분\t예산액\t지출액\t\t\t\t집행률\n\t\t1분기\t2분기\t3분기\t누계\t\n"
    lines = read("□ 지출현황 (단위: 천원)\n" + head + "\n".join(rows) + "\n", BudgetLine)
    assert [line.executed_won for line in lines] == [7_017_000, 4_317_000, 2_700_000]


def test_revenue_so_far_is_received() -> None:
    body = "□ 수입현황 (단위: 천원)\n" + table(
        "구분 | 2031년 예산 | 9월말 수입 | 수입률 | 전년 동기 수입",
        "합계 | 4,500,000 | 2,840,000 | 63.1% | 2,610,000",
        "입장료 | 3,000,000 | 1,900,000 | 63.3% | 1,750,000",
        "임대료 | 1,500,000 | 940,000 | 62.7% | 860,000",
    )
    assert [line.received_won for line in read(body, RevenueLine)] == [
        2_840_000_000, 1_900_000_000, 940_000_000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "rates"),
    [
        # Not what the rate is of, in one row or in any.
        ("누계", ("70.2%", "72.0%", "60.5%")),
        ("누계", ("35.1%", "36.0%", "33.8%")),
        ("누계", ("", "", "")),
        # Of another day, another year, a plan, a budget, or a quarter that nothing adds to.
        ("8월말 집행액", ()),
        ("전년 누계", ()),
        ("누계(예정)", ()),
        ("누계 배정액", ()),
        ("계획 누계", ()),
        ("3분기", ()),
        ("12월말", ()),
    ],
)
def test_what_only_looks_like_a_running_total_is_not_executed(heading: str, rates: tuple[str, ...]) -> None:
    body = _body(heading, rates=rates)
    assert {line.executed_won for line in read(body, BudgetLine)} <= {None}
    assert {line.printed_rate for line in read(body, BudgetLine)} <= {None}
    assert [row for row in read(body, SetAside) if "7,017" in row.text]


def test_of_two_totals_that_both_fit_none_is_taken() -> None:
    rows = [f"{name} | {budget:,} | {moved:,} | {moved:,} | {rate}" for name, budget, moved, rate in _LINES]
    body = "□ 집행현황 (단위: 천원)\n" + table("구분 | 예산액 | 누계 | 누적 | 집행률", *rows)
    assert {line.executed_won for line in read(body, BudgetLine)} <= {None}


def test_rows_that_are_months_have_no_running_total() -> None:
    rows = [f"{month}월 | 10,000 | {1_000 * month:,} | {10 * month}.0%" for month in (1, 2, 3)]
    body = "□ 월별 집행현황 (단위: 천원)\n" + table("구분 | 예산액 | 누계 | 집행률", *rows)
    assert {line.executed_won for line in read(body, BudgetLine)} <= {None}


_PARTS = ((3_012, 2_118, 1_887), (1_101, 1_203, 2_013), (1_911, 915, -126))


def _by_parts(*headings: str, caption: str = "예산 집행현황", last: int | None = None) -> str:
    rows = []
    for (name, budget, moved, rate), parts in zip(_LINES, _PARTS, strict=True):
        cells = [f"{one:,}".replace("-", "△") for one in parts] + ([f"{last:,}"] if last else [])
        moved += last or 0
        rows.append(" | ".join([name, f"{budget:,}", *cells, f"{moved:,}", rate]))
    return f"□ {caption} (단위: 천원)\n" + table(" | ".join(["구분", "예산액", *headings, "집행률"]), *rows)


@pytest.mark.parametrize(
    "headings",
    [
        ("1분기", "2분기", "3분기", "계"),
        ("1/4분기", "2/4분기", "3/4분기", "누계"),
        ("1분기 집행", "2분기 집행", "3분기 집행", "합계"),
        ("7월까지", "8월", "9월", "누계"),
    ],
)
def test_what_the_periods_of_a_year_add_up_to_is_executed(headings: tuple[str, ...]) -> None:
    body = _by_parts(*headings)
    assert [line.executed_won for line in read(body, BudgetLine)] == [7_017_000, 4_317_000, 2_700_000]
    reasons = {row.reason for row in read(body, SetAside)}
    assert reasons == {"part_of_year"}


@pytest.mark.parametrize(
    ("headings", "last"),
    [
        (("1분기", "2분기", "4분기", "계"), None),  # one is missing
        (("2분기", "3분기", "4분기", "계"), None),  # not from the year's beginning
        (("10월까지", "11월", "12월", "계"), None),  # of days to come
        (("6월까지", "7월", "8월", "계"), None),  # not up to the report's day
        (("1분기", "2분기", "3분기(예정)", "계"), None),
        (("1분기 배정", "2분기 배정", "3분기 배정", "계"), None),
        (("2030년 1분기", "2030년 2분기", "2030년 3분기", "계"), None),
        (("1분기", "2분기", "3분기", "4분기", "계"), 900),
    ],
)
def test_periods_that_are_not_the_year_so_far_are_no_spending(
    headings: tuple[str, ...], last: int | None
) -> None:
    lines = read(_by_parts(*headings, last=last), BudgetLine)
    assert {line.executed_won for line in lines} <= {None}


@pytest.mark.parametrize(
    ("heading", "day", "is_read"),
    [
        ("상반기 집행액", "2031. 6. 30.", True),
        ("1분기 집행액", "2031. 3. 31.", True),
        ("상반기", "2031. 6. 30.", True),
        ("상반기 집행액", "2031. 9. 30.", False),
        ("하반기 집행액", "2031. 12. 31.", False),
        ("상반기 집행계획", "2031. 6. 30.", False),
    ],
)
def test_the_first_part_of_a_year_is_the_year_so_far_at_its_end(
    *, heading: str, day: str, is_read: bool
) -> None:
    body = f"\n({day} 기준)\n" + _body(heading)
    executed = [line.executed_won for line in read(body, BudgetLine)]
    assert executed == ([7_017_000, 4_317_000, 2_700_000] if is_read else [None] * 3)
