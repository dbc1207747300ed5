"""The printed lines of one programme: budget, outputs, milestones, series."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from dashboard.queries.reading import kept, rows
from dashboard.queries.views import EXECUTION_RATE
from dashboard.rows import Row
from etl.warehouse.schema import budget_line, milestone, output, series_point


@kept
def budget_lines(connection: Connection, program_id: str) -> Sequence[Row]:
    """Return every printed budget line of a programme, with the rate that its figures give."""
    lines = select(budget_line).where(budget_line.c.program_id == program_id).subquery()
    statement = select(lines, EXECUTION_RATE.label("execution_rate"))
    return rows(connection, statement.order_by(lines.c.fiscal_year, lines.c.document_id, lines.c.line))


@kept
def outputs(connection: Connection, program_ids: Sequence[str]) -> Sequence[Row]:
    """Return the quantified results of some programmes."""
    statement = select(output).where(output.c.program_id.in_(program_ids))
    return rows(connection, statement.order_by(output.c.document_id, output.c.line))


@kept
def milestones(connection: Connection, program_ids: Sequence[str]) -> Sequence[Row]:
    """Return the planned steps of some programmes in order of time."""
    statement = select(milestone).where(milestone.c.program_id.in_(program_ids))
    return rows(connection, statement.order_by(milestone.c.starts_on, milestone.c.ends_on, milestone.c.line))


@kept
def series(connection: Connection, program_id: str) -> Sequence[Row]:
    """Return the published series of a programme, without their totals, in order of time."""
    statement = select(series_point).where(
        series_point.c.program_id == program_id, series_point.c.period != "total"
    )
    return rows(connection, statement.order_by(series_point.c.series, series_point.c.period))
