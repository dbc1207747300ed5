"""Drawn lines: which characters draw, and where the sides of a box part a line into pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.readers.carriers.lines import LONGEST_ROW, MOST_COLUMNS
from etl.readers.carriers.widths import FONTS, Widths
from etl.readers.markup import composed

_ACROSS = frozenset("─━┄┅┈┉╌╍═╴╶╸╺╼╾-=")
_UPRIGHT = frozenset("│┃┆┇┊┋╎╏║╵╷╹╻╽╿|")
_JOINT = frozenset(map(chr, range(0x2500, 0x2580))) - frozenset("╱╲╳") - _ACROSS - _UPRIGHT | {"+"}
_SIDE = _UPRIGHT | _JOINT
_RULED = _ACROSS | _JOINT
_SIDES = re.compile(f"[{re.escape(''.join(sorted(_SIDE)))}]")
_BOTTOM_LEFT = frozenset("└┕┖┗╘╙╚╰")
_ONLY_DRAWN = _ACROSS | _SIDE | {" "}
_DASHED_PIECES = re.compile(r"[|│┃](?:[-=─━]{2,}[|│┃])+")


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two sides, from column to column; if ruled, it closes the cell above."""

    first: int
    last: int
    text: str
    is_ruled: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line inside a frame."""

    number: int
    text: str

    @property
    def is_rule(self) -> bool:
        """Whether the line draws and prints nothing, from one joint to another."""
        return self.text[0] in _JOINT and self.text[-1] in _JOINT and _ONLY_DRAWN.issuperset(self.text)

    @property
    def is_dashes(self) -> bool:
        """Whether the line is a rule without joints: '|---|---|'."""
        return bool(_DASHED_PIECES.fullmatch(self.text))

    @property
    def is_bottom(self) -> bool:
        """Whether the line closes its box."""
        return self.text[0] in _BOTTOM_LEFT

    @property
    def has_joint(self) -> bool:
        """Whether a rule stands in a part of the line."""
        return any(self.text[index] not in _UPRIGHT for index in self.sides())

    def sides(self) -> list[int]:
        """Return the index of every character that may part two pieces."""
        return [
            found.start()
            for found in _SIDES.finditer(self.text)
            if found[0] != "+" or self._is_joint(found.start())
        ]

    def _is_joint(self, index: int) -> bool:
        """Tell whether a character joins lines: a '+' does so only beside one, elsewhere it is text."""
        if self.text[index] != "+":
            return self.text[index] in _JOINT
        return any(letter in _ACROSS for letter in self.text[max(0, index - 1) : index + 2])

    def pieces(self, sides: Sequence[tuple[int, int]]) -> list[Piece]:
        """Return the pieces between sides: (index of the character, number of the grid's edge)."""
        found: list[Piece] = []
        for (left, first), (right, after) in pairwise(sides):
            text = self.text[left + 1 : right]
            is_ruled = bool(text) and _RULED.issuperset(text)
            joined = self._is_joint(left) or self._is_joint(right) or self.is_dashes
            found.append(Piece(first, after - 1, "" if is_ruled and joined else text, is_ruled and joined))
        return found


def drawn(number: int, text: str) -> Drawn | None:
    """Return a line that begins and ends with a side of a box, else None."""
    if len(text) > LONGEST_ROW:
        return None
    shown = text.strip()
    if len(shown) < 3 or shown[0] not in _SIDE or shown[-1] not in _SIDE:
        return None
    # Where the box begins does not matter; where its sides stand does.
    line = Drawn(number, composed(shown))
    return line if shown[0] != "+" or line.is_rule else None


def pieces_of(lines: Sequence[Drawn], indents: Sequence[int]) -> list[list[Piece] | None] | None:
    """Return the pieces of every line of a box, None for a line whose sides fit none of its columns.

    indents: how many spaces stand before each line. None where the lines make no grid.
    """
    best: list[list[Piece] | None] | None = None
    for widths in FONTS:
        parted = _by_position(lines, indents, widths)
        if parted and None not in parted:
            return parted
        if parted and (best is None or parted.count(None) < best.count(None)):
            best = parted
    return _by_count(lines) or best


def _by_position(
    lines: Sequence[Drawn], indents: Sequence[int], widths: Widths
) -> list[list[Piece] | None] | None:
    """Part lines where the rules' joints stand. A row without a side there holds a merged cell."""
    sides: list[list[tuple[int, int]]] = []
    edges: set[int] = set()
    for line, indent in zip(lines, indents, strict=True):
        columns = widths.edges(line.text)
        sides.append([(index, columns[index] + indent) for index in line.sides()])
        if line.is_rule:
            edges.update(column for _, column in sides[-1])
    if not 3 <= len(edges) <= MOST_COLUMNS:
        return None
    grid = {column: number for number, column in enumerate(sorted(edges))}
    parted: list[list[Piece] | None] = []
    for line, own in zip(lines, sides, strict=True):
        on_grid = [(index, grid[column]) for index, column in own if column in grid]
        is_whole = bool(on_grid) and on_grid[0][1] == 0 and on_grid[-1][1] == len(grid) - 1
        if is_whole and (len(on_grid) == len(own) or len(on_grid) == len(grid)):
            parted.append(line.pieces(on_grid))
        elif len(own) == len(grid) and not line.has_joint:
            parted.append(line.pieces([(index, number) for number, (index, _) in enumerate(own)]))
        else:
            parted.append(None)
    return parted


def _by_count(lines: Sequence[Drawn]) -> list[list[Piece] | None] | None:
    """Part lines by counting their sides: sure where all rows have as many and every rule is whole."""
    parted: list[list[Piece] | None] = []
    counts = {len(line.sides()) for line in lines if not (line.is_rule or line.is_dashes)}
    if len(counts) != 1 or not 3 <= (count := counts.pop()) <= MOST_COLUMNS:
        return None
    for line in lines:
        if line.is_rule or line.is_dashes:
            parted.append([Piece(column, column, "", True) for column in range(count - 1)])
        elif line.has_joint:
            return None
        else:
            parted.append(line.pieces([(index, number) for number, index in enumerate(line.sides())]))
    return parted
