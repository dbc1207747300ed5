"""The grid of every table, figure by figure: searchable, shown, and mappable later without reading again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl import facts
from etl.blocks import Table, TableRow
from etl.korean import dates, numbers, patterns, text, units
from etl.outline import captions, remainder
from etl.outline.context import Context
from etl.tables.header import Grid, is_figure
from etl.tables.scope import scope_of
from etl.vocabulary import is_one_of, words

_DIGIT = re.compile(r"\d")
_PATH = " › "
_NO_VALUE_FROM = 10**15
_LONGEST_TEXT = 60
_LONGEST_PATH = 200
_LOOK_BACK = 12
_FEWEST_COLUMNS = 2


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
    is_mixed = len(captions.units_above(table.place, context)) > 1
    grid = _labelled(grid)
    last = _last_column(grid)
    # By its place in the whole: several tables may stand below one another in one.
    places = {row.place.line: number for number, row in enumerate(table.rows, start=1)}
    for row, names in zip(grid.body, grid.dated_names, strict=True):
        number = places[row.place.line]
        is_short = len(row.cells) <= last
        for column in grid.figures:
            cell = grid.cell(row, column.index)
            if _DIGIT.search(cell):
                # A row that ends early lost a cell: any of its figures may stand under another's heading.
                path = () if is_short else column.path
                unit = (
                    (None, None) if is_short else _unit(path, names, None if is_mixed else unit_won, unit_won)
                )
                yield _fact(
                    context, table, (number, column.index + 1), row.place.line, cell, names, path, unit
                )


def _labelled(grid: Grid) -> Grid:
    """Return a grid whose first column of years names its rows, though years are figures by their form."""
    first = grid.columns[0].index
    printed = [cell for row in grid.body if (cell := grid.cell(row, first))]
    if grid.labels or not printed or len(grid.figures) < _FEWEST_COLUMNS:
        return grid
    is_of_years = all(dates.is_year_like(one) or patterns.YEAR_FIRST.match(one) for one in printed)
    return replace(grid, labels=(first,)) if is_of_years else grid


def _last_column(grid: Grid) -> int:
    """Return the last column in which most rows hold a figure, or that no row reaches and is no remark's."""
    longest = max(len(row.cells) for row in grid.body)
    found = 0
    for column in grid.figures:
        held = sum(is_figure(grid.cell(row, column.index)) for row in grid.body)
        is_lost = column.index >= longest and bool(column.path)
        if 2 * held > len(grid.body) or (
            is_lost and not is_one_of(column.path[-1], words("series", "remarks"))
        ):
            found = max(found, column.index)
    return found


def _unit(
    path: Sequence[str], names: Sequence[str], unit_won: int | None, of_money: int | None
) -> tuple[str | None, int | None]:
    """Return the unit of a figure that prints none: its heading's, its row's, else the table's.

    A rate, or what is counted, is no money, whatever the unit of the table is. of_money: the unit of what
    is money by its heading, where several units stand above the table.
    """
    headings = [*reversed(path), *reversed(names)]
    for heading in headings:
        plain, stated = units.parted(heading)
        if stated is not None:
            won = units.money_unit(f"({stated})")
            return (None, won) if won is not None else (stated, None)
        if text.key(patterns.IN_BRACKETS.sub("", plain)).endswith(_ends("rates") + _ends("counted")):
            return None, None
    is_money = any(text.key(heading).endswith(_ends("amounts")) for heading in headings)
    return None, of_money if is_money else unit_won


def _ends(kind: str) -> tuple[str, ...]:
    ends = words("series", "rates") if kind == "rates" else words("money", kind)
    return tuple(filter(None, map(text.key, ends)))


def _headless(table: Table, context: Context) -> Iterator[facts.TableCell]:
    for number, row in enumerate(table.rows, start=1):
        if number == 1 and _is_counting_up(row):
            continue  # months, or numbers of columns
        for column, cell in enumerate(row.cells, start=1):
            if is_figure(cell):
                yield _fact(context, table, (number, column), row.place.line, cell, (), (), (None, None))


def _is_counting_up(row: TableRow) -> bool:
    """Tell whether the figures of a row are 1, 2, 3 and so on: it heads the others."""
    figures = [numbers.parse(cell, whole=True).value for cell in row.cells if is_figure(cell)]
    return len(figures) > _FEWEST_COLUMNS and figures == list(range(1, len(figures) + 1))


def _fact(
    context: Context,
    table: Table,
    where: tuple[int, int],
    line: int,
    cell: str,
    names: tuple[str, ...],
    path: tuple[str, ...],
    unit: tuple[str | None, int | None],
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
        unit=(number.unit or unit[0]) if is_value else None,
        unit_won=unit[1] if is_money else None,
    )


def _joined(names: tuple[str, ...]) -> str | None:
    legible = [label for name in names if (label := text.label(name) or name.strip())]
    return _PATH.join(legible)[:_LONGEST_PATH] or None


def _figures_of(cell: str) -> str:
    """Return a cell as printed; of a sentence its figures alone are kept."""
    return (
        cell if len(cell) <= _LONGEST_TEXT else (" · ".join(remainder.figures(cell)) or "…")[:_LONGEST_TEXT]
    )
