"""What each filter may offer: only what exists under the other filters, with how much there is of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import Connection, select

from dashboard.shell.filters import FUNDINGS, NAMES, UNKNOWN, Filters
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.queries import Goal
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import IN_ORDER, ListedProgram
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Scope, organizations, scopes_of
from dashboard.warehouse.views import LEVELS, Unit, unit
from etl.terms.measures import BUDGET_STATUSES, GOAL_STATUSES
from etl.warehouse.schema import strategic_direction

U = unit.c


class _Direction(TypedDict):
    direction_id: str
    name: str


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


def institutions(connection: Connection) -> tuple[Option, ...]:
    """Return every institution, with the number of its reports."""
    return tuple(
        Option(row["organization_id"], row["organization_name"], row["reports"])
        for row in organizations(connection)
    )


def _organizations(connection: Connection, _scope: Scope, _filters: Filters) -> tuple[Option, ...]:
    return institutions(connection)


def _years(connection: Connection, scope: Scope, _filters: Filters) -> tuple[Option, ...]:
    counted: Counter[int] = Counter()
    for one in scopes_of(connection, scope.organization_id):
        counted[one.fiscal_year] += len(one.reports)
    return tuple(Option(str(year), None, counted[year]) for year in sorted(counted, reverse=True))


def _dates(connection: Connection, scope: Scope, _filters: Filters) -> tuple[Option, ...]:
    return tuple(
        Option(str(one.when), None, len(one.reports))
        for one in scopes_of(connection, scope.organization_id)
        if one.fiscal_year == scope.fiscal_year
    )


def _directions(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    found = programs.listing(connection, scope, filters, without="direction")
    return _direction_options(connection, scope, found)


def _goal_directions(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    found = goals.chosen(connection, scope, filters, without="direction")
    return _direction_options(connection, scope, found)


def _direction_options(
    connection: Connection, scope: Scope, found: Sequence[ListedProgram] | Sequence[Goal]
) -> tuple[Option, ...]:
    counted = Counter(row["direction_id"] for row in found)
    return tuple(
        Option(row["direction_id"], row["name"], counted[row["direction_id"]])
        for row in _known_directions(connection, scope)
        if counted[row["direction_id"]]
    )


@kept
def _known_directions(connection: Connection, scope: Scope) -> Sequence[_Direction]:
    d = strategic_direction.c
    statement = select(d.direction_id, d.name).where(
        d.organization_id == scope.organization_id, d.fiscal_year == scope.fiscal_year
    )
    return rows(connection, statement.order_by(d.position), _Direction)


def _departments(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    found = programs.listing(connection, scope, filters, without="department")
    return _unit_options(connection, scope, Counter(u for row in found for u in row["unit_ids"]), filters)


def _goal_departments(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    units = {row["program_id"]: row["unit_ids"] for row in programs.of_scope(connection, scope)}
    found = goals.chosen(connection, scope, filters, without="department")
    counted = Counter(
        unit_id
        for row in found
        if row["program_id"] is not None
        for unit_id in units.get(row["program_id"], ())
    )
    return _unit_options(connection, scope, counted, filters)


def _unit_options(
    connection: Connection, scope: Scope, counted: Counter[str], filters: Filters
) -> tuple[Option, ...]:
    """Every unit with what it holds; the chosen one has its name even where nothing is left in it."""
    return tuple(
        Option(row["unit_id"], row[row["level"]], counted[row["unit_id"]], _names_above(row))
        for row in _known_units(connection, scope)
        if counted[row["unit_id"]] or row["unit_id"] in filters.departments
    )


@kept
def _known_units(connection: Connection, scope: Scope) -> Sequence[Unit]:
    statement = select(unit).where(
        U.organization_id == scope.organization_id, U.fiscal_year == scope.fiscal_year
    )
    return rows(connection, statement.order_by(*IN_ORDER), Unit)


def _names_above(row: Unit) -> tuple[str, ...]:
    names = (row[level] for level in LEVELS if level != row["level"])
    return tuple(name for name in names if name is not None)


def _fundings(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    found = programs.listing(connection, scope, filters, without="funding")
    counted = Counter(source for row in found for source in programs.sources_of(row))
    # Where no source at all is printed there is nothing to choose between.
    is_told = counted.keys() - {UNKNOWN} or filters.funding is not None
    return _in_order(FUNDINGS, counted) if is_told else ()


def _statuses(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    found = programs.listing(connection, scope, filters, without="status")
    return _in_order(BUDGET_STATUSES, Counter(row["status"] or "" for row in found))


def _goal_statuses(connection: Connection, scope: Scope, filters: Filters) -> tuple[Option, ...]:
    found = goals.chosen(connection, scope, filters, without="goal_status")
    return _in_order(GOAL_STATUSES, Counter(row["status"] or "" for row in found))


def _in_order(order: Sequence[str], counted: Counter[str]) -> tuple[Option, ...]:
    return tuple(Option(value, None, counted[value]) for value in order if counted[value])
