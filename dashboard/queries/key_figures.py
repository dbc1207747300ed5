"""The figures that a page and a brief begin with, and which printed totals they come from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.filters import Filters
from dashboard.queries import directions, findings, goals, institution, programs
from dashboard.queries.scopes import Scope
from dashboard.rows import Row


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The figures of one scope. budget and spent may come from different printed totals, which say so."""

    scope: Scope
    budget: Row
    budget_of: str
    spent: Row
    spent_of: str
    goals: Row
    programs: Row
    findings: Row
    whole: Row | None = None


def key_figures_of(connection: Connection, scope: Scope, filters: Filters) -> KeyFigures:
    """Return the figures of the whole institution, or of the chosen part of it."""
    sums = programs.totals(connection, scope, filters)
    chosen: Row = {**sums, "current_won": sums["budget_won"], "executed_won": sums["spent_won"]}
    budget, budget_of = chosen, "chosen" if filters.narrows_programs else "programs"
    spent, spent_of = budget, budget_of
    whole: Row | None = None
    if not filters.narrows_programs:
        printed = [
            (row, part)
            for part in ("expenditure", "programs")
            if (row := institution.summary(connection, scope, part)) is not None
        ]
        # The whole's executed amount may be destroyed in the source: then the programmes' total speaks.
        executed = [(row, part) for row, part in printed if row["executed_won"] is not None]
        budget, budget_of = (executed or printed or [(budget, budget_of)])[0]
        spent, spent_of = budget, budget_of
        whole = printed[0][0] if printed and printed[0][1] != budget_of else None
    elif filters.direction and not (filters.department or filters.funding or filters.status):
        for row in directions.scorecard(connection, scope, filters.direction)[:1]:
            budget, budget_of = row, "direction"
            spent, spent_of = row, "direction"
    return KeyFigures(
        scope=scope,
        budget=budget,
        budget_of=budget_of,
        spent=spent,
        spent_of=spent_of,
        goals=goals.counts(connection, scope, filters),
        programs=sums,
        findings=findings.counts(connection, scope, filters),
        whole=whole,
    )
