"""Sheets as an Excel workbook: frozen header, filter buttons, numbers as numbers."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from dashboard.ui.rows import Value
from dashboard.ui.sheet import Sheet, defused

_WIDEST = 34
_WIDEST_HEAD = 14
"""Widths beyond which the text of a cell, or of a column's head, is broken into lines."""
_LINE_POINTS = 15.0
"""Height of one line; a row is given its height, because not every program fits a row to its text."""
_LONGEST_NAME = 31
_TEXT = "General"
"""The pattern of what is no number."""
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
    plain = _Styles(book, {"valign": "top"})
    last = _Styles(book, {"valign": "top", "bold": True, "top": 1})
    names: set[str] = set()
    for sheet in sheets:
        name = sheet_name(sheet.name, names)
        names.add(name.casefold())
        page = book.add_worksheet(name)
        _fill(page, sheet, bold, plain, last)
        set_up_paper(page, sheet.notes)
    book.close()
    return buffer.getvalue()


def set_up_paper(page: Any, said: Sequence[str], left_foot: str = "") -> None:  # noqa: ANN401 -- untyped
    """Let a page fit the width of A4 on its side, and say on every sheet what it is of.

    said: for the head. left_foot: beside the number of the sheet.
    """
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    # A header takes 255 characters, and reads `&` as a command.
    head = " · ".join(said).replace("&", "&&")
    page.set_header("&L&8 " + (head if len(head) <= 240 else head[:239] + "…"))
    # A space, or the digits of a year would be read as those of the letters' size.
    page.set_footer(f"&L&8 {left_foot}&R&8 &P / &N")


def _fill(
    page: Any,  # noqa: ANN401 -- untyped
    sheet: Sheet,
    bold: Any,  # noqa: ANN401 -- untyped
    plain: _Styles,
    last: _Styles,
) -> None:
    for number, note in enumerate(sheet.notes):
        page.write_string(number, 0, str(defused(note)))
    head = len(sheet.notes) + 1
    widths = [_column_width(sheet, number) for number in range(len(sheet.columns))]
    for number, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        page.write_string(head, number, str(defused(column)), bold)
        page.set_column(number, number, width)
    page.set_row(head, row_height(sheet.columns, widths))
    for offset, row in enumerate(sheet.rows, head + 1):
        _write(page, offset, row, plain, sheet.minus)
        page.set_row(offset, row_height([v if isinstance(v, str) else "" for v in row], widths))
    if sheet.total is not None:
        # Outside the filter's range, so that sorting leaves it below.
        _write(page, head + 1 + len(sheet.rows), sheet.total, last, sheet.minus)
    page.freeze_panes(head + 1, 1)
    page.repeat_rows(head)
    if sheet.rows:
        page.autofilter(head, 0, head + len(sheet.rows), len(sheet.columns) - 1)


def _column_width(sheet: Sheet, number: int) -> float:
    """Return a width that shows every figure of a column whole; long text is broken into lines."""
    every = [row[number] for row in (*sheet.rows, *([] if sheet.total is None else [sheet.total]))]
    figures = [
        len(f"{value:,.{_places(value)}f}") + 1.0
        for value in every
        if isinstance(value, int | float | Decimal)
    ]
    days = [11.0 for value in every if isinstance(value, date)]
    texts = [min(_WIDEST, text_width(value)) for value in every if isinstance(value, str)]
    # The button that filters stands beside the head.
    head = min(_WIDEST_HEAD, text_width(sheet.columns[number])) + 2
    return max([head, *figures, *days, *texts]) + 1


def row_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height of a row whose texts are broken to the widths of their columns."""
    lines = [
        sum(max(1, math.ceil(text_width(line) / width)) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    return _LINE_POINTS * max(lines)


def text_width(text: str) -> float:
    """The width of a text in the unit of a column's width; a Hangul letter takes nearly two."""
    return sum(1.9 if unicodedata.east_asian_width(letter) in "WF" else 1.05 for letter in text)


class _Styles:
    """The formats of a workbook's cells, each made once. style: what they share beside the number's own."""

    def __init__(self, book: Any, style: Mapping[str, object]) -> None:  # noqa: ANN401 -- untyped
        self._book = book
        self._style = style
        self._made: dict[str, Any] = {}

    def of(self, pattern: str) -> Any:  # noqa: ANN401 -- untyped
        """Return the format that shows numbers in a pattern of Excel's."""
        if pattern not in self._made:
            self._made[pattern] = self._book.add_format(
                {"num_format": pattern, "text_wrap": pattern == _TEXT, **self._style}
            )
        return self._made[pattern]


def _write(page: Any, line: int, row: Sequence[Value], styles: _Styles, minus: str) -> None:  # noqa: ANN401 -- untyped
    for number, value in enumerate(row):
        if isinstance(value, str):
            page.write_string(line, number, str(defused(value)), styles.of(_TEXT))
        elif isinstance(value, date):
            page.write_datetime(line, number, value, styles.of("yyyy-mm-dd"))
        elif value is None:
            page.write_blank(line, number, None, styles.of(_TEXT))
        else:
            page.write_number(line, number, value, styles.of(_pattern(value, minus)))


def _pattern(value: float | Decimal, minus: str) -> str:
    """The pattern that shows a number as pages do: grouped, with its decimals and the language's minus."""
    places = _places(value)
    digits = "#,##0" + ("." + "0" * places if places else "")
    return f'{digits};"{minus}"{digits}'


def _places(value: float | Decimal) -> int:
    """The decimals that a number is shown with: one of what was calculated, all of a document's own."""
    if isinstance(value, Decimal):
        return max(0, -int(value.as_tuple().exponent))
    return 0 if isinstance(value, int) else 1


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
