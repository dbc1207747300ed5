"""The pictures of a budget: the chosen line beside its parts, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.chart import read_at
from dashboard.shell.page import View
from dashboard.topics.execution.node_name import name_of
from dashboard.topics.execution.node_queries import SETTLED, Node
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.icicle import Block, exceeds, icicle
from dashboard.ui.charts.theme import hover, plain
from dashboard.ui.charts.waterfall import Step, waterfall
from dashboard.ui.format import SHAPES

PATH = "/execution"
_ACCOUNT = ("current_won", "executed_won", *SETTLED)
_BELOW = 2
"""How many levels below the chosen line are drawn."""


def parts_chart(view: View, side: str, path: Sequence[Node], sentence: str) -> Chart | None:
    """Return the chosen line with its parts; None where nothing of it has a budget.

    path: from the whole to the chosen line. sentence: what the section says of it.
    """
    words, chosen = view.words, path[-1]
    # The whole leads back to what it is a part of.
    up = path[-2] if len(path) > 1 else chosen
    address = view.link_own(PATH, node=None if up is path[0] else up.node_id)
    whole = _block(view, side, chosen, _BELOW, address)
    drawn = icicle(whole)
    if drawn is None:
        return None
    left = [
        node for node in _every(chosen, _BELOW) if node.children == () and node.row["current_won"] is None
    ]
    # Away from the page nothing else says where the line stands.
    title = words(f"execution.{side}_of", name=" › ".join(name_of(view, node) for node in path))
    return Chart(
        code="parts",
        title=words("execution.picture_parts", title=title),
        sentence=sentence,
        figure=drawn,
        notes=[
            words("execution.legend"),
            words("execution.exceeds") if exceeds(whole) else "",
            words("execution.undrawn", n=len(left)) if left else "",
        ],
    )


def settled_steps(view: View, node: Node) -> list[Step]:
    """Return what became of a line's budget: executed, carried over by kind, refunded, unspent.

    Nothing where its report does not print what was left unspent, or where a cell of it cannot be read.
    """
    words, write, row = view.words, view.format, node.row
    if None in (row["current_won"], row["unspent_won"]) or node.unreadable & {*_ACCOUNT}:
        return []
    read = read_at(view, (row["document_id"], row["line"]))
    return [
        Step(
            name=words(f"field.{column}"),
            won=row[column] if column == "current_won" else -row[column],
            text=write.money(row[column]),
            hover=hover(f"<b>{plain(words(f'field.{column}'))}</b>", write.spoken(row[column]), read),
            is_whole=column == "current_won",
        )
        for column in _ACCOUNT
        if row[column] is not None
    ]


def settled_chart(view: View, node: Node, steps: Sequence[Step]) -> Chart:
    """Return the same as a picture. What the line says nothing of is named."""
    words, write, row = view.words, view.format, node.row
    named = ", ".join(f"{step.name} {step.text}" for step in steps[1:])
    return Chart(
        code="settled",
        title=words("settled.title", name=name_of(view, node)),
        sentence=words("settled.sentence", budget=write.money_with_unit(row["current_won"]), parts=named),
        figure=waterfall(steps),
        notes=[
            words("picture.unit", unit=write.unit_name),
            words("settled.open", amount=write.money_with_unit(row["unsettled_won"]))
            if write.money_figure(row["unsettled_won"])
            else "",
        ],
    )


def _block(view: View, side: str, node: Node, below: int, address: str = "") -> Block:
    words, write, row = view.words, view.format, node.row
    is_readable = "executed_won" not in node.unreadable
    status = row["status"] if side == "expenditure" and is_readable else None
    rate = row["execution_rate"] if is_readable else None
    mark = SHAPES.get(status or "", "")
    done = "executed" if side == "expenditure" else "received"
    spent = write.spoken(row["executed_won"]) if is_readable else words("cell.unreadable")
    if not address:
        address = view.link_own(PATH, node=node.node_id)
        if not node.children and node.program_id is not None:
            address = view.link_to("programs", node.program_id)
    rated = words("cell.unreadable") if not is_readable else "" if rate is None else write.percent(rate)
    return Block(
        name=name_of(view, node),
        beside=" ".join(part for part in (write.short(row["current_won"]), mark + rated) if part),
        size=row["current_won"] or 0,
        rate=rate,
        status=status,
        hover=hover(
            f"<b>{plain(name_of(view, node))}</b>",
            words("execution.hover_budget", amount=write.spoken(row["current_won"])),
            words(f"execution.hover_{done}", amount=spent, rate=write.percent(rate)),
            words(f"status.{status}") if status else "",
            write.as_of(view.scope.as_of),
            read_at(view, (row["document_id"], row["line"])),
        ),
        address=address,
        is_readable=is_readable,
        parts=tuple(_block(view, side, child, below - 1) for child in node.children) if below else (),
    )


def _every(node: Node, below: int) -> list[Node]:
    if not below:
        return [node]
    return [node, *(found for child in node.children for found in _every(child, below - 1))]
