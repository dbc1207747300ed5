"""What institutions can be compared by at one month, and why those who are missing are missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from sqlalchemy import BigInteger, Connection, func, literal, literal_column, select

from dashboard.shell.filters import Filters
from dashboard.topics.overview.key_figure_queries import KeyFigures, key_figures_of
from dashboard.warehouse.reading import kept, only, rows
from dashboard.warehouse.scopes import Scope, organizations, scopes_of
from dashboard.warehouse.views import goal_attainment
from etl.terms import measures
from etl.warehouse.schema import organization, staffing

G, S = goal_attainment.c, staffing.c
_FEWEST = 3
"""Figures of a line of staff that prove its total."""


class Peer(TypedDict):
    """An institution at the month. attainment: the median of its goals; heads: None if unproved."""

    organization_id: str
    name: str
    is_own: bool
    as_of: date
    current_won: int | None
    executed_won: int | None
    execution_rate: float | None
    pace_gap: float | None
    status: str | None
    attainment: float | None
    goals: int
    heads: int | None
    per_head_won: int | None
    document_id: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Absent:
    """An institution that cannot be compared. why: 'no_report' or 'other_base'; dates: what it reports of."""

    name: str
    why: str
    dates: Sequence[date]


@dataclass(frozen=True, slots=True)
class Peers:
    """The institutions that can be compared, the own one first, and the others. base: what budgets are of."""

    base: str
    found: Sequence[Peer]
    absent: Sequence[Absent]


class _Median(TypedDict):
    median: float | None
    goals: int


class _PerHead(TypedDict):
    per_head_won: int | None


class _Staff(TypedDict):
    document_id: str
    line: int
    current: int


@kept
def peers(connection: Connection, scope: Scope) -> Peers | None:
    """Return the institutions of a scope's fiscal year and month; None where it has no date."""
    if scope.as_of is None:
        return None
    own = key_figures_of(connection, scope, Filters())
    found, absent = [_peer(connection, scope, own, is_own=True)], []
    for one in organizations(connection):
        if one["organization_id"] == scope.organization_id:
            continue
        every = scopes_of(connection, one["organization_id"])
        of_month = [other for other in every if _month(other) == _month(scope)]
        dates = [other.as_of for other in every if other.as_of is not None]
        figures = key_figures_of(connection, of_month[0], Filters()) if of_month else None
        if figures is None:
            absent.append(Absent(one["organization_name"], "no_report", dates))
        elif figures.budget_of != own.budget_of:
            absent.append(Absent(one["organization_name"], "other_base", dates))
        else:
            found.append(_peer(connection, of_month[0], figures, is_own=False))
    return Peers(own.budget_of, found, absent)


def _month(scope: Scope) -> tuple[int, int, int] | None:
    return None if scope.as_of is None else (scope.fiscal_year, scope.as_of.year, scope.as_of.month)


def _peer(connection: Connection, scope: Scope, figures: KeyFigures, *, is_own: bool) -> Peer:
    goals = _goals(connection, scope)
    heads = _heads(connection, scope)
    current_won = figures.budget["current_won"]
    document_id, line = figures.budget["budget_place"] or (None, None)
    return Peer(
        organization_id=scope.organization_id,
        name=scope.reports[0].organization_name,
        is_own=is_own,
        as_of=scope.as_of or date.min,
        current_won=current_won,
        executed_won=figures.spent["executed_won"],
        execution_rate=figures.spent["execution_rate"],
        pace_gap=figures.spent["pace_gap"],
        status=figures.spent["status"],
        attainment=goals["median"],
        goals=goals["goals"],
        heads=heads,
        per_head_won=_per_head(connection, current_won, heads),
        document_id=document_id,
        line=line,
    )


def _goals(connection: Connection, scope: Scope) -> _Median:
    """Return the median of the year's attainments, each capped at 100, as a direction's is."""
    statement = select(
        func.median(func.least(G.attainment, 100.0)).filter(G.attainment.is_not(None)).label("median"),
        func.count(G.attainment).label("goals"),
    ).where(G.document_id.in_(scope.document_ids), G.fiscal_year == scope.fiscal_year)
    return only(connection, statement, _Median)


def _heads(connection: Connection, scope: Scope) -> int | None:
    """Return how many work at the institution: a printed total that its grades in the same line add up to."""
    statement = (
        select(S.document_id, S.line, S.current)
        .join(organization, organization.c.name == S.unit_name)
        .where(
            organization.c.organization_id == scope.organization_id,
            S.document_id.in_(scope.document_ids),
            S.current.is_not(None),
        )
        .order_by(S.document_id, S.line)
    )
    by_line: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in rows(connection, statement, _Staff):
        by_line[row["document_id"], row["line"]].append(row["current"])
    # A total and two grades at least: of two equal figures neither is known to be the other's total.
    sums = [grades for grades in by_line.values() if len(grades) >= _FEWEST]
    proved = {max(grades) for grades in sums if sum(grades) == 2 * max(grades)}
    return proved.pop() if len(proved) == 1 else None


def _per_head(connection: Connection, current_won: int | None, heads: int | None) -> int | None:
    if current_won is None or heads is None:
        return None
    amounts = select(
        literal(current_won, BigInteger).label("current_won"), literal(heads, BigInteger).label("heads")
    ).subquery()
    statement = select(
        literal_column(measures.BUDGET_PER_HEAD_WON, BigInteger).label("per_head_won")
    ).select_from(amounts)
    return only(connection, statement, _PerHead)["per_head_won"]
