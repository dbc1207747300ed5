"""Months, years and spans."""

from __future__ import annotations

from datetime import date

import pytest

from etl.terms.periods import Span, month_end, span_of_months, year_end


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2023, 2, 28), (2024, 2, 29), (2100, 2, 28), (2023, 9, 30), (2023, 12, 31)]
)
def test_month_end(year: int, month: int, day: int) -> None:
    assert month_end(year, month) == date(year, month, day)


def test_year_end() -> None:
    assert year_end(2023) == date(2023, 12, 31)


def test_a_span_covers_both_of_its_months() -> None:
    assert span_of_months(2023, 10, 12) == Span(date(2023, 10, 1), date(2023, 12, 31))
    assert span_of_months(2023, 10, 1, 2024) == Span(date(2023, 10, 1), date(2024, 1, 31))
    assert span_of_months(2024, 2, 2) == Span(date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize("months", [(12, 10), (0, 3), (3, 13)])
def test_a_span_that_cannot_be_is_refused(months: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"span ends|month"):
        span_of_months(2023, *months)
