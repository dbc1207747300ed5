"""Strategic directions: the scorecard, one of them, its tasks, its theme over the years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from sqlalchemy import Connection, and_, or_, select

from dashboard.shell.filters import Filters
from dashboard.topics.goals import queries as goals
from dashboard.topics.programs import queries as programs
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.tables import BudgetLine, StrategicTask
from dashboard.warehouse.thresholds import Measured
from dashboard.warehouse.views import (
    EXECUTION_RATE,
    DirectionScorecard,
    YearlyTrend,
    direction_scorecard,
    yearly_trend,
)
from etl.terms.codes import COMMISSIONED
from etl.warehouse.schema import budget_line, strategic_task, theme

S = direction_scorecard.c


class DirectionCard(DirectionScorecard):
    """A strategic direction of the scorecard."""

    remaining_won: int | None
    theme_name: str | None
    theme_name_en: str | None


class TaskLine(BudgetLine):
    """The printed line of a task, with the rate that its figures give."""

    execution_rate: float | None


class UnplacedCard(Measured):
    """The programmes that belong to no direction, as the scorecard shows them; a page gives them a name."""

    direction_id: None
    name: str | None
    position: None
    theme_id: None
    theme_name: None
    theme_name_en: None
    fiscal_year: int
    as_of: date | None
    document_id: str
    line: int
    basis: str
    current_won: int | None
    executed_won: int | None
    remaining_won: int | None
    commissioned_won: None
    program_count: int
    programs_without_budget: int
    attention_count: int
    goals_total: int
    goals_met: int
    goals_on_pace: int
    goals_watch: int
    goals_behind: int
    goals_pending: int
    attainment_median: None
    previous_direction_id: None
    previous_name: None
    previous_year: None
    previous_won: None
    is_comparable: bool
    comparison_reason: None
    comparison_reason_en: None
    change_won: None
    change_percent: None


Card = DirectionCard | UnplacedCard


class Move(TypedDict):
    """A year's budget of a lineage beside that of the year that it compares with, and the state of both."""

    key: str
    label: str
    fiscal_year: int
    previous_year: int
    amount_won: int
    previous_won: int
    change_won: int
    change_percent: float
    document_id: str
    line: int
    as_of: date | None
    is_partial: bool | None
    is_comparable: bool
    earlier_document_id: str
    earlier_line: int
    earlier_as_of: date | None
    earlier_is_partial: bool | None


@kept
def scorecard(
    connection: Connection, scope: Scope, direction_ids: Sequence[str] = ()
) -> Sequence[DirectionCard]:
    """Return the directions of a scope in their printed order. direction_ids: only these, if any is named."""
    statement = (
        select(
            direction_scorecard,
            (S.current_won - S.executed_won).label("remaining_won"),
            theme.c.name.label("theme_name"),
            theme.c.name_en.label("theme_name_en"),
        )
        .outerjoin(theme, theme.c.theme_id == S.theme_id)
        .where(S.fiscal_year == scope.fiscal_year, S.document_id.in_(scope.document_ids))
        .order_by(S.position, S.document_id)
    )
    if direction_ids:
        statement = statement.where(S.direction_id.in_(direction_ids))
    return rows(connection, statement, DirectionCard)


@kept
def unplaced(connection: Connection, scope: Scope) -> UnplacedCard | None:
    """Return a card of the programmes that belong to no direction; None where all of them do.

    What is paid for commissioned institutions is no part of a direction's budget, and not missed there.
    """
    own = [
        row
        for row in programs.of_scope(connection, scope)
        if row["direction_id"] is None and row["appropriation"] not in COMMISSIONED
    ]
    if not own:
        return None
    ids = [row["program_id"] for row in own]
    sums = programs.totals(connection, scope, Filters(), ids)
    counts = goals.counted(row for row in goals.of_scope(connection, scope) if row["program_id"] in set(ids))
    return {
        "direction_id": None,
        "name": None,
        "position": None,
        "theme_id": None,
        "theme_name": None,
        "theme_name_en": None,
        "fiscal_year": sums["fiscal_year"],
        "as_of": sums["as_of"],
        "document_id": own[0]["document_id"],
        "line": own[0]["line"],
        "basis": "summed",
        "current_won": sums["current_won"],
        "executed_won": sums["executed_won"],
        "remaining_won": sums["remaining_won"],
        "execution_rate": sums["execution_rate"],
        "elapsed_share": sums["elapsed_share"],
        "pace_gap": sums["pace_gap"],
        "status": sums["status"],
        "commissioned_won": None,
        "program_count": len(own),
        "programs_without_budget": sum(row["current_won"] is None for row in own),
        "attention_count": sums["attention"],
        "goals_total": counts["total"],
        "goals_met": counts["met"],
        "goals_on_pace": counts["on_pace"],
        "goals_watch": counts["watch"],
        "goals_behind": counts["behind"],
        "goals_pending": counts["pending"],
        "attainment_median": None,
        "previous_direction_id": None,
        "previous_name": None,
        "previous_year": None,
        "previous_won": None,
        "is_comparable": False,
        "comparison_reason": None,
        "comparison_reason_en": None,
        "change_won": None,
        "change_percent": None,
    }


@kept
def tasks(connection: Connection, direction_id: str) -> Sequence[StrategicTask]:
    """Return the tasks of a direction in their printed order."""
    statement = (
        select(strategic_task)
        .where(strategic_task.c.direction_id == direction_id)
        .order_by(strategic_task.c.position)
    )
    return rows(connection, statement, StrategicTask)


@kept
def task_lines(connection: Connection, scope: Scope, direction_id: str) -> dict[str, TaskLine]:
    """Return the first printed line of each task of a direction, with its rate, by task."""
    lines = (
        select(budget_line)
        .where(
            budget_line.c.level == "task",
            budget_line.c.task_id.in_(
                select(strategic_task.c.task_id).where(strategic_task.c.direction_id == direction_id)
            ),
            budget_line.c.document_id.in_(scope.document_ids),
        )
        .subquery()
    )
    statement = select(lines, EXECUTION_RATE.label("execution_rate")).order_by(
        lines.c.current_won.is_(None), lines.c.executed_won.is_(None), lines.c.line
    )
    found: dict[str, TaskLine] = {}
    for row in rows(connection, statement, TaskLine):
        if row["task_id"] is not None:
            found.setdefault(row["task_id"], row)
    return found


@kept
def theme_years(connection: Connection, organization_id: str) -> Sequence[YearlyTrend]:
    """Return the budget of every theme of an institution by year, oldest first."""
    t = yearly_trend.c
    statement = (
        select(yearly_trend)
        .where(t.organization_id == organization_id, t.scope == "theme", t.basis == "budget")
        .order_by(t.key, t.fiscal_year)
    )
    return rows(connection, statement, YearlyTrend)


@kept
def moves(connection: Connection, organization_id: str, fiscal_year: int) -> Sequence[Move]:
    """Return budgets of lineages in this year or a later one beside those they compare with, largest first.

    What is nothing in either year moved by no percentage.

    `earlier_` is the place, the date and the state of the earlier amount.
    """
    now, before = yearly_trend.alias("now"), yearly_trend.alias("before")
    same = [now.c[name] == before.c[name] for name in ("organization_id", "scope", "key", "basis")]
    of_both = ("document_id", "line", "as_of", "is_partial")
    told = (
        "key", "label", "fiscal_year", "previous_year", "amount_won", "previous_won", "change_won",
        "change_percent", "is_comparable", *of_both,
    )  # fmt: skip
    statement = (
        select(
            *(now.c[name] for name in told), *(before.c[name].label(f"earlier_{name}") for name in of_both)
        )
        .join(before, and_(*same, before.c.fiscal_year == now.c.previous_year))
        .where(
            now.c.organization_id == organization_id,
            now.c.scope == "lineage",
            now.c.basis == "budget",
            now.c.is_comparable,
            now.c.amount_won > 0,
            now.c.previous_won > 0,
            or_(now.c.fiscal_year == fiscal_year, now.c.previous_year == fiscal_year),
        )
        .order_by(now.c.amount_won.desc(), now.c.key)
    )
    return rows(connection, statement, Move)
