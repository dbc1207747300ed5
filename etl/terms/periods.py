"""Fiscal years, as-of dates and spans. The fiscal year of Korean local government is the calendar year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of a period, both included."""

    starts_on: date
    ends_on: date


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def year_end(year: int) -> date:
    """Return the last day of a fiscal year."""
    return date(year, 12, 31)


def school_year_end(year: int) -> date:
    """Return the last day of February after a school's year begins in March (초·중등교육법 제24조)."""
    return date(year + 1, 3, 1) - timedelta(days=1)


def span_of_months(year: int, first: int, last: int, last_year: int | None = None) -> Span:
    """Return the span from the first day of month `first` to the last day of month `last`.

    ValueError where the months do not exist or the span ends before it starts.
    """
    span = Span(date(year, first, 1), month_end(last_year or year, last))
    if span.ends_on < span.starts_on:
        raise ValueError(f"the span ends ({span.ends_on}) before it starts ({span.starts_on})")
    return span
