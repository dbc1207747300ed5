"""What reports print of one programme: budget lines, outputs, milestones, series.

Read for all programmes of an institution's year at once: a reader of one programme looks at the next one too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select

from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Home, subject_home
from dashboard.warehouse.tables import BudgetLine, Milestone, Output, SeriesPoint
from dashboard.warehouse.views import EXECUTION_RATE
from etl.warehouse.schema import budget_line, milestone, output, program, series_point

_Ids = Select[tuple[str]]


class ProgramLine(BudgetLine):
    """A printed budget line of a programme, with the rate that its figures give."""

    execution_rate: float | None


_Printed = TypeVar("_Printed", ProgramLine, Output, Milestone, SeriesPoint)


def budget_lines(connection: Connection, program_id: str) -> Sequence[ProgramLine]:
    """Return every printed budget line of a programme, with the rate that its figures give."""
    return _of_program(connection, _budget_lines, ProgramLine, program_id)


def outputs(connection: Connection, program_ids: Sequence[str]) -> Sequence[Output]:
    """Return the quantified results of some programmes."""
    return [row for each in program_ids for row in _of_program(connection, _outputs, Output, each)]


def milestones(connection: Connection, program_ids: Sequence[str]) -> Sequence[Milestone]:
    """Return the planned steps of some programmes, each one's in order of time."""
    return [row for each in program_ids for row in _of_program(connection, _milestones, Milestone, each)]


def series(connection: Connection, program_id: str) -> Sequence[SeriesPoint]:
    """Return the published series of a programme, without their totals, in order of time."""
    return _of_program(connection, _series, SeriesPoint, program_id)


def _budget_lines(ids: _Ids) -> Select[Any]:
    lines = select(budget_line).where(budget_line.c.program_id.in_(ids)).subquery()
    statement = select(lines, EXECUTION_RATE.label("execution_rate"))
    return statement.order_by(lines.c.fiscal_year, lines.c.document_id, lines.c.line)


def _outputs(ids: _Ids) -> Select[Any]:
    statement = select(output).where(output.c.program_id.in_(ids))
    return statement.order_by(output.c.document_id, output.c.line)


def _milestones(ids: _Ids) -> Select[Any]:
    statement = select(milestone).where(milestone.c.program_id.in_(ids))
    return statement.order_by(milestone.c.starts_on, milestone.c.ends_on, milestone.c.line)


def _series(ids: _Ids) -> Select[Any]:
    s = series_point.c
    statement = select(series_point).where(s.program_id.in_(ids), s.period != "total")
    return statement.order_by(s.series, s.period)


def _of_program(
    connection: Connection, wanted: Callable[[_Ids], Select[Any]], of: type[_Printed], program_id: str
) -> Sequence[_Printed]:
    home = subject_home(connection, "program", program_id)
    return () if home is None else _of_year(connection, wanted, of, home).get(program_id, ())


@kept
def _of_year(
    connection: Connection, wanted: Callable[[_Ids], Select[Any]], of: type[_Printed], home: Home
) -> Mapping[str, Sequence[_Printed]]:
    p = program.c
    ids = select(p.program_id).where(p.organization_id == home[0], p.fiscal_year == home[1])
    found: dict[str, list[_Printed]] = {}
    for row in rows(connection, wanted(ids), of):
        if row["program_id"] is not None:
            found.setdefault(row["program_id"], []).append(row)
    return found
