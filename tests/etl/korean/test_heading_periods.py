"""The period that a heading says, and the words that are left of it."""

from __future__ import annotations

import pytest

from etl.korean.heading_periods import HeadingPeriod, heading_period


@pytest.mark.parametrize(
    ("heading", "year", "part", "rest"),
    [
        ("2029년", 2029, None, ""),
        ("2029", 2029, None, ""),
        ("'29년도", 2029, None, ""),
        ("29년", 2029, None, ""),
        ("전년도", 2030, None, ""),
        ("2029년 이용자(명)", 2029, None, "이용자(명)"),
        ("이용자(2029년)", 2029, None, "이용자"),
        ("2029년말", 2029, None, ""),
        ("3월", None, "03", ""),
        ("12 월", None, "12", ""),
        ("3월(명)", None, "03", "(명)"),
        ("2031. 3월", 2031, "03", ""),
        ("'31.3월", 2031, "03", ""),
        ("2분기", None, "Q2", ""),
        ("2/4분기", None, "Q2", ""),
        ("2031년 1분기", 2031, "Q1", ""),
    ],
)
def test_a_period_of_the_calendar(heading: str, year: int | None, part: str | None, rest: str) -> None:
    assert heading_period(heading, 2031) == HeadingPeriod(year, part, rest)


@pytest.mark.parametrize(
    "heading",
    [
        "상반기", "2031년 하반기", "1~3월", "1월~3월", "2031.1~9월", "2029~2031년", "9월말",
        "2031. 9월말 현재", "9월까지", "9월 누계", "2031.9.30.", "2029학년도", "2030년 2031년",
    ],
)  # fmt: skip
def test_a_stretch_or_a_day_is_no_period(heading: str) -> None:
    found = heading_period(heading, 2031)
    assert found is not None and found.is_open


@pytest.mark.parametrize(
    "heading", ["이용자", "3개월", "월평균", "120명", "20년 이상", "전년대비 증감", "13월", "분기별", "5월드"]
)
def test_other_headings_say_nothing_of_time(heading: str) -> None:
    assert heading_period(heading, 2031) is None
