"""Makes tables whose tree is known, printed in the many ways that institutions print totals."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random


@dataclass
class Node:
    """A line with its true amounts in won, and the lines that it is the sum of."""

    amounts: list[int]
    parts: list[Node] = field(default_factory=list)
    is_closing: bool = False
    is_dropped: bool = False


@dataclass
class Printed:
    """A table as it is printed, and the row that each row is truly a part of."""

    labels: list[str]
    columns: list[list[Decimal | None]]
    places: list[int]
    parents: list[int | None]
    is_whole: bool
    indents: list[int] | None
    marks: list[str | None] | None
    total_like: list[bool] | None
    misprinted_row: int | None = None
    manner: dict[str, object] = field(default_factory=dict)


def printed_table(random: Random) -> Printed:
    """Make one table: one or two trees, rounded or not, with totals above, below or mixed, and some noise."""
    count = random.choice([1, 1, 2, 2, 3, 3, 4])
    size = 10 ** random.uniform(4, 10)
    is_round = random.random() < 0.2
    unit = random.choice([1, 1_000, 1_000, 1_000_000]) if size > 10**6 else random.choice([1, 1_000])
    depth = random.randint(1, 4)
    widest = random.choice([3, 6, 12])
    zeros = random.choice([0.0, 0.1, 0.3])
    orientation = random.choice(["opening", "opening", "closing", "mixed"])
    if orientation == "mixed":
        zeros = 0.0  # with zeros a total over several lines is one over a single line again
    trees = []
    for _ in range(random.choice([1, 1, 1, 2])):
        leaf_size = (size, 1_000 * unit if is_round else 1, zeros, unit)
        # Figures cannot tell which way round a total over one line is, unless the others all are one way.
        fewest = 2 if orientation == "mixed" else 1
        trees.append(_tree(random, depth, (fewest, widest), count, leaf_size))
    drops = random.choice([0.0, 0.0, 0.15])
    for tree in trees:
        _arrange(random, tree, orientation, drops, is_root=True)
    rows: list[tuple[Node, Node | None, int]] = []
    for tree in trees:
        _print(tree, None, 0, rows)
    for _ in range(random.choice([0, 0, 0, 1, 2])):
        rows.append((Node([random.randint(1, int(size)) + 20 * unit for _ in range(count)]), None, 0))
    return _table(random, rows, unit, orientation)


def _tree(
    random: Random, depth: int, width: tuple[int, int], count: int, leaf: tuple[float, int, float, int]
) -> Node:
    size, grain, zeros, _ = leaf
    if depth == 0:
        first = int(size * random.random() ** 2) // grain * grain
        if random.random() < zeros:
            return Node([0] * count)
        amounts = [first, *(int(first * random.random()) for _ in range(count - 1))]
        if count == 3:
            amounts[2] = amounts[0] - amounts[1]
        if random.random() < zeros:
            amounts[-1] = 0
        return Node(amounts)
    parts = [
        _tree(random, random.choice([depth - 1, depth - 1, 0]), width, count, leaf)
        for _ in range(max(width[0], random.choice([1, 2, 3, random.randint(1, width[1])])))
    ]
    return Node([sum(part.amounts[index] for part in parts) for index in range(count)], parts)


def _arrange(random: Random, node: Node, orientation: str, drops: float, *, is_root: bool) -> None:
    node.is_closing = orientation == "closing" or (orientation == "mixed" and random.random() < 0.5)
    node.is_dropped = bool(node.parts) and not is_root and random.random() < drops
    for part in node.parts:
        _arrange(random, part, orientation, drops, is_root=False)


def _print(node: Node, above: Node | None, depth: int, rows: list[tuple[Node, Node | None, int]]) -> None:
    own = above if node.is_dropped else node
    if not node.is_dropped and not node.is_closing:
        rows.append((node, above, depth))
    for part in node.parts:
        _print(part, own, depth if node.is_dropped else depth + 1, rows)
    if not node.is_dropped and node.is_closing:
        rows.append((node, above, depth))


def _table(random: Random, rows: list[tuple[Node, Node | None, int]], unit: int, orientation: str) -> Printed:
    places = {id(node): index for index, (node, _, _) in enumerate(rows)}
    count = len(rows[0][0].amounts)
    dashes = random.choice([0.0, 0.5, 1.0])
    columns: list[list[Decimal | None]] = [[] for _ in range(count)]
    for node, _, _ in rows:
        for index, amount in enumerate(node.amounts):
            figure = (2 * amount + unit) // (2 * unit)
            columns[index].append(None if amount == 0 and random.random() < dashes else Decimal(figure))
    misprinted = None
    if random.random() < 0.25:
        misprinted = _misprint(random, columns)
    total_like = random.choice(["none", "all", "roots"])
    return Printed(
        labels=[f"line {index}" for index in range(len(rows))],
        columns=columns,
        places=[0] * count,
        parents=[None if above is None else places[id(above)] for _, above, _ in rows],
        is_whole=unit == 1,
        indents=[depth for _, _, depth in rows] if random.random() < 0.2 else None,
        marks=["□○-·*"[depth] for _, _, depth in rows] if random.random() < 0.2 else None,
        total_like=None if total_like == "none" else [
            bool(node.parts) and (total_like == "all" or above is None) for node, above, _ in rows
        ],
        misprinted_row=misprinted,
        manner={"orientation": orientation, "unit": unit, "columns": count, "total_like": total_like},
    )  # fmt: skip


def _misprint(random: Random, columns: list[list[Decimal | None]]) -> int | None:
    """Change one digit of one figure of some length."""
    long = [
        (index, row)
        for index, column in enumerate(columns)
        for row, value in enumerate(column)
        if value is not None and value >= 1_000
    ]
    if not long:
        return None
    index, row = random.choice(long)
    digits = list(str(columns[index][row]))
    at = random.randrange(len(digits))
    digits[at] = random.choice([digit for digit in "123456789" if digit != digits[at]])
    columns[index][row] = Decimal("".join(digits))
    return row
