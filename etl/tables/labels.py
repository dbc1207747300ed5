"""Which of the columns of labels name the rows of a table of money, and which only say something of them."""

from __future__ import annotations

from dataclasses import replace

from etl.korean import text
from etl.tables.header import Column, Grid
from etl.tables.row_words import is_headed, is_of_payers, names_payers


def naming(grid: Grid) -> Grid:
    """Return a grid without those of its columns of labels that say how, when or where, and name no row.

    '내역' behind the names of groups names the lines of each: it does where what stands before it does not
    tell the rows apart. So does who pays.
    """
    columns = [column for column in grid.columns if column.index in grid.labels]
    kept = [c for c in columns if not (is_headed(c.path, "beside_labels") or _may_be_beside(c))]
    if not kept:
        return grid
    behind = [column for column in columns if column not in kept and column.index > kept[0].index]
    if not _tell_apart(grid, kept):
        behind = [column for column in behind if not _may_be_beside(column)]
    elif len(kept) > 1 and _names_payers(grid, kept[-1]) and _tell_apart(grid, kept[:-1]):
        behind.append(kept[-1])
    labels = tuple(column.index for column in columns if column not in behind)
    return grid if len(labels) == len(grid.labels) else replace(grid, labels=labels)


def _names_payers(grid: Grid, column: Column) -> bool:
    """Tell whether a column says of its rows who pays, and nothing else."""
    return names_payers([grid.cell(row, column.index) for row in grid.body])


def _may_be_beside(column: Column) -> bool:
    return is_headed(column.path, "may_be_labels") or is_of_payers(column.path)


def _tell_apart(grid: Grid, columns: list[Column]) -> bool:
    """Tell whether each row has a label of its own in these columns."""
    names = [tuple(text.key(grid.cell(row, column.index)) for column in columns) for row in grid.body]
    return all(map(any, names)) and len(set(names)) == len(names)
