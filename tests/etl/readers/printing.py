"""Writes a grid of cells in each carrier, as a typist would, and says on which line each cell stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Printed:
    """Lines, and the 1-based line of each row (of each cell, where they differ)."""

    lines: list[str]
    rows: list[int]

    @property
    def content(self) -> bytes:
        return ("\n".join(self.lines) + "\n").encode()


def width(text: str) -> int:
    """Return how many columns of a typewriter a text takes: a Korean letter two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, room: int, side: str, measure: Callable[[str], int] = width) -> str:
    """Return a text in so much room: at its 'left', its 'right' or its 'centre'."""
    free = room - measure(text)
    before = {"left": 0, "right": free, "centre": free // 2}[side]
    return " " * before + text + " " * (free - before)


def tabs(grid: Cells) -> Printed:
    return Printed(["\t".join(row) for row in grid], list(range(1, len(grid) + 1)))


def pipes(grid: Cells, *, is_framed: bool = True) -> Printed:
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in grid]
    lines.insert(1, "|".join("---" for _ in grid[0]))
    if is_framed:
        lines = [f"| {line} |" if "---" not in line else f"|{line}|" for line in lines]
    return Printed(lines, [1, *range(3, len(grid) + 2)])


def box(grid: Cells, pen: str = "┌─┬┐│├┼┤└┴┘", measure: Callable[[str], int] = width) -> Printed:
    left, across, down, right, upright, middle_left, cross, middle_right, *bottom = pen
    room = [max(measure(row[i]) for row in grid) + 2 for i in range(len(grid[0]))]

    def rule(first: str, between: str, last: str) -> str:
        return first + between.join(across * size for size in room) + last

    lines = [rule(left, down, right)]
    rows = []
    for row in grid:
        if rows:
            lines.append(rule(middle_left, cross, middle_right))
        cells = (padded(f" {cell}", size, "left", measure) for cell, size in zip(row, room, strict=True))
        lines.append(upright + upright.join(cells) + upright)
        rows.append(len(lines))
    lines.append(rule(*bottom))
    return Printed(lines, rows)


def aligned(
    grid: Cells, heading: str = "right", gap: int = 2, measure: Callable[[str], int] = width
) -> Printed:
    room = [max(measure(row[i]) for row in grid) for i in range(len(grid[0]))]
    lines = []
    for index, row in enumerate(grid):
        side = "right" if index else heading
        cells = [
            padded(cell, size, side if column else "left", measure)
            for column, (cell, size) in enumerate(zip(row, room, strict=True))
        ]
        lines.append((" " * gap).join(cells).rstrip())
    return Printed(lines, list(range(1, len(grid) + 1)))


def stacked(grid: Cells, *, is_loose: bool = False) -> Printed:
    lines: list[str] = []
    rows = []
    for row in grid:
        rows.append(len(lines) + 1)
        for cell in row:
            lines += [cell, ""] if is_loose else [cell]
    return Printed(lines, rows)


def semicolons(grid: Cells) -> Printed:
    return Printed(["; ".join(row) for row in grid], list(range(1, len(grid) + 1)))
