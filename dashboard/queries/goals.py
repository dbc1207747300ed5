"""Goals: each with its target, result, attainment and status; and how many stand where."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from dashboard.filters import Filters
from dashboard.queries import programs
from dashboard.queries.programs import programs_of
from dashboard.queries.reading import first, only, rows
from dashboard.queries.scopes import Scope
from dashboard.queries.views import goal_attainment, program_execution
from dashboard.rows import Row
from etl.terms.measures import GOAL_STATUSES
from etl.warehouse.schema import strategic_direction

G = goal_attainment.c
WORST_FIRST = case(
    {"missed": 0, "behind": 1, "watch": 2, "on_pace": 3, "met": 4, "exceeded": 5, "pending": 6},
    value=G.status,
    else_=7,
)


SAME = func.regexp_replace(G.name, r"[^\p{L}\p{N}]", "", "g")
"""One goal over the years: its name but for spaces and signs, with the unit, and which way is better."""


def chosen(scope: Scope, filters: Filters, without: str | None = None) -> ColumnElement[bool]:
    """Return the condition on `goal_attainment` that scope and filters make; one may be left out."""
    conditions = [G.fiscal_year == scope.fiscal_year, G.document_id.in_(scope.document_ids)]
    if filters.direction is not None and without != "direction":
        conditions.append(G.direction_id.in_(filters.directions))
    if filters.department is not None and without != "department":
        conditions.append(G.program_id.in_(programs_of(filters.departments)))
    if filters.goal_status is not None and without != "goal_status":
        conditions.append(G.status == filters.goal_status)
    return and_(*conditions)


def listing(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the chosen goals by direction in its printed order, else by programme; the worst first."""
    d = strategic_direction.c
    # A programme's goals stand together, at the place of the first that is printed.
    place = func.min(G.line).over(
        partition_by=(G.direction_id, case((G.direction_id.is_(None), G.program_id)))
    )
    statement = (
        select(goal_attainment, d.name.label("direction_name"), d.position, SAME.label("same"))
        .outerjoin(strategic_direction, d.direction_id == G.direction_id)
        .where(chosen(scope, filters))
        .order_by(
            d.position.asc().nulls_last(),
            place,
            G.program_id,
            WORST_FIRST,
            G.attainment,
            G.line,
            G.indicator_result_id,
        )
    )
    return rows(connection, statement)


def by_status(connection: Connection, scope: Scope, filters: Filters) -> Row:
    """Return how many of the goals stand where, whatever status is chosen; `undefined` where none holds."""
    counted = [func.count().filter(G.status == status).label(status) for status in GOAL_STATUSES]
    statement = select(
        func.count().label("total"), *counted, func.count().filter(G.status.is_(None)).label("undefined")
    ).where(chosen(scope, filters, without="goal_status"))
    return only(connection, statement)


def furthest_behind(connection: Connection, scope: Scope, filters: Filters) -> Row | None:
    """Return the goal that is furthest behind; None where none is."""
    statement = (
        select(goal_attainment)
        .where(chosen(scope, filters), G.status.in_(("behind", "missed", "watch")))
        .order_by(G.attainment, G.line)
        .limit(1)
    )
    return first(connection, statement)


def years(connection: Connection, organization_id: str) -> Sequence[Row]:
    """Return the goals of an institution that stand in more than one year, newest report of each year."""
    latest = (
        select(
            goal_attainment,
            SAME.label("same"),
            func.row_number()
            .over(
                partition_by=(SAME, G.unit, G.better, G.fiscal_year),
                order_by=(G.as_of.desc(), G.document_id, G.line),
            )
            .label("rank"),
        )
        .where(G.organization_id == organization_id)
        .subquery()
    )
    kept = latest.c
    several = func.count().over(partition_by=(kept.same, kept.unit, kept.better))
    found = select(latest, several.label("years")).where(kept.rank == 1).subquery()
    statement = select(found).where(found.c.years > 1)
    return rows(
        connection, statement.order_by(found.c.same, found.c.unit, found.c.better, found.c.fiscal_year)
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
        .order_by(WORST_FIRST, G.line)
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
        .order_by(WORST_FIRST, G.line)
    )
    return rows(connection, statement)


def of_program(connection: Connection, program_id: str) -> Sequence[Row]:
    """Return the goals of a programme in every report, worst first."""
    statement = select(goal_attainment).where(G.program_id == program_id).order_by(WORST_FIRST, G.line)
    return rows(connection, statement)


def counts(connection: Connection, scope: Scope, filters: Filters) -> Row:
    """Return how many goals stand where, for the chosen direction or the chosen programmes."""
    conditions = [G.fiscal_year == scope.fiscal_year, G.document_id.in_(scope.document_ids)]
    if filters.department or filters.funding or filters.status:
        conditions.append(
            G.program_id.in_(select(program_execution.c.program_id).where(programs.chosen(scope, filters)))
        )
    elif filters.direction:
        conditions.append(G.direction_id.in_(filters.directions))
    statement = select(
        func.count().label("total"),
        func.count().filter(G.status.in_(("met", "exceeded"))).label("met"),
        func.count().filter(G.status == "on_pace").label("on_pace"),
        func.count().filter(G.status == "watch").label("watch"),
        func.count().filter(G.status.in_(("behind", "missed"))).label("behind"),
        func.count().filter(G.status == "pending").label("pending"),
    ).where(*conditions)
    return only(connection, statement)
