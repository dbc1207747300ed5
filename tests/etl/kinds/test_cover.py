"""Who reports, for which year, as of when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from etl.blocks import SourceDocument
from etl.outline import cover
from etl.outline.errors import RecognitionError
from etl.readers import text
from tests.layouts.names import Namer, namers, years


def _source(body: str) -> SourceDocument:
    return text.read("무제.txt", body.encode())


@settings(max_examples=50)
@given(namers(), years)
def test_an_institution_is_named_on_the_cover(namer: Namer, year: int) -> None:
    name = namer.institution()[1]
    body = f"제1회 임시회\n문화위원회\n\n{year}년 주요업무\n\n{name}\nNowhere Centre for Trees\n"
    organization, document, is_named = cover.identify(_source(body))
    assert (organization.name, organization.name_en) == (name, "Nowhere Centre for Trees")
    assert (is_named, document.fiscal_year, document.committee) == (True, year, "문화위원회")
    assert document.council_session == "제1회 임시회"


@settings(max_examples=50)
@given(namers(), years)
def test_an_institution_is_named_by_its_ordinance(namer: Namer, year: int) -> None:
    full, short = namer.institution()
    body = f"{year}년 주요업무\n- 「{full} 설립 및 운영에 관한 조례」\n- {short} 소개\n- {short} 연혁\n"
    organization, _, is_named = cover.identify(_source(body))
    assert (organization.name, is_named) == (short, True)


def test_the_same_institution_has_the_same_id_in_full_and_in_short() -> None:
    bodies = ("2031년 주요업무\n부산광역시 나무재단\n", "2032년 주요업무\n부산시나무재단\n")
    first, second = (cover.identify(_source(body))[0].organization_id for body in bodies)
    assert first == second == "부산시나무재단"


def test_a_document_that_names_no_institution_says_so() -> None:
    organization, _, is_named = cover.identify(_source("2031년 주요업무\n(단위: 천원)\n"))
    assert (organization.name, is_named) == ("무제", False)


@pytest.mark.parametrize(
    ("body", "kind", "as_of"),
    [
        ("2031년 주요업무\n2031년 주요업무 추진 계획\n('31. 1월말 기준)\n", "plan", date(2031, 1, 31)),
        ("2031년 주요업무\n", "plan", date(2031, 12, 31)),
        (
            "2031년 주요업무\n2031년 주요업무 추진현황\n(2031.9.30.기준)\n(2030.9.30.기준)\n",
            "progress_report",
            date(2031, 9, 30),
        ),
        ("2031년 나무 심기 최종보고서\n(2031.9.30.기준)\n", "final_report", date(2031, 12, 31)),
    ],
)
def test_kind_and_date(body: str, kind: str, as_of: date) -> None:
    _, document, _ = cover.identify(_source(body))
    assert (document.kind, document.as_of) == (kind, as_of)


def test_the_year_of_the_title_goes_before_the_years_of_the_text() -> None:
    body = "2031 주요업무보고\n" + "2030년 실적\n" * 20
    assert cover.identify(_source(body))[1].fiscal_year == 2031


def test_a_title_of_two_lines_is_one_title() -> None:
    assert (
        cover.identify(_source("2031년 나무\n심기 사업 최종보고서\n"))[1].title
        == "2031년 나무 심기 사업 최종보고서"
    )


def test_a_document_without_a_year_is_refused() -> None:
    with pytest.raises(RecognitionError, match="no fiscal year is printed"):
        cover.identify(_source("주요업무\n숲 가꾸기\n"))
