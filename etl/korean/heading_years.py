"""The years in a column's heading: 2031년도, 2031, '31, 31년."""

from __future__ import annotations

import re

_APOSTROPHES = str.maketrans("’‘`´", "''''")
_YEAR = re.compile(
    r"(?<![0-9])(?:(?P<long>(?:19|20)[0-9]{2})|'(?P<short>[0-9]{2})|(?P<bare>[0-9]{2})(?=년))(?![0-9])"
    r"(?:학년도|년도|년)?"
)


def parted(heading: str) -> list[str | int]:
    """Return a heading in its parts, years as numbers: "'24년 예산" is ['', 2024, ' 예산']."""
    straight = heading.translate(_APOSTROPHES)
    found: list[str | int] = []
    end = 0
    for match in _YEAR.finditer(straight):
        long, short = match["long"], match["short"] or match["bare"]
        found += [straight[end : match.start()], int(long) if long else 2000 + int(short)]
        end = match.end()
    return [*found, straight[end:]]
