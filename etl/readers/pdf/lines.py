"""Letters to lines: what stands on one foot, with a space where one is drawn or where room was left."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from etl.blocks import Box
from etl.readers.pdf.geometry import Letter

UNKNOWN = "\ufffd"
"""Stands for a letter that the file does not name."""
_SPACE = 0.16
"""Of a letter's size: a wider gap is a space where the line draws none."""
_JUMP = 0.6
"""A wider gap parts words even where spaces are drawn."""
_SAME_FOOT = 0.4
_RAISED = 0.8
"""Of the line's size: a smaller letter that stands higher is a note's mark, or a power."""
_HIGHER = 0.12
_SMALLER = 0.92
"""Browsers make raised letters only a little smaller; then they must stand clearly higher."""
_SMALLER_HIGHER = 0.2
_RAISED_SIGNS = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_FEW = 0.25
_OVER = 0.4
"""Of a letter's width: letters that share more of it are of two texts, or drawn closely by one."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of a line between gaps that are wider than a space."""

    text: str
    left: float
    right: float


@dataclass(frozen=True)
class Line:
    """A line of a page or a cell, from left to right. base, size: of most of its letters.

    draws_spaces: whether its file draws them. text: its words, parted by single spaces. ends_open: whether
    a space is drawn at its end.
    """

    letters: tuple[Letter, ...]
    base: float
    size: float
    draws_spaces: bool = False

    @cached_property
    def _spaced(self) -> list[tuple[str, Letter]]:
        return list(_spaced(self.letters, self.base, self.size, draws_spaces=self.draws_spaces))

    @cached_property
    def text(self) -> str:
        return " ".join(
            "".join(
                f"{before}{letter.text if letter.is_known else UNKNOWN}" for before, letter in self._spaced
            ).split()
        )

    @cached_property
    def ends_open(self) -> bool:
        return self.letters[-1].text == " "

    @cached_property
    def printed(self) -> tuple[Letter, ...]:
        return tuple(letter for letter in self.letters if letter.text != " ")

    @property
    def left(self) -> float:
        return self.printed[0].left

    @property
    def right(self) -> float:
        return max(letter.right for letter in self.printed)

    @property
    def box(self) -> Box:
        return (
            self.left,
            min(letter.top for letter in self.printed),
            self.right,
            max(letter.bottom for letter in self.printed),
        )

    @property
    def is_known(self) -> bool:
        """Whether the file says which letters these are."""
        return all(letter.is_known for letter in self.printed)

    def width_of(self, count: int) -> float:
        """Return the room that the first so many letters take."""
        return self.printed[min(count, len(self.printed)) - 1].right - self.left

    def width_of_last(self, count: int) -> float:
        """Return the room that the last so many letters take."""
        return self.right - self.printed[-min(count, len(self.printed))].left

    def runs(self, gap: float) -> list[Run]:
        """Return the parts of the line between gaps of more than `gap` of its size."""
        parts: list[list[Letter]] = []
        for letter in self.printed:
            if parts and letter.left - parts[-1][-1].right <= gap * self.size:
                parts[-1].append(letter)
            else:
                parts.append([letter])
        return [
            Run(Line(tuple(part), self.base, self.size, self.draws_spaces).text, part[0].left, part[-1].right)
            for part in parts
        ]


def lines_of(letters: Sequence[Letter], *, draws_spaces: bool) -> list[Line]:
    """Return the lines that letters make, from top to bottom."""
    found: list[list[Letter]] = []
    for letter in sorted(
        (one for one in letters if one.text != " "), key=lambda one: (one.middle[1], one.left)
    ):
        line = found[-1] if found else []
        # The line's last letters tell where it stands.
        if line and _is_beside(line[-1], letter):
            line.append(letter)
        else:
            found.append([letter])
    lines = [_line(group, draws_spaces=draws_spaces) for group in _with_raised(found)]
    spaces = sorted((one for one in letters if one.text == " "), key=lambda one: one.base)
    return [_with_spaces(line, spaces) for line in lines]


def _is_beside(last: Letter, letter: Letter) -> bool:
    size = max(last.size, letter.size)
    return abs(letter.middle[1] - last.middle[1]) <= _SAME_FOOT * min(size, 2 * min(last.size, letter.size))


def _with_raised(groups: list[list[Letter]]) -> list[list[Letter]]:
    """Return groups in which raised letters stand with the line that they belong to."""
    kept: list[list[Letter]] = []
    for group in groups:
        if kept and _reach(kept[-1], group):
            kept[-1] = [*kept[-1], *group]
        else:
            kept.append(group)
    return kept


def _reach(above: Sequence[Letter], below: Sequence[Letter]) -> bool:
    """Tell whether two groups share most of their height, of which one is small."""
    size_above, size_below = (max(one.size for one in group) for group in (above, below))
    small, large = sorted((size_above, size_below))
    if small > _RAISED * large:
        return False
    top = max(min(one.top for one in above), min(one.top for one in below))
    bottom = min(max(one.bottom for one in above), max(one.bottom for one in below))
    return bottom - top > 0.6 * small


def _line(group: Sequence[Letter], *, draws_spaces: bool) -> Line:
    ordered = sorted(group, key=lambda one: one.left)
    letters: list[Letter] = []
    for letter in ordered:
        # Some files print a letter twice, to make it bold.
        again = next((one for one in letters[-3:] if one.text == letter.text), None)
        if again and abs(again.left - letter.left) < _FEW * letter.size and _is_level(again, letter):
            continue
        letters.append(letter)
    letters = _apart(letters)
    size = max(one.size for one in letters)
    large = [one for one in letters if one.size >= _RAISED * size]
    return Line(tuple(letters), sorted(one.base for one in large)[len(large) // 2], size, draws_spaces)


def _apart(letters: Sequence[Letter]) -> list[Letter]:
    """Return letters from left to right; those of two texts that are printed over one another are unknown."""
    over = {
        index
        for index, (one, other) in enumerate(pairwise(letters))
        if one.drawn != other.drawn
        and not unicodedata.combining(other.text[0])
        and one.right - other.left > _OVER * min(one.width, other.width)
    }
    return [
        replace(letter, is_known=False) if {index - 1, index} & over else letter
        for index, letter in enumerate(letters)
    ]


def _is_level(first: Letter, second: Letter) -> bool:
    return abs(first.base - second.base) < _FEW * first.size


def _with_spaces(line: Line, spaces: Sequence[Letter]) -> Line:
    """Return the line with the spaces that the file draws on its foot."""
    own = [one for one in spaces if abs(one.base - line.base) < _FEW * line.size]
    left, right = line.left, line.right
    own = [one for one in own if left - line.size < one.left < right + line.size]
    if not own:
        return line
    letters = sorted((*line.letters, *own), key=lambda one: (one.left, one.text == " "))
    while letters[0].text == " ":
        letters.pop(0)
    return Line(tuple(letters), line.base, line.size, line.draws_spaces)


def _spaced(
    letters: Sequence[Letter], base: float, size: float, *, draws_spaces: bool
) -> Iterator[tuple[str, Letter]]:
    """Yield each letter with what stands before it: a space where there is room enough for one.

    Where spaces are drawn, letters stand apart for other reasons too; beside a sign the drawing may fail.
    """
    before: Letter | None = None
    for letter in letters:
        gap = letter.left - before.right if before else 0.0
        shown = letter
        enough = _JUMP if draws_spaces and before and _is_word(before.text + letter.text) else _SPACE
        if _is_raised(letter, base, size) and letter.text.isascii():
            shown = Letter(
                letter.text.translate(_RAISED_SIGNS), letter.left, letter.right, base, size, letter.is_known
            )
        yield " " if before and before.text != " " and gap > enough * size else "", shown
        before = letter


def _is_raised(letter: Letter, base: float, size: float) -> bool:
    """Tell whether a letter stands higher than its line because it is a note's mark, or a power."""
    rise = base - letter.base
    return (letter.size <= _RAISED * size and rise > _HIGHER * size) or (
        letter.size <= _SMALLER * size and rise > _SMALLER_HIGHER * size
    )


def _is_word(text: str) -> bool:
    """Tell whether none is a sign that begins an item, as a bullet or a number in a circle."""
    return not any(unicodedata.category(letter) in ("No", "So") or letter == "•" for letter in text)


def is_broken_anywhere(letter: str) -> bool:
    """Tell whether a line may end before or after a letter though no space stands there: Hangul, Chinese."""
    return unicodedata.east_asian_width(letter) in "WF" and unicodedata.category(letter) in ("Lo", "So")
