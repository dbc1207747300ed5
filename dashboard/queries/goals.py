"""Goals: each with its target, result, attainment and status; and how many stand where."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, case, func, select

from dashboard.filters import Filters
from dashboard.queries.programs import chosen
from dashboard.queries.reading import only, rows
from dashboard.queries.scopes import Scope
from dashboard.queries.views import goal_attainment, program_execution
from dashboard.rows import Row

G = goal_attainment.c
_WORST_FIRST = case(
    {"missed": 0, "behind": 1, "watch": 2, "on_pace": 3, "met": 4, "exceeded": 5, "pending": 6},
    value=G.status,
    else_=7,
)


def of_direction(connection: Connection, scope: Scope, direction_id: str) -> Sequence[Row]:
    """Return the goals of a direction, worst first."""
    statement = (
        select(goal_attainment)
        .where(
            G.fiscal_year == scope.fiscal_year,
            G.document_id.in_(scope.document_ids),
            G.direction_id == direction_id,
        )
        .order_by(_WORST_FIRST, G.line)
    )
    return rows(connection, statement)


def without_direction(connection: Connection, scope: Scope) -> Sequence[Row]:
    """Return the goals that belong to no direction, worst first."""
    statement = (
        select(goal_attainment)
        .where(
            G.fiscal_year == scope.fiscal_year,
            G.document_id.in_(scope.document_ids),
            G.direction_id.is_(None),
        )
        .order_by(_WORST_FIRST, G.line)
    )
    return rows(connection, statement)


def of_program(connection: Connection, program_id: str) -> Sequence[Row]:
    """Return the goals of a programme in every report, worst first."""
    statement = select(goal_attainment).where(G.program_id == program_id).order_by(_WORST_FIRST, G.line)
    return rows(connection, statement)


def counts(connection: Connection, scope: Scope, filters: Filters) -> Row:
    """Return how many goals stand where, for the chosen direction or the chosen programmes."""
    conditions = [G.fiscal_year == scope.fiscal_year, G.document_id.in_(scope.document_ids)]
    if filters.department or filters.funding or filters.status:
        conditions.append(
            G.program_id.in_(select(program_execution.c.program_id).where(chosen(scope, filters)))
        )
    elif filters.direction:
        conditions.append(G.direction_id == filters.direction)
    statement = select(
        func.count().label("total"),
        func.count().filter(G.status.in_(("met", "exceeded"))).label("met"),
        func.count().filter(G.status.in_(("behind", "missed"))).label("behind"),
        func.count().filter(G.status == "pending").label("pending"),
    ).where(*conditions)
    return only(connection, statement)
