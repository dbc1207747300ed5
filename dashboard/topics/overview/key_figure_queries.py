"""The figures that a page and a brief begin with, and which printed totals they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, Connection, Date, cast, literal, select

from dashboard.shell.filters import Filters
from dashboard.topics.directions import queries as directions
from dashboard.topics.directions.queries import DirectionCard
from dashboard.topics.execution import queries as budget_tree
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.queries import FindingCounts
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.queries import GoalCounts
from dashboard.topics.overview import queries as institution
from dashboard.topics.overview.queries import Summary
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import ProgramTotals
from dashboard.ui.citation import Place
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


class Amounts(Measured):
    """A budget and what was spent of it, with the lines that print them; sums of programmes have none."""

    current_won: int | None
    executed_won: int | None
    remaining_won: int | None
    budget_place: Place | None
    executed_place: Place | None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The figures of one scope, on one base in every year: the whole institution, where its total is printed.

    total, card: whose the amounts are; sums of programmes have neither. part: the programmes' own total,
    where the amounts are of the whole. is_added_up: what was spent is the sum of the whole's printed parts,
    since its own printed amount is destroyed.
    """

    scope: Scope
    budget: Amounts
    budget_of: str
    spent: Amounts
    goals: GoalCounts
    programs: ProgramTotals
    findings: FindingCounts
    total: Summary | None = None
    card: DirectionCard | None = None
    part: Summary | None = None
    is_added_up: bool = False


@kept
def key_figures_of(connection: Connection, scope: Scope, filters: Filters) -> KeyFigures:
    """Return the figures of the whole institution, or of the chosen part of it."""
    sums = programs.totals(connection, scope, filters)
    budget, budget_of = _of_programs(sums), "chosen" if filters.narrows_programs else "programs"
    total: Summary | None = None
    part: Summary | None = None
    card: DirectionCard | None = None
    added_up: AddedUp | None = None
    if not filters.narrows_programs:
        whole = institution.summary(connection, scope, "expenditure")
        own = institution.summary(connection, scope, "programs")
        if whole is not None:
            total, part, budget, budget_of = whole, own, _of_summary(whole), "expenditure"
            added_up = _added_up(connection, scope) if whole["executed_won"] is None else None
        elif own is not None:
            total, budget = own, _of_summary(own)
    elif len(filters.directions) == 1 and not (filters.department or filters.funding or filters.status):
        # The printed line of one; several have no line of their own.
        for card in directions.scorecard(connection, scope, filters.directions)[:1]:
            budget, budget_of = _of_line(card), "direction"
    return KeyFigures(
        scope=scope,
        budget=budget,
        budget_of=budget_of,
        spent=budget if added_up is None else _of_line(added_up),
        goals=goals.counts(connection, scope, filters),
        programs=sums,
        findings=findings.counts(connection, scope, filters),
        total=total,
        card=card,
        part=part,
        is_added_up=added_up is not None,
    )


def _of_programs(sums: ProgramTotals) -> Amounts:
    return _amounts(sums, sums["budget_won"], sums["spent_won"], None, None)


def _of_summary(row: Summary) -> Amounts:
    document_id, line, executed_line = row["document_id"], row["line"], row["executed_line"]
    place = None if line is None else (document_id, line)
    executed_place = place if executed_line is None else (document_id, executed_line)
    return _amounts(row, row["current_won"], row["executed_won"], place, executed_place)


def _of_line(row: DirectionCard | AddedUp) -> Amounts:
    place = (row["document_id"], row["line"])
    return _amounts(row, row["current_won"], row["executed_won"], place, place)


def _amounts(
    row: ProgramTotals | Summary | DirectionCard | AddedUp,
    budget_won: int | None,
    executed_won: int | None,
    budget_place: Place | None,
    executed_place: Place | None,
) -> Amounts:
    return {
        "current_won": budget_won,
        "executed_won": executed_won,
        "remaining_won": row["remaining_won"],
        "execution_rate": row["execution_rate"],
        "elapsed_share": row["elapsed_share"],
        "pace_gap": row["pace_gap"],
        "status": row["status"],
        "budget_place": budget_place,
        "executed_place": executed_place,
    }


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
