"""What each filter may offer: only what exists under the other filters, with how much there is of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, or_, select

from dashboard.filters import Filters
from dashboard.queries.programs import chosen
from dashboard.queries.reading import rows
from dashboard.queries.scopes import Scope, scopes
from dashboard.queries.views import program_execution
from dashboard.rows import Row
from etl.terms.codes import FUNDING
from etl.terms.measures import BUDGET_STATUSES
from etl.warehouse.schema import department, program_department, strategic_direction

P = program_execution.c


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter: its printed name (None: the labels name it) and how many rows it leads to."""

    value: str
    name: str | None
    count: int


def options(connection: Connection, scope: Scope, filters: Filters) -> dict[str, tuple[Option, ...]]:
    """Return the options of every filter."""
    every = scopes(connection)
    here = [s for s in every if s.organization_id == scope.organization_id]
    names = {s.organization_id: s.reports[0].organization_name for s in every}
    return {
        "org": tuple(
            Option(key, names[key], sum(len(s.reports) for s in every if s.organization_id == key))
            for key in dict.fromkeys(s.organization_id for s in every)
        ),
        "year": tuple(
            Option(str(year), None, sum(len(s.reports) for s in here if s.fiscal_year == year))
            for year in sorted({s.fiscal_year for s in here}, reverse=True)
        ),
        "as_of": tuple(
            Option(str(s.as_of), None, len(s.reports)) for s in here if s.fiscal_year == scope.fiscal_year
        ),
        "direction": _directions(connection, scope, filters),
        "department": _departments(connection, scope, filters),
        "funding": _fundings(connection, scope, filters),
        "status": _statuses(connection, scope, filters),
    }


def _directions(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    statement = (
        select(strategic_direction.c.direction_id, strategic_direction.c.name, func.count().label("n"))
        .join(program_execution, P.direction_id == strategic_direction.c.direction_id)
        .where(chosen(scope, filters, without="direction"))
        .group_by(
            strategic_direction.c.direction_id, strategic_direction.c.name, strategic_direction.c.position
        )
        .order_by(strategic_direction.c.position)
    )
    return tuple(Option(r["direction_id"], r["name"], r["n"]) for r in rows(connection, statement))


def _departments(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    above = department.alias("above")
    below = and_(
        above.c.organization_id == department.c.organization_id,
        above.c.fiscal_year == department.c.fiscal_year,
        *(
            or_(above.c[level].is_(None), above.c[level] == department.c[level])
            for level in ("division", "office", "team")
        ),
    )
    statement = (
        select(
            above.c.department_id,
            above.c.division,
            above.c.office,
            above.c.team,
            func.count(P.program_id.distinct()).label("n"),
        )
        .join(department, below)
        .join(program_department, program_department.c.department_id == department.c.department_id)
        .join(program_execution, P.program_id == program_department.c.program_id)
        .where(chosen(scope, filters, without="department"))
        .group_by(above.c.department_id, above.c.division, above.c.office, above.c.team)
        .order_by(above.c.division, above.c.office, above.c.team)
    )
    return tuple(Option(r["department_id"], department_name(r), r["n"]) for r in rows(connection, statement))


def department_name(row: Row) -> str:
    """Return the levels of a department from the top, e.g. division · office · team."""
    return " · ".join(row[level] for level in ("division", "office", "team") if row[level])


def _fundings(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    source = func.unnest(func.string_split(P.funding, "/")).label("source")
    parts = select(source).where(chosen(scope, filters, without="funding"), P.funding.isnot(None)).subquery()
    statement = select(parts.c.source, func.count().label("n")).group_by(parts.c.source)
    return _in_order(FUNDING, [(r["source"], r["n"]) for r in rows(connection, statement)])


def _statuses(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    statement = (
        select(P.status, func.count().label("n"))
        .where(chosen(scope, filters, without="status"), P.status.isnot(None))
        .group_by(P.status)
    )
    return _in_order(BUDGET_STATUSES, [(r["status"], r["n"]) for r in rows(connection, statement)])


def _in_order(order: Sequence[str], found: Sequence[tuple[str, int]]) -> tuple[Option, ...]:
    return tuple(Option(v, None, n) for v, n in sorted(found, key=lambda item: order.index(item[0])))
