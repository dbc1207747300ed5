"""A sheet as it is seen: without its hidden rows and columns, and with merged cells over what they cover."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from etl.readers.errors import ReadError
from etl.readers.sheets.cells import At, Sheet, Size
from etl.readers.transcript import MOST_CELLS, Cell


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a sheet as it is seen: rows and columns from the first to the last, not included."""

    top: int
    bottom: int
    left: int
    right: int


class Seen:
    """A sheet without its hidden rows and columns; rows and columns are counted without them.

    origin: for each cell that is seen, where it stands in the sheet. anchor: for each place that a cell
    takes, its own or a merged one's, the cell.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        hidden_rows, hidden_columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
        self.origin: dict[At, At] = {}
        self._sizes: dict[At, Size] = {}
        covered = _covered(sheet)
        for at in sheet.cells:
            if at in covered:
                continue
            height, width = sheet.merged.get(at, (1, 1))
            top, left = _left_of(at[0], hidden_rows), _left_of(at[1], hidden_columns)
            rows = _left_of(at[0] + height, hidden_rows) - top
            columns = _left_of(at[1] + width, hidden_columns) - left
            if rows and columns:
                self.origin[top, left] = at
                self._sizes[top, left] = (rows, columns)
        self.rows = 1 + max((row for row, _ in self.origin), default=-1)
        self.columns = 1 + max((column for _, column in self.origin), default=-1)
        self._anchor: dict[At, At] = {}
        self._in_row: dict[int, list[int]] = {}
        count = 0
        for at in sorted(self.origin):
            bottom, right = self._end(at)
            count += (bottom - at[0]) * (right - at[1])
            if count > MOST_CELLS:
                raise ReadError(f"{sheet.told} merges more than {MOST_CELLS:,} cells; check the file")
            for row in range(at[0], bottom):
                for column in range(at[1], right):
                    self._anchor.setdefault((row, column), at)
        for row, column in sorted(self._anchor):
            self._in_row.setdefault(row, []).append(column)
        self._filled_rows = sorted(self._in_row)

    def _end(self, at: At) -> At:
        """Return where a cell ends, within what is filled at all."""
        rows, columns = self._sizes[at]
        return min(at[0] + rows, self.rows), min(at[1] + columns, self.columns)

    def text(self, at: At) -> str:
        """Return what is read of a cell."""
        cell = self._sheet.cells[self.origin[at]]
        return "" if cell.reason else cell.text

    def size(self, at: At) -> Size:
        """Return how many rows and columns a cell takes."""
        return self._sizes[at]

    def row(self, row: int, area: Area) -> list[At]:
        """Return the cells that take a place in a row, from the left; a merged one once."""
        columns = self.filled(row, area)
        return list(dict.fromkeys(self._anchor[row, column] for column in columns))

    def filled(self, row: int, area: Area) -> Sequence[int]:
        """Return the columns of a row that a cell takes."""
        columns = self._in_row.get(row, [])
        return columns[bisect_left(columns, area.left) : bisect_left(columns, area.right)]

    def filled_rows(self, area: Area) -> list[int]:
        """Return the rows of an area in which anything stands."""
        first = bisect_left(self._filled_rows, area.top)
        last = bisect_left(self._filled_rows, area.bottom)
        return [row for row in self._filled_rows[first:last] if self.filled(row, area)]

    def anchors(self, area: Area) -> list[At]:
        """Return the cells of an area in reading order."""
        return list(dict.fromkeys(at for row in range(area.top, area.bottom) for at in self.row(row, area)))

    def table(self, area: Area) -> list[list[Cell | None]]:
        """Return an area as the rows of a table."""
        if (area.bottom - area.top) * (area.right - area.left) > MOST_CELLS:
            raise ReadError(f"{self._sheet.told} holds a table of more than {MOST_CELLS:,} cells; split it")
        return [
            [self._cell(row, column, area) for column in range(area.left, area.right)]
            for row in range(area.top, area.bottom)
        ]

    def _cell(self, row: int, column: int, area: Area) -> Cell | None:
        at = self._anchor.get((row, column))
        if at is None:
            return Cell("", place=self._sheet.place())
        # A cell that begins outside of the area stands at its first place in it.
        if (row, column) != (max(at[0], area.top), max(at[1], area.left)):
            return None
        bottom, right = at[0] + self._sizes[at][0], at[1] + self._sizes[at][1]
        rows, columns = min(bottom, area.bottom) - row, min(right, area.right) - column
        return Cell(self.text(at), rows, columns, self._sheet.place(self.origin[at]))


def _covered(sheet: Sheet) -> set[At]:
    """Return the filled cells that a merged one covers, so that nobody sees them."""
    found: set[At] = set()
    if not sheet.merged:
        return found
    rows: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        rows.setdefault(row, []).append(column)
    numbers = sorted(rows)
    count = 0
    for (top, left), (height, width) in sheet.merged.items():
        within = numbers[bisect_left(numbers, top) : bisect_left(numbers, top + height)]
        count += len(within)
        if count > MOST_CELLS:
            raise ReadError(f"{sheet.told} merges more than {MOST_CELLS:,} cells; check the file")
        for row in within:
            columns = rows[row]
            for column in columns[bisect_left(columns, left) : bisect_left(columns, left + width)]:
                if (row, column) != (top, left):
                    found.add((row, column))
    return found


def _left_of(number: int, hidden: Sequence[int]) -> int:
    """Return how many of the rows or columns before one are seen."""
    return number - bisect_left(hidden, number)
