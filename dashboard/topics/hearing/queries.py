"""What a committee asks about: late and over-spent money, goals out of reach or lowered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    func,
    null,
    select,
)

from dashboard.shell.filters import Filters
from dashboard.topics.goals import queries as goals_of_all
from dashboard.topics.goals.queries import AnyGoal, Goal, badness
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import ListedProgram
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.views import (
    EXECUTION_RATE,
    GoalAttainment,
    goal_attainment,
    measure,
)
from etl.terms.measures import ratio_percent
from etl.warehouse.schema import budget_line, indicator_link

G = goal_attainment.c

# The programme lines are the programmes themselves; a programme's own page prints them a second time.
_LEVELS_OF_PROGRAMS = ("program", "program_detail", "subprogram")
_LINKED = ("earlier_name", "reason", "reason_en")


class OverspentLine(TypedDict):
    """A printed line that took more than its budget, and is no programme's."""

    name: str | None
    program_id: None
    direction_id: str | None
    current_won: int
    executed_won: int
    remaining_won: int
    document_id: str
    line: int
    execution_rate: float | None


class HeldGoal(GoalAttainment):
    """A goal with a target beside the last earlier result; all None where there is none.

    is_lowered: whether the target asks for less than that. target_of_earlier: in percent of it.
    linked_: what people said who linked the two.
    """

    is_lowered: bool | None
    earlier_year: int | None
    earlier_actual: float | None
    earlier_status: str | None
    earlier_document_id: str | None
    earlier_line: int | None
    target_of_earlier: float | None
    linked_earlier_name: str | None
    linked_reason: str | None
    linked_reason_en: str | None


def late(connection: Connection, scope: Scope, filters: Filters) -> Sequence[ListedProgram]:
    """Return the programmes that are behind, and those that the council's form asks a reason of."""
    found = [
        row
        for row in programs.listing(connection, scope, filters)
        if row["status"] == "behind" or row["is_reason_asked"]
    ]
    return sorted(
        found, key=lambda row: (row["execution_rate"] is None, row["execution_rate"], row["program_id"])
    )


def unreported(connection: Connection, scope: Scope, filters: Filters) -> Sequence[ListedProgram]:
    """Return the programmes without an executed figure, those with a dash beside a printed 0 % among them."""
    found = [
        row
        for row in programs.listing(connection, scope, filters)
        if row["executed_won"] is None and row["budget_state"] != "none"
    ]
    return sorted(
        found, key=lambda row: (row["current_won"] is None, -(row["current_won"] or 0), row["program_id"])
    )


def overspent(
    connection: Connection, scope: Scope, filters: Filters
) -> Sequence[ListedProgram | OverspentLine]:
    """Return the programmes and the other printed lines that took more than their budget, the most first."""
    found: list[ListedProgram | OverspentLine] = [
        row for row in programs.listing(connection, scope, filters) if row["status"] == "over"
    ]
    # A line of the whole cannot be laid to a department.
    if filters.department is None and filters.funding is None:
        found += [
            row
            for row in _overspent_lines(connection, scope)
            if not filters.directions or row["direction_id"] in filters.directions
        ]
    return sorted(found, key=lambda row: (row["remaining_won"], row["document_id"], row["line"]))


@kept
def _overspent_lines(connection: Connection, scope: Scope) -> Sequence[OverspentLine]:
    b = budget_line.c
    statement = select(
        b.label.label("name"),
        null().label("program_id"),
        b.direction_id,
        b.current_won,
        b.executed_won,
        (b.current_won - b.executed_won).label("remaining_won"),
        b.document_id,
        b.line,
        EXECUTION_RATE.label("execution_rate"),
    ).where(
        b.document_id.in_(scope.document_ids),
        b.fiscal_year == scope.fiscal_year,
        b.level.notin_(_LEVELS_OF_PROGRAMS),
        b.executed_won > b.current_won,
    )
    return rows(connection, statement, OverspentLine)


def goals(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Goal]:
    """Return the goals that are missed, behind, or without a result that the report owes; worst first."""
    found = [
        row
        for row in _of_chosen(connection, scope, filters, goals_of_all.of_scope(connection, scope))
        if row["status"] in ("missed", "behind", "pending") and row["result_status"] != "planned"
    ]
    return sorted(
        found, key=lambda row: (badness(row), row["attainment"] is None, row["attainment"], row["line"])
    )


def held_against_earlier(connection: Connection, scope: Scope, filters: Filters) -> Sequence[HeldGoal]:
    """Return the goals that have a target, with the last earlier result of the same goal where there is one.

    The same is what people linked, or what has the same name and unit. linked_earlier_name: what it was
    called, where people linked it. is_lowered: whether the target asks for less than that; None where there
    is nothing to hold it against.
    """
    return _of_chosen(connection, scope, filters, _held_against_earlier(connection, scope))


@kept
def _held_against_earlier(connection: Connection, scope: Scope) -> Sequence[HeldGoal]:
    results = (
        select(
            G.same, G.unit, G.better, G.fiscal_year.label("earlier_year"),
            G.actual.label("earlier_actual"), G.result_status.label("earlier_status"),
            G.document_id.label("earlier_document_id"), G.line.label("earlier_line"),
            func.row_number()
            .over(
                partition_by=(G.same, G.unit, G.better),
                order_by=(G.fiscal_year.desc(), G.reported_on.desc(), G.document_id, G.line),
            )
            .label("rank"),
        )
        .where(
            G.organization_id == scope.organization_id,
            G.fiscal_year < scope.fiscal_year,
            G.actual.isnot(None),
        )
        .subquery()
    )  # fmt: skip
    e, k = results.c, indicator_link.c
    # The later of the two; where both are of one year, what people said.
    is_linked = and_(k.earlier_year.isnot(None), k.earlier_year >= func.coalesce(e.earlier_year, 0))

    def last(name: str) -> ColumnElement[Any]:
        return case((is_linked, k[name]), else_=e[name]).label(name)

    actual = last("earlier_actual")
    is_less = case((G.better == "lower", G.target > actual.element), else_=G.target < actual.element)
    statement = (
        select(
            goal_attainment,
            is_less.label("is_lowered"),
            actual, last("earlier_year"), last("earlier_document_id"), last("earlier_line"),
            case((is_linked, "reported"), else_=e.earlier_status).label("earlier_status"),
            *(case((is_linked, k[name])).label(f"linked_{name}") for name in _LINKED),
        )
        .outerjoin(
            results,
            and_(e.same == G.same, e.unit.is_not_distinct_from(G.unit), e.better == G.better, e.rank == 1),
        )
        .outerjoin(indicator_link, k.indicator_result_id == G.indicator_result_id)
        .where(
            G.fiscal_year == scope.fiscal_year, G.document_id.in_(scope.document_ids), G.target.isnot(None)
        )
        .subquery()
    )  # fmt: skip
    of_earlier = measure(ratio_percent("target", "earlier_actual")).label("target_of_earlier")
    return rows(connection, select(statement, of_earlier).order_by(statement.c.line), HeldGoal)


def _of_chosen(
    connection: Connection, scope: Scope, filters: Filters, goals_here: Sequence[AnyGoal]
) -> Sequence[AnyGoal]:
    """The goals of the chosen direction and, where those are narrowed, of the chosen programmes."""
    if filters.direction is not None:
        goals_here = [row for row in goals_here if row["direction_id"] in filters.directions]
    if filters.department is not None or filters.funding is not None:
        own = set(programs.chosen_ids(connection, scope, filters))
        goals_here = [row for row in goals_here if row["program_id"] in own]
    return goals_here
