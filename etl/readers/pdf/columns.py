"""What stands beside a table on a page: text in columns is read one column after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from etl.readers.pdf.geometry import Letter, around
from etl.readers.pdf.layout import WIDE, FreeLine, Grid, Item
from etl.readers.pdf.lines import lines_of
from etl.readers.pdf.prose import Gutter, between_prose

_NEAR = 2.0
"""Points: what touches stands neither beside nor below."""
_MOST_DEPTH = 40


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a page that is printed as one. is_table: whether it is a table, else words of a line."""

    left: float
    top: float
    right: float
    bottom: float
    is_table: bool


def in_columns(items: Sequence[Item], depth: int = 0) -> list[Item]:
    """Return the items of a page in reading order.

    Where something stands beside a table, or prose beside prose, all between two things that reach over both
    is in columns: the left one is read first. Where one of them is nothing but tables, they share what is
    said above, and are read by their tops. A table at a further column's top may go on from the one before,
    or share what is said above that: it is not certain.
    """
    found = _gutter(items) if depth < _MOST_DEPTH else None
    if not found:
        return sorted(items, key=_top)
    above: list[Item] = []
    below: list[Item] = []
    columns: tuple[list[Item], list[Item]] = ([], [])
    for item in items:
        middle = (item.box[1] + item.box[3]) / 2
        if middle < found.top:
            above.append(item)
        elif middle > found.bottom:
            below.append(item)
        else:
            for side, parts in zip(columns, _parted(item, found.at), strict=True):
                side += parts
    left, right = map(_as_wide_as_prose, columns) if found.is_of_prose else columns
    if not above and not below and not (left and right):
        return sorted(items, key=_top)
    if any(all(isinstance(item, Grid) for item in side) for side in columns):
        inner = sorted((*left, *right), key=_top)
    else:
        inner = [*in_columns(left, depth + 1), *_from_top(in_columns(right, depth + 1))]
    return [*in_columns(above, depth + 1), *inner, *in_columns(below, depth + 1)]


def _top(item: Item) -> tuple[float, float]:
    return item.box[1], item.box[0]


def _as_wide_as_prose(column: Sequence[Item]) -> list[Item]:
    """Return the lines of a column, each with the box that all of them fill."""
    box = around([item.box for item in column]) if column else None
    return [replace(one, frame=one.frame or box) if isinstance(one, FreeLine) else one for one in column]


def _from_top(items: list[Item]) -> list[Item]:
    """Return a further column, the table at whose top is not certain."""
    first = items[0]
    if isinstance(first, Grid):
        return [replace(first, ruled=replace(first.ruled, is_certain=False)), *items[1:]]
    return items


def _parts(items: Iterable[Item]) -> list[_Part]:
    parts = []
    for item in items:
        if isinstance(item, Grid):
            parts.append(_Part(*item.box, is_table=True))
            continue
        _, top, _, bottom = item.box
        parts += [_Part(run.left, top, run.right, bottom, is_table=False) for run in item.line.runs(WIDE)]
    return parts


def _gutter(items: Sequence[Item]) -> Gutter | None:
    """Return the longest gutter between a table and what stands beside it, else between columns of prose."""
    parts = _parts(items)
    found: list[Gutter] = []
    for table in (part for part in parts if part.is_table):
        level = [part for part in parts if part is not table and _is_level(part, table)]
        after = min((part.left for part in level if part.left >= table.right - _NEAR), default=None)
        before = max((part.right for part in level if part.right <= table.left + _NEAR), default=None)
        for edge, other in ((table.right, after), (table.left, before)):
            if other is not None:
                places = (edge, (edge + other) / 2, other)
                found += [one for at in places if (one := _run(at, table, parts))]
    return max(found, key=lambda one: one.bottom - one.top, default=None) or between_prose(items)


def _run(at: float, table: _Part, parts: Sequence[_Part]) -> Gutter | None:
    """Return how far a gutter beside a table runs until something reaches over it."""
    over = [part for part in parts if part.left < at - _NEAR and part.right > at + _NEAR]
    if any(_is_level(part, table) for part in over):
        return None
    ends = [part.bottom for part in over if part.bottom <= table.top + _NEAR]
    starts = [part.top for part in over if part.top >= table.bottom - _NEAR]
    return Gutter(
        at,
        max(ends, default=min(part.top for part in parts)) - _NEAR,
        min(starts, default=max(part.bottom for part in parts)) + _NEAR,
    )


def _is_level(part: _Part, table: _Part) -> bool:
    return min(part.bottom, table.bottom) - max(part.top, table.top) > _NEAR


def _parted(item: Item, at: float) -> tuple[list[Item], list[Item]]:
    """Return what of an item stands at either side."""
    if isinstance(item, Grid):
        return ([item], []) if (item.box[0] + item.box[2]) / 2 < at else ([], [item])
    left = [letter for letter in item.line.letters if letter.middle[0] < at]
    right = [letter for letter in item.line.letters if letter.middle[0] >= at]
    if not left or not right:
        return ([item], []) if left else ([], [item])
    return _lines(left, item), _lines(right, item)


def _lines(letters: Sequence[Letter], item: FreeLine) -> list[Item]:
    return [FreeLine(line, item.frame) for line in lines_of(letters, draws_spaces=item.line.draws_spaces)]
