"""The year of a column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.korean import years
from etl.korean.years import HeadingYear, heading_year

FORMS = (
    "{0}년 예산액",
    "{0}년도 목표",
    "{0}예산",
    "{0}(A)",
    "예산액({0}년)",
    "{0}",
    "{0}회계연도 결산",
    "FY{0}",
    "'{1:02}년",
    "’{1:02} 예산",
    "{1:02}년도",
    "{1:02}년",
    "FY{1:02}",
    "{0}년(비율)",
    "{0}년도 제1회 추경",
)


@given(st.integers(2000, 2099), st.sampled_from(FORMS))
def test_a_year_is_read_in_every_form(year: int, form: str) -> None:
    assert heading_year(form.format(year, year % 100)) == HeadingYear(year=year)


@given(
    st.integers(2000, 2099),
    st.integers(1, 12),
    st.sampled_from(("{0}.{2}월말 집행액", "'{1:02}.{2}월", "{0}년 {2}월 실적")),
)
def test_a_month_beside_the_year_is_kept(year: int, month: int, form: str) -> None:
    assert heading_year(form.format(year, year % 100, month)) == HeadingYear(year=year, month=month)


def test_a_day_beside_the_year_is_kept() -> None:
    assert heading_year("2031. 9. 30. 기준 집행액") == HeadingYear(year=2031, month=9, day=30)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        *((text, -2) for text in ("전전년도", "전전년도 결산")),
        *(
            (text, -1)
            for text in (
                "전년도",
                "전년 예산",
                "전기",
                "작년",
                "지난해 실적",
                "전년동기 실적",
                "전기 실적",
                "전기분",
                "전기(A)",
            )
        ),
        *(
            (text, 0)
            for text in ("당해연도", "당해 연도 예산", "금년", "금년도", "금회", "올해 목표", "당기")
        ),
        *((text, 1) for text in ("차년도", "내년", "다음 연도 목표", "익년도")),
    ],
)
def test_a_relative_year(text: str, offset: int) -> None:
    found = heading_year(text)
    assert found == HeadingYear(offset=offset)
    assert found is not None
    assert found.in_document_of(2031) == 2031 + offset


@pytest.mark.parametrize(
    "text",
    [
        *(
            "예산액",
            "구분",
            "1월",
            "9월말 집행액",
            "3/4분기",
            "",
            "2,031",
            "2031명",
            "12031",
            "제2031-3호",
            "3년",
            "10년 이상",
        ),
        *("전년대비 증감", "전년 대비", "전년도 대비", "2030년 대비", "'30년 대비 증감", "전년동기 대비"),
        *("전년도 이월액", "전기이월", "다음연도 이월액", "차년도 이월"),
        *(
            "전기사용량",
            "전기 요금",
            "전기차 보급",
            "충전기 수량",
            "발전기",
            "자전거",
            "당기순이익",
            "주차기간",
        ),
        *("공동모금회 기부", "해당기관 방문", "올해의 책 대출", "제작년도", "시작년도"),
    ],
)
def test_a_heading_without_a_year_of_its_own(text: str) -> None:
    assert heading_year(text) is None


@pytest.mark.parametrize(
    "text", ["2030~2031년", "2030-2031", "'30년→'31년", "전년도 / 금년도", "2030년 목표 2031년 목표"]
)
def test_several_years_are_none_for_certain(text: str) -> None:
    found = heading_year(text)
    assert found == HeadingYear(is_ambiguous=True)
    assert found is not None
    assert found.in_document_of(2031) is None


def test_a_school_year_is_no_fiscal_year() -> None:
    found = heading_year("2031학년도 예산")
    assert found == HeadingYear(year=2031, is_fiscal=False)
    assert found is not None
    assert found.in_document_of(2031) is None


def test_a_year_that_is_printed_twice_must_agree() -> None:
    found = heading_year("전년도(2030)")
    assert found == HeadingYear(year=2030, offset=-1)
    assert found is not None
    assert (found.in_document_of(2031), found.in_document_of(2032)) == (2030, None)
    plain = heading_year("2030년 예산")
    assert plain is not None
    assert plain.in_document_of(2031) == 2030


@given(st.text("0123456789.'’년도월전당해차금대비이월FY(~-) ", max_size=60))
def test_no_text_breaks_the_reading_of_a_year(text: str) -> None:
    found = heading_year(text)
    assert found is None or found.is_ambiguous or found.year is not None or found.offset is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("추진실적('31. 9월말)", [2031]),
        ("2031년 주요실적", [2031]),
        ("31년 주요실적", [2031]),
        ("’30년 실적과 2031년도 계획", [2030, 2031]),
        ("추진실적(10. 5.), 실적 31건, 12031, 131년", []),
    ],
)
def test_the_years_in_running_text(text: str, found: list[int]) -> None:
    assert [years.number(match) for match in years.YEAR.finditer(text)] == found


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("전년도 지출 현황", True),
        ("(작년 9월말 기준)", True),
        ("내년 예산", True),
        ("전 년 도 현황", True),
        ("지난해 현황('31. 9월말 대비)", True),
        ("전년도 예산 대비 현황", False),
        ("전년도 이월사업", False),
        ("1차년도 사업", False),
        ("올해 현황", False),
    ],
)
def test_what_says_last_or_next_year(text: str, *, is_another: bool) -> None:
    assert years.names_another(text) is is_another


@pytest.mark.parametrize(
    ("text", "is_several"),
    [
        ("'29~'30년", True),
        ("2029-2030 현황", True),
        ("'29~30년", True),
        ("3개년 계획", True),
        ("최근 3년", True),
        ("2031. 1. ~ 9.", False),
        ("2031년 1월~2031년 9월", False),
        ("10년 근속", False),
    ],
)
def test_what_is_of_several_years(text: str, *, is_several: bool) -> None:
    assert years.is_of_several(text) is is_several


@pytest.mark.parametrize(
    ("text", "is_since"),
    [
        ("2030년부터 한 일", True),
        ("'30년 이후", True),
        ("2030년에 연 곳", True),
        ("2030년 에너지 사업", False),
    ],
)
def test_where_something_began_or_ended(text: str, *, is_since: bool) -> None:
    assert years.is_since(text) is is_since
