"""Goals: each with its target, result, attainment and status; and how many stand where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypedDict, TypeVar

from sqlalchemy import Connection, Select, case, func, select

from dashboard.shell.filters import Filters
from dashboard.topics.programs import queries as programs
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Home, Scope, subject_home
from dashboard.warehouse.views import GoalAttainment, goal_attainment
from etl.terms.measures import GOAL_STATUSES
from etl.warehouse.schema import strategic_direction

G = goal_attainment.c


class Goal(GoalAttainment):
    """A goal with its direction, where it is of one."""

    direction_name: str | None
    position: int | None


class GoalYear(GoalAttainment):
    """A goal in one of the years that it stands in, by the newest report of it. years: how many."""

    rank: int
    years: int


class GoalCounts(TypedDict):
    """How many goals stand where."""

    total: int
    met: int
    on_pace: int
    watch: int
    behind: int
    pending: int
    unread: int


AnyGoal = TypeVar("AnyGoal", bound=GoalAttainment)
_WORST_FIRST = ("missed", "behind", "watch", "on_pace", "met", "exceeded", "pending")
WORST_FIRST = case(
    {status: place for place, status in enumerate(_WORST_FIRST)}, value=G.status, else_=len(_WORST_FIRST)
)


@kept
def of_scope(connection: Connection, scope: Scope) -> Sequence[Goal]:
    """Return every goal of a scope by its line, with its direction: read once, narrowed often."""
    statement = _goals().where(G.fiscal_year == scope.fiscal_year, G.document_id.in_(scope.document_ids))
    return rows(connection, statement.order_by(G.line, G.indicator_result_id), Goal)


def _goals() -> Select[Any]:
    d = strategic_direction.c
    return select(goal_attainment, d.name.label("direction_name"), d.position).outerjoin(
        strategic_direction, d.direction_id == G.direction_id
    )


def chosen(
    connection: Connection, scope: Scope, filters: Filters, without: str | None = None
) -> Sequence[Goal]:
    """Return the goals that the filters of the goals' page choose, by line; one may be left out."""
    programs_below: set[str] | None = None
    if filters.department is not None and without != "department":
        every = programs.of_scope(connection, scope)
        programs_below = {
            row["program_id"] for row in every if not set(filters.departments).isdisjoint(row["unit_ids"])
        }
    return [
        row
        for row in of_scope(connection, scope)
        if (not filters.directions or row["direction_id"] in filters.directions or without == "direction")
        and (programs_below is None or row["program_id"] in programs_below)
        and (filters.goal_status in (None, row["status"]) or without == "goal_status")
    ]


def listing(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Goal]:
    """Return the chosen goals by direction in its printed order, else by programme; the worst first."""
    found = chosen(connection, scope, filters)
    # A programme's goals stand together, at the place of the first that is printed.
    places: dict[tuple[str | None, str | None], int] = {}
    for row in found:
        places.setdefault(_group(row), row["line"])
    return sorted(
        found,
        key=lambda row: (
            *_nulls_last(row["position"]),
            places[_group(row)],
            *_nulls_last(row["program_id"]),
            badness(row),
            *_nulls_last(row["attainment"]),
            row["line"],
            row["indicator_result_id"],
        ),
    )


def _group(row: GoalAttainment) -> tuple[str | None, str | None]:
    return row["direction_id"], row["program_id"] if row["direction_id"] is None else None


def badness(row: GoalAttainment) -> int:
    """Return the place of a goal's status in the order from the worst."""
    return _WORST_FIRST.index(row["status"]) if row["status"] in _WORST_FIRST else len(_WORST_FIRST)


def _nulls_last(value: Any) -> tuple[bool, Any]:  # noqa: ANN401 -- whatever a column holds
    return value is None, value


def worst_first(goals: Iterable[Goal]) -> list[Goal]:
    """Return goals in the order of their status, then of their lines."""
    return sorted(goals, key=lambda row: (badness(row), row["line"]))


def by_status(connection: Connection, scope: Scope, filters: Filters) -> dict[str, int]:
    """Return how many of the goals stand where, whatever status is chosen; `undefined` where none holds."""
    found = Counter(row["status"] for row in chosen(connection, scope, filters, without="goal_status"))
    counted = {status: found[status] for status in GOAL_STATUSES}
    return {"total": found.total(), **counted, "undefined": found[None]}


def furthest_behind(connection: Connection, scope: Scope, filters: Filters) -> Goal | None:
    """Return the goal that is furthest behind; None where none is."""
    late = [
        row for row in chosen(connection, scope, filters) if row["status"] in ("behind", "missed", "watch")
    ]
    return min(late, key=lambda row: (*_nulls_last(row["attainment"]), row["line"]), default=None)


@kept
def years(connection: Connection, organization_id: str) -> Sequence[GoalYear]:
    """Return the goals of an institution that stand in more than one year, newest report of each year."""
    latest = (
        select(
            goal_attainment,
            func.row_number()
            .over(
                partition_by=(G.same, G.unit, G.better, G.fiscal_year),
                order_by=(G.reported_on.desc(), G.document_id, G.line),
            )
            .label("rank"),
        )
        .where(G.organization_id == organization_id)
        .subquery()
    )
    kept = latest.c
    several = func.count().over(partition_by=(kept.same, kept.unit, kept.better))
    found = select(latest, several.label("years")).where(kept.rank == 1).subquery()
    f = found.c
    statement = select(found).where(f.years > 1).order_by(f.same, f.unit, f.better, f.fiscal_year)
    return rows(connection, statement, GoalYear)


def of_direction(connection: Connection, scope: Scope, direction_id: str) -> Sequence[Goal]:
    """Return the goals of a direction, worst first."""
    return worst_first(row for row in of_scope(connection, scope) if row["direction_id"] == direction_id)


def without_direction(connection: Connection, scope: Scope) -> Sequence[Goal]:
    """Return the goals that belong to no direction, worst first."""
    return worst_first(row for row in of_scope(connection, scope) if row["direction_id"] is None)


def of_program(connection: Connection, program_id: str) -> Sequence[Goal]:
    """Return the goals of a programme in every report, worst first."""
    home = subject_home(connection, "program", program_id)
    every = () if home is None else _of_year(connection, home)
    return worst_first(row for row in every if row["program_id"] == program_id)


@kept
def _of_year(connection: Connection, home: Home) -> Sequence[Goal]:
    statement = _goals().where(G.organization_id == home[0], G.fiscal_year == home[1])
    return rows(connection, statement.order_by(G.document_id, G.line), Goal)


def counts(connection: Connection, scope: Scope, filters: Filters) -> GoalCounts:
    """Return how many goals stand where, for the chosen direction or the chosen programmes."""
    meant = of_scope(connection, scope)
    if filters.department or filters.funding or filters.status:
        own = set(programs.chosen_ids(connection, scope, filters))
        meant = [row for row in meant if row["program_id"] in own]
    elif filters.direction:
        meant = [row for row in meant if row["direction_id"] in filters.directions]
    return counted(meant)


def counted(meant: Iterable[GoalAttainment]) -> GoalCounts:
    """Return how many of some goals stand where."""
    every = list(meant)
    found = Counter(row["status"] for row in every)
    return {
        "total": found.total(),
        "met": found["met"] + found["exceeded"],
        "on_pace": found["on_pace"],
        "watch": found["watch"],
        "behind": found["behind"] + found["missed"],
        "pending": found["pending"],
        "unread": sum(1 for row in every if row["result_status"] == "unread"),
    }
