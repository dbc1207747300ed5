"""Writes a report as a workbook: text alone; or as offices do, with formats and merged cells."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.spread import spread, typed


def write(text: str) -> bytes:
    """Write every cell as text; nothing is merged."""
    return _written(text, is_typed=False)


def write_as_offices_do(text: str) -> bytes:
    """Write figures as numbers with formats, and merge what a blank heading or group label means."""
    return _written(text, is_typed=True)


def _written(text: str, *, is_typed: bool) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Sheet1"
    laid = spread(text)
    for (row, column), content in laid.cells.items():
        value, code = typed(content) if is_typed else (content, "General")
        cell = sheet.cell(row + 1, column + 1)
        cell.value = value
        cell.number_format = code
        if isinstance(value, str):
            cell.data_type = "s"  # '=' begins no formula
    for top, left, bottom, right in laid.merged if is_typed else ():
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


WRITERS = {"text.xlsx": write, "office.xlsx": write_as_offices_do}
