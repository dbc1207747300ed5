"""The programmes in a budget tree: below the printed lines that they are parts of, or standing alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import BigInteger, Connection, Date, case, cast, func, literal, select

from dashboard.shell.filters import Filters
from dashboard.topics.directions import queries as directions
from dashboard.topics.execution.node_queries import PROGRAMS, UNPLACED, Node
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import ListedProgram
from dashboard.warehouse.reading import rows
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.thresholds import Measured, measured
from dashboard.warehouse.views import program_execution
from etl.terms.codes import COMMISSIONED
from etl.warehouse.schema import strategic_task

_PROGRAMS = (PROGRAMS, "project_costs")
P = program_execution.c


class TaskSums(Measured):
    """What the programmes of a task add up to."""

    task_id: str
    name: str
    direction_id: str
    position: int
    current_won: int | None
    executed_won: int | None
    remaining_won: int | None
    document_id: str
    line: int
    fiscal_year: int
    as_of: date | None


def with_programs(trunk: Node, connection: Connection, scope: Scope, listed: Sequence[ListedProgram]) -> Node:
    """Return a tree of printed lines with the programmes of their directions, tasks and costs below them."""
    placed: set[str] = set()
    # What is paid for commissioned institutions is no part of a direction's budget.
    commissioned = [row for row in listed if row["appropriation"] in COMMISSIONED]
    listed = [row for row in listed if row["appropriation"] not in COMMISSIONED]
    cards = directions.scorecard(connection, scope)
    tasks = _tasks(connection, scope)

    def under(rows_below: Sequence[ListedProgram]) -> tuple[Node, ...]:
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
                card,
                of_direction(card["direction_id"]),
                card["basis"],
                direction_id=card["direction_id"],
            )
            for card in cards
        )

    def grown(node: Node) -> Node:
        children = tuple(grown(child) for child in node.children)
        if not children and node.row["task_id"]:
            children = of_task(node.row["task_id"])
        elif not children and node.direction_id:
            children = of_direction(node.direction_id)
        elif not children and node.row["category"] in _PROGRAMS:
            children = of_cards()
        elif node.row["category"] in COMMISSIONED and commissioned:
            leaves = sum(1 for child in children for n in child.walk() if not n.children)
            # The same institutions as a list of programmes: those have a page of their own.
            if leaves in (0, len(commissioned)):
                children = under(commissioned)
        return replace(node, children=children)

    tree = grown(trunk)
    if cards and all(node.direction_id is None for node in tree.walk()):
        tree = replace(tree, children=(*tree.children, *of_cards()))
    rest = [row for row in listed if row["program_id"] not in placed]
    if all(node.row["category"] not in COMMISSIONED for node in tree.walk()):
        rest += commissioned
    return _with_rest(tree, connection, scope, rest) if rest else tree


def _with_rest(tree: Node, connection: Connection, scope: Scope, rest: Sequence[ListedProgram]) -> Node:
    """Programmes that nothing places stand where the others do, apart from what is placed.

    Where no line is parted by directions, there is nothing to miss: they stand under the programme costs, or
    the total, if that ends there, and are a part of what else is printed if it does not.
    """
    nodes = tuple(_program(row) for row in rest)
    costs = next((node for node in tree.walk() if node.row["category"] in _PROGRAMS), None)
    above = costs or tree
    if not above.children:
        return _replaced(tree, replace(above, children=nodes))
    if all(node.direction_id is None for node in tree.walk()):
        return tree
    if all(child.direction_id is None for child in above.children):
        above = tree
    sums = programs.totals(connection, scope, Filters(), [row["program_id"] for row in rest])
    row = {**sums, "document_id": rest[0]["document_id"], "line": rest[0]["line"]}
    unplaced = Node(f"{UNPLACED}:programs", None, UNPLACED, row, nodes, "summed")
    return _replaced(tree, replace(above, children=(*above.children, unplaced)))


def _replaced(tree: Node, node: Node) -> Node:
    if tree.node_id == node.node_id:
        return node
    return replace(tree, children=tuple(_replaced(child, node) for child in tree.children))


def of_programs(connection: Connection, scope: Scope, listed: Sequence[ListedProgram]) -> Node | None:
    """Return programmes alone, where no total is printed: under their sum if there are several."""
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
        "category": PROGRAMS,
    }
    return Node(PROGRAMS, None, PROGRAMS, row, nodes, "summed")


def _program(row: ListedProgram) -> Node:
    return Node(row["program_id"], row["name"], "program", row, program_id=row["program_id"])


def _tasks(connection: Connection, scope: Scope) -> Sequence[TaskSums]:
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
            cast(scope.as_of, Date).label("as_of"),
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
    statement = select(sums, (sums.c.current_won - sums.c.executed_won).label("remaining_won"))
    return rows(connection, statement.order_by(sums.c.direction_id, sums.c.position), TaskSums)
