"""Aligned lines to rows: the columns of a part of the text, its headings, and what stands under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.blocks import Place, TableRow
from etl.readers.carriers.columns import (
    Column,
    alignment,
    by_room,
    figure_columns,
    one_to_one,
    over,
    over_headed,
    over_several,
    text_columns,
)
from etl.readers.carriers.figures import is_formula, is_none
from etl.readers.carriers.segments import Line, Segment
from etl.readers.markup import plain

_BULLET = re.compile(r"[#\-•·∙◦○◯ㅇ❍❖▶▷◆◇□■☑✓√※*]\s?\S")
_BRACKETED = re.compile(r"^[(\[<〔].*[)\]>〕]")
_LONGEST_HEADING = 30
_FEWEST_ROWS = 2
_NEARLY = 0.1
_LEAST_ALIGNED = 0.5
"""Where most figures are out of line, a figure may stand under another's heading."""


@dataclass(slots=True)
class _Row:
    """A line in its columns: texts by column, and figures in the room of the labels."""

    line: Line
    cells: dict[int, str] = field(default_factory=dict)
    strays: list[Segment] = field(default_factory=list)
    figures: int = 0


@dataclass(frozen=True, slots=True)
class Print:
    """A part of the text as it is printed in one font: the line above, the heading lines, the lines below."""

    above: Line | None
    headings: Sequence[Line]
    body: Sequence[Line]


@dataclass(slots=True)
class _Grid:
    """The columns of a print, of labels, figures and other texts behind these, and its heading lines.

    is_counted: there is a heading for each column, so that their order tells whose it is, not their place
    alone.
    """

    labels: list[Column]
    figures: list[Column]
    notes: list[Column]
    headed: list[Line] = field(default_factory=list)
    is_counted: bool = True

    @property
    def columns(self) -> list[Column]:
        """All columns, from left to right."""
        return [*self.labels, *sorted([*self.figures, *self.notes], key=lambda column: column.start)]

    @property
    def bare(self) -> list[Column]:
        """The columns that may hold a figure all the same, save behind the others: it may be pushed there."""
        last = self.figures[-1].start
        return [one for one in (*self.labels, *self.notes) if one.is_bare and one.end <= last]


Read = tuple[tuple[TableRow, ...], set[int], float]
"""The rows of a table, the lines that it takes (0-based), and the share of its rows that it holds."""


def table_of(prints: Sequence[Print]) -> Read | None:
    """Return a table, or None: fewer than two rows of two figures, or no certain headings.

    prints: the same lines in several fonts. That in which the figures align best places them; none in which
    they align nearly as well may place a row otherwise.
    """
    figures = [[(line.number, one) for line in own.body for one in line.figures] for own in prints]
    shares = [alignment(own) for own in figures]
    best = shares.index(max(shares))
    if alignment(figures[best], off=1) < _LEAST_ALIGNED:
        return None
    read = _read(prints[best], prints)
    for index, own in enumerate(prints):
        if read and index != best and shares[index] >= shares[best] - _NEARLY:
            other = _read(own, prints)
            is_exact = shares[index] < shares[best] == 1
            if _contradicts(other, read) if other else not is_exact:
                return None
    return read


def _contradicts(one: Read, other: Read) -> bool:
    """Tell whether a line has other cells in one reading than in the other."""
    cells = {row.place.line: row.cells for row in one[0]}
    return any(cells.get(row.place.line, row.cells) != row.cells for row in other[0])


def _read(own: Print, prints: Sequence[Print]) -> Read | None:
    """Return the lines of a print in its columns.

    Where no heading is certain in its font, the line of headings may have been spaced in another: its order
    tells.
    """
    grid = _headed(own)
    if grid is None:
        grid = _grid(own)
        if grid is None or not any(_borrows(grid, other) for other in prints if other is not own):
            return None
    rows, left = _rows(own.body, grid)
    if sum(row.figures > 1 for row in rows) < _FEWEST_ROWS:
        return None
    strays = text_columns((row.line.number, one) for row in rows for one in row.strays)
    columns = grid.columns
    columns[len(grid.labels) : len(grid.labels)] = strays
    printed = [
        TableRow(Place(line.number + 1), tuple(plain(c.headings.get(line.number, "")) for c in columns))
        for line in grid.headed
    ]
    for row in rows:
        for one in row.strays:
            row.cells[id(over(one, strays)[0])] = one.text
        cells = tuple(plain(row.cells.get(id(column), "")) for column in columns)
        printed.append(TableRow(Place(row.line.number + 1), cells))
    return tuple(printed), {row.place.line - 1 for row in printed}, len(rows) / (len(rows) + left)


def _headed(own: Print) -> _Grid | None:
    """Return the columns of a print with their headings, None where either is not certain."""
    grid = _grid(own)
    return grid if grid and _head(own, grid) else None


def _grid(own: Print) -> _Grid | None:
    """Return the columns below the headings, None where figures do not stand below each other."""
    figures = figure_columns(figures_of(own.body))
    if figures is None:
        return None
    edge = figures[0].start
    body = [_with_whole_words(line, edge) for line in own.body]
    labels = text_columns(
        (line.number, one)
        for line in body
        if not _runs_into_figures(line, edge, edge)
        for one in line.words
        if one.start < edge
    )
    notes = text_columns(
        (line.number, one)
        for line in body
        for one in line.words
        if one.start >= edge and not over(one, figures)
    )
    return _Grid(labels, figures, notes)


def _borrows(grid: _Grid, other: Print) -> bool:
    """Put the headings on the columns as they are counted in another font, if it has the same columns."""
    theirs = _headed(other)
    shapes = [[len(g.labels), len(g.figures), len(g.notes)] for g in (grid, theirs) if g]
    if theirs is None or not theirs.is_counted or shapes[0] != shapes[1]:
        return False
    for column, headed in zip(grid.columns, theirs.columns, strict=True):
        column.headings = headed.headings
    grid.headed = theirs.headed
    return True


def figures_of(body: Sequence[Line]) -> list[tuple[int, Segment]]:
    """Return the figures of the lines that have several, each with its line."""
    return [(line.number, one) for line in body if len(line.figures) > 1 for one in line.figures]


def _with_whole_words(line: Line, edge: int) -> Line:
    """Return a line whose label is not parted: letter-spaced print sets two spaces between its letters."""
    own = list(line.segments)
    count = 0
    while (
        count < len(own)
        and len(own[count].text) == 1
        and own[count].end <= edge
        and own[count].text.isalpha()
    ):
        count += 1
    if count < 2:
        return line
    whole = Segment(own[0].start, own[count - 1].end, " ".join(one.text for one in own[:count]))
    return Line(line.number, line.text, (whole, *own[count:]))


def _runs_into_figures(line: Line, edge: int, room: int) -> bool:
    """Tell whether a label, before the edge, reaches into the room of the figures: it may push them."""
    return any(one.start < edge and one.end > room for one in line.words)


def _head(own: Print, grid: _Grid) -> bool:
    """Put the headings on the columns; tell whether every column of figures has its own for certain."""
    labels, edge = grid.labels, grid.figures[0].start
    for line in reversed([*([own.above] if own.above else []), *own.headings]):
        if grid.headed and _is_caption(line, grid.figures[0].left):
            break
        headings: Sequence[Segment] = line.segments
        columns = grid.columns
        others = columns[len(labels) :]
        mapped = one_to_one(headings, columns)
        if mapped is None:
            headings = _with_whole_words(line, edge).segments
            mapped = one_to_one(headings, columns)
        if mapped is None and (not labels or headings[0].start >= labels[-1].end):
            mapped = one_to_one(headings, others)
        if mapped is None:
            grid.is_counted = False
            is_lowest = not grid.headed or _is_formulas(line)
            mapped = _by_room(headings, grid) if is_lowest else _over_several(headings, labels, others)
        if mapped is None:
            return False
        for one, column in zip(headings, mapped, strict=True):
            column.head(one, line.number)
        grid.headed.insert(0, line)
    return all(column.headings for column in grid.figures)


def _by_room(headings: Sequence[Segment], grid: _Grid) -> list[Column] | None:
    """Return the column of each heading by their room; one over nothing has a column of its own."""
    mapped = by_room(headings, grid.columns)
    if mapped is None:
        return None
    edge = grid.figures[0].start
    unheaded = [column for column in grid.labels if column not in mapped]
    found: list[Column] = []
    for one, column in zip(headings, mapped, strict=True):
        if column is None and one.end <= edge and len(unheaded) == 1:
            column = unheaded.pop()
        elif column is None:
            column = Column(one.start, one.end, is_bare=True)
            (grid.labels if one.end <= edge else grid.notes).append(column)
        elif column.holds_figures and not column.nests(one):
            return None
        found.append(column)
    grid.labels.sort(key=lambda column: column.start)
    return found


def _over_several(
    own: Sequence[Segment], labels: Sequence[Column], others: Sequence[Column]
) -> list[Column] | None:
    """Return the first column of each heading above others: of labels, then of several figures."""
    found: list[Column] = []
    count = 0
    while count < len(own) and own[count].end <= others[0].left and (below := over(own[count], labels)):
        found.append(below[0])
        count += 1
    rest = over_several(own[count:], others) if own[count:] else []
    return None if rest is None else found + rest


def _is_caption(line: Line, edge: int) -> bool:
    """Tell whether a line above headings is none of them: a title, a unit, a sentence."""
    first, last = line.segments[0], line.segments[-1]
    if len(line.segments) == 1 and (first.start < edge or _is_aside(first)):
        return True
    if _BULLET.match(first.text) or any(one.end - one.start > _LONGEST_HEADING for one in line.segments):
        return True
    return _is_aside(last) and not _is_aside(first)


def _is_aside(one: Segment) -> bool:
    return bool(_BRACKETED.fullmatch(one.text)) and not is_formula(one.text)


def _is_formulas(line: Line) -> bool:
    return all(is_formula(one.text) for one in line.segments)


def _rows(body: Sequence[Line], grid: _Grid) -> tuple[list[_Row], int]:
    """Return the certain rows, up to the last with figures, and how many lines with figures are not."""
    rows: list[_Row] = []
    left = last = last_left = 0
    for line in body:
        row = _row(_with_whole_words(line, grid.figures[0].start), grid)
        if row:
            rows.append(row)
        elif line.figures:
            left += 1
        if row and row.figures:
            last, last_left = len(rows), left
    return rows[:last], last_left


def _row(line: Line, grid: _Grid) -> _Row | None:
    """Return a line in its columns, or None where a part of it could stand in two."""
    edge = grid.figures[0].start
    if _runs_into_figures(line, edge, grid.figures[0].left if line.figures else edge):
        return None
    row = _Row(line)
    for one in line.segments:
        if one.is_figure:
            below = over_headed(one, grid.figures)
            if not is_none(one.text) and not over(one, below):
                below = [] if below else over(one, grid.bare)
            below = below or over(one, grid.bare)
            if not below and one.end <= grid.figures[0].left:
                row.strays.append(one)
                continue
            row.figures += 1
        elif one.start < edge:
            below = over(one, grid.labels)
        else:
            below = over_headed(one, grid.figures)
            if below and not below[0].left <= (one.start + one.end) / 2 <= below[0].right:
                return None
            below = below or over(one, grid.notes)
        if len(below) != 1 or ((one.is_figure or below[0].holds_figures) and id(below[0]) in row.cells):
            return None
        cell = row.cells.get(id(below[0]))
        row.cells[id(below[0])] = f"{cell} {one.text}" if cell else one.text
    # A figure in the room of the labels before others: the whole row may have moved to the left.
    return None if row.strays and row.figures else row
