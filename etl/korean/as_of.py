"""The day at which figures stand, as a table states it: '2027.9.30.기준', "'27. 9월말", '11월 누계 기준'.

A day is given only where it, or the end of a month, a quarter or a year, is printed. A deadline, an event,
the month on a cover and the end of a span are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from etl.terms.periods import month_end

_QUOTE = "['’‘`´]"
_Y = (
    rf"(?:(?P<year>(?<![0-9])(?:19|20)[0-9]{{2}})|{_QUOTE}\s?(?P<short>[0-9]{{2}})"
    r"|(?<![0-9.])(?P<bare>[0-9]{2})(?=년|\.[0-9]))"
)
"""Four digits, two after an apostrophe, or two right before 년 or a month: '12. 9월말' is an item."""
_M = r"(?P<month>1[0-2]|0?[1-9])"
_D = r"(?P<day>3[01]|[12][0-9]|0?[1-9])"
_Q = r"(?P<quarter>[1-4])\s?(?:/\s?4\s?)?분기"
_DATE = rf"{_Y}\s?[.년/-]\s?{_M}\s?[.월/-]\s?{_D}(?![0-9])\s?[.일]?"
_STANDS = r"(?:기준|현재)"
_FOLLOWS = r"(?:\s?(?:기준|현재)|(?=\s?(?:누계|누적|잠정|집행|지출|실적|현황|정원|현원|인원|[)\]:：,·/]|$)))"
"""What may follow the end of a month that is a base date: '9월말 준공' is an event, '9월말까지' none."""
_CUMULATED = rf"\s?(?:누계|누적)(?:\s?{_STANDS}|(?=\s?(?:[)\]/]|$)))"
_DAY = re.compile(
    rf"{_DATE}\s?(?:\([월화수목금토일]\)\s?)?(?:[0-9]{{1,2}}(?:\s?시|:[0-9]{{2}})\s?)?(?:{_STANDS}|자\s?[)\]])"
)
_NAMED_DAY = re.compile(rf"기준\s?(?:(?:일자?|시점)\s?[:：]?|[:：])\s?{_DATE}")
_MONTH = re.compile(rf"{_Y}\s?[.년]\s?{_M}\s?월\s?(?:말{_FOLLOWS}|{_CUMULATED})")
_QUARTER = re.compile(rf"{_Y}\s?[.년]\s?{_Q}\s?(?:말{_FOLLOWS}|{_CUMULATED})")
_HALF = re.compile(rf"{_Y}\s?[.년]\s?(?P<half>[상하])반기\s?(?:말\s?{_STANDS}|{_CUMULATED})")
_FIRST_HALF = re.compile(rf"{_Y}\s?[.년]\s?(?P<half>상)반기\s?기준(?!일)")
"""The first half begins with the year, and is over where figures stand at it; the second may be alone."""
_YEAR_END = re.compile(rf"{_Y}\s?(?:년|년도|회계연도)\s?(?:말|연말)\s?{_STANDS}")
_UNDATED = re.compile(
    rf"(?<![0-9.])(?:{_M}\s?(?:월\s?(?:(?P<end>말)|{_D}\s?일)|\.\s?{_D.replace('day', 'dotted')}\s?\.?)"
    rf"|{_Q}\s?말|(?P<half>상)반기(?:\s?말|(?=\s?기준)))\s?{_STANDS}(?!일)"
)
_YEAR_BEFORE = re.compile(r"[0-9]{2}\s?(?:년|\.|년도)\s?$")
_LOOK_BACK = 8
_DIGIT = re.compile(r"\d")
_CLOSING = re.compile(rf"{_DATE}\s?\(?\s?출납\s?(?:폐쇄|정리)\s?(?:일|기한|기간)?\s?\)?\s?{_STANDS}")
_ON_PAPER = r"(?:출납\s?(?:폐쇄|정리)|작성|제출|인쇄|발행|공고|접수|배포)"
_DAY_ON_PAPER = re.compile(rf"{_DATE}\s?\(?\s?{_ON_PAPER}")
_NAMED_ON_PAPER = re.compile(rf"{_ON_PAPER}\s?(?:일자?|기한)?\s?[:：]\s?{_DATE}")
_OPEN_MONTH = re.compile(rf"{_Y}\s?[.년]\s?{_M}\s?월\s?{_STANDS}")
_OPEN_QUARTER = re.compile(rf"{_Y}\s?[.년]\s?{_Q}\s?{_STANDS}")
_SPAN_END = re.compile(
    rf"(?P<first>(?<![0-9])20[0-9]{{2}}|{_QUOTE}\s?[0-9]{{2}})\s?[.년]\s?[0-9]{{1,2}}\s?[.월](?:\s?[0-9]{{1,2}}\s?[.일])?"
    rf"\s?[~∼-]\s?(?:{_Y}\s?[.년]\s?)?{_M}\s?[.월](?:\s?{_D}(?![0-9])\s?[.일]?)?"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day at which figures stand, and what is printed of it."""

    day: date
    printed: str
    """The print that says it, as evidence: '2027.9.30.기준'."""
    start: int
    """Where it begins in its text, once spaces are single."""


@dataclass(frozen=True, slots=True)
class YearlessStamp:
    """A day of an unnamed year at which figures stand: '9월말 현재', '9.30. 기준', '3분기말 현재'."""

    month: int
    day: int | None
    """None for the end of the month."""
    printed: str

    def in_year(self, year: int) -> date:
        """Return the day in the year that the document states. ValueError where that year has no such day."""
        return date(year, self.month, self.day) if self.day else month_end(year, self.month)


def stamps(text: str) -> list[Stamp]:
    """Return the days at which figures are said to stand, in order of print."""
    if not _DIGIT.search(text):
        return []
    text = " ".join(text.split())
    found: dict[int, Stamp] = {}
    for pattern, day_of in _FORMS:
        for stamp in _read(pattern, day_of, text):
            found.setdefault(stamp.start, stamp)
    return sorted(found.values(), key=lambda stamp: stamp.start)


def yearless_stamps(text: str) -> list[YearlessStamp]:
    """Return the days that are stated without a year, in order; a day with its year is not among them."""
    text = " ".join(text.split())
    found = []
    for match in _UNDATED.finditer(text):
        if _YEAR_BEFORE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]):
            continue
        month = 6 if match["half"] else int(match["month"] or 0) or 3 * int(match["quarter"])
        day = match["day"] or match["dotted"]
        found.append(YearlessStamp(month, int(day) if day else None, match[0]))
    return found


def proposed_stamps(text: str) -> list[Stamp]:
    """Return days that a text suggests and does not state, for a person to confirm; never base dates.

    The end of a span ('2027.1.1.~9.30.'), or of a month or quarter without the word for its end ('2027년 9월
    기준').
    """
    text = " ".join(text.split())
    found: dict[int, Stamp] = {}
    for pattern, day_of in _PROPOSALS:
        for stamp in _read(pattern, day_of, text):
            found.setdefault(stamp.start, stamp)
    return sorted(found.values(), key=lambda stamp: stamp.start)


def closing_days(text: str) -> list[date]:
    """Return the days on which a year's books are said to be closed: '2028. 2. 29. 출납폐쇄 기준'.

    What was paid until then is of the year before: the day says of which year nothing is.
    """
    if not _DIGIT.search(text):
        return []
    return [stamp.day for stamp in _read(_CLOSING, _day, " ".join(text.split()))]


def is_day_of_papers(text: str) -> bool:
    """Tell whether a text says when something was written, handed in or closed: of no figure's year."""
    plain = " ".join(text.split())
    return any(pattern.search(plain) for pattern in (_DAY_ON_PAPER, _NAMED_ON_PAPER))


def _read(pattern: re.Pattern[str], day_of: Callable[[re.Match[str]], date], text: str) -> Iterator[Stamp]:
    for match in pattern.finditer(text):
        try:
            yield Stamp(day_of(match), match[0].strip(), match.start())
        except ValueError:
            continue  # no such day: not a date


def _year(match: re.Match[str]) -> int:
    return int(match["year"]) if match["year"] else 2000 + int(match["short"] or match["bare"])


def _day(match: re.Match[str]) -> date:
    return date(_year(match), int(match["month"]), int(match["day"]))


def _month_end(match: re.Match[str]) -> date:
    return month_end(_year(match), int(match["month"]))


def _quarter_end(match: re.Match[str]) -> date:
    return month_end(_year(match), 3 * int(match["quarter"]))


def _half_end(match: re.Match[str]) -> date:
    return month_end(_year(match), 6 if match["half"] == "상" else 12)


def _year_end(match: re.Match[str]) -> date:
    return month_end(_year(match), 12)


def _span_end(match: re.Match[str]) -> date:
    has_year = match["year"] or match["short"] or match["bare"]
    first = int(match["first"][-2:]) + 2000
    year = _year(match) if has_year else first
    month = int(match["month"])
    return date(year, month, int(match["day"])) if match["day"] else month_end(year, month)


_FORMS = (
    (_DAY, _day),
    (_NAMED_DAY, _day),
    (_MONTH, _month_end),
    (_QUARTER, _quarter_end),
    (_HALF, _half_end),
    (_FIRST_HALF, _half_end),
    (_YEAR_END, _year_end),
)
_PROPOSALS = ((_SPAN_END, _span_end), (_OPEN_MONTH, _month_end), (_OPEN_QUARTER, _quarter_end))
