"""The end of a month up to which a heading says that it counts: '8월말 수입', '9월까지'."""

from __future__ import annotations

import re
from datetime import date

from etl.terms.periods import month_end

_MONTH_END = re.compile(
    r"(?<!\d)(1[0-2]|0?[1-9])\s?월\s?(?:말|까지)(?:\s?(?:까지|현재|기준))?(?![가-힣]{0,2}예정)"
)


def month_end_in(heading: str, year: int) -> date | None:
    """Return the day up to which a heading counts; None where it says none, or several."""
    found = {int(month) for month in _MONTH_END.findall(heading)}
    return month_end(year, found.pop()) if len(found) == 1 else None


def without_month_end(heading: str) -> str:
    """Return a heading without it: '8월말 수입' -> '수입'."""
    return _MONTH_END.sub(" ", heading)
