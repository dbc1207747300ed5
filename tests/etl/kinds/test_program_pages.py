"""A programme's own page: its budget line in every print, its parts, its period."""

from __future__ import annotations

from datetime import date

import pytest

from etl.facts import BudgetLine, Program, SetAside
from tests.etl.kinds.bench import read

PAGE = """
나무와 강 돌보기

1. 나무 심기

1

나무 심기

푸른숲실

실장: 가나다 ☎

□ 사업개요

- {period}
- 주요내용

□ 추진실적

- 1,234그루 심음

{budget}
"""
BUDGET_LINE = PAGE.replace("{period}", "").split("{budget}")[0].count("\n") + 4


def _page(budget: str, period: str = "사업기간 : 2031년 2월~11월") -> str:
    return PAGE.replace("{period}", period).replace("{budget}", budget)


@pytest.mark.parametrize(
    ("budget", "current", "executed", "rate"),
    [
        ("□ 소요예산 : 12,659천원(집행실적 : 5,278천원/집행률 : 41.7%)", 12_659_000, 5_278_000, 41.7),
        ("〗 소요예산: 12.659천원(집행실적:5.278천원/집행률:41.7%)", 12_659_000, 5_278_000, 41.7),
        ("\\_ 소요예산 : 130천원(집행액 : 0천원/집행율 : 0%)", 130_000, 0, 0.0),
        ("소요예산 : 12,659천원(집행실적 : -/집행률 : 0.0%)", 12_659_000, None, 0.0),
        ("소 요 예 산 : 3백만원", 3_000_000, None, None),
        ("- 소요예산 : 3억 5,000만원", 350_000_000, None, None),
        ("- 소요예산 : 1.5억원", 150_000_000, None, None),
        ("- 소요예산 : 3,000,000원", 3_000_000, None, None),
        ("□ 소요예산 : 12,659천원(집행실적 :\n5,278천원/집행률 : 41.7%)", 12_659_000, 5_278_000, 41.7),
        ("□ 소요예산 : 12,659(집행실적 : 5,278천원/집행률 : 41.7%)", 12_659_000, 5_278_000, 41.7),
    ],
)
def test_a_budget_line(budget: str, current: int, executed: int | None, rate: float | None) -> None:
    (line,) = read(_page(budget), BudgetLine)
    assert (line.current_won, line.executed_won, line.printed_rate) == (current, executed, rate)
    assert (line.line, line.level, line.label) == (BUDGET_LINE, "program_detail", "나무 심기")
    assert line.unreadable is None


@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        ("□ 소요예산 : 1,2,3,4천원", "malformed_number"),
        ("□ 소요예산 : 9999999999999999천원", "out_of_range"),
    ],
)
def test_an_absurd_budget_is_no_figure_and_is_set_aside(budget: str, reason: str) -> None:
    (line,) = read(_page(budget), BudgetLine)
    assert (line.current_won, line.unreadable) == (None, "current_won")
    assert reason in {row.reason for row in read(_page(budget), SetAside)}


@pytest.mark.parametrize("budget", ["□ 소요예산 : 12,659", "□ 소요예산 : 미정"])
def test_a_budget_without_a_unit_is_set_aside_and_no_fact(budget: str) -> None:
    beside = _page("□ 소요예산 : 3천원") + "\n강 살피기\n\n1. 강 살피기\n\n1\n\n강 살피기\n\n푸른강실\n\n"
    body = beside + f"실장: 가나다 ☎\n\n□ 사업개요\n\n- 주요내용\n\n{budget}\n"
    assert [row.label for row in read(body, BudgetLine)] == ["나무 심기"]
    assert {row.line for row in read(body, SetAside)} >= {len(("가\n나\n다\n" + body).split("\n")) - 1}


@pytest.mark.parametrize(
    ("budget", "current"),
    [
        ("소요예산 : '30년 20,000천원 → '31년 16,000천원", 16_000_000),
        ("소요예산 : 2031년 16,000천원 / 2030년 20,000천원", 16_000_000),
        ("소요예산 : 총 36,000천원(2031년 16,000천원, 2032년 20,000천원)", 16_000_000),
        ("소요예산 : - '31년 16,000천원", 16_000_000),
        ("소요예산 : 총 16,000천원(국비 6,000천원 / 시비 10,000천원)", 16_000_000),
        ("소요예산 : 16,000천원 (전년 대비 10% 증)", 16_000_000),
        ("소요예산 : 16,000천원(전년 대비 2,000천원 증)", 16_000_000),
        ("소요예산 : 전액 시비 16,000천원", 16_000_000),
        ("소요예산 : 16,000천원(푸른시숲재단 부담)", 16_000_000),
        ("소요예산 : 16,000천원(다온재단 협력)", 16_000_000),
    ],
)
def test_a_budget_among_others_is_the_one_of_the_year(budget: str, current: int) -> None:
    (line,) = read(_page(budget), BudgetLine)
    assert (line.current_won, line.fiscal_year, line.line) == (current, 2031, BUDGET_LINE)


@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        ("소요예산 : '30년 20,000천원", "other_year"),
        ("소요예산 : 36,000천원(2031~2032)", "other_year"),
        ("소요예산 : '30~'31년 36,000천원", "other_year"),
        ("소요예산 : 36,000천원(5개년)", "other_year"),
        ("소요예산 : 16,000원(집행실적 : 12,000천원/집행률 : 75.0%)", "unit_contradicted"),
        ("소요예산 : 16,000천원(집행실적 : 12,000원/집행률 : 75.0%)", "unit_contradicted"),
        ("소요예산 : 16,000천원(집행실적 : 12,000백만원/집행률 : 75.0%)", "unit_contradicted"),
        ("소요예산 : 16,000천원 × 2", "figure_in_text"),
        ("소요예산 : 16,000천원(본예산 기준)", "superseded"),
        ("소요예산 : 16,000천원(당초예산 기준, 집행실적 : 5,000천원/집행률 : 31.3%)", "superseded"),
        ("소요예산 : 16,000천원(추경 전)", "superseded"),
        ("소요예산 : 16,000천원(미확보)", "figure_in_text"),
        ("소요예산 : 16,000천원(다온재단 부담)", "other_institution"),
        ("소요예산 : 시비 16,000천원", "figure_in_text"),
        ("소요예산 : 2031년 20,000천원, 2031년 16,000천원", "second_figure"),
        ("소요예산 : 18,000천원 → 16,000천원(추경 감액)", "change_without_year"),
        ("소요예산 : 16,000천원(기정 15,000천원)", "second_figure"),
        ("소요예산 : 20,000천원 중 16,000천원", "figure_in_text"),
        ("소요예산 : 월 1,300천원 × 12월 = 15,600천원", "figure_in_text"),
        ("소요예산 : 전년 16,000천원", "figure_in_text"),
        ("소요예산 : 약 16,000천원", "figure_in_text"),
        ("소요예산 : 16,000천원 이내", "figure_in_text"),
        ("소요예산 : 16,000천원 증액", "figure_in_text"),
        ("소요예산 : 16,000천원(요구액)", "figure_in_text"),
        ("소요예산 : 16,000천원(집행실적('30. 12월말) : 5,000천원)", "other_year"),
        ("소요예산 : 16,000천원('31. 3월말, 집행실적('31. 6월말) : 5,000천원)", "date_contradiction"),
    ],
)
def test_an_amount_of_something_else_is_no_budget(budget: str, reason: str) -> None:
    whole = _page(budget)
    assert not read(whole, BudgetLine)
    assert reason in {row.reason for row in read(whole, SetAside) if row.line == BUDGET_LINE}


def test_what_was_executed_at_a_printed_date_has_that_date() -> None:
    (line,) = read(
        _page("소요예산 : 16,000천원(집행실적('31. 6월말) : 5,000천원/집행률 : 31.3%)"), BudgetLine
    )
    assert (line.executed_won, line.as_of) == (5_000_000, date(2031, 6, 30))
    (line,) = read(_page("소요예산 : 16,000천원(집행실적 : -천원/집행률 : -)"), BudgetLine)
    assert (line.current_won, line.executed_won) == (16_000_000, None)


@pytest.mark.parametrize(
    "executed",
    [
        "집행액(9월): 8천원",
        "9월 집행액: 8천원",
        "집행실적('31.9월) : 8천원/집행률 : 66.7%",
        "8월말 집행액: 8천원",
    ],
)
def test_what_a_page_says_was_spent_in_a_month_or_by_another_day_is_left(executed: str) -> None:
    page = _page(f"□ 소요예산 : 12천원({executed})")
    (line,) = read(page, BudgetLine)
    assert (line.current_won, line.executed_won, line.printed_rate) == (12_000, None, None)
    assert "date_contradiction" in {row.reason for row in read(page, SetAside)}
    (own,) = read(page.replace(executed, "9월말 집행액: 8천원"), BudgetLine)
    assert own.executed_won == 8_000


@pytest.mark.parametrize(
    ("spent", "reason"),
    [
        ("전년도 집행실적 : 5천원/집행률 : 41.7%", "other_year"),
        ("작년 집행액 : 5천원/집행률 : 41.7%", "other_year"),
        ("전년 동기 집행실적 : 5천원, 집행률 : 41.7%", "other_year"),
        ("집행실적(전년도) : 5천원/집행률 : 41.7%", "other_year"),
        ("집행실적 : 전년도 5천원/집행률 : 41.7%", "other_year"),
        ("집행실적 : 5천원, 지난해 기준/집행률 : 41.7%", "other_year"),
        ("전년도/집행실적 : 5천원/집행률 : 41.7%", "other_year"),
        ("전년도 : 집행실적 5천원/집행률 41.7%", "other_year"),
        ("차년도 집행액 : 5천원", "other_year"),
        ("타 기관 집행액 : 5천원", "other_institution"),
        ("국비 집행액 : 5천원", "figure_in_text"),
        ("목표 집행액 : 5천원", "figure_in_text"),
    ],
)
def test_what_was_spent_of_something_else_is_not_spent_of_the_budget(spent: str, reason: str) -> None:
    page = _page(f"□ 소요예산 : 12천원({spent})")
    (line,) = read(page, BudgetLine)
    assert (line.current_won, line.executed_won, line.printed_rate) == (12_000, None, None)
    assert reason in {row.reason for row in read(page, SetAside) if row.line == BUDGET_LINE}


@pytest.mark.parametrize(
    ("spent", "rate"),
    [
        ("전년도 집행실적 : 4천원/집행실적 : 5천원/집행률 : 41.7%", 41.7),
        ("집행실적 : 5천원/집행률 : 41.7%/전년도 집행실적 : 4천원/전년도 집행률 : 38.0%", 41.7),
        ("집행실적 : 5천원/전년도 집행률 : 38.0%", None),
        ("집행실적 : 5천원/집행률 : 41.7%, 전년 대비 3.0%p 증가", 41.7),
        ("금년도 집행액 : 5천원/집행률 : 41.7%", 41.7),
        ("2031년 집행액 : 5천원/집행률 : 41.7%", 41.7),
        ("'31. 9월말 집행액 : 5천원/집행률 : 41.7%", 41.7),
        ("총 집행액 : 5천원 집행률 : 41.7%", 41.7),
    ],
)
def test_what_was_spent_of_the_budget_is_read_whatever_stands_beside_it(
    spent: str, rate: float | None
) -> None:
    (line,) = read(_page(f"□ 소요예산 : 12천원({spent})"), BudgetLine)
    assert (line.executed_won, line.printed_rate) == (5_000, rate)


@pytest.mark.parametrize(
    "executed",
    [
        "집행실적(12월말 예정) : 12천원/집행률 : 100.0%",
        "집행액 : 12천원(예정)",
    ],
)
def test_what_a_page_expects_to_be_spent_is_not_spent(executed: str) -> None:
    page = _page(f"□ 소요예산 : 12천원({executed})")
    (line,) = read(page, BudgetLine)
    assert (line.current_won, line.executed_won, line.printed_rate) == (12_000, None, None)
    assert "planned_figure" in {row.reason for row in read(page, SetAside)}


@pytest.mark.parametrize("budget", ["□ 소요예산 : 비예산", "□ 소요예산 : 없음"])
def test_a_budget_printed_as_none_is_a_line_without_an_amount(budget: str) -> None:
    body = _page(budget) + "(단위: 천원)\n구분\t예산액\t집행액\n인건비\t1\t1\n총계\t1\t1\n"
    (line,) = [row for row in read(body, BudgetLine) if row.level == "program_detail"]
    assert (line.current_won, line.unreadable) == (None, None)
    assert "page_without_budget" not in {row.reason for row in read(body, SetAside)}
    assert [row.name for row in read(body, Program)] == ["나무 심기"]


def test_parts_beside_and_below_the_budget() -> None:
    beside = _page("□ 소요예산 : 15천원(대행 5천원 / 기부 10천원)")
    whole, agency, donated = read(beside, BudgetLine)
    assert (agency.funding, agency.current_won, agency.parent_id) == ("대행", 5_000, whole.budget_line_id)
    assert (donated.funding, donated.current_won, donated.level) == ("기부", 10_000, "subprogram")
    below = _page(
        "□ 소요예산 : 15천원(집행실적 : 6천원/집행률 : 40.0%)\n\n"
        "o 윗마을(숲·강) 나무 : 5천원(집행실적: 2천원)\no 아랫마을 나무 : 10천원(집행실적: 4천원)"
    )
    whole, upper, lower = read(below, BudgetLine)
    assert (upper.label, upper.current_won, upper.executed_won) == ("윗마을(숲·강) 나무", 5_000, 2_000)
    assert (lower.line, lower.parent_id) == (BUDGET_LINE + 3, whole.budget_line_id)


@pytest.mark.parametrize(
    ("period", "starts", "ends"),
    [
        ("사업기간 : 2031년 2월~11월", date(2031, 2, 1), date(2031, 11, 30)),
        ("ㅇ 연구기간: 2031년 6월 27일~11월 23일", date(2031, 6, 27), date(2031, 11, 23)),
        ("기 간 : 2031년 7월 ~ 2032년 1월", date(2031, 7, 1), date(2032, 1, 31)),
        ("사업기간 : 연중", None, None),
        ("사업기간 : 2031년 13월~14월", None, None),
    ],
)
def test_a_period(period: str, starts: date | None, ends: date | None) -> None:
    (program,) = read(_page("□ 소요예산 : 3천원", period), Program)
    assert (program.starts_on, program.ends_on) == (starts, ends)


def test_a_chapter_does_not_place_a_commissioned_institution_that_an_unread_table_names() -> None:
    page = "\n{title}\n\n푸른숲실\n\n실장: 가나다 ☎\n\n□ 사업개요\n\n- 주요내용\n\n□ 소요예산 : 3천원\n"
    body = (
        "전략방향\t① 숲의 회복\t② 강의 회복\n전략과제\t나무와 풀을 돌보기\t물길을 이어 가기\n\n"
        "○ 푸른센터(2030.06.30.~2035.05.31.)\n- 예 산 : 12백만원\n\n{table}"
        "나무와 풀을 돌보기\n\n1. 나무 심기\n2. 푸른센터 운영\n"
        + page.format(title="나무 심기")
        + page.format(title="푸른센터 운영")
    )
    listed = body.format(table="사업\t가용재원\n나무 심기\t3\n(수탁)푸른센터 운영\t3\n\n")
    for text, is_placed in ((body.format(table=""), True), (listed, False)):
        planted, centre = read(text, Program)
        assert (planted.name, planted.appropriation) == ("나무 심기", "programs")
        assert (centre.name, centre.appropriation) == ("푸른센터 운영", "commissioned_institutions")
        assert planted.direction_id is not None
        assert (centre.direction_id is not None, centre.task_id is not None) == (is_placed, is_placed)
        lines = {row.program_id: row.direction_id for row in read(text, BudgetLine) if row.program_id}
        assert lines == {one.program_id: one.direction_id for one in (planted, centre)}
