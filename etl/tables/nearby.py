"""The lines around a table, and what one of them is the evidence of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etl.blocks import Block, Bullet, Line, Table
from etl.korean import patterns

REACH = 4
"""How many lines above a table may speak of it."""
NOTE_MARKS = ("※", "*", "☞")
_MARKS = (*NOTE_MARKS, " ")
_OPENING, _CLOSING = ("(", "["), (")", "]")


@dataclass(frozen=True, slots=True)
class Stated:
    """A decision with its evidence. how: stated, confirmed, proposed (not used), reviewed."""

    value: str
    line: int | None
    how: str


@dataclass(frozen=True, slots=True)
class Over:
    """What the headings over a table say of it. headings: within its chapter, the nearest first. marked:
    those of them with a number or the mark of a heading, which name what stands below them.

    year, as_of: what the nearest of them says in figures, with its line. is_planned: whether it is of a plan.
    """

    headings: tuple[Line, ...] = ()
    year: int | None = None
    as_of: date | None = None
    line: Line | None = None
    is_planned: bool = False
    marked: tuple[Line, ...] = ()


NOTHING_OVER = Over()


def lines_near(above: Sequence[Block], reach: int) -> list[Line]:
    """Return the lines between a table and the one before it, nearest first."""
    found: list[Line] = []
    for block in above:
        if isinstance(block, Table) or len(found) == reach:
            break
        found.append(block)
    return found


def is_marked_note(line: Line) -> bool:
    """Tell whether a line is a note by its mark: '※ 단위: 천원'; '※ 참고 : …' heads what follows it."""
    return _is_marked(line) and not heads_reference(line)


def heads_reference(line: Line) -> bool:
    """Tell whether a line with the mark of a note heads what is shown for reference: '※ 참고 : …'."""
    return _is_marked(line) and patterns.APPENDIX.match(line.text.lstrip("".join(_MARKS))) is not None


def _is_marked(line: Line) -> bool:
    return line.text.startswith(NOTE_MARKS) or (isinstance(line, Bullet) and line.mark in NOTE_MARKS)


def is_in_brackets(line: Line) -> bool:
    return line.text.startswith(_OPENING) and line.text.endswith(_CLOSING)
