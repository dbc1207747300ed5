"""Sheets as an Excel workbook: frozen header, filter buttons, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from dashboard.ui.rows import Value
from dashboard.ui.sheet import Sheet, defused

_WIDEST = 48
_LONGEST_NAME = 31
# Text is text: nothing that a report prints may become a formula or a link.
OPTIONS: dict[str, bool] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Return the file's bytes: one page for each sheet, in their order."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = _formats(book, {})
    last = _formats(book, {"bold": True, "top": 1})
    names: set[str] = set()
    for sheet in sheets:
        name = sheet_name(sheet.name, names)
        names.add(name.casefold())
        _fill(book.add_worksheet(name), sheet, bold, plain, last)
    book.close()
    return buffer.getvalue()


def _fill(
    page: Any,  # noqa: ANN401 -- untyped
    sheet: Sheet,
    bold: Any,  # noqa: ANN401 -- untyped
    plain: dict[str, Any],
    last: dict[str, Any],
) -> None:
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


def sheet_name(name: str, taken: Collection[str] = ()) -> str:
    """Return a name that Excel takes for a sheet. taken: those of the other sheets, without their case."""
    # Excel refuses these characters, more than 31 of any, and an apostrophe at either end.
    clean = "".join("_" if character in "[]:*?/\\" else character for character in name).strip("'")
    found, number = clean[:_LONGEST_NAME], 1
    while found.casefold() in taken:
        number += 1
        mark = f" {number}"
        found = clean[: _LONGEST_NAME - len(mark)] + mark
    return found
