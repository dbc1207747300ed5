"""What each filter may offer: only what exists under the other filters, with how much there is of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from dashboard.filters import NAMES, Filters
from dashboard.queries import goals
from dashboard.queries.programs import IN_ORDER, chosen
from dashboard.queries.reading import rows
from dashboard.queries.scopes import Scope, scopes
from dashboard.queries.views import goal_attainment, program_execution, program_unit, unit
from dashboard.rows import Row
from etl.terms.codes import FUNDING
from etl.terms.measures import BUDGET_STATUSES, GOAL_STATUSES
from etl.warehouse.schema import strategic_direction

P = program_execution.c
G = goal_attainment.c
U = unit.c


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter: its printed name (None: the labels name it) and how many rows it leads to.

    above: the names of what it stands in, from the top; those are offered before it.
    """

    value: str
    name: str | None
    count: int
    above: tuple[str, ...] = ()


def options(
    connection: Connection,
    scope: Scope,
    filters: Filters,
    names: Sequence[str] = NAMES,
    of: str = "programs",
) -> dict[str, tuple[Option, ...]]:
    """Return the options of the named filters. of: what is counted beside each, programs or goals."""
    made: dict[str, Callable[[Connection, Scope, Filters], tuple[Option, ...]]] = {
        "org": _organizations,
        "year": _years,
        "as_of": _dates,
        "direction": _goal_directions if of == "goals" else _directions,
        "department": _goal_departments if of == "goals" else _departments,
        "funding": _fundings,
        "status": _statuses,
        "goal_status": _goal_statuses,
    }
    return {name: made[name](connection, scope, filters) for name in names}


def _organizations(connection: Connection, _scope: Scope, _filters: Filters) -> tuple[Option, ...]:
    every = scopes(connection)
    names = {s.organization_id: s.reports[0].organization_name for s in every}
    return tuple(
        Option(key, names[key], sum(len(s.reports) for s in every if s.organization_id == key))
        for key in dict.fromkeys(s.organization_id for s in every)
    )


def _years(connection: Connection, scope: Scope, _filters: Filters) -> tuple[Option, ...]:
    here = [s for s in scopes(connection) if s.organization_id == scope.organization_id]
    return tuple(
        Option(str(year), None, sum(len(s.reports) for s in here if s.fiscal_year == year))
        for year in sorted({s.fiscal_year for s in here}, reverse=True)
    )


def _dates(connection: Connection, scope: Scope, _filters: Filters) -> tuple[Option, ...]:
    return tuple(
        Option(str(s.as_of), None, len(s.reports))
        for s in scopes(connection)
        if (s.organization_id, s.fiscal_year) == (scope.organization_id, scope.fiscal_year)
    )


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
    statement = (
        _units(func.count())
        .join(program_execution, P.program_id == program_unit.c.program_id)
        .where(chosen(scope, filters, without="department"))
    )
    return _unit_options(connection, statement, filters)


def _goal_directions(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    d = strategic_direction.c
    statement = (
        select(d.direction_id, d.name, func.count().label("n"))
        .join(goal_attainment, G.direction_id == d.direction_id)
        .where(goals.chosen(scope, filters, without="direction"))
        .group_by(d.direction_id, d.name, d.position)
        .order_by(d.position)
    )
    return tuple(Option(r["direction_id"], r["name"], r["n"]) for r in rows(connection, statement))


def _goal_departments(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    statement = (
        _units(func.count())
        .join(goal_attainment, G.program_id == program_unit.c.program_id)
        .where(goals.chosen(scope, filters, without="department"))
    )
    return _unit_options(connection, statement, filters)


def _goal_statuses(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    statement = (
        select(G.status, func.count().label("n"))
        .where(goals.chosen(scope, filters, without="goal_status"), G.status.isnot(None))
        .group_by(G.status)
    )
    return _in_order(GOAL_STATUSES, [(r["status"], r["n"]) for r in rows(connection, statement)])


def _units(count: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    """Every unit with a count over its programmes, each one right after what it stands in."""
    return (
        select(unit, count.label("n"))
        .select_from(unit)
        .join(program_unit, program_unit.c.unit_id == U.unit_id)
        .group_by(*U)
        .order_by(*IN_ORDER)
    )


def _unit_options(
    connection: Connection, statement: Select[*tuple[Any, ...]], filters: Filters
) -> tuple[Option, ...]:
    found = [
        Option(row["unit_id"], row[row["level"]], row["n"], _names_above(row))
        for row in rows(connection, statement)
    ]
    if missing := set(filters.departments) - {option.value for option in found}:
        # A chosen one has its name even where the other filters leave nothing in it.
        alone = select(unit).where(U.unit_id.in_(sorted(missing))).order_by(*IN_ORDER)
        found += [Option(row["unit_id"], row[row["level"]], 0) for row in rows(connection, alone)]
    return tuple(found)


def _names_above(row: Row) -> tuple[str, ...]:
    names = (row[level] for level in ("division", "office", "team") if level != row["level"])
    return tuple(name for name in names if name is not None)


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
