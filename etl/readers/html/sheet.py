"""A page that is a sheet: what a program for sheets saves as a page, and what a system exports for one.

Its lines stand in cells, above, between and below its tables, so that it is laid out as a sheet is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.readers import story
from etl.readers.sheets.cells import Sheet, SheetCell
from etl.readers.sheets.writing import write as write_sheet
from etl.readers.story import Grid, Line, Note, Piece
from etl.readers.transcript import Transcript

_SAYS_SO = re.compile(r"urn:schemas-microsoft-com:office:excel|\bExcel\.Sheet\b|<td[^<>]*\ssdnum=")
"""What Excel writes into its pages, and into theirs the systems that hand them to it; and LibreOffice."""


def is_sheet(text: str, pieces: Sequence[Piece]) -> bool:
    """Tell whether a page is a sheet: it says so, or all that it shows is a table with blank rows in it."""
    if _SAYS_SO.search(text):
        return True
    grids = [one for one in pieces if isinstance(one, Grid)]
    shows_more = any(isinstance(one, Line | Note) for one in pieces)
    return not shows_more and len(grids) == 1 and _has_blank_rows(grids[0])


def _has_blank_rows(grid: Grid) -> bool:
    """Tell whether rows that hold nothing stand between others."""
    filled = {box.row + down for box in grid.boxes if story.text_of(box.content) for down in range(box.rows)}
    return bool(filled) and len(filled) <= max(filled) - min(filled)


def write(transcript: Transcript, pieces: Sequence[Piece]) -> None:
    """Write the pieces of such a page: each table as a sheet, of which only a single one has known cells."""
    is_single = sum(isinstance(one, Grid) for one in pieces) == 1
    for piece in pieces:
        if not isinstance(piece, Grid) or story.is_frame(piece):
            story.write(transcript, (piece,))
            continue
        one = Sheet(has_addresses=is_single)
        for box in piece.boxes:
            if text := story.text_of(box.content):
                at = box.row, box.column
                one.fill(at, SheetCell(text))
                if (box.rows, box.columns) != (1, 1):
                    one.merged[at] = (box.rows, box.columns)
        write_sheet(one, transcript)
        for box in piece.boxes:
            story.write(transcript, (part for part in box.content if not isinstance(part, Line)))
