"""Months that a table names by their numbers: 1, 2, 3 … under '월', or below a caption that says '월별'.

They are given their word, so that the head is told from the figures, and each column or row from the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.blocks import Block, Line, Table, TableRow
from etl.korean import text
from etl.vocabulary import is_one_of, words

_FEWEST, _MOST = 3, 12
_MOST_HEAD_ROWS = 3
_REACH_OF_CAPTION = 3


def named(blocks: Sequence[Block], table: Table) -> Table:
    """Return a table with its months in words; as it is where nothing says that its numbers are months.

    blocks: of its document, in order; a line right before it may be its caption.
    """
    is_by_month = any(_says(block.text) for block in _lines_before(blocks, table))
    for number, row in enumerate(table.rows[:_MOST_HEAD_ROWS]):
        first = _first_of_run(row.cells)
        if first is None:
            continue
        count = _run(row.cells, first)
        over = [*(one.cells[first : first + count] for one in table.rows[:number]), row.cells[:1]]
        heads = [cell for cells in over for cell in cells if cell]
        if is_by_month or any(is_one_of(cell, words("series", "month")) for cell in heads):
            return _with_row(table, number, first, count)
        return table
    return _by_rows(table)


def _lines_before(blocks: Sequence[Block], table: Table) -> Iterator[Line]:
    index = bisect_left(blocks, table.place.line, key=lambda block: block.place.line)
    for block in reversed(blocks[max(0, index - _REACH_OF_CAPTION) : index]):
        if isinstance(block, Table):
            return
        yield block


def _says(line: str) -> bool:
    return any(text.key(word) in text.key(line) for word in words("series", "by_month"))


def _first_of_run(cells: Sequence[str]) -> int | None:
    """Return where a row begins to count from 1, behind its label; None where it counts too few columns, or
    counts on elsewhere."""
    starts = [i for i, cell in enumerate(cells) if i and cell == "1"]
    return starts[0] if len(starts) == 1 and _run(cells, starts[0]) >= _FEWEST else None


def _run(cells: Sequence[str], first: int) -> int:
    count = 0
    while count < _MOST and first + count < len(cells) and cells[first + count] == str(count + 1):
        count += 1
    return count


def _with_row(table: Table, number: int, first: int, count: int) -> Table:
    row = table.rows[number]
    cells = tuple(_month(cell) if first <= i < first + count else cell for i, cell in enumerate(row.cells))
    return replace(table, rows=(*table.rows[:number], replace(row, cells=cells), *table.rows[number + 1 :]))


def _by_rows(table: Table) -> Table:
    """Return a table whose first column is that of the months, and counts them, with these named."""
    head, *body = table.rows
    if not head.cells or not is_one_of(head.cells[0], words("series", "month")):
        return table
    first = [row.cells[0] if row.cells else "" for row in body]
    count = _run(["", *first], 1)
    if count < _FEWEST or any(cell.isdecimal() for cell in first[count:]):
        return table
    return replace(table, rows=(head, *map(_of_month, body[:count]), *body[count:]))


def _of_month(row: TableRow) -> TableRow:
    return replace(row, cells=(_month(row.cells[0]), *row.cells[1:]))


def _month(number: str) -> str:
    return f"{number}{words('series', 'month')[0]}"
