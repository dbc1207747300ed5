"""A page that is a sheet: what a program for sheets saves as a page, and what a system exports for one.

Its lines stand in cells, above, between and below its tables, so that it is laid out as a sheet is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from etl.readers import story
from etl.readers.html.rulers import RuledGrid
from etl.readers.sheets.cells import Sheet, SheetCell
from etl.readers.sheets.writing import write as write_sheet
from etl.readers.story import Box, Grid, Line, Note, Piece
from etl.readers.transcript import Transcript

_SAYS_SO = re.compile(r"urn:schemas-microsoft-com:office:excel|\bExcel\.Sheet\b|<td[^<>]*\ssdnum=")
"""What Excel writes into its pages, and into theirs the systems that hand them to it; and LibreOffice."""


def is_sheet(text: str, pieces: Sequence[Piece]) -> bool:
    """Tell whether a page is a sheet: it says so, or all that it shows is a table with blank rows in it."""
    if _SAYS_SO.search(text) or any(isinstance(one, RuledGrid) for one in pieces):
        return True
    grids = [one for one in pieces if isinstance(one, Grid)]
    shows_more = any(isinstance(one, Line | Note) for one in pieces)
    return not shows_more and len(grids) == 1 and _has_blank_rows(grids[0])


def _has_blank_rows(grid: Grid) -> bool:
    """Tell whether rows that hold nothing stand between others."""
    filled = {box.row + down for box in grid.boxes if story.text_of(box.content) for down in range(box.rows)}
    return bool(filled) and len(filled) <= max(filled) - min(filled)


def write(transcript: Transcript, pieces: Sequence[Piece], file: str) -> None:
    """Write the pieces of such a page: each table as a sheet.

    Its cells have addresses by rulers, or where it is the only one. file: the name of the page without its
    ending, which Google Sheets makes of the sheet's.
    """
    is_single = sum(isinstance(one, Grid) for one in pieces) == 1
    for piece in pieces:
        if isinstance(piece, RuledGrid):
            one = _ruled(piece, file)
        elif isinstance(piece, Grid) and not story.is_frame(piece):
            one = Sheet(has_addresses=is_single)
            _fill(one, piece.boxes)
        else:
            story.write(transcript, (piece,))
            continue
        write_sheet(one, transcript)
        for box in piece.boxes:
            story.write(transcript, (part for part in box.content if not isinstance(part, Line)))


def _ruled(grid: RuledGrid, file: str) -> Sheet:
    """Return a sheet whose cells stand where its rulers say; rows and columns that these pass are hidden."""
    one = Sheet(grid.name or file, has_addresses=bool(grid.rows), is_titled=grid.name is not None)
    if not grid.rows:
        _fill(one, grid.boxes)
        return one
    rows, columns = _Numbers(grid.rows), _Numbers(grid.columns)
    _fill(one, (_placed(box, rows, columns) for box in grid.boxes))
    one.hidden_rows.update(rows.passed)
    one.hidden_columns.update(columns.passed)
    return one


class _Numbers:
    """The numbers that a ruler gives rows or columns; behind its last one they go on."""

    def __init__(self, ruler: Sequence[int]) -> None:
        self._ruler = ruler
        self.passed = set(range(ruler[-1])) - set(ruler)

    def __getitem__(self, number: int) -> int:
        beyond = number - len(self._ruler) + 1
        return self._ruler[-1] + beyond if beyond > 0 else self._ruler[number]

    def span(self, number: int, count: int) -> int:
        """Return how many one that is shown takes, with the hidden ones in it."""
        return self[number + count - 1] - self[number] + 1


def _placed(box: Box, rows: _Numbers, columns: _Numbers) -> Box:
    return Box(
        rows[box.row],
        columns[box.column],
        rows.span(box.row, box.rows),
        columns.span(box.column, box.columns),
        box.content,
    )


def _fill(one: Sheet, boxes: Iterable[Box]) -> None:
    for box in boxes:
        if text := story.text_of(box.content):
            at = box.row, box.column
            one.fill(at, SheetCell(text))
            if (box.rows, box.columns) != (1, 1):
                one.merged[at] = (box.rows, box.columns)
