"""What a heading says holds for all that stands below it, of every kind, until the next one of its rank."""

from __future__ import annotations

from datetime import date

import pytest

from etl.facts import (
    BudgetLine,
    IndicatorResult,
    RevenueLine,
    Row,
    SeriesPoint,
    SetAside,
    Staffing,
    SurveyCell,
)
from etl.kinds import recognise
from etl.readers import text
from tests.etl.kinds.bench import read, table

MONEY = "(단위: 천원)\n\n" + table(
    "구분|예산액|집행액", "총계|5,000|4,000", "인건비|3,000|2,500", "경비|2,000|1,500"
)
REVENUE = "(단위: 천원)\n\n" + table(
    "구분|예산액|수납액", "총계|7,000|6,000", "사용료|4,000|3,500", "이자|3,000|2,500"
)
GOALS = table("성과지표|목표|실적", "나무 심은 횟수|12회|10회")
SERIES = "(단위: 명)\n\n" + table("구분|7월|8월|9월", "이용자|10|20|30")
STAFF = table("구분|계|임원|직원", "정원|60|1|59", "현원|57|1|56")
SURVEY = table("응답|빈도(명)|비율(%)", "만족|60|60.0", "불만족|40|40.0", "합계|100|100.0")
STAFF_LINE = "    · 인력 : 정원 9명 / 현원 8명\n"
KINDS: dict[str, tuple[type[Row], str]] = {
    "expenditure": (BudgetLine, MONEY),
    "revenue": (RevenueLine, REVENUE),
    "goals": (IndicatorResult, GOALS),
    "series": (SeriesPoint, SERIES),
    "staff": (Staffing, STAFF),
    "staff of a line": (Staffing, STAFF_LINE),
    "survey": (SurveyCell, SURVEY),
}
FORMS = {
    "boxes": ("□ {}", "○ {}"),
    "numbers": ("1. {}", "가. {}"),
    "number over box": ("1. {}", "□ {}"),
    "brackets": ("□ {}", "<{}>"),
    "dashes": ("□ {}", "- {}"),
    "indents": ("- {}", "  - {}"),
    "words": ("{}", "- {}"),
    "half numbers": ("가. {}", "1) {}"),
    "marked up": ("# □ {}", "## ○ {}"),
}
COVER = "\n\n\n\n\n\n\n\n"


def _facts(kind: str, body: str) -> list[Row]:
    row_type, _ = KINDS[kind]
    return list(read(COVER + body, row_type))


def _below(form: str, heading: str, kind: str, *, first: str = "앞부분") -> str:
    """Return a heading with two parts: something that is of no kind, and what is asked for."""
    above, below = FORMS[form]
    other = table("구분|내용", "장소|숲", "시간|낮")
    parts = [above.format(heading), below.format(first), other, below.format("뒷부분"), KINDS[kind][1]]
    return "\n\n".join(parts)


def _is_of_the_year(row: Row) -> bool:
    period, day = getattr(row, "period", ""), getattr(row, "as_of", None)
    year = getattr(row, "fiscal_year", None) or (int(period[:4]) if period[:4].isdigit() else None)
    return (year or (day.year if day else 2031)) == 2031


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("heading", ["2030년 현황", "전년도 결산 현황", "'30년 실적(2030.12.31. 기준)"])
def test_the_year_of_a_heading_holds_below_a_table(form: str, heading: str, kind: str) -> None:
    assert [row for row in _facts(kind, _below(form, heading, kind)) if _is_of_the_year(row)] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("heading", ["2031년 현황", "시설 현황", "전년 대비 증감 현황", "2030년 수상"])
def test_other_headings_deny_nothing(form: str, heading: str, kind: str) -> None:
    assert any(map(_is_of_the_year, _facts(kind, _below(form, heading, kind))))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_a_heading_below_that_says_another_year_wins(form: str, kind: str) -> None:
    above, below = FORMS[form]
    own = below.format("2031년 현황")
    parts = [above.format("2030년 현황"), below.format("앞부분"), SURVEY, own, KINDS[kind][1]]
    body = "\n\n".join(parts)
    assert any(map(_is_of_the_year, _facts(kind, body)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_the_next_heading_of_the_rank_ends_it(form: str, kind: str) -> None:
    above, _ = FORMS[form]
    body = f"{_below(form, '2030년 현황', 'survey')}\n{above.format('운영 현황')}\n\n{KINDS[kind][1]}"
    assert any(map(_is_of_the_year, _facts(kind, body)))


OF_A_BODY = ("expenditure", "revenue", "goals", "staff", "staff of a line")


@pytest.mark.parametrize("kind", OF_A_BODY)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "heading",
    [
        "수탁시설 현황", "수탁기관 운영 현황", "출연기관 현황", "운영법인 현황", "다온체육관",
        "다온센터 현황", "다온도서관 인력 현황",
    ],
)  # fmt: skip
def test_what_stands_below_another_body_is_not_the_houses(form: str, heading: str, kind: str) -> None:
    body = _below(form, heading, kind)
    assert _facts(kind, body) == []
    assert "other_institution" in {row.reason for row in read(COVER + body, SetAside)}


@pytest.mark.parametrize("kind", OF_A_BODY)
@pytest.mark.parametrize("heading", ["Ⅲ. 수탁기관 현황", "Ⅲ. 출연기관 현황", "Ⅲ. 다온센터"])
def test_a_chapter_on_another_body_is_not_the_houses(heading: str, kind: str) -> None:
    body = f"{heading}\n\n□ 현황\n\n{KINDS[kind][1]}"
    assert _facts(kind, body) == []
    assert _facts(kind, f"{body}\nⅣ. 재단 현황\n\n□ 현황\n\n{KINDS[kind][1]}")


@pytest.mark.parametrize("kind", OF_A_BODY)
@pytest.mark.parametrize(
    "heading", ["재단 현황", "푸른시숲재단 현황", "센터 운영", "시설 현황", "다온센터와 함께하는 숲길"]
)
def test_the_house_and_what_it_does_are_no_other_body(heading: str, kind: str) -> None:
    assert _facts(kind, _below("boxes", heading, kind))


@pytest.mark.parametrize("kind", ["expenditure", "revenue", "series", "staff", "staff of a line", "survey"])
@pytest.mark.parametrize("heading", ["2031년 집행 전망", "2031년 운영 계획", "연말 예상"])
def test_nothing_is_done_below_a_plan(heading: str, kind: str) -> None:
    assert _facts(kind, _below("boxes", heading, kind)) == []


@pytest.mark.parametrize("kind", ["expenditure", "revenue", "series", "staff", "survey"])
def test_a_result_below_a_plan_is_one(kind: str) -> None:
    body = f"□ 2031년 운영 계획\n\n○ 지금까지의 실적\n\n{KINDS[kind][1]}"
    assert any(map(_is_of_the_year, _facts(kind, body)))


READ_BY_YEAR = ("expenditure", "revenue", "goals", "series")


@pytest.mark.parametrize("kind", READ_BY_YEAR)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("heading", ["2030년 현황", "2030년 결산(2030.12.31. 기준)", "'30년 운영 실적"])
def test_the_second_table_is_of_the_year_of_the_heading_too(form: str, heading: str, kind: str) -> None:
    found = _facts(kind, _below(form, heading, kind))
    assert {getattr(row, "fiscal_year", None) or int(row.period[:4]) for row in found} == {2030}  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["expenditure", "revenue", "staff"])
def test_the_day_of_a_heading_holds_for_the_second_table(kind: str) -> None:
    body = _below("boxes", "현황(2030.12.31. 기준)", kind)
    assert {row.as_of for row in _facts(kind, body)} == {date(2030, 12, 31)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["expenditure", "revenue"])
@pytest.mark.parametrize("form", [form for form in FORMS if form != "numbers"])
@pytest.mark.parametrize(
    ("heading", "scope"),
    [
        ("특별회계 현황", "account"), ("기금 현황", "fund"), ("이월 사업비 현황", "carry_over"),
        ("재정 현황", "whole"),
    ],
)  # fmt: skip
def test_what_a_heading_says_a_table_is_of_holds_below_it(
    form: str, heading: str, scope: str, kind: str
) -> None:
    body = _below(form, heading, kind).replace("뒷부분", "현황")
    assert {row.scope for row in _facts(kind, body)} == {scope}  # type: ignore[attr-defined]


SAME = "(단위: 천원)\n\n" + table(
    "구분|예산액|수납액", "총계|5,000|4,800", "사용료|3,000|2,900", "이자|2,000|1,900"
)


def test_two_sides_of_one_year_prove_no_misprint() -> None:
    body = f"□ 2030년 결산(2030.12.31. 기준)\n\n○ 세입 {SAME}\n○ 세출 {MONEY}"
    rows = [*_facts("expenditure", body), *_facts("revenue", body)]
    assert {(row.fiscal_year, row.as_of) for row in rows} == {(2030, date(2030, 12, 31))}  # type: ignore[attr-defined]
    assert not [row for row in read(COVER + body, SetAside) if row.reason == "date_contradiction"]


def test_an_undated_table_of_the_same_total_proves_no_misprint() -> None:
    body = f"□ 집행 현황(2030.12.31. 기준)\n\n{MONEY}\n□ 부서별 집행 현황\n\n{MONEY}"
    assert {row.fiscal_year for row in _facts("expenditure", body)} == {2030}  # type: ignore[attr-defined]
    assert "year_unknown" in {row.reason for row in read(COVER + body, SetAside)}


def test_the_same_day_of_the_own_year_proves_a_misprint() -> None:
    body = f"□ 수입 현황(2031.9.30. 기준)\n\n{SAME}\n□ 지출 현황(2030.9.30. 기준)\n\n{MONEY}"
    assert {row.fiscal_year for row in _facts("expenditure", body)} == {2031}  # type: ignore[attr-defined]
    assert "date_contradiction" in {row.reason for row in read(COVER + body, SetAside)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_of_a_plan_plans_not_all_of_it(kind: str) -> None:
    content = f"# 푸른시숲재단 2031년 운영 계획\n\n## 현황\n\n{KINDS[kind][1]}"
    rows = recognise(text.read("a.txt", content.encode()))
    assert any(isinstance(row, KINDS[kind][0]) for row in rows)


def test_the_depth_of_a_heading_ends_what_stands_no_higher() -> None:
    body = f"# 2030년 결산 현황\n\n## 세입\n\n{REVENUE}\n## 세출\n\n{MONEY}\n# 인력\n\n{STAFF}"
    assert {row.fiscal_year for row in _facts("expenditure", body)} == {2030}  # type: ignore[attr-defined]
    assert any(map(_is_of_the_year, _facts("staff", body)))


def test_the_list_of_a_section_and_the_page_before_head_no_page() -> None:
    head = "{}\n\n푸른숲실\n\n실장: 가나다 ☎\n\n□ 사업개요\n\n- 주요내용\n\n"
    page = head + "□ 소요예산 : {}천원\n\n□ 다온센터\n\n"
    listed = "나무와 강 돌보기\n\n1. 나무 심기\n2. 다온센터\n\n"
    body = listed + page.format("나무 심기", 7) + page.format("다온센터", 3)
    assert [row.current_won for row in read(body, BudgetLine)] == [7_000, 3_000]


def test_the_name_of_a_table_is_not_the_next_tables() -> None:
    other = table("과목|예산액|집행액", "총계|9,000|8,000", "인건비|9,000|8,000")
    body = f"이월예산 현황\n\n{MONEY}\n(2031.9.30. 기준, 단위: 천원)\n\n{other}"
    scopes = {row.current_won: row.scope for row in read(COVER + body, BudgetLine) if row.level == "total"}
    assert scopes == {5_000_000: "carry_over", 9_000_000: "whole"}


def test_a_line_without_a_mark_beside_a_marked_table_is_not_of_it() -> None:
    body = f"□ 이월예산 현황\n\n(2031.9.30. 기준)\n\n{MONEY}\n지출 현황\n\n{MONEY.replace('5,000', '5,500')}"
    scopes = {row.current_won: row.scope for row in read(COVER + body, BudgetLine) if row.level == "total"}
    assert scopes == {5_000_000: "carry_over", 5_500_000: "whole"}


@pytest.mark.parametrize(
    ("heading", "scope"),
    [
        ("1. 숲길 운영", "part"),
        ("2. 조직 및 인력", "whole"),
        ("□ 수목원 관리", "part"),
        ("1. 재무 현황", "whole"),
    ],
)
def test_what_a_numbered_heading_names_is_what_a_table_below_it_is_of(heading: str, scope: str) -> None:
    body = "Ⅱ. 현황\n{}\n가. 지출\n(단위: 천원)\n" + table(
        "구분 | 예산액 | 집행액", "계 | 900 | 450", "인건비 | 500 | 250", "사업비 | 400 | 200"
    )
    assert {row.scope for row in read(body.format(heading), BudgetLine)} == {scope}
