"""Dates, as-of stamps and spans as reports print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.korean import periods
from etl.terms.periods import Span, month_end

some_years = st.integers(2000, 2099)
months = st.integers(1, 12)


@given(some_years, months, months, st.sampled_from(("{}년 {}월~{}월", "{}년 {}월 ~ {}월", "{}. {}월∼{}월")))
def test_a_span_of_months(year: int, one: int, other: int, form: str) -> None:
    first, last = min(one, other), max(one, other)
    found = periods.span(f"사업기간 : {form.format(year, first, last)}")
    assert found == Span(date(year, first, 1), month_end(year, last))


@given(some_years, months, months)
def test_a_span_that_ends_before_it_starts_is_none(year: int, one: int, other: int) -> None:
    found = periods.span(f"{year}년 {one}월~{other}월")
    assert (found is None) is (one > other)


@given(st.dates(date(2000, 1, 1), date(2098, 12, 31)), st.dates(date(2000, 1, 1), date(2098, 12, 31)))
def test_a_span_of_days_over_the_years(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    printed = f"{first.year}년 {first.month}월 {first.day}일~{last.year}년 {last.month}월 {last.day}일"
    assert periods.span(printed) == Span(first, last)


@pytest.mark.parametrize(
    "text",
    ["2023년 13월~14월", "2023년 2월 30일~3월 1일", "2023년 3월 20일~3월 10일", "연중", "2023년", ""],
)
def test_what_is_no_span(text: str) -> None:
    assert periods.span(text) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(("기준", "현재", " 기준")))
def test_an_as_of_stamp(day: date, word: str) -> None:
    assert periods.as_of_dates(f"({day.year}.{day.month}.{day.day}.{word}, 단위 : 천원)") == [day]


@given(some_years, months, st.sampled_from("'’‘`´"))
def test_the_end_of_a_month_as_a_stamp(year: int, month: int, mark: str) -> None:
    assert periods.as_of_dates(f"({mark}{year % 100:02}. {month}월말 기준)") == [month_end(year, month)]
    assert periods.as_of_dates(f"({year}년 {month}월말 기준)") == [month_end(year, month)]


@pytest.mark.parametrize("text", ["2023.2.30.기준", "2023.13.1.현재", "'23. 13월말", "2023.9.30.", ""])
def test_what_is_no_stamp(text: str) -> None:
    assert periods.as_of_dates(text) == []


def test_the_years_of_a_text_in_order() -> None:
    assert periods.years("2025년 실적과 2026년도 계획") == [2025, 2026]
    assert periods.short_years("’14년 ’15년 '18.6월") == [2014, 2015, 2018]
    assert periods.full_dates("2023.6.27. ~ 2023년 11월 23일, 2023.2.30.") == [
        date(2023, 6, 27),
        date(2023, 11, 23),
    ]


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    for found in (periods.as_of_dates(text), periods.full_dates(text)):
        assert all(isinstance(day, date) for day in found)
    span = periods.span(text)
    assert span is None or span.starts_on <= span.ends_on


@pytest.mark.parametrize(
    "text",
    [
        ": '31. 10월 이후",
        ": '31. 10월~",
        ": '31. 10.17.~",
        ": '31. 10월~ 계속",
        ": '31. 10월~ 수시",
        ": '31. 10월부터",
        ": '31. 10월말까지",
        ": '31. 12월 ~ 익년 2월",
        ": '31. 12월~다음 해 2월",
        ": '31. 12월 ~ 미정",
        ": '31. 11월 ~ 사업 종료 시",
        ": '31. 10월, 12월",
        ": '31. 10월·12월",
        ": '31. 10월 및 12월",
        ": '31. 10월(1차), 12월(2차)",
        ": '31. 11월 – 12월",
        ": '31. 12월 1일 ~ 15일",
        ": '31. 3. 3.(월)~6. 30.(월)",
        ": '31. 3. 3.(월) ~ 3. 7.(금)",
        ": '31. 3. 3.(월), 6. 30.(월)",
        ": '31. 3월(1차)~6월(2차)",
    ],
)
def test_a_step_of_which_one_end_alone_is_told_has_no_period(text: str) -> None:
    assert periods.planned_spans(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (": '31. 10월, 성과 보고회", date(2031, 10, 1), date(2031, 10, 31)),
        (": '31. 11월 중 2회", date(2031, 11, 1), date(2031, 11, 30)),
        (": '31. 12월~'32. 2월", date(2031, 12, 1), date(2032, 2, 29)),
        (": '31. 10월~연중", date(2031, 10, 1), date(2031, 12, 31)),
        (": '31. 10월 - 교육 3회", date(2031, 10, 1), date(2031, 10, 31)),
    ],
)
def test_what_stands_behind_a_month_and_says_no_other_end(text: str, first: date, last: date) -> None:
    assert [found.span for found in periods.planned_spans(text)] == [Span(first, last)]
