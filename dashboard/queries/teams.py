"""Divisions, offices and teams: what their programmes add up to, and what is due in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, case, func, select

from dashboard.filters import Filters
from dashboard.queries.programs import chosen, summed
from dashboard.queries.reading import only, rows
from dashboard.queries.scopes import Scope
from dashboard.queries.thresholds import budget_status
from dashboard.queries.views import (
    ELAPSED_SHARE,
    EXECUTION_RATE,
    PACE_GAP,
    goal_attainment,
    program_execution,
    program_unit,
    unit,
)  # fmt: skip
from dashboard.rows import Row
from etl.warehouse.schema import finding, milestone, program_department

P = program_execution.c
U = unit.c
LEVELS: tuple[str, ...] = ("division", "office", "team")


def units(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return every division, office and team with its programmes, each programme once in each of them.

    Each one stands under what is above it; the worst pace stands first among the units of one office. Chosen
    departments leave themselves and the units below them.
    """
    keys = (U.unit_id, U.level, U.division, U.office, U.team)
    sums = (
        select(*keys, *summed(scope))
        .join(program_unit, program_unit.c.unit_id == U.unit_id)
        .join(program_execution, P.program_id == program_unit.c.program_id)
        .where(chosen(scope, filters))
        .group_by(*keys)
        .subquery()
    )
    s = sums.c
    statement = select(
        sums,
        EXECUTION_RATE.label("execution_rate"),
        ELAPSED_SHARE.label("elapsed_share"),
        PACE_GAP.label("pace_gap"),
        budget_status(connection).label("status"),
    ).order_by(
        s.division.asc().nulls_last(),
        s.office.asc().nulls_first(),
        case({level: number for number, level in enumerate(LEVELS)}, value=s.level),
        PACE_GAP.asc().nulls_last(),
        s.team,
    )
    found = rows(connection, statement)
    if filters.department is None:
        return found
    above = [row for unit_id in filters.departments for row in one(connection, unit_id)]
    return [row for row in found if any(is_within(row, top) for top in above)]


def is_within(row: Row, top: Row) -> bool:
    """Tell whether a unit is another one of the same institution and year, or stands below it."""
    shared = LEVELS[: LEVELS.index(top["level"]) + 1]
    return all(row[level] == top[level] for level in shared)


def coverage(connection: Connection, scope: Scope, filters: Filters) -> Row:
    """Return how many of the programmes several units run, and how many no unit is printed for."""
    counted = (
        select(P.program_id, func.count(program_department.c.department_id.distinct()).label("units"))
        .outerjoin(program_department, program_department.c.program_id == P.program_id)
        .where(chosen(scope, filters))
        .group_by(P.program_id)
        .subquery()
    )
    statement = select(
        func.count().label("programs"),
        func.count().filter(counted.c.units > 1).label("shared"),
        func.count().filter(counted.c.units == 0).label("without"),
    ).select_from(counted)
    return only(connection, statement)


def one(connection: Connection, unit_id: str) -> Sequence[Row]:
    """Return the row of a unit, as far as there is one."""
    return rows(connection, select(unit).where(U.unit_id == unit_id))


def due(connection: Connection, scope: Scope, filters: Filters, days: int) -> Sequence[Row]:
    """Return the steps of the chosen programmes that end within so many days after the date."""
    last: date = scope.as_of + timedelta(days=days)
    statement = (
        select(milestone, P.name.label("program_name"))
        .join(program_execution, P.program_id == milestone.c.program_id)
        .where(chosen(scope, filters), milestone.c.ends_on > scope.as_of, milestone.c.ends_on <= last)
        .order_by(milestone.c.ends_on, milestone.c.starts_on, milestone.c.line)
    )
    return rows(connection, statement)


def goals(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the goals of the chosen programmes."""
    own = select(P.program_id).where(chosen(scope, filters))
    return _goals(connection, scope, goal_attainment.c.program_id.in_(own))


def goals_above(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the goals of the directions that the chosen programmes serve."""
    served = select(P.direction_id).where(chosen(scope, filters), P.direction_id.isnot(None))
    return _goals(connection, scope, goal_attainment.c.direction_id.in_(served))


def _goals(connection: Connection, scope: Scope, condition: ColumnElement[bool]) -> Sequence[Row]:
    g = goal_attainment.c
    statement = (
        select(goal_attainment)
        .where(g.fiscal_year == scope.fiscal_year, g.document_id.in_(scope.document_ids), condition)
        .order_by(g.direction_id, g.attainment.asc().nulls_last(), g.line)
    )
    return rows(connection, statement)


def findings(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the findings about the chosen programmes, worst first."""
    f = finding.c
    own = select(P.program_id).where(chosen(scope, filters))
    worst_first = case({"error": 0, "warning": 1}, value=f.severity, else_=2)
    statement = (
        select(finding)
        .where(f.document_id.in_(scope.document_ids), f.program_id.in_(own))
        .order_by(worst_first, f.document_id, f.line)
    )
    return rows(connection, statement)
