"""The rulers that Google Sheets draws around a sheet in its pages: row numbers, column letters, and the bars
at what is frozen. They are no cells; they say where the cells stand in the sheet, also beside hidden ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.readers.story import Grid
from etl.readers.tree import Element

_NUMBERS_OF_ROWS = "row-headers-background"
_RULERS = frozenset((
    _NUMBERS_OF_ROWS, "row-header", "column-headers-background", "header-shim", "freezebar-cell",
))  # fmt: skip
_ID = re.compile(r"(\d{1,12})([RC])(\d{1,7})")
_TAB = re.compile(r"sheet-button-(\d{1,12})")
_AROUND = ("sheet-menu", "footer")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 18_278


@dataclass(frozen=True, slots=True)
class RuledGrid(Grid):
    """A sheet with rulers. rows, columns: which of the sheet's, from 0, each of the grid's is; empty where
    the rulers do not say so."""

    rows: Sequence[int] = ()
    columns: Sequence[int] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Rulers:
    """What the rulers of one table say."""

    rows: Sequence[int] = ()
    columns: Sequence[int] = ()
    sheet: str = ""
    """The number that Google has for it."""

    def holds(self, row: Element) -> bool:
        """Tell whether a row is one of the sheet's, and no ruler or bar across it."""
        return any(_NUMBERS_OF_ROWS in _classes(cell) for cell in row.iterchildren("td", "th"))


def rulers(table: Element, hides: Callable[[Element], bool]) -> Rulers | None:
    """Return the rulers of a table; None where it has none. hides: tells what is not shown."""
    if "waffle" not in _classes(table):
        return None
    numbers: dict[str, list[int]] = {"R": [], "C": []}
    sheets: set[str] = set()
    count = 0
    shown = (row for row in table.iter("tr") if not hides(row))
    for cell in (one for row in shown for one in row.iterchildren("th") if not hides(one)):
        count += _NUMBERS_OF_ROWS in _classes(cell)
        if found := _ID.fullmatch(cell.get("id", "")):
            numbers[found[2]].append(int(found[3]))
            sheets.add(found[1])
    if not count:
        return None
    rows, columns = numbers["R"], numbers["C"]
    is_whole = len(sheets) == 1 and len(rows) == count and _rise(rows, _MOST_ROWS)
    if not is_whole or not _rise(columns, _MOST_COLUMNS):
        return Rulers()
    return Rulers(rows, columns, sheets.pop())


def is_ruler(cell: Element) -> bool:
    """Tell whether a cell of a ruled table is none of the sheet's."""
    return not _RULERS.isdisjoint(_classes(cell))


def tabs(root: Element) -> Mapping[str, str]:
    """Return the sheets between which a page changes, by Google's numbers, with their names.

    All but one are hidden until their tab is pressed.
    """
    found: dict[str, str] = {}
    for item in root.iter("li"):
        if own := _TAB.fullmatch(item.get("id", "")):
            found[own[1]] = " ".join("".join(item.itertext()).split())
    return found


def is_around(element: Element) -> bool:
    """Tell whether an element of a page with tabs is the tabs themselves, or what Google says of the page."""
    return element.get("id") in _AROUND


def _rise(numbers: Sequence[int], end: int) -> bool:
    return bool(numbers) and numbers[-1] < end and all(before < after for before, after in pairwise(numbers))


def _classes(element: Element) -> list[str]:
    return str(element.get("class", "")).split()
