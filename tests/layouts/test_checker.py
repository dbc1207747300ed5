"""The checker sees the slips that it is for, and none where a report is read as it is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from etl.facts import BudgetLine, IndicatorResult, RevenueLine, SeriesPoint, Staffing, YearOnYear
from tests.layouts.checker import check

PAGE = """다람시도서관

2031년도 주요업무

조직 및 인력 ('31. 9월말 기준)

구분	계	1급	2급
정원	31	4	27
현원	29	4	25

지출현황

(2031.9.30.기준, 단위 : 천원)

구 분	2030년 예산	2031년 예산	집행액	집행률	집행잔액
총 계	70,000	90,000	61,200	68.0%	28,800
인건비	40,000	50,000	38,000	76.0%	12,000
운영비	30,000	40,000	23,200	58.0%	16,800

수입현황

(2031.9.30.기준, 단위 : 천원)

구 분	예산액	수입액
출연금	90,000	66,000

예산 총괄

(단위: 백만원)

구 분	2030년(비율)	2031년(비율)	증감액(증감률)
계	70(100.0%)	90(100.0%)	20(28.6%)

주요 성과지표

지표	목표	실적
이용자	4,000명	2,917명
만족도	90점	4분기 조사 예정

(단위 : 명)

구 분	1월	2월	3월	합계
이용자 수	310	295	342	947
"""
LINES = PAGE.split("\n")


def _line(start: str) -> int:
    return next(number for number, text in enumerate(LINES, start=1) if text.startswith(start))


def _budget(**changes: object) -> BudgetLine:
    row = BudgetLine(
        document_id="d", line=_line("인건비"), raw="", budget_line_id="d:1", fiscal_year=2031,
        as_of=date(2031, 9, 30), level="cost_item", label="인건비", current_won=50_000_000,
        executed_won=38_000_000, unspent_won=12_000_000, printed_rate=76.0, printed_unit_won=1_000,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def _goal(**changes: object) -> IndicatorResult:
    row = IndicatorResult(
        document_id="d", line=_line("이용자\t4,000"), raw="", indicator_result_id="d:2", fiscal_year=2031,
        as_of=date(2031, 9, 30), name="이용자", unit="명", target=4_000, actual=2_917, status="interim",
        better="higher",
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


REVENUE = RevenueLine(
    document_id="d", line=_line("출연금"), raw="", revenue_line_id="d:3", fiscal_year=2031,
    as_of=date(2031, 9, 30), label="출연금", current_won=90_000_000, received_won=66_000_000,
    printed_unit_won=1_000,
)  # fmt: skip
YEARS = YearOnYear(
    document_id="d", line=_line("계\t70"), raw="", side="expenditure", label="계", fiscal_year=2031,
    amount_won=90_000_000, share=100.0, previous_year=2030, previous_won=70_000_000, previous_share=100.0,
    change_won=20_000_000, change_rate=28.6, printed_unit_won=1_000_000,
)  # fmt: skip
STAFF = Staffing(
    document_id="d", line=_line("정원"), raw="", as_of=date(2031, 9, 30), unit_name="다람시도서관",
    grade="2급", authorized=27, current=25,
)  # fmt: skip
MONTH = SeriesPoint(
    document_id="d",
    line=_line("이용자 수"),
    raw="",
    series="이용자 수",
    period="2031-02",
    value=295,
    unit="명",
)


def test_what_is_read_as_printed_holds() -> None:
    checked = check(PAGE, [_budget(), _goal(), REVENUE, YEARS, STAFF, MONTH])
    assert checked.violations == []
    assert checked.unsure == []
    assert checked.held == 4 + 2 + 2 + 6 + 2 + 1


@pytest.mark.parametrize(
    "slip",
    [
        _budget(current_won=40_000_000),  # last year's budget
        _budget(current_won=38_000_000, executed_won=50_000_000),
        _budget(executed_won=12_000_000),  # what is left
        _budget(adjustment_won=12_000_000),
        _budget(fiscal_year=2030),
        _budget(as_of=date(2031, 12, 31)),
        _budget(label="운영비"),
        _budget(line=_line("운영비")),
        _budget(current_won=50_000, executed_won=38_000, unspent_won=12_000, printed_unit_won=1),
        _budget(line=_line("출연금"), label="출연금", current_won=90_000_000, executed_won=66_000_000),
        _goal(target=2_917, actual=4_000),
        _goal(line=_line("만족도"), name="만족도", target=90, actual=4),
        replace(REVENUE, current_won=66_000_000, received_won=90_000_000),
        replace(YEARS, amount_won=70_000_000, previous_won=90_000_000),
        replace(STAFF, authorized=25, current=27),
        replace(MONTH, period="2031-03"),
    ],
    ids=lambda row: f"{row.table} {row.line}",
)
def test_a_slip_is_seen(slip: BudgetLine) -> None:
    assert check(PAGE, [slip]).violations
