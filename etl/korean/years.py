"""The year of a column, as its heading says it: '2026년 예산액', "'26년", '전년도', '2026.9월말 집행액'.

The words for the years around the document's own stand here, for whoever reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

BEFORE = r"전전년도?|직전\s?[년연]도|전\s?년\s?도|전년|(?<![가-힣])작년도?|지난\s?해"
"""The words for the year before, and the one before that."""
THIS = r"당해\s?[년연]도|당해|당년도?|금년도?|올해(?!의)|본년도"
"""The words for the document's own year."""
AFTER = r"(?<!\d)차년도?|내년도?|익년도?|다음\s?(?:[년연]도|해)"
"""The words for the year after; the '차년도' of a number counts the years of a programme."""
RELATIVE = rf"(?:(?P<before>{BEFORE})|(?P<this>{THIS})|(?P<after>{AFTER}))"
"""A year told from the document's own: what a larger pattern is made of; `offset` counts it."""

_QUOTE = "['’‘`´]"
IN_FIGURES = (
    rf"(?:(?<![0-9.,])(?P<long>(?:19|20)[0-9]{{2}})(?![0-9])|{_QUOTE}\s?(?P<short>[0-9]{{2}})(?![0-9])"
    r"|(?<![0-9.,'’‘`´])(?P<bare>[0-9]{2})(?=년)|FY\s?(?:20)?(?P<fiscal>[0-9]{2})(?![0-9]))"
)
"""A year in running text: 2031, '31, 31년, FY31. What a larger pattern is made of; `number` reads it."""
YEAR = re.compile(IN_FIGURES)
_LONGEST = 200
_COUNTED = r"(?![0-9]|[,.][0-9]{3}|\s?(?:명|건|회(?!계)|개(?!년)|원|천원|백만원|억|만|%|호|번))"
_COMPARED = r"(?!도?\s?(?:동기\s?|동월\s?)?(?:대비|이월|比))"
"""'전년대비 증감' is a change; '전년도 이월액' and '다음연도 이월액' are columns of this year."""
_MONTH = (
    r"(?:\s?[.년]\s?(?P<month>1[0-2]|0?[1-9])(?![0-9])"
    r"(?:\s?[.월]\s?(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9]))?)?"
)
_FIGURES = (
    rf"(?:(?P<fiscal>FY\s?{_QUOTE}?(?:20)?)(?P<fy>[0-9]{{2}})(?![0-9])"
    rf"|(?<![0-9,.제])(?P<year>(?:19|20)[0-9]{{2}}){_COUNTED}"
    rf"|{_QUOTE}\s?(?P<short>[0-9]{{2}})(?![0-9])"
    r"|^[\s(\[]?(?P<bare>[0-9]{2})(?=\s?년도?(?!\s?(?:간|차|이상|이하|미만|초과|[~∼-]))))"
    rf"{_MONTH}\s?(?P<school>학년도)?+(?:년도?)?+"
)
_ABSOLUTE = re.compile(rf"{_FIGURES}{_COMPARED}(?:\s?회계연도)?")
_PRINTED = re.compile(_FIGURES)
_OF_PERIOD = (
    r"(?:말|분|대비|비교|이월|실적|예산|결산|수입|지출|집행|수납|징수|금액|누계|누적|현황|수량|인원|건수|증감"
    r"|[(\[\])]|$)"
)
"""What stands behind the word for a period of accounts, where it is one and no part of another word."""
_RELATIVE = re.compile(
    rf"(?:(?P<before>{BEFORE}|(?<![가-힣])전기(?=\s?{_OF_PERIOD}))"
    rf"|(?P<this>{THIS}|(?<![가-힣])(?:당기|금회)(?=\s|{_OF_PERIOD}))"
    rf"|(?P<after>{AFTER}|(?<![가-힣])차기(?=\s|{_OF_PERIOD}))){_COMPARED}"
)
"""In a heading the period before is a year as well; before any other word it is electricity."""
_ANOTHER = re.compile(rf"(?<![가-힣0-9])(?:{BEFORE}|{AFTER})(?![가-힣\s]{{0,20}}(?:대비|비교|증감|이월|比))")
_BEGINS_RELATIVE = re.compile(RELATIVE)
_SPAN = re.compile(
    rf"(?:(?<![0-9,.])20[0-9]{{2}}|{_QUOTE}\s?[0-9]{{2}})\s?(?:년도?)?\s?[~∼-]\s?"
    rf"(?:{_QUOTE}\s?[0-9]{{2}}(?![0-9])|20[0-9]{{2}}(?![0-9])|[0-9]{{2}}\s?년)"
)
_TOGETHER = re.compile(r"[0-9]\s?개\s?년|[0-9]\s?년\s?간|(?:최근|지난)\s?[0-9]{1,2}\s?년")
_SINCE = re.compile(
    rf"(?:20[0-9]{{2}}|{_QUOTE}\s?[0-9]{{2}})\s?(?:년도?)?\s?(?:\.?\s?[0-9]{{1,2}}\s?월)?\s?"
    r"(?:부터|이후|이래|이전|까지|에(?=\s)|에는|중에)"
)

_MARKED = rf"{_QUOTE}?[0-9]{{2}}\s?년도?|20[0-9]{{2}}\s?(?:년도?|회계연도)|{_QUOTE}[0-9]{{2}}"
_TAIL = re.compile(
    rf"(?<!^)(?:[(\[]([^()\[\]~∼]{{1,20}})[)\]]|(?:_|\s-\s?)(20[0-9]{{2}}|{_MARKED})"
    rf"|\s({_MARKED}|{BEFORE}|{AFTER}))$"
)
"""A bare number at the end of a name is no year: '비전 2040'."""


@dataclass(frozen=True, slots=True)
class HeadingYear:
    """The year that a heading names: `year`, `offset`, or both ('전년도(2030)'); neither where two differ."""

    year: int | None = None
    """The year that is printed in figures."""
    offset: int | None = None
    """From the year of the document: -1 for 전년도, 0 for 당해연도, 1 for 차년도, -2 for 전전년도."""
    month: int | None = None
    """The month to which the column runs: 9 of '2026.9월말 집행액'."""
    day: int | None = None
    is_fiscal: bool = True
    """False for a school year (학년도), which begins in March."""
    is_ambiguous: bool = False
    """Whether the heading names several years, so that the column is of none of them for certain."""

    def in_document_of(self, fiscal_year: int) -> int | None:
        """Return the year in a document of that fiscal year.

        None where it is ambiguous, no fiscal year, or printed twice and not the same: '전년도(2030)' in 2032.
        """
        if self.is_ambiguous or not self.is_fiscal:
            return None
        stated = {fiscal_year + self.offset} if self.offset is not None else set()
        stated |= {self.year} if self.year is not None else set()
        return stated.pop() if len(stated) == 1 else None


def heading_year(text: str) -> HeadingYear | None:
    """Return the year that a heading names, None where it names none.

    A comparison ('전년대비', '2026년 대비') and what is carried over ('전년도 이월액') name none.
    """
    text = " ".join(text.split())[:_LONGEST]
    absolute = [_absolute(match) for match in _ABSOLUTE.finditer(text)]
    offsets = {offset(match) for match in _RELATIVE.finditer(text)}
    if not absolute and not offsets:
        return None
    if len({(one.year, one.is_fiscal) for one in absolute}) > 1 or len(offsets) > 1:
        return HeadingYear(is_ambiguous=True)
    dated = max(absolute, key=lambda one: (one.month or 0, one.day or 0), default=HeadingYear())
    return replace(dated, offset=offsets.pop() if offsets else None)


def _absolute(match: re.Match[str]) -> HeadingYear:
    year = int(match["year"]) if match["year"] else 2000 + int(match["fy"] or match["short"] or match["bare"])
    month, day = match["month"], match["day"]
    return HeadingYear(
        year=year,
        month=int(month) if month else None,
        day=int(day) if day else None,
        is_fiscal=match["school"] is None,
    )


def offset(match: re.Match[str]) -> int:
    """Return how many years off the document's a match of `RELATIVE` is."""
    if before := match["before"]:
        return -2 if before.startswith("전전") else -1
    return 0 if match["this"] else 1


def number(match: re.Match[str]) -> int:
    """Return the year of a match of `IN_FIGURES`; two digits are of this century."""
    return int(match["long"] or f"20{match['short'] or match['bare'] or match['fiscal']}")


def relative_first(text: str) -> tuple[int, str] | None:
    """Return how many years off the year is that a text begins with, and the rest: '전년도 실적' is -1."""
    match = _BEGINS_RELATIVE.match(text)
    return (offset(match), text[match.end() :]) if match else None


def names_another(text: str) -> bool:
    """Tell whether a text says 'last year' or 'next year' without comparing with it."""
    return _ANOTHER.search(text) is not None


def printed(text: str, *, with_compared: bool = False) -> list[int]:
    """Return the years that a text prints in figures, in order.

    with_compared: also those that it compares with, or that left something over: '2026년 대비'.
    """
    pattern = _PRINTED if with_compared else _ABSOLUTE
    return [found for match in pattern.finditer(text) if (found := _absolute(match).year)]


def last_year_on(text: str) -> str:
    """Return a text from the last year that it names on, in figures or in words; nothing where none is."""
    starts = [match.start() for pattern in (_ABSOLUTE, _RELATIVE) for match in pattern.finditer(text)]
    return text[max(starts) :] if starts else ""


def is_span(text: str) -> bool:
    """Tell whether a text prints one year up to another: "'25~'26년", '2025~2026'."""
    return _SPAN.search(text) is not None


def is_together(text: str) -> bool:
    """Tell whether a text is of several years together: "'25~'26년", '3개년', '최근 3년'."""
    return is_span(text) or _TOGETHER.search(text) is not None


def is_of_several(text: str) -> bool:
    """Tell whether a text is of several years, together or one after the other."""
    found = heading_year(text)
    return is_together(text) or (found is not None and found.is_ambiguous)


def is_since(text: str) -> bool:
    """Tell whether the year in a text is the beginning or the end of something: '2026년부터 하는 사업'."""
    return _SINCE.search(text) is not None


def tail(name: str) -> str | None:
    """Return what a name ends with that can be its year: its last bracket, or a word marked as one."""
    found = _TAIL.search(name)
    return next(filter(None, found.groups())) if found else None


def without_year(heading: str) -> str:
    """Return a heading without the years that it names: '2031년 예산액' is '예산액'."""
    straight = " ".join(heading.split())[:_LONGEST]
    return " ".join(_RELATIVE.sub(" ", _ABSOLUTE.sub(" ", straight)).split())
