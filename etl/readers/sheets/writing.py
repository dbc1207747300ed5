"""Writes a sheet into a transcript: its name, what stands on it, and what was not read."""

from __future__ import annotations

import re
from itertools import islice

from etl.readers.sheets.cells import HIDDEN, At, Sheet
from etl.readers.sheets.layout import pieces
from etl.readers.sheets.seen import Area, Seen
from etl.readers.sheets.statements import Statement
from etl.readers.transcript import Transcript

_LONGEST_SHOWN = 300
_UNNAMED = re.compile(r"Sheet ?\d*", re.IGNORECASE)
"""What a program calls a sheet that nobody named."""


def write(sheet: Sheet, transcript: Transcript) -> None:
    """Write a sheet into a transcript: its name, then what stands on it, then what was not read."""
    if not sheet.cells:
        return
    if sheet.is_hidden:
        told = " ".join(cell.text for cell in islice(sheet.cells.values(), _LONGEST_SHOWN))
        transcript.unread(f"{sheet.name}: {told}"[:_LONGEST_SHOWN], HIDDEN, sheet.place())
        return
    if sheet.name and sheet.is_titled and not _UNNAMED.fullmatch(sheet.name):
        transcript.paragraph(sheet.name, sheet.place(), is_heading=True)
    seen = Seen(sheet)
    for piece in pieces(seen, Area(0, seen.rows, 0, seen.columns)):
        if isinstance(piece, Statement):
            place = sheet.place(seen.origin[piece.name], seen.origin[piece.said])
            transcript.paragraph(piece.text(seen).replace("\t", " "), place)
            continue
        if isinstance(piece, Area):
            transcript.table(seen.table(piece))
        else:
            cell = sheet.cells[seen.origin[piece]]
            if cell.reason is None:
                transcript.paragraph(cell.text.replace("\t", " "), sheet.place(seen.origin[piece]))
        for at in seen.anchors(piece) if isinstance(piece, Area) else (piece,):
            cell = sheet.cells[seen.origin[at]]
            if cell.reason is not None:
                transcript.unread(cell.text, cell.reason, sheet.place(seen.origin[at]))
    _write_hidden(sheet, seen, transcript)


def _write_hidden(sheet: Sheet, seen: Seen, transcript: Transcript) -> None:
    """Note the filled cells that nobody sees: a row or column of them as one."""
    lines: dict[tuple[bool, int], list[At]] = {}
    for row, column in sorted(sheet.cells.keys() - seen.origin.values()):
        is_row = row in sheet.hidden_rows or column not in sheet.hidden_columns
        lines.setdefault((is_row, row if is_row else column), []).append((row, column))
    for found in lines.values():
        told = " ".join(sheet.cells[at].text for at in found[:_LONGEST_SHOWN])
        transcript.unread(told[:_LONGEST_SHOWN], HIDDEN, sheet.place(found[0], found[-1]))
