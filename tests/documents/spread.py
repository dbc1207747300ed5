"""A report spread over the cells of a sheet, as an office lays it out: what the formats of sheets write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tests.documents.pieces import pieces

_AMOUNT = re.compile(r"^(△|-)?(\d{1,3}(?:,\d{3})+|\d{1,3})$")
_RATE = re.compile(r"^(△|-)?(\d{1,3}(?:,\d{3})*)\.(\d+)%$")
_COUNT = re.compile(r"^(\d{1,3}(?:,\d{3})+|\d{1,3})(명|건|회|개소|개|천원|백만원)$")


@dataclass
class Spread:
    """Texts by row and column, from 0, and what is merged: top, left, bottom, right."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def rows(self) -> Iterator[list[str]]:
        """Every row, as wide as the widest."""
        for row in range(max(row for row, _ in self.cells) + 1):
            yield [self.cells.get((row, column), "") for column in range(max(c for _, c in self.cells) + 1)]


def spread(text: str) -> Spread:
    """Lay out a report: each line in the first column, and a blank row around each table."""
    found = Spread()
    row = 0
    for piece in pieces(text):
        if isinstance(piece, str):
            found.cells[row, 0] = piece
            row += 1
            continue
        row += 1
        for number, cells in enumerate(piece):
            found.cells |= {(row + number, column): cell for column, cell in enumerate(cells) if cell}
        found.merged += [
            (row + top, left, row + bottom, right) for top, left, bottom, right in _merged(piece)
        ]
        row += len(piece) + 1
    return found


def typed(content: str) -> tuple[str | float, str]:
    """Return a figure as a number with the format that shows it so; any other text as it is."""
    if found := _AMOUNT.match(content):
        size = int(found[2].replace(",", ""))
        return float(-size if found[1] else size), f'#,##0;"{found[1] or "-"}"#,##0'
    if found := _RATE.match(content):
        rate = Decimal(f"{found[2].replace(',', '')}.{found[3]}").scaleb(-2)
        code = f"#,##0.{'0' * len(found[3])}%"
        return float(-rate if found[1] else rate), f'{code};"{found[1] or "-"}"{code}'
    if found := _COUNT.match(content):
        return float(found[1].replace(",", "")), f'#,##0"{found[2]}"'
    return content, "General"


def _merged(rows: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """Return what an office would merge: headings over several columns or rows, and labels of groups."""
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
