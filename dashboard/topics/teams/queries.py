"""Divisions, offices and teams: what their programmes add up to, and what is due in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypedDict

from sqlalchemy import Connection, case, select

from dashboard.shell.filters import Filters
from dashboard.topics.goals import queries as goals_of_all
from dashboard.topics.goals.queries import Goal
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import ProgramTotals, Sums, chosen, summed
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.thresholds import measured
from dashboard.warehouse.views import LEVELS, Level, Unit, program_execution, program_unit, unit
from etl.warehouse.schema import milestone

P = program_execution.c
U = unit.c


class NamedUnit(TypedDict):
    """A division, an office or a team by its names. level: which of them it is."""

    unit_id: str
    level: Level
    division: str | None
    office: str | None
    team: str | None


class UnitSums(NamedUnit, Sums):
    """A unit with the sums of the chosen programmes that stand in it."""


class Coverage(TypedDict):
    """How many programmes there are, several units run, and no unit is printed for."""

    programs: int
    shared: int
    without: int


class Step(TypedDict):
    """A planned step of a programme."""

    program_id: str
    program_name: str
    label: str
    starts_on: date
    ends_on: date
    document_id: str
    line: int


def units(connection: Connection, scope: Scope, filters: Filters) -> Sequence[UnitSums]:
    """Return every division, office and team with its programmes, each programme once in each of them.

    Each one stands under what is above it; the worst pace stands first among the units of one office. Chosen
    departments leave themselves and the units below them.
    """
    found = _units(connection, scope, filters.changed("department", None))
    if filters.department is None:
        return found
    above = [row for unit_id in filters.departments for row in one(connection, unit_id)]
    return [row for row in found if any(is_within(row, top) for top in above)]


@kept
def _units(connection: Connection, scope: Scope, filters: Filters) -> Sequence[UnitSums]:
    keys = (U.unit_id, U.level, U.division, U.office, U.team)
    sums = (
        select(*keys, *summed(scope))
        .join(program_unit, program_unit.c.unit_id == U.unit_id)
        .join(program_execution, P.program_id == program_unit.c.program_id)
        .where(chosen(connection, scope, filters))
        .group_by(*keys)
        .subquery()
    )
    sums = measured(connection, sums)
    s = sums.c
    statement = select(sums).order_by(
        s.division.asc().nulls_last(),
        s.office.asc().nulls_first(),
        case({level: number for number, level in enumerate(LEVELS)}, value=s.level),
        s.pace_gap.asc().nulls_last(),
        s.team,
    )
    return rows(connection, statement, UnitSums)


def is_within(row: NamedUnit, top: NamedUnit) -> bool:
    """Tell whether a unit is another one of the same institution and year, or stands below it."""
    shared = LEVELS[: LEVELS.index(top["level"]) + 1]
    return all(row[level] == top[level] for level in shared)


def coverage(connection: Connection, scope: Scope, filters: Filters) -> Coverage:
    """Return how many of the programmes several units run, and how many no unit is printed for."""
    own = programs.chosen_ids(connection, scope, filters)
    runners = programs.run_by(connection, scope, filters)
    return {
        "programs": len(own),
        "shared": sum(len(runners.get(program_id, ())) > 1 for program_id in own),
        "without": sum(program_id not in runners for program_id in own),
    }


def unplaced(connection: Connection, scope: Scope, filters: Filters) -> ProgramTotals | None:
    """Return the sums of the chosen programmes that no unit is printed for; None where there are none."""
    if filters.department is not None:
        return None
    runners = programs.run_by(connection, scope, filters)
    ids = [one for one in programs.chosen_ids(connection, scope, filters) if one not in runners]
    return programs.totals(connection, scope, filters, ids) if ids else None


@kept
def one(connection: Connection, unit_id: str) -> Sequence[Unit]:
    """Return the row of a unit, as far as there is one."""
    return rows(connection, select(unit).where(U.unit_id == unit_id), Unit)


def due(connection: Connection, scope: Scope, filters: Filters, days: int) -> Sequence[Step]:
    """Return the steps of the chosen programmes that end so many days after the date; none without one."""
    if scope.as_of is None:
        return []
    last = scope.as_of + timedelta(days=days)
    own = set(programs.chosen_ids(connection, scope, filters))
    return [
        row
        for row in _steps(connection, scope)
        if row["program_id"] in own and scope.as_of < row["ends_on"] <= last
    ]


@kept
def _steps(connection: Connection, scope: Scope) -> Sequence[Step]:
    m = milestone.c
    statement = (
        select(
            P.program_id, P.name.label("program_name"), m.label, m.starts_on, m.ends_on, m.document_id, m.line
        )
        .join(milestone, m.program_id == P.program_id)
        .where(P.fiscal_year == scope.fiscal_year, P.document_id.in_(scope.document_ids))
        .order_by(m.ends_on, m.starts_on, m.line)
    )
    return rows(connection, statement, Step)


def goals(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Goal]:
    """Return the goals of the chosen programmes."""
    own = set(programs.chosen_ids(connection, scope, filters))
    return _by_direction(row for row in goals_of_all.of_scope(connection, scope) if row["program_id"] in own)


def goals_above(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Goal]:
    """Return the goals of the directions that the chosen programmes serve."""
    served = {row["direction_id"] for row in programs.listing(connection, scope, filters)} - {None}
    return _by_direction(
        row for row in goals_of_all.of_scope(connection, scope) if row["direction_id"] in served
    )


def _by_direction(found: Iterable[Goal]) -> list[Goal]:
    return sorted(
        found,
        key=lambda row: (
            row["direction_id"] is None,
            row["direction_id"],
            row["attainment"] is None,
            row["attainment"],
            row["line"],
        ),
    )
