"""The figures that a page and a brief begin with, and which printed totals they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, Connection, Date, cast, literal, select

from dashboard.shell.filters import Filters
from dashboard.topics.directions import queries as directions
from dashboard.topics.execution import queries as budget_tree
from dashboard.topics.findings import queries as findings
from dashboard.topics.goals import queries as goals
from dashboard.topics.overview import queries as institution
from dashboard.topics.programs import queries as programs
from dashboard.ui.rows import Row
from dashboard.warehouse.reading import kept, only
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.thresholds import Measured, measured


class AddedUp(Measured):
    """The whole's budget and execution as its printed parts add up to them."""

    current_won: int
    executed_won: int
    fiscal_year: int
    as_of: date | None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The figures of one scope. budget and spent may come from different printed totals, which say so.

    whole: the institution's own total, where the others are a part of it. added_up: its execution as its
    printed parts add up to it, where its own printed amount is destroyed.
    """

    scope: Scope
    budget: Row
    budget_of: str
    spent: Row
    spent_of: str
    goals: Row
    programs: Row
    findings: Row
    whole: Row | None = None
    added_up: Row | None = None


@kept
def key_figures_of(connection: Connection, scope: Scope, filters: Filters) -> KeyFigures:
    """Return the figures of the whole institution, or of the chosen part of it."""
    sums = programs.totals(connection, scope, filters)
    chosen: Row = {**sums, "current_won": sums["budget_won"], "executed_won": sums["spent_won"]}
    budget: Row = chosen
    budget_of = "chosen" if filters.narrows_programs else "programs"
    whole: Row | None = None
    if not filters.narrows_programs:
        printed: list[tuple[Row, str]] = [
            (row, part)
            for part in ("expenditure", "programs")
            if (row := institution.summary(connection, scope, part)) is not None
        ]
        # The whole's executed amount may be destroyed in the source: then the programmes' total speaks.
        executed = [(row, part) for row, part in printed if row["executed_won"] is not None]
        budget, budget_of = (executed or printed or [(budget, budget_of)])[0]
        whole = printed[0][0] if printed and printed[0][1] != budget_of else None
    elif len(filters.directions) == 1 and not (filters.department or filters.funding or filters.status):
        # The printed line of one; several have no line of their own.
        for card in directions.scorecard(connection, scope, filters.directions)[:1]:
            budget, budget_of = card, "direction"
    return KeyFigures(
        scope=scope,
        budget=budget,
        budget_of=budget_of,
        spent=budget,
        spent_of=budget_of,
        goals=goals.counts(connection, scope, filters),
        programs=sums,
        findings=findings.counts(connection, scope, filters),
        whole=whole,
        added_up=None if whole is None else _added_up(connection, scope),
    )


def _added_up(connection: Connection, scope: Scope) -> AddedUp | None:
    """The whole's execution as the sum of its parts: where every part is legible, and none is missing."""
    tree = budget_tree.expenditure(connection, scope)
    if tree is None or "executed_won" not in tree.unreadable or not tree.children:
        return None
    parts = [part for part in tree.children if "executed_won" not in part.unreadable]
    budgets = [part.row["current_won"] for part in parts]
    executed = [part.row["executed_won"] for part in parts]
    if len(parts) < len(tree.children) or None in budgets or None in executed:
        return None
    if sum(budgets) != tree.row["current_won"]:
        return None
    sums = select(
        literal(sum(budgets), BigInteger).label("current_won"),
        literal(sum(executed), BigInteger).label("executed_won"),
        literal(scope.fiscal_year).label("fiscal_year"),
        cast(scope.as_of, Date).label("as_of"),
    ).subquery()
    return only(connection, select(measured(connection, sums)), AddedUp)
