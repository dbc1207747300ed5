"""Cells of results that say themselves what they count: '역량강화 교육 (9회, 1,353명)'.

A cell is one name and its counts, and holds no other figure. Where a bracket is opened in one cell of a row
and closed in another, its cells are torn, and no name is whole.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from etl.blocks import Table, TableRow
from etl.korean import text
from etl.korean.standing import Standing
from etl.outline import denials
from etl.outline.context import Context
from etl.outline.count_tables import Cell
from etl.outline.quantities import Quantity, is_money, masked, quantities
from etl.vocabulary import is_one_of, words

_LONGEST_CELL = 80
_LONGEST_LABEL = 60
_SHORTEST_LABEL = 2
_BETWEEN = re.compile(r"[\s(),:/·]*+")
_WORD = re.compile(r"[)\s]*+(?:(?P<word>[가-힣]{2,4})\s*+)?(?:\([^()\d]{1,40}\)\s*+)?")
_DIGIT = re.compile(r"\d")
_BULLET = re.compile(r"^[-·•○ㅇo]\s+")


def holds(table: Table) -> bool:
    """Tell whether a table has such a cell, and none that is of targets."""
    aims = words("outputs", "aim")
    if any(cell.endswith(aims) or cell.startswith(aims) for row in table.rows for cell in row.cells):
        return False
    return any(_parted(cell) for row in table.rows if not _is_torn(row) for cell in row.cells)


def read(table: Table, at: Standing, denial: str | None, context: Context) -> Iterator[Cell]:
    """Yield the counts of a table's worded cells; its other figures are left.

    denial: why none of them is a result of the year. A heading, a row's name or a remark may say so too.
    """
    heads = [denials.of_words(cell, at) if _is_words(cell) else None for cell in table.rows[0].cells]
    for row in table.rows:
        is_torn = _is_torn(row)
        said = [denials.of_words(cell, at) for cell in row.cells if _is_words(cell)]
        for column, cell in enumerate(row.cells):
            context.left[row.line_of(column), column + 1] = "table_unknown"
            found = None if is_torn else _parted(cell)
            if found is None:
                continue
            own, counts = found
            name = _joined(_name(row, column), own)
            above = heads[column] if column < len(heads) else None
            if why := denial or above or next(filter(None, said), None) or denials.of_cell(cell, at):
                context.left[row.line_of(column), column + 1] = why
                continue
            for one in counts:
                yield Cell(name, one.number, one.unit, row.place, row.raw)


def _parted(cell: str) -> tuple[str, list[Quantity]] | None:
    """Part a cell into the name and the counts behind it, None where it is anything else."""
    if not cell or len(cell) > _LONGEST_CELL:
        return None
    mask = masked(cell)
    counts = quantities(mask)
    rates = words("outputs", "rates")
    if not counts or any(is_money(one) or one.unit in rates or one.number.value is None for one in counts):
        return None
    if len({one.unit for one in counts}) < len(counts) or any(
        one.lead and not one.is_whole for one in counts
    ):
        return None  # two figures of one thing, or one that is each's, or about right
    between = [mask[one.end : other.start] for one, other in itertools.pairwise(counts)]
    behind = _WORD.fullmatch(mask, counts[-1].end)
    before = mask[: counts[0].start].rstrip(" (:")
    is_open = before.count("(") != before.count(")")
    if (
        is_open
        or behind is None
        or _DIGIT.search(before)
        or not all(_BETWEEN.fullmatch(gap) for gap in between)
    ):
        return None
    name = text.label(_BULLET.sub("", f"{cell[: len(before)]} {behind['word'] or ''}"))
    deeds = (*words("outputs", "done"), *words("outputs", "actions"), *words("outputs", "deeds"))
    if name is None or is_one_of(name, deeds):
        return None  # something was done, and to what does not stand in the cell
    if not _SHORTEST_LABEL <= len(text.key(name)) <= _LONGEST_LABEL:
        return None
    return name, counts


def _is_words(cell: str) -> bool:
    return bool(cell) and len(cell) <= _LONGEST_CELL and not quantities(masked(cell))


def _is_torn(row: TableRow) -> bool:
    """Tell whether a bracket of a cell is closed in another one, so that the row's cells are torn."""
    return any(
        cell.count(opening) != cell.count(closing) for cell in row.cells for opening, closing in ("()", "[]")
    )


def _name(row: TableRow, column: int) -> str:
    """Return what names a row: the words of its first cell, where that holds no figure."""
    first = row.cells[0]
    is_name = column > 0 and _is_words(first) and not _DIGIT.search(first)
    if is_one_of(first, words("outputs", "label")):
        return ""
    return (text.label(first) or "") if is_name and len(first) <= _LONGEST_LABEL else ""


def _joined(names: str, own: str) -> str:
    return own if text.key(names) in text.key(own) else f"{names} {own}"
