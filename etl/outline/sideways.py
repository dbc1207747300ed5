"""Tables of money that stand on their side: what is spent on across, 예산액 and 집행액 down."""

from __future__ import annotations

from dataclasses import replace

from etl.blocks import TableRow
from etl.korean.heading_periods import heading_period
from etl.outline.remainder import NEXT_LINE
from etl.tables.header import Column, Grid
from etl.tables.headings import proposed

_BUDGETS = frozenset({"current", "original"})
_MOVED = frozenset({"executed", "received"})
_FEWEST_COLUMNS = 2


def names_amounts(grid: Grid, year: int | None) -> bool:
    """Tell whether every row is named by a role of money: 예산액 and 집행액 are no lines of a budget."""
    codes = _codes(grid, year)
    return not grid.is_turned and len(codes) > 1 and None not in codes and bool(_MOVED & set(codes))


def _codes(grid: Grid, year: int | None) -> list[str | None]:
    names = [names[-1] if names else "" for names in grid.names]
    said = [proposed(Column(0, (name,)), year) for name in names]
    return [one.code if one.year is None else None for one in said]


def upright(grid: Grid, year: int | None) -> Grid:
    """Return a grid turned so that each of its columns is a row; itself where it does not stand on its side.

    It does where every row is named by a role of money, no two by the same one, a budget and what was spent
    or came in among them; and where the columns say neither a role nor a time.
    """
    figures = grid.figures
    if len(grid.labels) != 1 or grid.labels[0] != grid.columns[0].index or len(figures) < _FEWEST_COLUMNS:
        return grid
    names = [grid.cell(row, grid.labels[0]) for row in grid.body]
    codes = _codes(grid, year)
    has_both = bool(_BUDGETS & set(codes)) and bool(_MOVED & set(codes))
    is_told = None not in codes and len(set(codes)) == len(codes)
    if not (has_both and is_told) or not all(_names_an_object(column, year) for column in figures):
        return grid
    head = TableRow(grid.place, ("", *names))
    return replace(
        grid,
        columns=tuple(Column(index, (name,) if name else ()) for index, name in enumerate(head.cells)),
        labels=(0,),
        head=(head,),
        body=tuple(_row(grid, column) for column in figures),
        is_turned=True,
    )


def _names_an_object(column: Column, year: int | None) -> bool:
    """Tell whether a column's one heading says neither what its amounts are, nor of when."""
    if len(column.path) != 1:
        return False
    said = proposed(column, year)
    return (
        said.code in (None, "total")
        and said.year is None
        and heading_period(column.heading, year or 0) is None
    )


def _row(grid: Grid, column: Column) -> TableRow:
    first = grid.body[0]
    return TableRow(
        first.place,
        (column.heading, *(grid.cell(row, column.index) for row in grid.body)),
        (first.place, *(row.place_of(column.index) for row in grid.body)),
        printed=NEXT_LINE.join(row.raw for row in grid.body),
    )
