"""The lines around a table, and what one of them is the evidence of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.blocks import Block, Line, Table

REACH = 4
"""How many lines above a table may speak of it."""
_OPENING, _CLOSING = ("(", "["), (")", "]")


@dataclass(frozen=True, slots=True)
class Stated:
    """A decision with its evidence. how: stated, confirmed, proposed (not used), reviewed."""

    value: str
    line: int | None
    how: str


def lines_near(above: Sequence[Block], reach: int) -> list[Line]:
    """Return the lines between a table and the one before it, nearest first."""
    found: list[Line] = []
    for block in above:
        if isinstance(block, Table) or len(found) == reach:
            break
        found.append(block)
    return found


def is_in_brackets(line: Line) -> bool:
    return line.text.startswith(_OPENING) and line.text.endswith(_CLOSING)
