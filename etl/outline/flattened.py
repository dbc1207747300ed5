"""The tables of a task card by year, flattened to one cell per line, column after column.

The cells alone do not say which column they belong to. The sums do: an assignment is accepted where every
column's total is the sum of its units, every row's total is the sum of its years, and no other one fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl import facts
from etl.blocks import Line, Place, Table
from etl.korean import numbers, patterns, periods, text, units
from etl.korean.numbers import State
from etl.outline.context import Context
from etl.vocabulary import is_one_of, words

_PAGE_NUMBER = re.compile(r"^-?\s*\d+\s*-$")
_VALUE = re.compile(r"^(?:[△▵]?\d[\d.,]*|[-_])$")
_MOST_UNITS = 12
_LOOK_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: won is None where it is printed as none."""

    place: Place
    text: str
    won: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its year where it is one."""

    heading: str
    year: int | None


def read(column_name: str, program_id: str, whole_id: str, context: Context) -> list[facts.Row]:
    """Return the lines of the table of one amount: "budget" (연차별 투자수요), "executed" (연도별 집행액)."""
    lines = list(context.source.lines)
    start = next((i for i, x in enumerate(lines) if _is_heading(x, column_name)), None)
    if start is None or any(
        isinstance(block, Table) for block in context.blocks_after(lines[start].place, _LOOK_AHEAD)
    ):
        return []  # where its cells stand in rows they are a table's
    body = _body(lines[start + 1 :], column_name)
    unit_won = next((won for line in body if (won := _unit(line))), None)
    columns = columns_of(body)
    cells = [cell for line in body for cell in _cells(line, unit_won or 1)]
    fitting = [] if unit_won is None or lacks_a_year(columns) else _fitting(cells, columns)
    if len(fitting) != 1 or unit_won is None:
        for cell in cells:
            context.set_aside(cell.place, cell.text, "column_uncertain")
        return []
    return _facts(fitting[0], columns, _units(body), column_name, unit_won, program_id, whole_id, context)


def lacks_a_year(columns: Sequence[Column]) -> bool:
    """Tell whether the years do not follow each other: a heading is lost, and those after it are moved."""
    years = [column.year for column in columns if column.year is not None]
    return years != list(range(years[0], years[0] + len(years))) if years else False


def _is_heading(line: Line, column_name: str) -> bool:
    return is_one_of(line.text, words("institutions", "card_tables", column_name))


def _body(lines: Sequence[Line], column_name: str) -> list[Line]:
    """Return the lines of a table: up to the next table of the card, or its next unit of another kind."""
    others = [name for name in ("budget", "executed") if name != column_name]
    body: list[Line] = []
    for line in lines:
        stated = patterns.ANY_UNIT_LABEL.search(line.text)
        if any(_is_heading(line, other) for other in others) or (stated and not _unit(line)):
            break
        body.append(line)
    return body


def _unit(line: Line) -> int | None:
    return units.money_unit(line.text)


def columns_of(body: Sequence[Line]) -> list[Column]:
    """Return the total column, the years in order, and what follows the term."""
    columns = [Column(words("institutions", "card_tables", "total")[0], None)]
    is_heading = patterns.CARD_YEAR
    for line in body:
        if is_heading.sub("", line.text).strip():
            continue  # a year within a sentence is no column
        for heading in is_heading.findall(line.text):
            years = periods.short_years(heading)
            columns.append(Column(heading, years[0] if years else None))
    return columns


def _cells(line: Line, unit_won: int) -> list[Cell]:
    if _PAGE_NUMBER.match(line.text) and len(line.text.split()) > 1:
        return []
    pieces = line.text.split()
    if not pieces or not all(_VALUE.match(piece) for piece in pieces):
        return []
    parsed = [numbers.parse(piece, whole=True) for piece in pieces]
    if any(number.state is State.MALFORMED for number in parsed):
        return []
    return [
        Cell(line.place, piece, numbers.won(number, unit_won))
        for piece, number in zip(pieces, parsed, strict=True)
    ]


def _units(body: Sequence[Line]) -> list[str]:
    """Return the names of the units in order, without the word for who pays."""
    names: list[str] = []
    for line in body:
        name = patterns.CARD_PAYER.sub("", line.text).strip()
        is_head = is_one_of(name, words("institutions", "card_tables", "headings"))
        if text.label(name) and not is_head and not _unit(line) and not columns_of([line])[1:]:
            names.append(name)
    return names


def _fitting(cells: Sequence[Cell], columns: Sequence[Column]) -> list[list[list[Cell]]]:
    """Return every way to cut the cells into columns whose sums hold; the first row is the total."""
    found = []
    for rows in range(2, _MOST_UNITS + 2):
        if len(cells) < rows * len(columns):
            break
        grid = [list(cells[i * rows : (i + 1) * rows]) for i in range(len(columns))]
        if _adds_up(grid):
            found.append(grid)
    return found


def _adds_up(grid: Sequence[Sequence[Cell]]) -> bool:
    def amount(cell: Cell) -> int:
        return cell.won or 0

    columns = all(amount(column[0]) == sum(amount(cell) for cell in column[1:]) for column in grid)
    rows = all(
        amount(grid[0][row]) == sum(amount(column[row]) for column in grid[1:]) for row in range(len(grid[0]))
    )
    return columns and rows and amount(grid[0][0]) != 0


def _facts(
    grid: Sequence[Sequence[Cell]],
    columns: Sequence[Column],
    units: Sequence[str],
    column_name: str,
    unit_won: int,
    program_id: str,
    whole_id: str,
    context: Context,
) -> list[facts.Row]:
    rows: list[facts.Row] = []
    total_name = words("institutions", "card_tables", "total")[0]
    taken: dict[int, int] = {}
    for column, cells in zip(columns, grid, strict=True):
        is_sum = column is columns[0]
        parent: str | None = whole_id if is_sum else None
        for number, cell in enumerate(cells):
            taken[cell.place.line] = taken.get(cell.place.line, 0) + 1
            is_whole = number == 0
            if cell.won is None or (is_sum and is_whole):
                continue
            if not is_sum and column.year is None:
                context.set_aside(cell.place, column.heading, "column_without_year")
                continue
            if not is_whole and number > len(units):
                context.set_aside(cell.place, column.heading, "unit_without_name")
                continue
            identity = f"{context.document_id}:{cell.place.line}:{column_name}:{taken[cell.place.line]}"
            rows.append(
                facts.BudgetLine(
                    document_id=context.document_id,
                    line=cell.place.line,
                    page=cell.place.page,
                    raw=f"{column.heading} / {total_name if is_whole else units[number - 1]} / {cell.text}",
                    budget_line_id=identity,
                    parent_id=None if is_whole else parent,
                    fiscal_year=column.year or context.fiscal_year,
                    as_of=context.document.as_of,
                    level="subprogram" if is_sum else "year",
                    label=total_name if is_whole else units[number - 1],
                    program_id=program_id if is_sum else None,
                    current_won=cell.won if column_name == "budget" else None,
                    executed_won=cell.won if column_name == "executed" else None,
                    printed_unit_won=unit_won,
                )
            )
            if is_whole:
                parent = identity
    return rows
