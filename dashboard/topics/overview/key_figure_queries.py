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
    """The whole's budget and execution as its printed parts add up to them. line: the whole's own."""

    document_id: str
    line: int
    current_won: int
    executed_won: int
    remaining_won: int
    fiscal_year: int
    as_of: date | None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The figures of one scope, on one base in every year: the whole institution, where its total is printed.

    part: the programmes' own total, where the others are of the whole. is_added_up: the execution is the sum
    of the whole's printed parts, since its own printed amount is destroyed.
    """

    scope: Scope
    budget: Row
    budget_of: str
    spent: Row
    spent_of: str
    goals: Row
    programs: Row
    findings: Row
    part: Row | None = None
    is_added_up: bool = False


@kept
def key_figures_of(connection: Connection, scope: Scope, filters: Filters) -> KeyFigures:
    """Return the figures of the whole institution, or of the chosen part of it."""
    sums = programs.totals(connection, scope, filters)
    chosen: Row = {**sums, "current_won": sums["budget_won"], "executed_won": sums["spent_won"]}
    budget: Row = chosen
    budget_of = "chosen" if filters.narrows_programs else "programs"
    part: Row | None = None
    added_up: Row | None = None
    if not filters.narrows_programs:
        printed: list[tuple[Row, str]] = [
            (row, base)
            for base in ("expenditure", "programs")
            if (row := institution.summary(connection, scope, base)) is not None
        ]
        budget, budget_of = (printed or [(budget, budget_of)])[0]
        if budget_of == "expenditure":
            part = printed[1][0] if printed[1:] else None
            added_up = _added_up(connection, scope) if budget["executed_won"] is None else None
    elif len(filters.directions) == 1 and not (filters.department or filters.funding or filters.status):
        # The printed line of one; several have no line of their own.
        for card in directions.scorecard(connection, scope, filters.directions)[:1]:
            budget, budget_of = card, "direction"
    return KeyFigures(
        scope=scope,
        budget=budget,
        budget_of=budget_of,
        spent=added_up or budget,
        spent_of=budget_of,
        goals=goals.counts(connection, scope, filters),
        programs=sums,
        findings=findings.counts(connection, scope, filters),
        part=part,
        is_added_up=added_up is not None,
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
        literal(sum(budgets) - sum(executed), BigInteger).label("remaining_won"),
        literal(tree.row["document_id"]).label("document_id"),
        literal(tree.row["line"], BigInteger).label("line"),
        literal(scope.fiscal_year).label("fiscal_year"),
        cast(scope.as_of, Date).label("as_of"),
    ).subquery()
    return only(connection, select(measured(connection, sums)), AddedUp)
