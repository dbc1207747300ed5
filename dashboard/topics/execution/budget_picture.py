"""The chosen line of a budget as pictures: its parts as blocks, and the lines of the table as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.shell.picture import grouped, marked, picture
from dashboard.topics.execution.budget_tree import (
    LINES,
    PICTURED,
    Listed,
    in_sight,
    listed,
    name_of,
    notes_of,
    tree_sentence,
)
from dashboard.topics.execution.node_queries import Node
from dashboard.topics.overview import queries as institution
from dashboard.ui.format import SHAPES
from dashboard.ui.picture import Bar, Bars, Block, Blocks, Picture


def lines_picture(view: View, side: str, path: Sequence[Node]) -> Picture:
    """Return the lines of the table. path: from the whole to the chosen line."""
    words, unit, chosen = view.words, view.format.unit_name, path[-1]
    is_out = side == "expenditure"
    elapsed = institution.elapsed_share(view.connection, view.scope)
    part = part_of(view, LINES, every := listed(view, chosen))
    lines = in_sight(every, part.rows)
    shape = Bars(
        groups=grouped([_bar(view, side, line, elapsed) for line in lines]),
        head=words("column.item"),
        before=[
            words("column.budget", unit=unit),
            words("column.executed" if is_out else "column.received", unit=unit),
        ],
        bar_head=words("column.execution" if is_out else "column.collection"),
        rate_head=words("column.rate" if is_out else "column.collection_rate"),
        after=[words("column.remaining" if is_out else "column.to_come", unit=unit)],
        status_head=words("column.status") if is_out else "",
        pace_text="" if elapsed is None else words("picture.pace", elapsed=view.format.percent(elapsed)),
    )
    sentence = tree_sentence(view, side, chosen, elapsed)
    return picture(view, _title(view, side, path), sentence, shape, part.said, *notes_of(view, lines))


def parts_picture(view: View, side: str, path: Sequence[Node]) -> Picture:
    """Return the chosen line beside its parts."""
    chosen = path[-1]
    elapsed = institution.elapsed_share(view.connection, view.scope)
    whole = _block(view, side, chosen, PICTURED)
    statuses = dict.fromkeys(block.status for block in _every(whole) if block.mark)
    marks = [
        (status, SHAPES[status], view.words(f"status.{status}")) for status in SHAPES if status in statuses
    ]
    sentence = tree_sentence(view, side, chosen, elapsed)
    shape = Blocks(whole=whole, marks=marks, unnamed=view.words("picture.unnamed"))
    return picture(view, _title(view, side, path), sentence, shape, view.words("picture.blocks"))


def _title(view: View, side: str, path: Sequence[Node]) -> str:
    """The chosen line with those above it: away from the page nothing else says where it stands."""
    names = [name_of(view, node) for node in path]
    return view.words(f"execution.{side}_of", name=" › ".join(names))


def _bar(view: View, side: str, line: Listed, elapsed: float | None) -> Bar:
    words, write, node, row = view.words, view.format, line.node, line.node.row
    lost = words("cell.unreadable")
    is_readable = "executed_won" not in node.unreadable
    marks = [words("execution.mark_summed")] if node.basis == "summed" else []
    if node.other_line is not None:
        marks.append(words("execution.mark_other"))
    if line.is_repeated:
        marks.append(words("execution.mark_repeated"))
    bar = Bar(
        name=" ".join([name_of(view, node), *marks]),
        before=[
            lost if "current_won" in node.unreadable else write.money(row["current_won"]),
            write.money(row["executed_won"]) if is_readable else lost,
        ],
        rate=row["execution_rate"],
        rate_text=write.percent(row["execution_rate"]),
        pace=elapsed,
        after=[write.money(row["remaining_won"])],
        depth=line.depth,
    )
    return marked(view, row["status"] if is_readable else None, bar) if side == "expenditure" else bar


def _block(view: View, side: str, node: Node, below: int) -> Block:
    write, row = view.format, node.row
    is_readable = "executed_won" not in node.unreadable
    status = row["status"] if side == "expenditure" and is_readable else None
    rate = row["execution_rate"] if is_readable else None
    block = Block(
        name=name_of(view, node),
        amount=write.money(row["current_won"]),
        size=row["current_won"] or 0,
        rate=rate,
        rate_text=write.percent(rate) if is_readable else view.words("cell.unreadable"),
        status=status or ("undefined" if side == "expenditure" else "plain"),
        mark=SHAPES[status] if status is not None else "",
        is_readable=is_readable,
    )
    if not below:
        return block
    sized = [child for child in node.children if (child.row["current_won"] or 0) > 0]
    largest_first = sorted(sized, key=lambda child: -child.row["current_won"])
    return replace(block, parts=[_block(view, side, child, below - 1) for child in largest_first])


def _every(block: Block) -> list[Block]:
    return [block, *(below for part in block.parts for below in _every(part))]
