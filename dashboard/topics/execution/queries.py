"""Revenue and expenditure as trees: the printed lines, and below them directions, tasks and programmes.

The trunk is the first printed total with its parts. Where the trunk ends at a programme budget, a direction
or a task, what the same reports say of those goes on below it. A cell that is destroyed in the trunk takes
the figure of another table of the same document, where that one prints the same budget; it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import add

from sqlalchemy import BigInteger, Connection, Date, cast, func, null, select

from dashboard.shell.filters import Filters
from dashboard.topics.execution.node_queries import LISTED, SETTLED, UNPLACED, Node
from dashboard.topics.execution.program_queries import of_programs, with_programs
from dashboard.topics.programs import queries as programs
from dashboard.ui.rows import Row
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.tables import BudgetLine, RevenueLine, YearOnYear
from dashboard.warehouse.thresholds import Measured, measured
from dashboard.warehouse.views import COLLECTION_RATE, ELAPSED_SHARE
from dashboard.warehouse.views import whole_budget_line as budget_line
from dashboard.warehouse.views import whole_revenue_line as revenue_line
from etl.warehouse.schema import year_on_year

_LEVELS = ("total", "section", "direction", "task", "institution", "cost_item", "item")
_APART = ("total", "institution")
"""Lines that stand by themselves: the head of another table, an institution in the text about it."""
_FIGURES = (
    "executed_won", "remaining_won", "execution_rate", "printed_rate", "pace_gap", "status",
)  # fmt: skip


class ExpenditureLine(BudgetLine, Measured):
    """A printed line of expenditure. unsettled_won: what its settlement says nothing of."""

    node_id: str
    remaining_won: int | None
    unsettled_won: int | None


class Receipts(RevenueLine):
    """A printed line of revenue, with the columns of one of expenditure. level: its category."""

    node_id: str
    level: str | None
    executed_won: int | None
    remaining_won: int | None
    execution_rate: float | None
    elapsed_share: float | None
    pace_gap: None
    status: None


class ComparedBudget(YearOnYear, Measured):
    """A line of a comparison of two years, with the columns of an account: budgets only."""

    current_won: int | None
    executed_won: None
    as_of: date | None


@kept
def expenditure(connection: Connection, scope: Scope) -> Node | None:
    """Return the tree of expenditure; None where the reports print none."""
    lines = _expenditure_lines(connection, scope)
    listed = programs.listing(connection, scope, Filters())
    trunk = _trunk(lines) or _two_years(connection, scope, "expenditure")
    if trunk is None:
        return _without_total(lines, of_programs(connection, scope, listed))
    tree = with_programs(_filled(trunk, lines), connection, scope, listed)
    return _with_unplaced(tree, lines)


@kept
def revenue(connection: Connection, scope: Scope) -> Node | None:
    """Return the tree of revenue; executed_won and execution_rate hold what came in, and its share."""
    of_scope = (
        select(revenue_line, revenue_line.c.received_won.label("executed_won"))
        .where(
            revenue_line.c.document_id.in_(scope.document_ids),
            revenue_line.c.fiscal_year == scope.fiscal_year,
        )
        .subquery()
    )
    statement = select(
        of_scope,
        of_scope.c.revenue_line_id.label("node_id"),
        of_scope.c.category.label("level"),
        COLLECTION_RATE.label("execution_rate"),
        ELAPSED_SHARE.label("elapsed_share"),
        (of_scope.c.current_won - of_scope.c.received_won).label("remaining_won"),
        null().label("pace_gap"),
        null().label("status"),
    )
    found = rows(connection, statement.order_by(of_scope.c.document_id, of_scope.c.line), Receipts)
    trunk = _trunk(found) or _two_years(connection, scope, "revenue")
    return _without_total(found, None) if trunk is None else _with_unplaced(trunk, found)


def _expenditure_lines(connection: Connection, scope: Scope) -> Sequence[ExpenditureLine]:
    of_scope = (
        select(budget_line)
        .where(
            budget_line.c.document_id.in_(scope.document_ids),
            budget_line.c.fiscal_year == scope.fiscal_year,
            budget_line.c.level.in_(_LEVELS),
        )
        .subquery()
    )
    found = measured(connection, of_scope)
    statement = select(
        found,
        found.c.budget_line_id.label("node_id"),
        (found.c.current_won - found.c.executed_won).label("remaining_won"),
        # What a settled line says nothing of: a dash is nothing, as the check of settlements takes it.
        (
            found.c.current_won
            - func.coalesce(found.c.executed_won, 0)
            - reduce(add, (func.coalesce(found.c[name], 0) for name in SETTLED))
        ).label("unsettled_won"),
    )
    return rows(connection, statement.order_by(found.c.document_id, found.c.line), ExpenditureLine)


def _trunk(lines: Sequence[Row]) -> Node | None:
    """The first printed total with the lines below it."""
    below = _below(lines)
    totals = [
        line for line in lines if line["parent_id"] is None and "total" in (line["level"], line["category"])
    ]
    if not totals:
        return None
    root = _grown(totals[0], below)
    if root.children:
        return root
    # A table that does not say what its lines are parts of: its sections are those of its total.
    sections = [
        line
        for line in lines
        if line["parent_id"] is None
        and line["level"] == "section"
        and line["document_id"] == root.row["document_id"]
    ]
    return replace(root, children=tuple(_grown(line, below) for line in sections))


def _without_total(lines: Sequence[Row], of_programs: Node | None) -> Node | None:
    """All lines that are parts of no other, side by side, where no total is printed.

    They are not added up: nothing says that one of them does not hold another.
    """
    found = _unplaced(lines, frozenset(), apart=())
    if not found:
        return of_programs
    first = found[0].row
    place = {"document_id": first["document_id"], "line": first["line"]}
    more = () if of_programs is None else (of_programs,)
    return Node(LISTED, None, LISTED, place, (*found, *more))


def _with_unplaced(tree: Node, lines: Sequence[Row]) -> Node:
    """The tree, and apart from its parts the lines that say of no line that they are a part of it."""
    found = _unplaced(lines, frozenset(node.node_id for node in tree.walk()), apart=_APART)
    if not found:
        return tree
    first = found[0].row
    place = {"document_id": first["document_id"], "line": first["line"]}
    return replace(tree, children=(*tree.children, Node(UNPLACED, None, UNPLACED, place, found)))


def _unplaced(lines: Sequence[Row], placed: frozenset[str], apart: Sequence[str]) -> tuple[Node, ...]:
    below = _below(lines)
    return tuple(
        _grown(line, below)
        for line in lines
        if line["parent_id"] is None
        and line["scope"] == "whole"
        and line["node_id"] not in placed
        and line["level"] not in apart
        and line["category"] not in apart
    )


def _below(lines: Sequence[Row]) -> dict[str, list[Row]]:
    below: dict[str, list[Row]] = {}
    for line in lines:
        if line["parent_id"] is not None:
            below.setdefault(line["parent_id"], []).append(line)
    return below


def _grown(line: Row, below: dict[str, list[Row]]) -> Node:
    return Node(
        node_id=line["node_id"],
        label=line["label"],
        level=line["level"] or "item",
        row=line,
        children=tuple(_grown(child, below) for child in below.get(line["node_id"], [])),
        unreadable=frozenset(
            "executed_won" if column == "received_won" else column
            for column in (line["unreadable"] or "").split(",")
            if column
        ),
        direction_id=line["direction_id"] if line["level"] == "direction" else None,
    )


def _two_years(connection: Connection, scope: Scope, side: str) -> Node | None:
    """The tree of a printed comparison of two years, where no account is printed: budgets only."""
    y = year_on_year.c
    of_scope = (
        select(
            year_on_year,
            y.amount_won.label("current_won"),
            cast(null(), BigInteger).label("executed_won"),
            cast(scope.as_of, Date).label("as_of"),
        )
        .where(y.document_id.in_(scope.document_ids), y.fiscal_year == scope.fiscal_year, y.side == side)
        .subquery()
    )
    budgets = measured(connection, of_scope)
    statement = select(budgets).order_by(budgets.c.document_id, budgets.c.line)
    lines: list[Row] = []
    ids: dict[str | None, str] = {}
    for found in rows(connection, statement, ComparedBudget):
        node_id = f"{found['document_id']}:{found['line']}"
        parent_id = ids.get(found["parent_label"]) if found["parent_label"] else None
        lines.append({**found, "node_id": node_id, "level": found["category"], "parent_id": parent_id})
        # The first of a name is the one that the lines after it are parts of.
        ids.setdefault(found["label"], node_id)
    return _trunk(lines)


def _filled(node: Node, lines: Sequence[Row]) -> Node:
    """Take the figures of destroyed cells from another line of the document that prints the same budget."""
    filled = replace(node, children=tuple(_filled(child, lines) for child in node.children))
    if not node.unreadable & {"executed_won", "printed_rate"}:
        return filled
    for line in lines:
        is_same = (
            line["node_id"] != node.node_id
            and line["document_id"] == node.row["document_id"]
            and line["current_won"] == node.row["current_won"]
            and line["executed_won"] is not None
            and any(
                line[key] is not None and line[key] == node.row[key]
                for key in ("category", "task_id", "direction_id")
            )
            and line["level"] == node.level
            and node.row["executed_won"] in (None, line["executed_won"])
        )
        if is_same:
            taken = {name: line[name] for name in _FIGURES if line[name] is not None}
            return replace(
                filled,
                row={**node.row, **taken},
                unreadable=node.unreadable - set(taken),
                other_line=line["line"],
            )
    return filled
