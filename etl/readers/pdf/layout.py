"""A page's letters and rules to lines and tables in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from etl.blocks import Box
from etl.readers.pdf.geometry import Letter, Rule
from etl.readers.pdf.grids import Framed, Ruled, ruled
from etl.readers.pdf.lines import Line, lines_of

WIDE = 1.0
"""Of a letter's size: a gap that no space between words has."""
_WORD_GAP = 0.16
_LEVEL = 0.3
_MOST_OVER = 2
_PHRASE_GAP = 0.6


@dataclass(frozen=True, slots=True)
class FreeLine:
    """A line outside of tables. frame: the box that it stands in, where one is drawn."""

    line: Line
    frame: Box | None = None

    @property
    def box(self) -> Box:
        return self.line.box


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by its rules, and the lines of each cell."""

    ruled: Ruled
    texts: dict[Framed, list[Line]]

    @property
    def box(self) -> Box:
        return self.ruled.box

    @property
    def room(self) -> float:
        """How much stays free between a cell's rule and its text, at least; a text may run over."""
        gaps = sorted(line.left - cell.box[0] for cell, lines in self.texts.items() for line in lines)
        several = [gap for gap, other in pairwise(gaps) if gap >= 0 and other - gap < _LEVEL]
        return min(several or [max(min(gaps, default=0.0), 0.0)])


Item = FreeLine | Grid


def items(letters: Sequence[Letter], rules: Sequence[Rule], *, draws_spaces: bool) -> list[Item]:
    """Return the lines and tables of a page in reading order. draws_spaces: whether its file does."""
    frames = [_Frame(one) for one in ruled(rules)]
    inside: dict[tuple[int, Framed], list[Letter]] = defaultdict(list)
    free: list[Letter] = []
    for phrase in _phrases(letters):
        for place, letter in _placed(phrase, frames):
            if place:
                inside[place].append(letter)
            else:
                free.append(letter)
    found: list[Item] = [FreeLine(line) for line in lines_of(free, draws_spaces=draws_spaces)]
    texts: dict[int, dict[Framed, list[Line]]] = defaultdict(dict)
    for (number, cell), own in inside.items():
        if lines := lines_of(own, draws_spaces=draws_spaces):
            texts[number][cell] = lines
    for number, frame in enumerate(one.ruled for one in frames):
        if number not in texts:
            continue
        if frame.is_table or not frame.is_certain:
            found.append(Grid(frame, texts[number]))
        else:
            found += [FreeLine(line, cell.box) for cell, lines in texts[number].items() for line in lines]
    return sorted(found, key=lambda one: (one.box[1], one.box[0]))


def _phrases(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Yield letters that the file prints one after the other on one foot."""
    phrase: list[Letter] = []
    for letter in letters:
        if phrase and not _follows(phrase[-1], letter):
            yield phrase
            phrase = []
        phrase.append(letter)
    if phrase:
        yield phrase


def _follows(last: Letter, letter: Letter) -> bool:
    gap = letter.left - last.right
    return abs(last.base - letter.base) < 0.1 * last.size and -0.5 < gap / last.size < _PHRASE_GAP


@dataclass(frozen=True, slots=True)
class _Frame:
    """Rules that belong together, and their cells by the places of the grid."""

    ruled: Ruled
    cells: dict[tuple[int, int], Framed] = field(init=False)

    def __post_init__(self) -> None:
        places = {
            (row, column): cell
            for cell in self.ruled.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        object.__setattr__(self, "cells", places)

    def cell_at(self, x: float, y: float) -> Framed | None:
        return self.cells.get((bisect_right(self.ruled.ys, y) - 1, bisect_right(self.ruled.xs, x) - 1))


def _placed(
    phrase: Sequence[Letter], frames: Sequence[_Frame]
) -> Iterable[tuple[tuple[int, Framed] | None, Letter]]:
    """Return the letters of a phrase, each with the cell that it stands in.

    What is printed over a rule belongs to the cell that most of it stands in, and a space to the letter
    before it: at a line's end it may stand outside. Where it reaches over several, or may be the texts of
    two cells that touch, it is unknown what belongs where.
    """
    places: list[tuple[int, Framed] | None] = []
    for letter in phrase:
        is_space = letter.text == " " and places
        places.append(places[-1] if is_space else _place(letter, frames))
    if any(
        places[i] != places[i + 1] and _is_one_word(phrase[i], phrase[i + 1]) for i in range(len(phrase) - 1)
    ):
        most = max(dict.fromkeys(places), key=places.count)
        is_one = len(set(places)) <= _MOST_OVER and len({letter.drawn for letter in phrase}) == 1
        places = [most] * len(places)
        phrase = phrase if is_one else [replace(letter, is_known=False) for letter in phrase]
    return zip(places, phrase, strict=True)


def _is_one_word(last: Letter, letter: Letter) -> bool:
    return " " not in (last.text, letter.text) and letter.left - last.right <= _WORD_GAP * last.size


def _place(letter: Letter, frames: Sequence[_Frame]) -> tuple[int, Framed] | None:
    """Return the innermost cell that a letter stands in, and the number of its table."""
    for number, frame in enumerate(frames):
        if cell := frame.cell_at(*letter.middle):
            return number, cell
    return None
