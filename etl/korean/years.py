"""The year of a column, as its heading says it: '2026년 예산액', "'26년", '전년도', '2026.9월말 집행액'."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_QUOTE = "['’‘`´]"
_LONGEST = 200
_COUNTED = r"(?![0-9]|[,.][0-9]{3}|\s?(?:명|건|회(?!계)|개(?!년)|원|천원|백만원|억|만|%|호|번))"
_COMPARED = r"(?!도?\s?(?:동기\s?|동월\s?)?(?:대비|이월|比))"
"""'전년대비 증감' is a change; '전년도 이월액' and '다음연도 이월액' are columns of this year."""
_MONTH = (
    r"(?:\s?[.년]\s?(?P<month>1[0-2]|0?[1-9])(?![0-9])"
    r"(?:\s?[.월]\s?(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9]))?)?"
)
_ABSOLUTE = re.compile(
    rf"(?:(?P<fiscal>FY\s?{_QUOTE}?(?:20)?)(?P<fy>[0-9]{{2}})(?![0-9])"
    rf"|(?<![0-9,.제])(?P<year>(?:19|20)[0-9]{{2}}){_COUNTED}"
    rf"|{_QUOTE}\s?(?P<short>[0-9]{{2}})(?![0-9])"
    r"|^[\s(\[]?(?P<bare>[0-9]{2})(?=\s?년도?(?!\s?(?:간|차|이상|이하|미만|초과|[~∼-]))))"
    rf"{_MONTH}\s?(?P<school>학년도)?+(?:년도?)?+{_COMPARED}(?:\s?회계연도)?"
)
_RELATIVE = re.compile(
    rf"(?:(?P<before>전전?년도?|전기|작년|지난해)|(?P<this>당해\s?연도|당해|당년도?|당기|금년도?|금회|올해)"
    rf"|(?P<after>차년도|내년도?|익년도?|다음\s?(?:연도|해)|차기)){_COMPARED}"
)


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
    offsets = {_offset(match) for match in _RELATIVE.finditer(text)}
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


def _offset(match: re.Match[str]) -> int:
    if before := match["before"]:
        return -2 if before.startswith("전전") else -1
    return 0 if match["this"] else 1


def without_year(heading: str) -> str:
    """Return a heading without the years that it names: '2031년 예산액' is '예산액'."""
    straight = " ".join(heading.split())[:_LONGEST]
    return " ".join(_RELATIVE.sub(" ", _ABSOLUTE.sub(" ", straight)).split())
