"""Writes a report as a workbook: text alone; or as offices do, with formats and merged cells."""

from __future__ import annotations

import io
import re
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.pieces import pieces

_AMOUNT = re.compile(r"^(△|-)?(\d{1,3}(?:,\d{3})+|\d{1,3})$")
_RATE = re.compile(r"^(△|-)?(\d{1,3}(?:,\d{3})*)\.(\d+)%$")
_COUNT = re.compile(r"^(\d{1,3}(?:,\d{3})+|\d{1,3})(명|건|회|개소|개|천원|백만원)$")


def write(text: str) -> bytes:
    """Write every cell as text; nothing is merged."""
    return _written(text, is_typed=False)


def write_as_offices_do(text: str) -> bytes:
    """Write figures as numbers with formats, merge what a blank heading or group label means."""
    return _written(text, is_typed=True)


def _written(text: str, *, is_typed: bool) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Sheet1"
    row = 1
    for piece in pieces(text):
        if isinstance(piece, str):
            sheet.cell(row, 1).value = piece
            row += 1
            continue
        row += 1
        for number, cells in enumerate(piece):
            for column, content in enumerate(cells):
                if content and is_typed:
                    _type(sheet.cell(row + number, column + 1), content)
                elif content:
                    sheet.cell(row + number, column + 1).value = content
                    sheet.cell(row + number, column + 1).data_type = "s"
        if is_typed:
            for top, left, bottom, right in merged(piece):
                sheet.merge_cells(
                    start_row=row + top, start_column=left + 1, end_row=row + bottom, end_column=right + 1
                )
        row += len(piece) + 1
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _type(cell: Cell, content: str) -> None:
    """Write a figure as a number with the format that shows it so."""
    if found := _AMOUNT.match(content):
        cell.value = int(found[2].replace(",", "")) * (-1 if found[1] else 1)
        cell.number_format = f'#,##0;"{found[1] or "-"}"#,##0'
    elif found := _RATE.match(content):
        places = len(found[3])
        size = Decimal(f"{found[2].replace(',', '')}.{found[3]}").scaleb(-2)
        cell.value = float(-size if found[1] else size)
        cell.number_format = f'#,##0.{"0" * places}%;"{found[1] or "-"}"#,##0.{"0" * places}%'
    elif found := _COUNT.match(content):
        cell.value = int(found[1].replace(",", ""))
        cell.number_format = f'#,##0"{found[2]}"'
    else:
        cell.value = content
        cell.data_type = "s"


def merged(rows: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """Return what an office would merge: top, left, bottom, right."""
    heads = _heads(rows)
    found = []
    for number, cells in enumerate(rows[:heads]):
        column = 0
        while column < len(cells):
            last = column
            if cells[column] and number + 1 < heads:
                below = rows[number + 1]
                while last + 1 < len(cells) and not cells[last + 1] and below[last + 1] and below[column]:
                    last += 1
            bottom = number
            while cells[column] and last == column and bottom + 1 < heads and not rows[bottom + 1][column]:
                bottom += 1
            if (bottom, last) != (number, column):
                found.append((number, column, bottom, last))
            column = last + 1
    return found + _groups(rows, heads)


def _heads(rows: list[list[str]]) -> int:
    """Return how many rows stand before the first figure."""
    for number, cells in enumerate(rows):
        if any(any(letter.isdigit() for letter in cell) or cell == "-" for cell in cells[1:]):
            return number
    return 0


def _groups(rows: list[list[str]], heads: int) -> list[tuple[int, int, int, int]]:
    """Return the labels of the first column below which others of the second stand."""
    found = []
    number = heads
    while number < len(rows):
        bottom = number
        while rows[number][0] and bottom + 1 < len(rows) and not rows[bottom + 1][0] and rows[bottom + 1][1]:
            bottom += 1
        if bottom > number and rows[number][1]:
            found.append((number, 0, bottom, 0))
        number = bottom + 1
    return found


WRITERS = {"text.xlsx": write, "office.xlsx": write_as_offices_do}
