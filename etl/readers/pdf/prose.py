"""Two columns of running text: what parts them. What may be the cells of a table is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.readers.pdf.layout import WIDE, FreeLine, Item

_NEAR = 2.0
_FEWEST = 6
_NARROWEST = 12
"""Of a letter's size: a column of prose is no narrower."""
_MOSTLY = 0.6
_EVEN = 1.25
"""Of the usual distance between lines: rows of a table stand further apart."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """What parts two columns: where it stands, from where and to where.

    is_of_prose: whether both columns are running text.
    """

    at: float
    top: float
    bottom: float
    is_of_prose: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    left: float
    right: float
    top: float
    bottom: float
    size: float


def between_prose(items: Sequence[Item]) -> Gutter | None:
    """Return the longest gap between two columns of prose: both are filled line after line.

    Cells of a table leave room where one has fewer lines, or stand further apart than lines do.
    """
    if not all(isinstance(item, FreeLine) for item in items):
        return None
    parts = sorted(_parts(items), key=lambda one: one.top)
    found: list[Gutter] = []
    begun = Counter(round(one.left) for one in parts)
    for at in (left - _NEAR for left, count in sorted(begun.items()) if count >= _FEWEST // 2):
        for band in _bands(parts, at):
            left = [one for one in band if one.right <= at + _NEAR]
            right = [one for one in band if one.left >= at - _NEAR]
            if not left or not right:
                continue
            # What stands above where both begin heads them.
            top = max(left[0].top, right[0].top) - _NEAR
            sides = [[one for one in side if one.top >= top] for side in (left, right)]
            if all(map(_is_prose, sides)):
                found.append(Gutter(at, top, max(one.bottom for one in band) + _NEAR, is_of_prose=True))
    return max(found, key=lambda one: one.bottom - one.top, default=None)


def _parts(items: Sequence[Item]) -> Iterator[_Part]:
    for item in items:
        if isinstance(item, FreeLine):
            _, top, _, bottom = item.box
            for run in item.line.runs(WIDE):
                yield _Part(run.left, run.right, top, bottom, item.line.size)


def _bands(parts: Sequence[_Part], at: float) -> Iterator[list[_Part]]:
    """Yield the parts between those that reach over a place."""
    band: list[_Part] = []
    for part in parts:
        if part.left < at - _NEAR and part.right > at + _NEAR:
            if band:
                yield band
            band = []
        else:
            band.append(part)
    if band:
        yield band


def _is_prose(lines: Sequence[_Part]) -> bool:
    """Tell whether lines are one column of prose: evenly below one another, most of them filled."""
    if len(lines) < _FEWEST:
        return False
    steps = sorted(below.top - above.top for above, below in pairwise(lines))
    usual, size = steps[len(steps) // 2], lines[0].size
    if steps[0] < size or steps[-1] > _EVEN * usual:
        return False
    left, right = min(one.left for one in lines), max(one.right for one in lines)
    full = sum(one.right > right - 2 * size and one.left < left + 2 * size for one in lines)
    return right - left >= _NARROWEST * size and full >= _MOSTLY * len(lines)
