"""A sheet as an Excel workbook: frozen header, filter buttons, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from dashboard.exports.sheet import Sheet, Value, defused

_WIDEST = 48


def to_xlsx(sheet: Sheet) -> bytes:
    """Return the file's bytes."""
    buffer = io.BytesIO()
    # Text is text: nothing that a report prints may become a formula or a link.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    page = book.add_worksheet(_sheet_name(sheet.name))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = _formats(book, {})
    last = _formats(book, {"bold": True, "top": 1})
    for number, note in enumerate(sheet.notes):
        page.write_string(number, 0, str(defused(note)))
    head = len(sheet.notes) + 1
    for number, column in enumerate(sheet.columns):
        page.write_string(head, number, str(defused(column)), bold)
        longest = max([len(column), *(len(str(row[number] or "")) for row in sheet.rows)])
        page.set_column(number, number, min(_WIDEST, longest * 1.6 + 2))
    for offset, row in enumerate(sheet.rows, head + 1):
        _write(page, offset, row, plain)
    if sheet.total is not None:
        # Outside the filter's range, so that sorting leaves it below.
        _write(page, head + 1 + len(sheet.rows), sheet.total, last)
    page.freeze_panes(head + 1, 1)
    if sheet.rows:
        page.autofilter(head, 0, head + len(sheet.rows), len(sheet.columns) - 1)
    book.close()
    return buffer.getvalue()


def _formats(book: Any, style: dict[str, object]) -> dict[str, Any]:  # noqa: ANN401 -- untyped
    numbers = {"text": "General", "whole": "#,##0", "decimal": "#,##0.0", "day": "yyyy-mm-dd"}
    return {name: book.add_format({"num_format": form, **style}) for name, form in numbers.items()}


def _write(page: Any, line: int, row: Sequence[Value], formats: dict[str, Any]) -> None:  # noqa: ANN401 -- untyped
    for number, value in enumerate(row):
        if isinstance(value, str):
            page.write_string(line, number, str(defused(value)), formats["text"])
        elif isinstance(value, date):
            page.write_datetime(line, number, value, formats["day"])
        elif value is None:
            page.write_blank(line, number, None, formats["text"])
        else:
            form = formats["whole" if isinstance(value, int) else "decimal"]
            page.write_number(line, number, value, form)


def _sheet_name(name: str) -> str:
    # Excel refuses these characters and more than 31 of any.
    return "".join("_" if character in "[]:*?/\\" else character for character in name)[:31]
