"""Whose goals are: the programme that a column of their table names for each row."""

from __future__ import annotations

from collections.abc import Sequence

from etl.blocks import TableRow
from etl.korean import text
from etl.outline.context import Context, NamedProgram
from etl.outline.goal_column import Columns, cell_of


def owners_of(rows: Sequence[TableRow], found: Columns, context: Context) -> list[NamedProgram | None]:
    """Return the programme that a column names for each row; a merged label stands on its first row."""
    columns = found.of("program", "program_name")
    if not columns:
        return [None] * len(rows)
    owners: list[NamedProgram | None] = []
    owner: NamedProgram | None = None
    above: str | None = None
    for row in rows:
        label = text.label(cell_of(row, columns[0]))
        owner = _program_of(label, row, context) if label else owner
        above = label or above
        if owner is None and columns[0].role == "program" and (label or above is None):
            context.set_aside(row.place, label or row.raw, "program_unknown")
        owners.append(owner)
    return owners


def _program_of(label: str, row: TableRow, context: Context) -> NamedProgram | None:
    """Return the programme that a row names; in a sheet, whose letters nobody scanned, by these alone."""
    exact = context.spelled.get(text.key(label))
    if exact is not None or row.place.cell is not None:
        return exact
    alike = context.program_named(label)
    is_other = alike is not None and text.is_told_apart(text.key(label), text.key(alike.name))
    return None if is_other else alike
