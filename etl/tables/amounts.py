"""The figures of a table's columns: amounts, and what stands in brackets behind them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from etl.korean import numbers
from etl.korean.numbers import Number, State
from etl.tables.header import Column, Grid


@dataclass(frozen=True)
class Figures:
    """The figures of a column, row by row; `brackets` are those in brackets behind them (a share, a rate)."""

    column: Column
    numbers: tuple[Number, ...]
    brackets: tuple[Number, ...]

    @cached_property
    def values(self) -> tuple[Decimal | None, ...]:
        """The figures, None where a cell holds none."""
        return tuple(number.value for number in self.numbers)

    @cached_property
    def largest(self) -> Decimal | None:
        """The largest figure, None where there is none."""
        return max((value for value in self.values if value is not None), default=None)

    @property
    def is_empty(self) -> bool:
        """Tell whether no cell of the column holds a figure."""
        return all(number.value is None for number in self.numbers)


def figures_of(grid: Grid) -> dict[int, Figures]:
    """Return the figures of every column that is no label."""
    found = {}
    for column in grid.figures:
        cells = [grid.cell(row, column.index) for row in grid.body]
        pairs = [_pair(cell) for cell in cells]
        found[column.index] = Figures(column, tuple(p[0] for p in pairs), tuple(p[1] for p in pairs))
    return found


def rates_of(grid: Grid, column: Column) -> Figures:
    """Return the figures of a column of rates: a point in them is a decimal point, never a mark of
    thousands."""
    found = tuple(numbers.parse_rate(grid.cell(row, column.index)) for row in grid.body)
    return Figures(column, found, (Number(State.EMPTY),) * len(found))


def _pair(cell: str) -> tuple[Number, Number]:
    if "(" in cell[1:]:
        amount, rate = numbers.parse_pair(cell)
        if amount.value is not None and rate.value is not None:
            return amount, rate
    return numbers.exactly(numbers.parse(cell, whole=True)), Number(State.EMPTY)
