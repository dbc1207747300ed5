"""The day at which figures stand: stated, stated without a year, suggested, and not at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.korean.as_of import proposed_stamps, stamps, yearless_stamps
from etl.terms.periods import month_end

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
DAY_FORMS = (
    "({0}.{1}.{2}.기준, 단위 : 천원)",
    "{0}. {1}. {2}. 현재",
    "{0}년 {1}월 {2}일 기준",
    "({0}.{1:02}.{2:02} 기준)",
    "{0}-{1:02}-{2:02} 기준",
    "{0}/{1}/{2} 현재",
    "기준일: {0}.{1}.{2}",
    "기준일자 {0}. {1}. {2}.",
    "({0}. {1}. {2}. 자)",
    "{0}. {1}. {2}.(월) 18:00 기준",
    "'{3:02}.{1}.{2}.기준",
    "’{3:02}. {1}. {2}. 현재",
)
MONTH_FORMS = (
    "'{3:02}. {1}월말",
    "({0}년 {1}월 말 기준)",
    "{0}.{1}월말 현재",
    "{0}.{1}월 누계 기준",
    "({0}.{1}월 누계 기준/잠정)",
    "추진실적('{3:02}. {1}월말)",
    "{0}년 {1}월말 집행액",
)


@given(days, st.sampled_from(DAY_FORMS))
def test_a_day_is_read_in_every_form(day: date, form: str) -> None:
    printed = form.format(day.year, day.month, day.day, day.year % 100)
    assert [stamp.day for stamp in stamps(printed)] == [day]
    assert yearless_stamps(printed) == []


@given(days, st.sampled_from(MONTH_FORMS))
def test_the_end_of_a_month_is_read_in_every_form(day: date, form: str) -> None:
    printed = form.format(day.year, day.month, day.day, day.year % 100)
    (stamp,) = stamps(printed)
    assert stamp.day == month_end(day.year, day.month)
    assert stamp.printed in printed
    assert yearless_stamps(printed) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031년 3분기말", date(2031, 9, 30)),
        ("2031년 3/4분기 말 기준", date(2031, 9, 30)),
        ("2031년 1분기 누계 기준", date(2031, 3, 31)),
        ("2031년 상반기 말 현재", date(2031, 6, 30)),
        ("(2031년 상반기 기준, 단위: 천원)", date(2031, 6, 30)),
        ("'31. 상반기 기준", date(2031, 6, 30)),
        ("2031년 말 기준", date(2031, 12, 31)),
        ("2031.  9.\n30. 기준", date(2031, 9, 30)),
    ],
)
def test_the_end_of_a_longer_period(text: str, day: date) -> None:
    assert [stamp.day for stamp in stamps(text)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2031. 11.",
            "2031년",
            "2031년 9월",
            "2031.9.30.",
            "2031년 9월 기준",
            "2031년 3분기 현재",
            "2031년 12월",
            "2031년 상반기",
            "2031년 상반기 현재",
            "2031년 하반기 기준",
            "2031년 상반기 기준일",
        ),
        *(
            "2031.9.30.까지",
            "2031년 9월말까지",
            "2031년 9월 말 준공",
            "2031. 9. 30.자 인사발령",
            "2031년 말 개관",
        ),
        *(
            "2031.1.1.~2031.9.30.",
            "2031.2.30. 기준",
            "2031.13.1. 현재",
            "12031.9.30. 기준",
            "12. 9월말 현재",
            "9월말 현재",
            "",
        ),
    ],
)
def test_what_states_no_day(text: str) -> None:
    assert stamps(text) == []


def test_several_stamps_stand_in_order_with_their_evidence() -> None:
    found = stamps("정원(2031.1.1. 기준), 집행(’31. 9월말 기준)")
    assert [(stamp.day, stamp.printed) for stamp in found] == [
        (date(2031, 1, 1), "2031.1.1. 기준"),
        (date(2031, 9, 30), "’31. 9월말 기준"),
    ]


@pytest.mark.parametrize(
    ("text", "in_2028"),
    [
        ("(9월말 현재)", date(2028, 9, 30)),
        ("2월 말 기준", date(2028, 2, 29)),
        ("9. 30. 기준", date(2028, 9, 30)),
        ("9월 30일 현재", date(2028, 9, 30)),
        ("3분기말 현재", date(2028, 9, 30)),
        ("(상반기 기준)", date(2028, 6, 30)),
        ("상반기말 현재", date(2028, 6, 30)),
    ],
)
def test_a_stamp_without_a_year_takes_the_stated_one(text: str, in_2028: date) -> None:
    (stamp,) = yearless_stamps(text)
    assert stamp.in_year(2028) == in_2028
    assert stamps(text) == []


def test_a_day_that_the_stated_year_lacks_is_an_error() -> None:
    (stamp,) = yearless_stamps("2.29. 기준")
    with pytest.raises(ValueError, match="day"):
        stamp.in_year(2027)


@pytest.mark.parametrize(
    "text",
    [
        "9월 현재",
        "9월말 준공",
        "제9.30호 기준",
        "2031년 9월말 현재",
        "'31. 9월말 기준",
        "3분기 현재",
        "하반기 기준",
        "상반기 현재",
    ],
)
def test_what_is_no_stamp_without_a_year(text: str) -> None:
    assert yearless_stamps(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031.1.1.~9.30.", date(2031, 9, 30)),
        ("2031. 1. 1. ~ 2032. 3. 31.", date(2032, 3, 31)),
        ("'31.1월~9월 집행실적", date(2031, 9, 30)),
        ("2031년 9월 기준", date(2031, 9, 30)),
        ("2031년 3분기 현재", date(2031, 9, 30)),
    ],
)
def test_what_only_suggests_a_day_is_a_proposal(text: str, day: date) -> None:
    assert [stamp.day for stamp in proposed_stamps(text)] == [day]
    assert stamps(text) == []


@pytest.mark.parametrize("text", ["2031년", "2031. 11.", "연중", "1.1.~9.30.", ""])
def test_what_suggests_no_day(text: str) -> None:
    assert proposed_stamps(text) == []


@given(st.text("0123456789.'’년월일말기준현재분기~ ()-", max_size=60))
def test_no_text_breaks_the_reading_of_a_stamp(text: str) -> None:
    for stamp in (*stamps(text), *proposed_stamps(text)):
        assert isinstance(stamp.day, date)
        assert stamp.printed in " ".join(text.split())
