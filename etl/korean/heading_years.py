"""The years in a column's heading: 2031년도, 2031, '31, 31년."""

from __future__ import annotations

import re

from etl.korean.years import IN_FIGURES, number

_APOSTROPHES = str.maketrans("’‘`´", "''''")
_YEAR = re.compile(IN_FIGURES + r"(?:학년도|년도|년)?")


def parted(heading: str) -> list[str | int]:
    """Return a heading in its parts, years as numbers: "'24년 예산" is ['', 2024, ' 예산']."""
    straight = heading.translate(_APOSTROPHES)
    found: list[str | int] = []
    end = 0
    for match in _YEAR.finditer(straight):
        found += [straight[end : match.start()], number(match)]
        end = match.end()
    return [*found, straight[end:]]
