"""Revenue and expenditure as trees: the printed lines, and below them directions, tasks and programmes.

The trunk is the first printed total with its parts. Where the trunk ends at a programme budget, a direction
or a task, what the same reports say of those goes on below it. A cell that is destroyed in the trunk takes
the figure of another table of the same document, where that one prints the same budget; it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, Connection, case, cast, func, literal, null, select

from dashboard.filters import Filters
from dashboard.queries import directions, programs
from dashboard.queries.reading import kept, rows
from dashboard.queries.scopes import Scope
from dashboard.queries.thresholds import measured
from dashboard.queries.views import (
    COLLECTION_RATE,
    ELAPSED_SHARE,
    program_execution,
)
from dashboard.rows import Row
from etl.warehouse.schema import budget_line, revenue_line, strategic_task, year_on_year

_LEVELS = ("total", "section", "direction", "task", "institution", "cost_item", "item")
_PROGRAMS = ("programs", "project_costs")
_COMMISSIONED = ("commissioned_institutions", "commissioned_institution_costs")
"""A report names the money of commissioned institutions as a section, or as the line of its costs."""
_FIGURES = (
    "executed_won", "remaining_won", "execution_rate", "printed_rate", "pace_gap", "status",
)  # fmt: skip
P = program_execution.c


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a tree. basis: 'printed' or 'summed' (added up from programmes, where no line is printed).

    unreadable: the columns whose printed cell is destroyed. other_line: where in the same document the
    figures of such cells were found.
    """

    node_id: str
    label: str | None
    level: str
    row: Row
    children: tuple[Node, ...] = ()
    basis: str = "printed"
    unreadable: frozenset[str] = frozenset()
    other_line: int | None = None
    program_id: str | None = None
    direction_id: str | None = None

    def walk(self) -> Iterator[Node]:
        """Yield the node and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@kept
def expenditure(connection: Connection, scope: Scope) -> Node | None:
    """Return the tree of expenditure; None where the reports print none."""
    lines = _expenditure_lines(connection, scope)
    listed = programs.listing(connection, scope, Filters())
    trunk = _trunk(lines) or _two_years(connection, scope, "expenditure")
    if trunk is None:
        return _of_programs(connection, scope, listed)
    trunk = _filled(trunk, lines)
    return _with_programs(trunk, connection, scope, lines, listed)


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
    found = rows(connection, statement.order_by(of_scope.c.document_id, of_scope.c.line))
    return _trunk(found) or _two_years(connection, scope, "revenue")


def path_to(root: Node, node_id: str) -> tuple[Node, ...]:
    """Return the nodes from the root to one of them; nothing where the tree does not have it."""
    if root.node_id == node_id:
        return (root,)
    for child in root.children:
        if found := path_to(child, node_id):
            return (root, *found)
    return ()


def leading_to(root: Node, program_ids: Collection[str]) -> Node | None:
    """Return what of a tree leads to some programmes; the amounts above them stay those of the whole."""
    if root.program_id is not None and root.program_id in program_ids:
        return root
    kept = tuple(found for child in root.children if (found := leading_to(child, program_ids)) is not None)
    return replace(root, children=kept) if kept else None


def _expenditure_lines(connection: Connection, scope: Scope) -> Sequence[Row]:
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
    )
    return rows(connection, statement.order_by(found.c.document_id, found.c.line))


def _trunk(lines: Sequence[Row]) -> Node | None:
    """The first printed total with the lines below it."""
    below: dict[str, list[Row]] = {}
    for line in lines:
        if line["parent_id"] is not None:
            below.setdefault(line["parent_id"], []).append(line)
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
        direction_id=line.get("direction_id") if line["level"] == "direction" else None,
    )


def _two_years(connection: Connection, scope: Scope, side: str) -> Node | None:
    """The tree of a printed comparison of two years, where no account is printed: budgets only."""
    y = year_on_year.c
    of_scope = (
        select(
            year_on_year,
            y.amount_won.label("current_won"),
            cast(null(), BigInteger).label("executed_won"),
            literal(scope.as_of).label("as_of"),
        )
        .where(y.document_id.in_(scope.document_ids), y.fiscal_year == scope.fiscal_year, y.side == side)
        .subquery()
    )
    budgets = measured(connection, of_scope)
    missing = ("remaining_won", "printed_rate", "original_won", "adjustment_won", "reason", "parent_id")
    statement = select(budgets, *(null().label(name) for name in missing)).order_by(
        budgets.c.document_id, budgets.c.line
    )
    lines: list[dict[str, Any]] = []
    ids: dict[str | None, str] = {}
    for found in rows(connection, statement):
        line = {**found, "node_id": f"{found['document_id']}:{found['line']}", "level": found["category"]}
        line["parent_id"] = ids.get(found["parent_label"]) if found["parent_label"] else None
        # The first of a name is the one that the lines after it are parts of.
        ids.setdefault(found["label"], line["node_id"])
        lines.append(line)
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


def _with_programs(
    trunk: Node, connection: Connection, scope: Scope, lines: Sequence[Row], listed: Sequence[Row]
) -> Node:
    placed: set[str] = set()
    # What is paid for commissioned institutions is no part of a direction's budget.
    commissioned = [row for row in listed if row["appropriation"] in _COMMISSIONED]
    listed = [row for row in listed if row["appropriation"] not in _COMMISSIONED]
    cards = directions.scorecard(connection, scope)
    tasks = _tasks(connection, scope)

    def under(rows_below: Sequence[Row]) -> tuple[Node, ...]:
        placed.update(row["program_id"] for row in rows_below)
        return tuple(_program(row) for row in rows_below)

    def of_task(task_id: str) -> tuple[Node, ...]:
        return under([row for row in listed if row["task_id"] == task_id])

    def of_direction(direction_id: str) -> tuple[Node, ...]:
        own = [row for row in listed if row["direction_id"] == direction_id]
        found = [
            Node(task["task_id"], task["name"], "task", task, of_task(task["task_id"]), "summed")
            for task in tasks
            if task["direction_id"] == direction_id
        ]
        known = {task["task_id"] for task in tasks}
        return (*found, *under([row for row in own if row["task_id"] not in known]))

    def of_cards() -> tuple[Node, ...]:
        return tuple(
            Node(
                card["direction_id"],
                card["name"],
                "direction",
                {**card, "original_won": None, "adjustment_won": None, "reason": None, "category": None},
                of_direction(card["direction_id"]),
                card["basis"],
                direction_id=card["direction_id"],
            )
            for card in cards
        )

    def grown(node: Node) -> Node:
        children = tuple(grown(child) for child in node.children)
        if not children and node.row.get("task_id"):
            children = of_task(node.row["task_id"])
        elif not children and node.direction_id:
            children = of_direction(node.direction_id)
        elif not children and node.row["category"] in _PROGRAMS:
            children = of_cards()
        elif node.row["category"] in _COMMISSIONED and commissioned:
            leaves = sum(1 for child in children for n in child.walk() if not n.children)
            # The same institutions as a list of programmes: those have a page of their own.
            if leaves in (0, len(commissioned)):
                children = under(commissioned)
        return replace(node, children=children)

    tree = grown(trunk)
    if cards and all(node.direction_id is None for node in tree.walk()):
        tree = replace(tree, children=(*tree.children, *of_cards()))
    rest = [row for row in listed if row["program_id"] not in placed and not row["direction_id"]]
    return _with_rest(tree, under, rest) if rest else tree


def _with_rest(tree: Node, under: Callable[[Sequence[Row]], tuple[Node, ...]], rest: Sequence[Row]) -> Node:
    """Programmes that belong to no direction stand under the printed programme costs, if those end there."""
    for node in tree.walk():
        if node.row["category"] in _PROGRAMS and not node.children:
            return _replaced(tree, replace(node, children=under(rest)))
    return tree if tree.children else replace(tree, children=under(rest))


def _replaced(tree: Node, node: Node) -> Node:
    if tree.node_id == node.node_id:
        return node
    return replace(tree, children=tuple(_replaced(child, node) for child in tree.children))


def _of_programs(connection: Connection, scope: Scope, listed: Sequence[Row]) -> Node | None:
    """Without a printed total the programmes stand alone, under their sum if there are several."""
    if not listed:
        return None
    nodes = tuple(_program(row) for row in listed)
    if len(nodes) == 1:
        return nodes[0]
    sums = programs.totals(connection, scope, Filters())
    row = {
        **sums,
        "document_id": listed[0]["document_id"],
        "line": listed[0]["line"],
        "category": "programs",
        "original_won": None,
        "adjustment_won": None,
        "printed_rate": None,
        "reason": None,
    }
    return Node("programs", None, "programs", row, nodes, "summed")


def _program(row: Row) -> Node:
    return Node(row["program_id"], row["name"], "program", row, program_id=row["program_id"])


def _tasks(connection: Connection, scope: Scope) -> Sequence[Row]:
    """The sums of the programmes of each task, for reports that print no line for it."""
    sums = (
        select(
            strategic_task.c.task_id,
            strategic_task.c.name,
            strategic_task.c.direction_id,
            strategic_task.c.position,
            cast(func.sum(P.current_won), BigInteger).label("current_won"),
            # A part of what was executed is no sum: one programme without a figure leaves it open.
            cast(
                case((func.count(P.executed_won) == func.count(), func.sum(P.executed_won))), BigInteger
            ).label("executed_won"),
            func.min(P.document_id).label("document_id"),
            func.min(P.line).label("line"),
            literal(scope.fiscal_year).label("fiscal_year"),
            literal(scope.as_of).label("as_of"),
        )
        .join(program_execution, P.task_id == strategic_task.c.task_id)
        .where(
            P.fiscal_year == scope.fiscal_year,
            P.document_id.in_(scope.document_ids),
            func.coalesce(P.appropriation, _PROGRAMS[0]).in_(_PROGRAMS),
        )
        .group_by(
            strategic_task.c.task_id,
            strategic_task.c.name,
            strategic_task.c.direction_id,
            strategic_task.c.position,
        )
        .subquery()
    )
    sums = measured(connection, sums)
    statement = select(
        sums,
        (sums.c.current_won - sums.c.executed_won).label("remaining_won"),
        *(
            null().label(name)
            for name in ("original_won", "adjustment_won", "printed_rate", "reason", "category")
        ),
    )
    return rows(connection, statement.order_by(sums.c.direction_id, sums.c.position))
