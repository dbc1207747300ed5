"""The period of a column or a row, as its headings say it: '2031년', "'31. 3월", '2/4분기', '상반기'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.korean.years import heading_year, without_year

_MONTH = re.compile(r"(?<![0-9])(?P<month>1[0-2]|0?[1-9])\s?월(?![가-힣](?<![말중까누현기]))")
_QUARTER = re.compile(r"(?<![0-9])(?P<quarter>[1-4])\s?(?:(?:/\s?4\s?)?분기(?!별)|Q(?![A-Za-z0-9]))")
_HALF = re.compile(r"[상하전후]반기|학기")
_OF_PART = re.compile(r"[~∼-]|^말|까지|현재|기준|누계|누적|평균|이후|이전")
_OF_YEAR = re.compile(r"[~∼]|까지|현재|기준|평균|이후|이전")
"""What makes of a month or a year a stretch of time, or a day up to which was counted: no period."""
_END = "말"
_EMPTY = re.compile(r"\(\s?\)")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class HeadingPeriod:
    """What a heading says of time. year: the calendar's; part: '03' or 'Q1'; rest: the other words.

    is_open: it speaks of a half year, a term, a stretch, or a day up to which was counted: of no period.
    """

    year: int | None
    part: str | None
    rest: str
    is_open: bool = False


def heading_period(heading: str, fiscal_year: int) -> HeadingPeriod | None:
    """Return what a heading says of time, None where it says nothing.

    fiscal_year: the document's, which 'last year' counts from.
    """
    heading = " ".join(heading.split())[:_LONGEST]
    parts = {f"{int(found['month']):02}" for found in _MONTH.finditer(heading)}
    parts |= {f"Q{found['quarter']}" for found in _QUARTER.finditer(heading)}
    left = _QUARTER.sub(" ", _MONTH.sub(" ", heading))
    stated = heading_year(left)
    if stated is None and not parts and not _HALF.search(heading):
        return None
    year = stated.in_document_of(fiscal_year) if stated else None
    if stated and stated.month:
        parts.add(f"{stated.month:02}")
    rest = " ".join(_EMPTY.sub(" ", without_year(left) if stated else left).split()).strip(" .,:")
    if not parts and rest == _END:
        rest = ""  # what stands at the end of a year is that year's
    is_open = (
        len(parts) > 1
        or bool(_HALF.search(heading))
        or bool(stated and (year is None or stated.day is not None))
        or bool((_OF_PART if parts else _OF_YEAR).search(rest))
    )
    return HeadingPeriod(year, parts.pop() if len(parts) == 1 else None, rest, is_open)
