"""A line of a budget tree, and the ways through the tree."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from dashboard.ui.rows import Row

SETTLED: tuple[str, ...] = (
    "carried_explicit_won", "carried_accident_won", "carried_continuing_won", "refunded_won", "unspent_won",
)  # fmt: skip
"""What becomes of what was not spent, as the account of a closed year prints it."""
_NOTHING: Row = dict.fromkeys(
    (
        "document_id", "line", "category", "task_id", "direction_id", "original_won", "adjustment_won",
        "current_won", "executed_won", "remaining_won", "execution_rate", "printed_rate", "pace_gap",
        "status", "reason", "unsettled_won", *SETTLED,
    )
)  # fmt: skip
PROGRAMS = "programs"
"""The sum of programmes, where nothing is printed above them."""
LISTED = "listed"
"""All that is printed, where no total is: it has no amount of its own."""
UNPLACED = "unplaced"
"""What no report places: programmes of no direction, or lines that are parts of no other."""


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a tree. basis: 'printed' or 'summed' (added up from programmes, where no line is printed).

    row: its figures; a column that its table does not have is NULL. level: of a printed line, as the fact
    has it; LISTED, UNPLACED and PROGRAMS stand for no line.

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

    def __post_init__(self) -> None:
        # Lines, programmes, tasks and sums come of different tables: what one of them lacks is nothing.
        object.__setattr__(self, "row", {**_NOTHING, **self.row})

    def walk(self) -> Iterator[Node]:
        """Yield the node and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


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
