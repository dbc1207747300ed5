"""What became of last reported year's budget: what ended, shrank, grew and is new, programme by programme.

Only what the reviewed lineage says to be comparable is held against itself. What is merged, split, widened
or not reviewed stands apart, with its amounts: a difference of unlike things is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from sqlalchemy import Connection, func, select

from dashboard.topics.hearing.change_queries import reported_before
from dashboard.ui.citation import Place
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.views import program_execution
from etl.warehouse.schema import succession

KINDS: tuple[str, ...] = ("ended", "smaller", "larger", "new")
P = program_execution.c
X = succession.c


class _Succession(TypedDict):
    change: str
    from_id: str | None
    to_id: str | None
    is_comparable: bool


class _Budget(TypedDict):
    """A year's budget of a programme. newest: 1 of its newest report."""

    program_id: str
    name: str
    current_won: int | None
    document_id: str
    line: int
    newest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One programme. kind: one of `KINDS`, or 'equal'. change_won: what it adds to the budget.

    before_at, after_at: where the two budgets stand.
    """

    kind: str
    name: str | None
    program_id: str
    before_won: int | None
    after_won: int | None
    change_won: int
    before_at: Place | None
    after_at: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetChange:
    """From one year's budget to another's, of what can be compared.

    apart_before, apart_after: how many programmes of each year cannot be, and their budgets where known.
    apart_before_at, apart_after_at: where those stand.
    """

    year_before: int
    before_won: int
    after_won: int
    moved: Sequence[Moved]
    apart_before: tuple[int, int]
    apart_after: tuple[int, int]
    apart_before_at: Sequence[Place]
    apart_after_at: Sequence[Place]

    def without(self, places: Container[Place | None]) -> BudgetChange:
        """Return the change of those programmes alone that have neither budget at one of some places."""
        moved = [one for one in self.moved if one.before_at not in places and one.after_at not in places]
        return replace(
            self,
            before_won=sum(one.before_won or 0 for one in moved),
            after_won=sum(one.after_won or 0 for one in moved),
            moved=moved,
        )

    def of(self, kind: str) -> list[Moved]:
        """Return the programmes of a kind, the largest change first."""
        found = [one for one in self.moved if one.kind == kind]
        return sorted(found, key=lambda one: (-abs(one.change_won), one.program_id))

    def change_won(self, kind: str) -> int:
        """Return what a kind adds to the budget."""
        return sum(one.change_won for one in self.of(kind))


@kept
def budget_change(connection: Connection, scope: Scope) -> BudgetChange | None:
    """Return the change on the reported year before; None where no pair of the two can be compared."""
    year = reported_before(connection, scope)
    if year is None:
        return None
    before = {row["program_id"]: row for row in _budgets(connection, scope.organization_id, year)}
    after = {row["program_id"]: row for row in _budgets(connection, scope.organization_id, scope.fiscal_year)}
    moved = list(_moved(_successions(connection), before, after))
    if not any(one.kind in ("smaller", "larger", "equal") for one in moved):
        return None
    told = {one.program_id for one in moved}
    paired = {
        row["from_id"]
        for row in _successions(connection)
        if row["to_id"] in told and row["is_comparable"] and row["from_id"] in before
    }
    return BudgetChange(
        year_before=year,
        before_won=sum(one.before_won or 0 for one in moved),
        after_won=sum(one.after_won or 0 for one in moved),
        moved=moved,
        apart_before=_apart(before, told | paired),
        apart_after=_apart(after, told),
        apart_before_at=_places(before, told | paired),
        apart_after_at=_places(after, told),
    )


def _moved(
    lineage: Sequence[_Succession], before: dict[str, _Budget], after: dict[str, _Budget]
) -> Iterable[Moved]:
    pairs = [row for row in lineage if row["from_id"] in before and row["to_id"] in after]
    # What several came from, or went into, is no pair.
    froms = Counter(row["from_id"] for row in pairs)
    tos = Counter(row["to_id"] for row in pairs)
    for row in lineage:
        old, new = before.get(row["from_id"] or ""), after.get(row["to_id"] or "")
        was, now = (None if one is None else one["current_won"] for one in (old, new))
        if row["change"] == "ended" and old is not None and was is not None:
            yield Moved(
                kind="ended", name=old["name"], program_id=old["program_id"], before_won=was, after_won=None,
                change_won=-was, before_at=_place(old), after_at=None,
            )  # fmt: skip
        elif row["change"] == "new" and new is not None and now is not None:
            yield Moved(
                kind="new", name=new["name"], program_id=new["program_id"], before_won=None, after_won=now,
                change_won=now, before_at=None, after_at=_place(new),
            )  # fmt: skip
        elif (
            row["is_comparable"]
            and old is not None
            and new is not None
            and was is not None
            and now is not None
            and froms[row["from_id"]] == tos[row["to_id"]] == 1
        ):
            kind = "smaller" if now < was else "larger" if now > was else "equal"
            yield Moved(
                kind=kind, name=new["name"], program_id=new["program_id"], before_won=was, after_won=now,
                change_won=now - was, before_at=_place(old), after_at=_place(new),
            )  # fmt: skip


def _place(row: _Budget) -> Place:
    return row["document_id"], row["line"]


def _apart(budgets: dict[str, _Budget], told: set[str]) -> tuple[int, int]:
    """How many of a year's programmes are not told, and what of their budgets is known."""
    left = [row["current_won"] for program_id, row in budgets.items() if program_id not in told]
    return len(left), sum(won or 0 for won in left)


def _places(budgets: dict[str, _Budget], told: set[str]) -> list[Place]:
    return [_place(row) for program_id, row in budgets.items() if program_id not in told]


@kept
def _successions(connection: Connection) -> Sequence[_Succession]:
    statement = select(X.change, X.from_id, X.to_id, X.is_comparable).where(
        X.kind == "program", X.confidence != "low"
    )
    return rows(connection, statement.order_by(X.from_id, X.to_id), _Succession)


@kept
def _budgets(connection: Connection, organization_id: str, year: int) -> Sequence[_Budget]:
    """The budgets of a year's programmes, each by the newest report that has it."""
    newest = (
        func.row_number()
        .over(partition_by=P.program_id, order_by=(P.as_of.desc().nulls_last(), P.document_id))
        .label("newest")
    )
    found = (
        select(P.program_id, P.name, P.current_won, P.document_id, P.line, newest)
        .where(P.organization_id == organization_id, P.fiscal_year == year)
        .subquery()
    )
    statement = select(found).where(found.c.newest == 1).order_by(found.c.program_id)
    return rows(connection, statement, _Budget)
