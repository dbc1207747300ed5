"""Rules to tables: what they close in are cells; a rule that is missing between places joins them to one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from etl.blocks import Box
from etl.readers.pdf.geometry import Rule

_NEAR = 2.5
"""Points: rules that are nearer are one; two of a double rule are."""
_MOST_PLACES = 60_000
_INSET = 0.2


@dataclass(frozen=True, slots=True)
class Framed:
    """A cell: its first row and column, how many it takes, and its box upright."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table by its rules: the places of its columns and rows, and its cells in order.

    is_certain: whether every closed part is a rectangle. is_cut_above, is_cut_below: whether no rule ends
    it there, as where a page's end cuts a row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Framed, ...]
    is_certain: bool = True
    is_cut_above: bool = False
    is_cut_below: bool = False

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def is_table(self) -> bool:
        """Whether it has columns; a frame around text, or around one text below another, is no table."""
        return len({cell.column for cell in self.cells}) > 1


def ruled(rules: Sequence[Rule]) -> list[Ruled]:
    """Return the tables and frames that rules draw, the smallest first."""
    lying = _merged([rule for rule in rules if rule.is_lying])
    standing = _merged([rule for rule in rules if not rule.is_lying])
    found = [table for part in _connected(lying, standing) if (table := _table(*part))]
    return sorted(found, key=lambda one: (one.xs[-1] - one.xs[0]) * (one.ys[-1] - one.ys[0]))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules with those that go on from one another as one; near ones stand at one place."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if groups and rule.at - groups[-1][0].at <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    merged: list[Rule] = []
    for group in groups:
        at = sum(rule.at for rule in group) / len(group)
        joined: list[Rule] = []
        for rule in sorted(group, key=lambda one: one.first):
            if joined and rule.first <= joined[-1].last + _NEAR:
                last = max(joined[-1].last, rule.last)
                joined[-1] = Rule(rule.is_lying, at, joined[-1].first, last)
            else:
                joined.append(Rule(rule.is_lying, at, rule.first, rule.last))
        merged += joined
    return merged


def _connected(lying: Sequence[Rule], standing: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the groups of rules that touch one another."""
    parent = list(range(len(lying) + len(standing)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    places = [rule.at for rule in standing]
    for i, across in enumerate(lying):
        first = bisect_left(places, across.first - _NEAR)
        for j in range(first, len(standing)):
            down = standing[j]
            if down.at > across.last + _NEAR:
                break
            if down.first - _NEAR <= across.at <= down.last + _NEAR:
                parent[root(i)] = root(len(lying) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate((*lying, *standing)):
        groups[root(i)][i >= len(lying)].append(rule)
    return list(groups.values())


def _table(lying: list[Rule], standing: list[Rule]) -> Ruled | None:
    if not lying or not standing:
        return None
    left, right = min(rule.first for rule in lying), max(rule.last for rule in lying)
    top, bottom = min(rule.first for rule in standing), max(rule.last for rule in standing)
    left, right = min(left, standing[0].at), max(right, standing[-1].at)
    standing = _with_sides(lying, standing, left, right)
    is_cut_above, is_cut_below = top < lying[0].at - 2 * _NEAR, bottom > lying[-1].at + 2 * _NEAR
    first, last = standing[0].at, standing[-1].at
    if is_cut_above:
        lying = [Rule(True, top, first, last), *lying]
    if is_cut_below:
        lying = [*lying, Rule(True, bottom, first, last)]
    xs, ys = _places(standing), _places(lying)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > _MOST_PLACES:
        return None
    cells, is_certain = _cells(xs, ys, _covered(lying, ys, xs), _covered(standing, xs, ys))
    return Ruled(xs, ys, cells, is_certain, is_cut_above, is_cut_below) if cells else None


def _with_sides(lying: list[Rule], standing: list[Rule], left: float, right: float) -> list[Rule]:
    """Return the standing rules, with those that a table open at its sides leaves out."""
    sides = []
    for at in (left, right):
        if any(abs(rule.at - at) <= _NEAR for rule in standing):
            continue
        ends = [rule.at for rule in lying if abs((rule.first if at == left else rule.last) - at) <= 2 * _NEAR]
        if len(ends) > 1:
            sides.append(Rule(False, at, min(ends), max(ends)))
    return sorted((*standing, *sides), key=lambda one: one.at)


def _places(rules: Sequence[Rule]) -> tuple[float, ...]:
    return tuple(sorted({rule.at for rule in rules}))


def _covered(rules: Sequence[Rule], places: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """Return where rules run: the number of the place, and of the part between two that cross it."""
    number = {at: i for i, at in enumerate(places)}
    found = set()
    for rule in rules:
        for part in range(max(bisect_left(across, rule.first) - 1, 0), len(across) - 1):
            first, last = across[part], across[part + 1]
            if first > rule.last:
                break
            inset = _INSET * (last - first)
            if rule.first <= first + inset and rule.last >= last - inset:
                found.add((number[rule.at], part))
    return found


def _cells(
    xs: Sequence[float], ys: Sequence[float], lying: set[tuple[int, int]], standing: set[tuple[int, int]]
) -> tuple[tuple[Framed, ...], bool]:
    """Return the closed parts that are rectangles, and whether there is none of another form."""
    columns, rows = len(xs) - 1, len(ys) - 1
    taken: set[tuple[int, int]] = set()
    cells: list[Framed] = []
    is_certain = True
    for start in ((row, column) for row in range(rows) for column in range(columns)):
        if start in taken:
            continue
        part, is_open = _part(start, rows, columns, lying, standing)
        taken |= part
        if is_open:
            continue
        down, across = {row for row, _ in part}, {column for _, column in part}
        row, column = min(down), min(across)
        if len(down) * len(across) != len(part):
            is_certain = False
            continue
        box = (xs[column], ys[row], xs[column + len(across)], ys[row + len(down)])
        cells.append(Framed(row, column, len(down), len(across), box))
    return tuple(cells), is_certain


def _part(
    start: tuple[int, int], rows: int, columns: int, lying: set[tuple[int, int]],
    standing: set[tuple[int, int]],
) -> tuple[set[tuple[int, int]], bool]:  # fmt: skip
    """Return the places that no rule parts from the first, and whether they are open to the outside.

    The table's first and last place end what is closed at its sides: a merged cell that a page's end cuts may
    have no rule there.
    """
    part, waiting, is_open = {start}, [start], False
    while waiting:
        row, column = waiting.pop()
        for beside, is_parted in (
            ((row - 1, column), (row, column) in lying),
            ((row + 1, column), (row + 1, column) in lying),
            ((row, column - 1), (column, row) in standing),
            ((row, column + 1), (column + 1, row) in standing),
        ):
            if is_parted or beside in part:
                continue
            if 0 <= beside[0] < rows and 0 <= beside[1] < columns:
                part.add(beside)
                waiting.append(beside)
            elif 0 <= beside[0] < rows:
                is_open = True
    return part, is_open
