"""Rows of cells as an office merges them: headings over several columns, labels over several rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.blocks import Place, Table, TableRow
from etl.tables.header import grids


@dataclass(frozen=True)
class Merged:
    """A cell: its text, where it begins, and how many rows and columns it takes."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def apart(rows: Sequence[Sequence[str]]) -> list[Merged]:
    """Return the cells of rows, none of them merged."""
    return [Merged(text, i, j) for i, row in enumerate(rows) for j, text in enumerate(row)]


def merged(rows: Sequence[Sequence[str]]) -> list[Merged]:
    """Return the cells of rows, merged where blanks of a text mean it.

    In the head, what stands right of a heading has it too where each column has one of its own below; a
    column without further headings is one cell. In the body, a group's label reaches down over its rows.
    """
    table = Table(tuple(TableRow(Place(i + 1), tuple(row)) for i, row in enumerate(rows)))
    found = grids(table)[:1]
    head = len(found[0].head) if found else 0
    first = found[0].labels[:1] if found else ()
    cells: list[Merged] = []
    taken: set[tuple[int, int]] = set()
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if (i, j) in taken:
                continue
            down = across = 1
            if i < head and text:
                across = _across(rows, i, j, head)
                if across == 1:
                    down = _down(rows, i, j, head)
            elif i >= head and text and j in first and len(found[0].labels) > 1:
                down = _group(rows, i, j)
            taken |= {(i + y, j + x) for y in range(down) for x in range(across)}
            cells.append(Merged(text, i, j, down, across))
    return cells


def _across(rows: Sequence[Sequence[str]], i: int, j: int, head: int) -> int:
    def has_own(column: int) -> bool:
        return any(rows[below][column] for below in range(i + 1, head))

    end = j + 1
    while end < len(rows[i]) and not rows[i][end] and has_own(j) and has_own(end):
        end += 1
    return end - j


def _down(rows: Sequence[Sequence[str]], i: int, j: int, head: int) -> int:
    end = i + 1
    while end < head and not any(rows[below][j] for below in range(end, head)):
        end += 1
    return end - i


def _group(rows: Sequence[Sequence[str]], i: int, j: int) -> int:
    end = i + 1
    while end < len(rows) and not rows[end][j] and rows[end][j + 1]:
        end += 1
    return end - i
