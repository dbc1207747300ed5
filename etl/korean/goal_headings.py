"""What the heading of a column of goals says beside its word: a year, a day, a part of the year, a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from etl.korean import periods, years
from etl.terms.periods import month_end

_YEAR = re.compile(years.IN_FIGURES + r"(?:\s?년도|\s?년|\.(?!\s?\d))?")
_RELATIVE = re.compile(rf"{years.RELATIVE}(?!\s?대비)")
_DAY = re.compile(r"(?<![\d.])(\d{1,2})\s?[.월]\s?(\d{1,2})\s?[.일]?\s?(?:기준|현재|까지|말)?")
_MONTH_END = re.compile(
    r"(?<!\d)(\d{1,2})\s?월\s?(?:말|까지|누계|누적|현재|기준)(?:\s?(?:까지|누계|누적|현재|기준))?"
)
_PART = re.compile(r"분기|[상하]반기|월별|월평균|(?<!\d)\d{1,2}\s?월")
_FIRST_PART = re.compile(
    r"(?<![\d/])(?:(?P<quarter>1)\s?(?:/\s?4\s?)?분기|(?P<half>상반기)|1\s?월?\s?[~∼-]\s?(?P<month>1[0-2]|[2-9])\s?월)(?!별)"
)
_CUMULATED = re.compile(r"누계|누적")
_FULL_DAY = re.compile(
    r"(?<!\d)20\d\d\s?[.년]\s?\d{1,2}\s?[.월](?:\s?\d{1,2}\s?[.일]?)?\s?(?:말|기준|현재|까지)\s?(?:기준|현재)?"
)
_EXPECTED = re.compile(
    r"(?:(?<![가-힣])|(?<=실적|결과|달성))(?:예정|예상|예측|추정|추계|전망|잠정|가집계|미확정|시뮬레이션)"
    r"(?:\s?(?:치|값|실적|결과|달성[률율도]?))?(?![가-힣])"
)
_UNVERIFIED = re.compile(
    r"(?<![가-힣])(?:검증|확정|확인|정산|집계|심사|감사|평가)\s?전(?![가-힣])|(?<![가-힣])(?:검증|확정)\s?중(?![가-힣])"
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_LETTERS = re.compile(r"^[A-Za-z\d/×x*+\-=÷ ]*[A-Za-z][A-Za-z\d/×x*+\-=÷ ]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without what it says of time and unit.

    years: those that it states, in order. as_of: the day for which its figures stand. is_part: whether they
    are of a part of the year only. notes: what stands in brackets and is neither time nor formula letters.
    """

    word: str
    years: tuple[int, ...] = ()
    as_of: date | None = None
    is_part: bool = False
    notes: tuple[str, ...] = ()


def parse(heading: str, year: int) -> Heading:
    """Read a heading: "'25년 실적(9월말)" of a report of 2026 is 실적, of 2025, as of 30 September.

    year: the report's, from which 전년도 counts.
    """
    named: list[int] = []

    def stated(found: re.Match[str]) -> str:
        named.append(years.number(found))
        return " "

    def relative(found: re.Match[str]) -> str:
        named.append(year + years.offset(found))
        return " "

    whole = periods.as_of_dates(heading)
    rest = _RELATIVE.sub(relative, _YEAR.sub(stated, _FULL_DAY.sub(" ", heading) if whole else heading))
    day, rest = _day(rest, named[-1] if named else year)
    is_part = bool(_PART.search(rest))
    notes = tuple(
        note
        for found in _BRACKET.findall(rest)
        if (note := found.strip(" .~∼,·")) and not _LETTERS.fullmatch(note)
    )
    word = _BRACKET.sub(" ", rest).strip(" .~∼,·")
    return Heading(" ".join(word.split()), tuple(named), whole[-1] if whole else day, is_part, notes)


def is_expected(text: str) -> bool:
    """Tell whether a cell, a heading or a caption says that its results are only expected, or provisional."""
    return _EXPECTED.search(text) is not None or _UNVERIFIED.search(text) is not None


def first_part(heading: str, year: int) -> tuple[str, date] | None:
    """Return a heading that speaks of the first part of its year, without that part, and the part's last day.

    None of any other: what a later quarter heads may be its own alone.
    """
    found = _FIRST_PART.findall(heading)
    if len(found) != 1:
        return None
    quarter, half, month = found[0]
    last = 3 if quarter else 6 if half else int(month)
    parsed = parse(_FIRST_PART.sub(" ", heading), year)
    own_year = parsed.years[0] if len(parsed.years) == 1 else year
    if parsed.is_part or parsed.as_of is not None or parsed.notes or len(parsed.years) > 1:
        return None
    return parsed.word, month_end(own_year, last)


def is_cumulated(heading: str) -> bool:
    """Tell whether a heading says that its figures add up from the year's first day."""
    return _CUMULATED.search(heading) is not None


def _day(text: str, year: int) -> tuple[date | None, str]:
    """Return the day that a heading states without its year, and the text without it."""
    for pattern in (_DAY, _MONTH_END):
        if found := pattern.search(text):
            rest = text[: found.start()] + " " + text[found.end() :]
            try:
                if pattern is _DAY:
                    return date(year, int(found[1]), int(found[2])), rest
                return month_end(year, int(found[1])), rest
            except ValueError:
                continue  # no such day: not a date
    return None, text
