"""Rows of a sheet that state something above its tables: a name, and what it is in the cell beside it.

'기준일 | 2031-09-30' is a line, as it is in a report. Two cells may head columns too: a row states something
where its name ends with a colon or a whole date stands beside it, and so do the rows above it. Several dates
are a list of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.readers.carriers.figures import is_figure_with_unit, is_none, is_year
from etl.readers.sheets.cells import At
from etl.readers.sheets.seen import Area, Seen

_LONGEST_NAME = 20
_COLON = (":", "：")
_LETTER = re.compile(r"[^\W\d_]")
# Words part its numbers as well as marks do: a letter each, and a word of two behind it.
_DATE = re.compile(
    r"(?:19|20)\d\d ?(?:[-./]|[^\W\d_]) ?\d{1,2} ?(?:[-./]|[^\W\d_]) ?\d{1,2}"
    r" ?(?:\.|[^\W\d_])?(?: ?[^\W\d_]{2})?"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """The cell of a name, and the cell that says what it is."""

    name: At
    said: At

    def text(self, seen: Seen) -> str:
        """Return it as a line says it."""
        return f"{seen.text(self.name).strip().rstrip(':：').rstrip()}: {seen.text(self.said).strip()}"


def statements(seen: Seen, band: Area) -> Sequence[Statement]:
    """Return the statements with which a band of rows begins, one a row."""
    found: list[Statement] = []
    count = dates = 0
    for row in range(band.top, band.bottom):
        one = _pair(seen, band, row)
        if one is None:
            break
        found.append(one)
        is_date = bool(_DATE.fullmatch(seen.text(one.said).strip()))
        dates += is_date
        if is_date or seen.text(one.name).strip().endswith(_COLON):
            count = len(found)
    if dates > 1:
        return []
    is_all = count and len(found) == band.bottom - band.top
    return found if is_all else found[:count]


def _pair(seen: Seen, band: Area, row: int) -> Statement | None:
    """Return a name and what stands beside it; None of any other row, and where it is an amount."""
    cells = seen.row(row, band)
    if len(cells) != 2 or any(at[0] != row or seen.size(at)[0] > 1 for at in cells):
        return None
    name, said = (seen.text(at).strip() for at in cells)
    is_name = len(name) <= _LONGEST_NAME and bool(_LETTER.search(name)) and not any(map(str.isdigit, name))
    is_amount = is_none(said) or (is_figure_with_unit(said) and not is_year(said))
    return Statement(*cells) if is_name and said and not is_amount else None
