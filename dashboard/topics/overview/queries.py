"""The whole institution: its totals, the comparable date before, and the lines under its total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import Connection, Date, and_, case, cast, exists, func, literal, or_, select

from dashboard.warehouse.reading import first, kept, only, rows
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.tables import BudgetLine, RevenueLine
from dashboard.warehouse.thresholds import Measured, measured
from dashboard.warehouse.views import (
    COLLECTION_RATE,
    ELAPSED_SHARE,
    InstitutionSummary,
    YearlyTrend,
    institution_summary,
    yearly_trend,
)
from dashboard.warehouse.views import whole_budget_line as budget_line
from dashboard.warehouse.views import whole_revenue_line as revenue_line
from etl.warehouse import schema

I = institution_summary.c  # noqa: E741


class Summary(InstitutionSummary):
    """The totals of a scope."""

    remaining_won: int | None


class StaffCosts(TypedDict):
    """What those who work on programmes cost, in lines of its own. costs_won: None where one is unknown."""

    lines: int
    costs_won: int | None


class BudgetPart(BudgetLine, Measured):
    """A line right under the printed total."""


class RevenuePart(RevenueLine):
    """The total of revenue, or a line right under it. is_total: None of a line of no known category."""

    is_total: bool | None
    collection_rate: float | None


def summary(connection: Connection, scope: Scope, part: str) -> Summary | None:
    """Return the totals of a scope. part: expenditure, programs or revenue."""
    return next((row for row in _summaries(connection, scope) if row["scope"] == part), None)


@kept
def _summaries(connection: Connection, scope: Scope) -> Sequence[Summary]:
    statement = (
        select(institution_summary, (I.current_won - I.executed_won).label("remaining_won"))
        .where(I.fiscal_year == scope.fiscal_year, I.document_id.in_(scope.document_ids))
        .order_by(I.executed_won.is_(None), I.document_id)
    )
    return rows(connection, statement, Summary)


@kept
def has_parts_only(connection: Connection, scope: Scope) -> bool:
    """Whether the reports print tables of an account, a fund or an office, and no total of the whole."""
    line = schema.budget_line.c
    parts = select(line.budget_line_id).where(
        line.document_id.in_(scope.document_ids),
        line.fiscal_year == scope.fiscal_year,
        line.scope != "whole",
    )
    return connection.scalar(parts.limit(1)) is not None and summary(connection, scope, "expenditure") is None


@kept
def elapsed_share(connection: Connection, scope: Scope) -> float | None:
    """Return the share of the fiscal year that has passed at the scope's date, in percent; None without."""
    when = select(
        literal(scope.fiscal_year).label("fiscal_year"), cast(scope.as_of, Date).label("as_of")
    ).subquery()
    share: float | None = connection.scalar(select(ELAPSED_SHARE).select_from(when))
    return share


@kept
def year_change(connection: Connection, scope: Scope, side: str, category: str) -> YearlyTrend | None:
    """Return a printed category of this year beside the year before, where a report prints both."""
    t = yearly_trend.c
    statement = select(yearly_trend).where(
        t.organization_id == scope.organization_id,
        t.fiscal_year == scope.fiscal_year,
        t.scope == side,
        t.key == category,
        t.basis == "budget",
        t.previous_year == scope.fiscal_year - 1,
    )
    return first(connection, statement, YearlyTrend)


@kept
def budget_parts(connection: Connection, scope: Scope) -> Sequence[BudgetPart]:
    """Return the lines right under the printed total, for institutions without directions."""
    b = budget_line.alias("b")
    total = budget_line.alias("total")
    of_total = exists(
        select(total.c.budget_line_id).where(
            total.c.budget_line_id == b.c.parent_id,
            total.c.level == "total",
            total.c.document_id == b.c.document_id,
        )
    )
    lines = (
        select(b)
        .where(
            b.c.document_id.in_(scope.document_ids),
            b.c.fiscal_year == scope.fiscal_year,
            b.c.level.notin_(("total", "program_detail", "subprogram")),
            or_(of_total, and_(b.c.parent_id.is_(None), b.c.level.in_(("program", "cost_item")))),
        )
        .subquery()
    )
    found = measured(connection, lines)
    return rows(connection, select(found).order_by(found.c.document_id, found.c.line), BudgetPart)


@kept
def staff_costs(connection: Connection, scope: Scope) -> StaffCosts:
    """Return the costs that stand among the programmes of a direction, and are none of them."""
    b = budget_line.c
    are_known = func.count() == func.count(b.current_won)
    statement = select(
        func.count().label("lines"), case((are_known, func.sum(b.current_won))).label("costs_won")
    ).where(
        b.document_id.in_(scope.document_ids),
        b.fiscal_year == scope.fiscal_year,
        b.level == "cost_item",
        b.direction_id.is_not(None),
    )
    return only(connection, statement, StaffCosts)


@kept
def revenue(connection: Connection, scope: Scope) -> Sequence[RevenuePart]:
    """Return the total of revenue and the lines right under it, with their collection rate."""
    parent = revenue_line.alias("parent")
    r = revenue_line.alias("r")
    lines = (
        select(r, (r.c.category == "total").label("is_total"))
        .outerjoin(parent, parent.c.revenue_line_id == r.c.parent_id)
        .where(
            r.c.document_id.in_(scope.document_ids),
            r.c.fiscal_year == scope.fiscal_year,
            or_(r.c.category == "total", r.c.parent_id.is_(None), parent.c.category == "total"),
        )
        .subquery()
    )
    statement = select(lines, COLLECTION_RATE.label("collection_rate"))
    return rows(connection, statement.order_by(lines.c.document_id, lines.c.line), RevenuePart)
