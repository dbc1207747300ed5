"""The grid of every table, figure by figure: searchable, shown, and mappable later without reading again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl import facts
from etl.blocks import Table
from etl.korean import numbers, text
from etl.outline import remainder
from etl.outline.context import Context
from etl.tables.header import Grid, is_figure
from etl.tables.scope import scope_of

_DIGIT = re.compile(r"\d")
_PATH = " › "
_NO_VALUE_FROM = 10**15
_LONGEST_TEXT = 60
_LONGEST_PATH = 200
_LOOK_BACK = 12


def read(context: Context) -> Iterator[facts.TableCell]:
    """Yield one row per cell with a figure; tables that name persons are not kept."""
    for table in context.source.whole_tables:
        if remainder.names_persons(table):
            continue
        found = context.grids_of(table)
        if found:
            for grid in found:
                yield from _cells(table, grid, context)
        else:
            yield from _headless(table, context)


def _cells(table: Table, grid: Grid, context: Context) -> Iterator[facts.TableCell]:
    unit_won = scope_of(
        grid,
        context.blocks_before(table.place, _LOOK_BACK),
        context.blocks_after(table.rows[-1].place, _LOOK_BACK),
        default_unit_won=context.unit_won,
    ).unit_won
    first = len(grid.head) + 1
    for number, (row, names) in enumerate(zip(grid.body, grid.names, strict=True), start=first):
        for column in grid.figures:
            cell = grid.cell(row, column.index)
            if _DIGIT.search(cell):
                yield _fact(
                    context,
                    table,
                    (number, column.index + 1),
                    row.place.line,
                    cell,
                    names,
                    column.path,
                    unit_won,
                )


def _headless(table: Table, context: Context) -> Iterator[facts.TableCell]:
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row.cells, start=1):
            if is_figure(cell):
                yield _fact(context, table, (number, column), row.place.line, cell, (), (), None)


def _fact(
    context: Context,
    table: Table,
    where: tuple[int, int],
    line: int,
    cell: str,
    names: tuple[str, ...],
    path: tuple[str, ...],
    unit_won: int | None,
) -> facts.TableCell:
    number = numbers.storable(numbers.parse(cell, whole=True))
    # What no fact may hold is kept as it is printed, without a value.
    is_value = is_figure(cell) and number.value is not None and abs(number.value) < _NO_VALUE_FROM
    is_money = is_value and number.unit is None
    return facts.TableCell(
        document_id=context.document_id,
        line=line,
        table_no=context.number_of(table),
        row_no=where[0],
        column_no=where[1],
        row_path=_joined(names),
        column_path=_joined(path),
        text=_figures_of(cell),
        value=float(number.value) if is_value and number.value is not None else None,
        unit=number.unit if is_value else None,
        unit_won=unit_won if is_money else None,
    )


def _joined(names: tuple[str, ...]) -> str | None:
    legible = [label for name in names if (label := text.label(name) or name.strip())]
    return _PATH.join(legible)[:_LONGEST_PATH] or None


def _figures_of(cell: str) -> str:
    """Return a cell as printed; of a sentence its figures alone are kept."""
    return (
        cell if len(cell) <= _LONGEST_TEXT else (" · ".join(remainder.figures(cell)) or "…")[:_LONGEST_TEXT]
    )
