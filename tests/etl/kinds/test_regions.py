"""What stands under a heading of another year, of others, or of a wish is no fact of the document."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, Program, SetAside, Staffing
from tests.etl.kinds.bench import read, table

OWN = "- 인력 : 정원 9명 / 현원 8명\n\n"
OTHER = "- 인력 : 정원 7명 / 현원 6명\n\n"
AFTER = "- 인력 : 정원 5명 / 현원 4명\n"


def _staff(body: str) -> list[int | None]:
    return [row.authorized for row in read(body, Staffing)]


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("[붙임 1] 2030년 주요업무보고", "other_year"),
        ("Ⅴ. 2030년 추진실적", "other_year"),
        ("# Ⅴ. '30년 추진실적", "other_year"),
        ("참고 2032년 계획", "other_year"),
        ("Ⅴ. 전년도 추진실적", "other_year"),
        ("Ⅴ. 내년도 추진계획", "other_year"),
        ("Ⅴ. 2031년 추진실적(다온재단)", "other_institution"),
        ("□ 유사 기관 사례", "other_institution"),
        ("[참고] 다온재단 현황", "other_institution"),
        ("□ 타 기관 사례(다온재단)", "other_institution"),
        ("산하기관 현황", "other_institution"),
        ("증원 요구안", "planned_figure"),
    ],
)
def test_a_heading_rules_what_stands_below_it(heading: str, reason: str) -> None:
    body = f"{OWN}{heading}\n\n{OTHER}"
    assert _staff(body) == [9]
    assert (heading.lstrip("# □"), reason) in {
        (row.text.lstrip("□ "), row.reason) for row in read(body, SetAside)
    }


@pytest.mark.parametrize(
    ("heading", "end"),
    [
        ("[붙임 1] 2030년 주요업무보고", "[붙임 2] 인력 현황"),
        ("Ⅴ. 2030년 추진실적", "Ⅵ. 인력 현황"),
        ("□ 타 기관 사례", "□ 인력 현황"),
        ("□ 타 기관 사례", "Ⅵ. 인력 현황"),
        ("증원 요구안", "인력 현황"),
    ],
)
def test_the_next_heading_of_its_rank_ends_it(heading: str, end: str) -> None:
    assert _staff(f"{OWN}{heading}\n\n{OTHER}{end}\n\n{AFTER}") == [9, 5]


@pytest.mark.parametrize(
    "heading",
    [
        "Ⅴ. 2031년 추진실적", "□ 유관기관과 협력하는 사업", "[붙임 1] 푸른시숲재단 현황", "□ 2030년 수상",
        "참고하여 2030년의 사업을 고침",
    ],
)  # fmt: skip
def test_other_headings_deny_nothing(heading: str) -> None:
    assert _staff(f"{heading}\n\n{OWN}") == [9]


def test_a_column_of_the_very_year_is_a_fact_of_that_year() -> None:
    rows = table("구분|예산액|집행액", "총계|5,000|4,000", "인건비|5,000|4,000")
    body = f"Ⅱ. 2030년 집행\n\n2030년 지출 현황\n\n(단위: 천원)\n\n{rows}"
    assert {(row.fiscal_year, row.current_won) for row in read(body, BudgetLine)} == {(2030, 5_000_000)}


def test_the_pages_of_another_years_chapter_are_no_programmes() -> None:
    page = "\n나무 심기\n\n푸른숲실\n\n실장: 가나다 ☎\n\n□ 사업개요\n\n- 주요내용\n\n□ 소요예산 : {}천원\n"
    chapter = "나무와 강 돌보기\n\n1. 나무 심기\n"
    body = f"Ⅱ. 2030년 추진실적\n\n{chapter}{page.format(7)}\nⅢ. 2031년 추진계획\n\n{chapter}{page.format(3)}"
    assert [row.name for row in read(body, Program)] == ["나무 심기"]
    assert [row.current_won for row in read(body, BudgetLine)] == [3_000]


@pytest.mark.parametrize("span", ["2030~2031년", "'30~'31년"])
def test_an_amount_in_a_chapter_of_two_years_is_of_neither(span: str) -> None:
    page = "\n나무 심기\n\n푸른숲실\n\n실장: 가나다 ☎\n\n□ 사업개요\n\n- 주요내용\n\n□ 소요예산 : 7천원\n"
    chapter = f"{OWN}나무와 강 돌보기\n\n1. 나무 심기\n{page}\n"
    assert [row.current_won for row in read(f"Ⅱ. 2031년 추진실적\n\n{chapter}", BudgetLine)] == [7_000]
    body = f"Ⅱ. {span} 추진실적\n\n{chapter}"
    assert read(body, BudgetLine) == []
    assert ("7천원", "other_year") in {(row.text, row.reason) for row in read(body, SetAside)}
    assert _staff(body) == [9]


@pytest.mark.parametrize(
    ("heading", "budgets"), [("추진실적(다온재단)", []), ("추진실적(다온재단 협력)", [7_000])]
)
def test_a_name_in_brackets_says_whose_a_chapter_is(heading: str, budgets: list[int]) -> None:
    page = "\n나무 심기\n\n푸른숲실\n\n실장: 가나다 ☎\n\n□ 사업개요\n\n- 주요내용\n\n□ 소요예산 : 7천원\n"
    body = f"Ⅱ. 2031년 {heading}\n\n나무와 강 돌보기\n\n1. 나무 심기\n{page}"
    assert [row.current_won for row in read(body, BudgetLine)] == budgets


_HEAD = "구분|예산액|지출액"
_MONEY = table(_HEAD, "계|100|50", "인건비|60|30", "운영비|40|20")
_OTHERS = table(_HEAD, "계|900|450", "인건비|600|300", "운영비|300|150")


def _own_money(body: str) -> list[tuple[int | None, str | None]]:
    return [(row.current_won, row.scope) for row in read(body, BudgetLine)]


_WHOLE = [(100_000, "whole"), (60_000, "whole"), (40_000, "whole")]


@pytest.mark.parametrize(
    "heading",
    [
        "※ 참고 : 다온재단 지출현황",
        "* 참고 : 다온재단 지출현황",
        "※ (참고) 다온재단 지출현황",
        "[참고] 다온재단 지출현황",
        "<참고> 다온재단 지출현황",
    ],
)
@pytest.mark.parametrize(("before", "after"), [("2. 지출현황", "3. 인력"), ("Ⅱ. 지출현황", "Ⅲ. 인력")])
def test_the_next_section_of_the_documents_own_ends_what_is_shown_of_others(
    heading: str, before: str, after: str
) -> None:
    body = f"{before}\n\n(단위: 천원)\n\n{_MONEY}\n{heading}\n\n(단위: 천원)\n\n{_OTHERS}\n{after}\n\n{AFTER}"
    assert _own_money(body) == _WHOLE
    assert _staff(body) == [5]
    left = {row.reason for row in read(body, SetAside) if "900" in row.text}
    assert left == {"other_institution"}


def test_a_note_that_shows_another_house_ends_with_its_table() -> None:
    shown = f"※ 참고 : 다온재단 지출현황\n\n(단위: 천원)\n\n{_OTHERS}"
    body = f"지출현황\n\n(단위: 천원)\n\n{_MONEY}\n{shown}\n조직 및 인력\n\n{AFTER}"
    assert (_own_money(body), _staff(body)) == (_WHOLE, [5])
    assert _own_money(body.replace("다온재단 지출현황", "타 기관 현황")) == _WHOLE


def test_numbers_that_begin_anew_are_those_of_what_is_appended() -> None:
    appended = (
        f"[붙임] 다온재단 업무현황\n\n1. 개요\n\n2. 지출현황\n\n(단위: 천원)\n\n{_OTHERS}\n3. 인력\n\n{OTHER}"
    )
    body = f"1. 일반현황\n\n2. 지출현황\n\n(단위: 천원)\n\n{_MONEY}\n{appended}"
    assert (_own_money(body), _staff(body)) == (_WHOLE, [])


def test_what_is_shown_of_the_house_itself_is_its_own() -> None:
    body = f"2. 지출현황\n\n(단위: 천원)\n\n{_MONEY}\n※ 참고 : 인력 현황\n\n{OWN}3. 조직\n\n{AFTER}"
    assert (_own_money(body), _staff(body)) == (_WHOLE, [9, 5])
