"""Schedules: tables of planned steps with the first and the last day of each in columns of their own."""

from __future__ import annotations

from collections.abc import Sequence

from etl import facts
from etl.blocks import Table, TableRow
from etl.kind import Kind, OfTables
from etl.korean import dates, text
from etl.outline.context import Context, NamedProgram
from etl.outline.listings import Listing, listing_of

_NEEDED = ("step", "starts", "ends")


def claims(table: Table, _context: Context) -> bool:
    """Tell whether the columns of a table are steps, first days and last days."""
    return listing_of(table, "schedule", _NEEDED) is not None


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return one milestone per row; a row without a step or with days that are none is set aside."""
    return [row for table in tables for row in _read_table(table, context)]


def _read_table(table: Table, context: Context) -> list[facts.Row]:
    found: list[facts.Row] = []
    listing = listing_of(table, "schedule", _NEEDED)
    above: str | None = None
    for row in listing.rows if listing else ():
        if listing is not None:
            above = text.label(listing.cell(row, "program")) or above
            program = _program(above, table, context)
            if program is None and (above or "program" in listing.columns):
                context.set_aside(row.place, above or row.raw, "program_unknown")
            found += _milestone(row, listing, program, context)
    return found


def _program(name: str | None, table: Table, context: Context) -> NamedProgram | None:
    """Return the programme that a row names, whatever its spacing; none that is only like it."""
    return context.spelled.get(text.key(name)) if name else context.program_at(table.place)


def _milestone(
    row: TableRow, listing: Listing, program: NamedProgram | None, context: Context
) -> list[facts.Row]:
    step = text.label(listing.cell(row, "step"))
    days = [listing.cell(row, one) for one in ("starts", "ends")]
    starts, ends = map(dates.whole_date, days)
    if starts is None or ends is None or ends < starts:
        if any(map(str.isdigit, row.raw)) or any(map(str.isalpha, "".join(days))):
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
