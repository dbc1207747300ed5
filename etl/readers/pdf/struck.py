"""Letters that a line is drawn through: what is struck out is no figure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.readers.pdf.geometry import Letter, Rule

_HIGHEST, _LOWEST = 0.6, 0.15
"""Of a letter's size above its foot: a line between goes through it; one below is drawn under it."""
_COVERED = 0.6
_FILLED = 0.6
"""Of a line's length: letters take so much of one that strikes them out; rules of tables are longer."""
_TOUCHING = 0.16


@dataclass(frozen=True, slots=True)
class Parted:
    """Letters that hold, those that are struck out, and the rules that strike none out."""

    letters: list[Letter]
    struck: list[Letter]
    rules: list[Rule]


def parted(letters: Sequence[Letter], rules: Sequence[Rule]) -> Parted:
    """Part letters by the rules that strike them out. What of a figure is left beside them is unknown."""
    ordered = sorted(range(len(letters)), key=lambda index: letters[index].base)
    bases = [letters[index].base for index in ordered]
    largest = max((letter.size for letter in letters), default=0.0)
    struck: set[int] = set()
    kept: list[Rule] = []
    for rule in rules:
        through: list[int] = []
        if rule.is_lying:
            near = ordered[
                bisect_left(bases, rule.at + _LOWEST * _least(letters)) : bisect_right(
                    bases, rule.at + _HIGHEST * largest
                )
            ]
            through = [index for index in near if _goes_through(rule, letters[index])]
        if through and sum(letters[index].width for index in through) >= _FILLED * (rule.last - rule.first):
            struck.update(through)
        else:
            kept.append(rule)
    beside = {
        index for index in range(len(letters)) if index not in struck and _is_rest(letters, index, struck)
    }
    return Parted(
        [
            replace(letter, is_known=False) if index in beside else letter
            for index, letter in enumerate(letters)
            if index not in struck
        ],
        [letter for index, letter in enumerate(letters) if index in struck],
        kept,
    )


def _least(letters: Sequence[Letter]) -> float:
    return min((letter.size for letter in letters), default=0.0)


def _goes_through(rule: Rule, letter: Letter) -> bool:
    covered = min(rule.last, letter.right) - max(rule.first, letter.left)
    rise = (letter.base - rule.at) / letter.size if letter.size else 0
    return letter.width > 0 and covered >= _COVERED * letter.width and _LOWEST < rise < _HIGHEST


def _is_rest(letters: Sequence[Letter], index: int, struck: set[int]) -> bool:
    """Tell whether a letter of a figure touches one that is struck out."""
    letter = letters[index]
    return any(
        other in struck
        and letters[other].text.isdigit()
        and (letter.text.isdigit() or letter.text in ",.")
        and max(letter.left - letters[other].right, letters[other].left - letter.right)
        <= _TOUCHING * letter.size
        for other in (index - 1, index + 1)
    )
