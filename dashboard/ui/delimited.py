"""A sheet as CSV: UTF-8 with a byte-order mark, which is what a Korean Excel needs to read Hangul."""

from __future__ import annotations

import csv
import io

from dashboard.ui.rows import Value
from dashboard.ui.sheet import Sheet, defused

_PLACES = 4


def to_csv(sheet: Sheet) -> bytes:
    """Return the file's bytes; the notes stand above the header, one per line."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for note in sheet.notes:
        writer.writerow([defused(note)])
    writer.writerow([])
    writer.writerow([defused(column) for column in sheet.columns])
    for row in [*sheet.rows, *([] if sheet.total is None else [sheet.total])]:
        writer.writerow([_text(value) for value in row])
    return buffer.getvalue().encode("utf-8-sig")


def _text(value: Value) -> Value:
    if value is None:
        return ""
    return round(value, _PLACES) if isinstance(value, float) else defused(value)
