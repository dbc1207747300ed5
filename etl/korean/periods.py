"""Dates, years and spans as Korean reports write them. The dates at which figures stand: `as_of`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from etl.korean import as_of
from etl.terms.periods import Span, span_of_months

_FULL_DATE = re.compile(r"(20\d{2})\s*+[.년]\s*+(\d{1,2})\s*+[.월]\s*+(\d{1,2})\s*+[.일]?")
_SPAN = re.compile(
    r"(20\d{2})\s*+[년.]\s*+(\d{1,2})\s*+[월.](?:\s*+(\d{1,2})\s*+[일.])?\s*+[~∼-]\s*+"
    r"(?:(20\d{2})\s*+[년.]\s*+)?(\d{1,2})\s*+[월.](?:\s*+(\d{1,2})\s*+[일.])?"
)
_ANY_YEAR = re.compile(r"(20\d{2})\s*년?도?")
_SHORT_YEAR = re.compile(r"['’‘`´]\s*(\d{2})\s*[년.]")

_PLANNED = re.compile(
    r"[:：]\s*['’‘`´]\s*(?P<year>\d{2})\s*[.,년]?\s*(?P<month>\d{1,2})(?:\s*\.\s*(?P<day>\d{1,2})\s*\.)?"
    r"(?:\s*월)?(?P<open>\s*[~∼]\s*(?:(?:['’‘`´]\s*(?P<last_year>\d{2})\s*[.,년]?\s*)?"
    r"(?P<last_month>\d{1,2})\s*월?|(?P<all_year>연중)|$)?)?(?:(?<=월)|(?<=연중)|(?<=[~∼])|(?=\s*\.?\s*\()|(?=\.?\s*$))"
)

_UNDECIDED = re.compile(
    r"\s{0,9}+(?:말|초|중|경)?\s{0,9}+(?:(?:[→⇨⇒➜/]|->|또는|혹은)\s{0,9}+['’‘`´]?\s?\d"
    r"|(?:(?:에서|로|으로)\s)?(?:잠정\s?)?(?:연기|순연|변경|조정|보류))"
)
"""What stands behind a period that was moved, or that may be another."""
_GOES_ON = re.compile(
    r"\s{0,9}+\.?\s{0,9}+(?:[초중말]|[상중하]순)?(?:\([^()]{0,12}\))?\s{0,9}+"
    r"(?:[~∼]|[–—-]\s{0,9}+['’‘`´]?\s?\d|[,，、]\s{0,9}+['’‘`´]?\d{1,2}\s?\.)"
)
_OTHER_END = re.compile(
    r"\s{0,9}+(?:말|초|중순|중|순)?\s{0,9}+(?:이후|이전|부터|까지|전후|내외|이내|내지|\d{1,2}\s{0,9}+일)"
    r"|\s?(?:\([^()]{0,12}\))?[^\d:：,，、·ㆍ‧∙]{0,14}?(?:[,，、·ㆍ‧∙]|(?<=[월\s])(?:및|와|과))\s{0,9}+['’‘`´]?\s?\d[\d.\s]{0,6}+월"
)
"""What stands behind a month that is only one end of a step, or one of its months, or has a day."""


def years(text: str) -> list[int]:
    """Return the four-digit years in a text, in order."""
    return [int(found) for found in _ANY_YEAR.findall(text)]


def as_of_dates(text: str) -> list[date]:
    """Return the dates at which figures stand: '2023.9.30.기준', "'26. 1월말"; see `as_of.stamps`."""
    return [stamp.day for stamp in as_of.stamps(text)]


def span(text: str) -> Span | None:
    """Return the first span in a text: '2023년 7월~2024년 1월', '2023년 6월 27일~11월 23일'."""
    match = _SPAN.search(text)
    return _span_of(match) if match else None


def spans(text: str) -> list[Span]:
    """Return every span in a text; one that runs backwards or has no such day is none."""
    return [found for match in _SPAN.finditer(text) if (found := _span_of(match))]


def _span_of(match: re.Match[str]) -> Span | None:
    year, month, day, last_year, last_month, last_day = match.groups()
    try:
        months = span_of_months(int(year), int(month), int(last_month), int(last_year) if last_year else None)
        starts = months.starts_on.replace(day=int(day)) if day else months.starts_on
        ends = months.ends_on.replace(day=int(last_day)) if last_day else months.ends_on
    except ValueError:
        return None
    return Span(starts, ends) if starts <= ends else None


def full_dates(text: str) -> list[date]:
    """Return every complete date in a text."""
    found = []
    for year, month, day in _FULL_DATE.findall(text):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue  # no such day: not a date
    return found


def short_years(text: str) -> list[int]:
    """Return the years written with an apostrophe: "'16년" is 2016."""
    return [2000 + int(found) for found in _SHORT_YEAR.findall(text)]


@dataclass(frozen=True, slots=True)
class PlannedSpan:
    """The period of a planned step, and where in its line it is printed."""

    span: Span
    start: int
    end: int


def planned_spans(text: str) -> list[PlannedSpan]:
    """Return the periods that a colon introduces: ": '23. 10~12월", ": '23. 11~'24. 1월".

    '10.17.~연중' ends with the year. A period without an end ("'26. 2~") is none, nor is one that runs
    backwards, was moved or may be another, of which one end alone is told, or that ends in words.
    """
    found = []
    for match in _PLANNED.finditer(text):
        short, month, day, tilde, last_short, last_month = match.group(
            "year", "month", "day", "open", "last_year", "last_month"
        )
        if _UNDECIDED.match(text, match.end()):
            continue
        is_open = match["open"] is not None and match["last_month"] is None
        if is_open and not match["all_year"]:
            continue  # no end is printed, or one that is not read: a day, an event
        if _GOES_ON.match(text, match.end()) or _OTHER_END.match(text, match.end()):
            continue  # from early in one month to late in another, or since or until one: not both are read
        year = 2000 + int(short)
        last_year = 2000 + int(last_short) if last_short else year
        final = int(last_month) if last_month else 12 if tilde else int(month)
        try:
            months = span_of_months(year, int(month), final, last_year)
            starts = months.starts_on.replace(day=int(day)) if day else months.starts_on
            ends = starts if day and not tilde else months.ends_on
        except ValueError:
            continue  # no such month or day, or backwards: not a period
        found.append(PlannedSpan(Span(starts, ends), match.start(), match.end()))
    return found


def without_dates(text: str) -> str:
    """Return a text without years, months and days."""
    return _ANY_DATE.sub(" ", text)


_ANY_DATE = re.compile(
    r"['’‘`´]?\d{2,4}\s?(?:년도?|회계연도)|\d{1,4}\s?[.월일]|\d{1,2}\s?월\s?말?|기준|현재|말"
)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    month: int


_COVER_MONTH = re.compile(
    r"^\s*+\(?+\s?(20\d{2})\s*+[.년]\s*+(1[0-2]|0?[1-9])(?!\d)\s*+[.월]?+\s*+"
    r"(?:(?<![0-9])(?:3[01]|[12]\d|0?[1-9])\s?[.일]?\s?(?:\([월화수목금토일]\)\s?)?)?+\)?+\s*+$"
)


def cover_month(text: str) -> Month | None:
    """Return the month that a line of a cover holds, perhaps with its day, and nothing else: '2027. 11.'"""
    found = _COVER_MONTH.match(text)
    return Month(int(found[1]), int(found[2])) if found else None
