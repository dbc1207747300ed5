"""The end of a month up to which a heading says that it counts: '8월말 수입', '9월까지', '상반기 집행액'."""

from __future__ import annotations

import re
from datetime import date

from etl.terms.periods import month_end

_MONTH_END = re.compile(
    r"(?:(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?월\s?(?:말|까지)|(?P<first>(?<!\d)1\s?(?:/\s?4\s?)?분기|상반기)(?:\s?말)?)"
    r"(?:\s?(?:까지|현재|기준))?(?![가-힣]{0,2}(?:예정|계획))"
)
"""The first quarter and the first half begin with the year: what they count is all of it up to their end."""


def month_end_in(heading: str, year: int) -> date | None:
    """Return the day up to which a heading counts; None where it says none, or several."""
    found = {_month(match) for match in _MONTH_END.finditer(heading)}
    return month_end(year, found.pop()) if len(found) == 1 else None


def _month(match: re.Match[str]) -> int:
    if match["month"]:
        return int(match["month"])
    return 6 if match["first"].startswith("상") else 3


def without_month_end(heading: str) -> str:
    """Return a heading without it: '8월말 수입' -> '수입'."""
    return _MONTH_END.sub(" ", heading)
