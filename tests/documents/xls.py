"""Writes a report as an old workbook, as offices do."""

from __future__ import annotations

from tests.documents import biff
from tests.documents.spread import spread, typed


def write(text: str) -> bytes:
    """Write figures as numbers with formats, and merge what a blank heading or group label means."""
    laid = spread(text)
    codes = ["General"]
    records = []
    for (row, column), content in sorted(laid.cells.items()):
        value, code = typed(content)
        if code not in codes:
            codes.append(code)
        style = codes.index(code)
        if isinstance(value, str):
            records.append(biff.text(row, column, style, value))
        else:
            records.append(biff.number(row, column, style, value))
    return biff.workbook({"Sheet1": (b"".join(records) + biff.merged(laid.merged), 0)}, codes)


WRITERS = {"office.xls": write}
