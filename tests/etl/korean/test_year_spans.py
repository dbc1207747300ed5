"""The span of a year that brackets and captions say."""

from __future__ import annotations

from datetime import date

import pytest

from etl.korean.year_spans import is_part_alone, named_year_span, year_span


@pytest.mark.parametrize(
    ("text", "first", "last", "is_part"),
    [
        ("상반기", (1, 1), (6, 30), False),
        ("'31. 상반기 누계", (1, 1), (6, 30), False),
        ("2031년 하반기", (7, 1), (12, 31), True),
        ("2분기", (1, 1), (6, 30), False),
        ("3/4분기", (1, 1), (9, 30), False),
        ("3분기 중", (7, 1), (9, 30), True),
        ("1~2분기", (1, 1), (6, 30), False),
        ("'31.1~6월", (1, 1), (6, 30), False),
        ("7월~9월 집행실적", (7, 1), (9, 30), True),
        ("3~9월", (3, 1), (9, 30), False),
        ("6월말", (1, 1), (6, 30), False),
        ("8월 집행분", (8, 1), (8, 31), True),
        ("'31.6.", (1, 1), (6, 30), False),
        ("6.15.", (1, 1), (6, 15), False),
    ],
)
def test_a_span(text: str, first: tuple[int, int], last: tuple[int, int], *, is_part: bool) -> None:
    found = year_span(text, 2031)
    assert found is not None
    assert (found.starts_on, found.ends_on) == (date(2031, *first), date(2031, *last))
    assert is_part_alone(found) is is_part


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        ("9월", True),
        ("'31.9월", True),
        ("3/4분기", True),
        ("9월 집행액", True),
        ("9월말", False),
        ("9월 누계", False),
        ("9월 중", False),
        ("1~9월", False),
        ("9.30.", False),
        ("1월", False),
        ("1분기", False),
        ("상반기", False),
    ],
)
def test_a_month_or_quarter_without_a_word_for_its_end_is_bare(text: str, *, is_bare: bool) -> None:
    found = year_span(text, 2031)
    assert found is not None
    assert found.is_bare is is_bare


def test_a_printed_year_is_the_spans_own() -> None:
    found = year_span("'30. 상반기", 2031)
    assert found is not None
    assert found.ends_on == date(2030, 6, 30)


@pytest.mark.parametrize("text", ["5월 잔치", "12.5", "6. 30명", "13월", "2월 30일", "9~3월", "원", ""])
def test_what_is_no_span(text: str) -> None:
    assert year_span(text, 2031) is None


def test_a_name_says_its_span_and_other_words() -> None:
    found = named_year_span("2031년 6월말 지출 현황", 2031)
    assert found is not None
    assert (found[0].ends_on, found[1].split()) == (date(2031, 6, 30), ["지출", "현황"])
    assert named_year_span("지출 현황", 2031) is None
