"""Schedules: tables of planned steps with the first and the last day of each in columns of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl import facts
from etl.blocks import Table, TableRow
from etl.kind import Kind, OfTables
from etl.korean import dates, text
from etl.outline.context import Context, NamedProgram
from etl.vocabulary import role_of

_MOST_HEAD_ROWS = 3
_NEEDED = frozenset(("step", "starts", "ends"))


def claims(table: Table, context: Context) -> bool:
    """Tell whether the columns of a table are steps, first days and last days."""
    return _head(table) is not None


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return one milestone per row; a row without a step or with days that are none is set aside."""
    return [row for table in tables for row in _read_table(table, context)]


def _read_table(table: Table, context: Context) -> list[facts.Row]:
    head = _head(table)
    if head is None:
        return []
    found: list[facts.Row] = []
    above: str | None = None
    for row in table.rows[head.rows :]:
        own = _label(row, head.columns.get("program"))
        above = own or above
        found += _milestone(row, head.columns, _program(above, table, context), context)
    return found


@dataclass(frozen=True, slots=True)
class _Head:
    """How many rows head a schedule, and its columns by what they hold."""

    rows: int
    columns: Mapping[str, int]


def _head(table: Table) -> _Head | None:
    for number, row in enumerate(table.rows[:_MOST_HEAD_ROWS], start=1):
        codes = [role_of("schedule", cell) for cell in row.cells]
        found = {
            code: index for index, code in enumerate(codes) if code is not None and codes.count(code) == 1
        }
        if found.keys() >= _NEEDED:
            return _Head(number, found)
    return None


def _label(row: TableRow, column: int | None) -> str | None:
    return text.label(_cell(row, column)) if column is not None else None


def _cell(row: TableRow, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def _program(name: str | None, table: Table, context: Context) -> NamedProgram | None:
    return context.program_named(name) if name else context.program_at(table.place)


def _milestone(
    row: TableRow, columns: Mapping[str, int], program: NamedProgram | None, context: Context
) -> list[facts.Row]:
    step = _label(row, columns["step"])
    starts = dates.whole_date(_cell(row, columns["starts"]))
    ends = dates.whole_date(_cell(row, columns["ends"]))
    if starts is None or ends is None or ends < starts:
        if any(letter.isdigit() for letter in row.raw):
            context.set_aside(row.place, row.raw, "milestone_without_period")
        return []
    if step is None:
        context.set_aside(row.place, row.raw, "period_without_label")
        return []
    return [
        facts.Milestone(
            document_id=context.document_id,
            line=row.place.line,
            raw=row.raw,
            program_id=program.program_id if program else None,
            label=step,
            starts_on=starts,
            ends_on=ends,
        )
    ]


KIND = Kind("schedules", OfTables(claims, read), needs=("program_pages", "project", "register"))
