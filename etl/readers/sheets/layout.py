"""Which cells of a sheet are lines, and which are tables: blank rows and columns part them.

A row with one filled cell above or below a table is a line (a title, a unit, a note), and so is one that
states something; within a table a single cell names a group, unless it stands above other headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from etl.readers.carriers.figures import is_figure_with_unit, is_none, is_year
from etl.readers.sheets.cells import At
from etl.readers.sheets.seen import Area, Seen
from etl.readers.sheets.statements import Statement, statements

_LONGEST_HEADING = 40
_REACH_OF_HEADINGS = 4
_IN_BRACKETS = re.compile(r"^[(\[<].*[)\]>]$", re.DOTALL)
_STATEMENT = re.compile(r"[:：]")
_ITEM = re.compile(r"(?<!\s)\s*+[-•·∙※*]")
_LETTER = re.compile(r"[^\W\d_]")


def pieces(seen: Seen, area: Area) -> Iterator[Area | At | Statement]:
    """Yield the tables and lines of an area in reading order."""
    for band in _bands(seen, area):
        before, table, behind = _peeled(seen, band)
        yield from before
        if table is not None:
            parts = _beside(seen, table)
            if len(parts) > 1:
                for part in parts:
                    yield from pieces(seen, part)
            else:
                yield from _stacked(seen, table)
        yield from behind


def _bands(seen: Seen, area: Area) -> Iterator[Area]:
    """Yield the stretches of rows that blank rows part, each as wide as it is filled."""
    rows = seen.filled_rows(area)
    starts = [i for i, row in enumerate(rows) if i == 0 or row != rows[i - 1] + 1]
    for first, last in pairwise([*starts, len(rows)]):
        filled = [columns for row in rows[first:last] if (columns := seen.filled(row, area))]
        left, right = min(columns[0] for columns in filled), max(columns[-1] for columns in filled) + 1
        yield Area(rows[first], rows[last - 1] + 1, left, right)


def _peeled(seen: Seen, band: Area) -> tuple[list[At | Statement], Area | None, list[At]]:
    """Return the lines above the table of a band, the table, and the lines below it."""
    top, bottom = band.top, band.bottom
    before: list[At | Statement] = []
    while top < bottom:
        stated = statements(seen, Area(top, bottom, band.left, band.right))
        lines = stated or _lines_above(seen, band, top)
        if not lines:
            break
        before += [one for one in lines if one not in before]
        top += len(stated) or 1
    behind: list[At] = []
    while bottom > top and len(cells := seen.row(bottom - 1, band)) == 1:
        (at,) = cells
        if _goes_on(seen, band, at):
            break
        # A merged cell over several rows is a line where it is alone in all of them.
        if at[0] < top or any(len(seen.row(row, band)) > 1 for row in range(at[0], bottom)):
            break
        behind = [at, *(one for one in behind if one != at)]
        bottom -= 1
    rest = next(_bands(seen, Area(top, bottom, band.left, band.right)), None) if top < bottom else None
    return before, rest, behind


def _goes_on(seen: Seen, band: Area, at: At) -> bool:
    """Tell whether a cell alone in the last row goes on what stands above it, in a column of its own."""
    text = seen.text(at).strip()
    is_within = at[1] > band.left and seen.size(at)[1] == 1 and bool(text)
    return is_within and not _IN_BRACKETS.match(text) and not _STATEMENT.search(text)


def _lines_above(seen: Seen, band: Area, row: int) -> list[At]:
    """Return the cells of a row above a table that are lines; none where the row is the table's own."""
    cells = seen.row(row, band)
    if len(cells) == 1:
        (at,) = cells
        bottom = at[0] + seen.size(at)[0]
        if any(len(seen.row(below, band)) > 1 for below in range(row + 1, min(bottom, band.bottom))):
            return []
        return [] if _heads_columns(seen, band, at) else cells
    # A title or date, and the unit at the other end of the row.
    is_stated = len(cells) == 2 and _IN_BRACKETS.match(seen.text(cells[1]).strip())
    reaches = is_stated and band.right - band.left > 2 and not any(map(_is_figure, map(seen.text, cells)))
    return cells if reaches and _is_stretched(seen, band, row) else []


def _is_stretched(seen: Seen, band: Area, row: int) -> bool:
    """Tell whether the row below one has more cells, so that the one above does not head each of its."""
    return row + 1 < band.bottom and len(seen.row(row + 1, band)) > len(seen.row(row, band))


def _heads_columns(seen: Seen, band: Area, at: At) -> bool:
    """Tell whether a merged cell alone in its row heads some of the columns below it, and is no title."""
    _, columns = seen.size(at)
    text = seen.text(at).strip()
    if columns == 1 or at[1] == band.left or len(text) > _LONGEST_HEADING:
        return False
    if _IN_BRACKETS.match(text) or _STATEMENT.search(text) or at[0] + 1 >= band.bottom:
        return False
    below = set(seen.filled(at[0] + 1, band))
    return all(column in below for column in range(at[1], min(at[1] + columns, band.right)))


def _beside(seen: Seen, table: Area) -> list[Area]:
    """Return the tables that blank columns part: each has names and figures of its own."""
    filled: set[int] = set()
    for row in range(table.top, table.bottom):
        filled.update(seen.filled(row, table))
    columns = sorted(filled)
    starts = [column for i, column in enumerate(columns) if i == 0 or column != columns[i - 1] + 1]
    parts: list[Area] = []
    for left, right in pairwise([*starts, table.right]):
        part = Area(table.top, table.bottom, left, right)
        if parts and not (_stands_alone(seen, part) and _stands_alone(seen, parts[-1])):
            part = Area(table.top, table.bottom, parts.pop().left, right)
        parts.append(part)
    return parts


def _stands_alone(seen: Seen, part: Area) -> bool:
    for row in range(part.top, part.bottom):
        name, *others = [seen.text(at).strip() for at in seen.row(row, part)] or [""]
        if _LETTER.search(name) and not _is_figure(name) and any(map(_is_figure, others)):
            return True
    return False


def _stacked(seen: Seen, table: Area) -> Iterator[Area | At]:
    """Yield the tables that stand one below the other without a blank row, and the lines above each."""
    top = row = table.top
    has_figures = has_groups = False
    while row < table.bottom:
        cells = seen.row(row, table)
        if len(cells) == 1 and cells[0][0] == row and not _heads_columns(seen, table, cells[0]):
            head = _next_head(seen, table, row)
            is_again = head is not None and _texts(seen, table, head) == _texts(seen, table, top)
            if head is not None and has_figures and (is_again or not has_groups):
                yield from _bands(seen, Area(top, row, table.left, table.right))
                yield from dict.fromkeys(at for one in range(row, head) for at in seen.row(one, table))
                top = row = head
                has_figures = has_groups = False
                continue
            has_groups = True
        has_figures = has_figures or (len(cells) > 1 and _has_figure(seen, cells))
        row += 1
    yield from _bands(seen, Area(top, table.bottom, table.left, table.right))


def _texts(seen: Seen, table: Area, row: int) -> list[str]:
    return [seen.text(at) for at in seen.row(row, table)]


def _next_head(seen: Seen, table: Area, row: int) -> int | None:
    """Return the row of headings below lines, with figures below it; None where a table just goes on."""
    head = row
    while head < table.bottom and len(seen.row(head, table)) == 1:
        head += 1
    for below in range(head, min(head + _REACH_OF_HEADINGS, table.bottom)):
        if _has_figure(seen, seen.row(below, table)):
            return head if below > head else None
        if not all(map(_may_head, _texts(seen, table, below))):
            return None
    return None


def _may_head(text: str) -> bool:
    """Tell whether a text may head a column: it is short, and no item of a list."""
    return len(text) <= _LONGEST_HEADING and not _ITEM.match(text)


def _has_figure(seen: Seen, cells: Iterable[At]) -> bool:
    return any(_is_figure(seen.text(at).strip()) for at in cells)


def _is_figure(text: str) -> bool:
    return is_none(text) or (is_figure_with_unit(text) and not is_year(text))
