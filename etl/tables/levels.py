"""Which folds stand: of all ways to fold a table, those in which most sums hold, and only what they agree
on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from etl.tables.folding import Fold, fold
from etl.tables.stack import Amounts


@dataclass(slots=True)
class _Way:
    """One way to fold a table: its folds, what is left on top, and rows that could stand in two places."""

    folds: list[Fold]
    roots: list[int]
    open_rows: set[int]

    @property
    def sums_held(self) -> int:
        return sum(len(one.held) - len(one.failed) for one in self.folds)


def best_folds(amounts: Amounts, rows: Sequence[int]) -> tuple[list[Fold], set[int]]:
    """Return the folds of a table, and the rows that could stand in two places.

    rows: those with figures, in printed order. Totals that all open, or all close, are taken before a
    mixture that holds no more sums. Where two ways hold as many, only the folds that they share stand.
    """
    pure = [_folded(amounts, rows, backward, rounds=1) for backward in (False, True)]
    ways = pure
    if all(len(way.roots) > 1 for way in pure) and any(way.folds for way in pure):
        mixed = [_folded(amounts, rows, backward, rounds=_MOST_ROUNDS) for backward in (False, True)]
        if max(way.sums_held for way in mixed) > max(way.sums_held for way in pure):
            ways = mixed
    most = max(way.sums_held for way in ways)
    best = [way for way in ways if way.sums_held == most]
    shared = {(one.row, one.parts) for one in best[0].folds}
    for way in best[1:]:
        shared &= {(one.row, one.parts) for one in way.folds}
    folds = [one for one in best[0].folds if (one.row, one.parts) in shared]
    open_rows: set[int] = set().union(*(way.open_rows for way in best))
    open_rows |= {
        part for way in best for one in way.folds if (one.row, one.parts) not in shared for part in one.parts
    }
    folds, unsure = _sure(amounts, rows, folds)
    open_rows |= unsure
    echoes = _echoes(amounts, rows, folds)
    open_rows -= {part for one in echoes for part in one.parts}
    folds += echoes
    open_rows |= _loose(amounts, rows, folds)
    if len(_directions(folds)) == 2 or not _is_complete(amounts, rows, folds):
        open_rows |= _twins(amounts, rows, folds, open_rows)
    if len(_directions(folds)) == 2:
        open_rows |= _broken(amounts, rows, folds, open_rows)
    return _without(folds, open_rows), open_rows


_MOST_ROUNDS = 40
_ECHO_BITS = 6.0
MANY_TOTALS = 3


def _folded(amounts: Amounts, rows: Sequence[int], backward: bool, rounds: int) -> _Way:
    """Fold in one direction, then what is left in the other, and so on until nothing more folds."""
    way = _Way([], list(rows), set())
    for turn in range(rounds):
        has_parts = {one.row for one in way.folds}
        found = fold(amounts, way.roots, has_parts=has_parts, is_backward=backward)
        if turn > 1 and not found.folds:
            break
        way.folds += found.folds
        way.open_rows |= found.open_rows
        way.roots = found.roots
        backward = not backward
    return way


def _sure(amounts: Amounts, rows: Sequence[int], folds: Sequence[Fold]) -> tuple[list[Fold], set[int]]:
    """Return the folds without those over one row that could as well be the other way round, and both their
    rows.

    A total over one line opens where all totals over several lines do; else print must say which is which.
    """
    opens, below = _directions(folds), _marks_below(amounts, folds)
    wholes = {one.row for one in folds}
    is_uniform = len(opens) == 1 and (
        _is_complete(amounts, rows, folds) or sum(len(one.parts) > 1 for one in folds) >= MANY_TOTALS
    )
    sure: list[Fold] = []
    unsure: set[int] = set()
    for one in folds:
        is_opening = one.row < one.parts[0]
        some = [part for part in one.parts if not amounts.is_nothing(part)]
        part = some[0] if some else one.parts[0]
        if (
            len(some) > 1
            or (is_uniform and opens == {is_opening})
            or _is_said_above(amounts, one.row, part, below, part in wholes, is_top=True)
        ):
            sure.append(one)
        else:
            unsure |= {one.row, *one.parts}
    return sure, unsure


def _echoes(amounts: Amounts, rows: Sequence[int], folds: Sequence[Fold]) -> list[Fold]:
    """Return folds over the one row behind that has the same figures, where no sum above could tell.

    Print must say that one is above the other: a deeper indent, a mark that elsewhere in the table stands
    below the other's, or, of rows that nothing holds, a total beside a line.
    """
    opens = {one.row < one.parts[0] for one in folds if one.parts}
    parts = {part for one in folds for part in one.parts}
    wholes = {one.row for one in folds}
    pairs = [(one, other) for one, other in pairwise(rows) if amounts.is_equal(one, other)]
    tops = pairwise([row for row in rows if row not in parts])
    pairs = list({*pairs, *(pair for pair in tops if amounts.is_equal(*pair))})
    below = _marks_below(amounts, folds)
    found: list[Fold] = []
    # The innermost first: from the last row up where totals open, from the first down where they close.
    for is_opening in (True, False):
        for pair in sorted(pairs, reverse=is_opening):
            whole, part = pair if is_opening else pair[::-1]
            # Depth says what is above only where it is known whether totals open, as they do by custom.
            agrees = opens == {is_opening} or (not opens and (is_opening or amounts.clues.indents is None))
            is_free = whole not in wholes and part not in parts and agrees
            if is_free and _is_said_above(amounts, whole, part, below, part in wholes, whole not in parts):
                held = tuple(index for index, column in enumerate(amounts.columns) if column[whole])
                found.append(Fold(whole, (part,), held, ()))
                opens.add(is_opening)
                wholes.add(whole)
                parts.add(part)
    return found


def _marks_below(amounts: Amounts, folds: Sequence[Fold]) -> dict[str, set[str | None]]:
    """Return, per mark, the marks of the wholes that rows so marked are parts of."""
    below: dict[str, set[str | None]] = defaultdict(set)
    marks = amounts.clues.marks
    for one in folds if marks is not None else ():
        for part in one.parts:
            mark = marks[part] if marks is not None else None
            if marks is not None and mark is not None:
                below[mark].add(marks[one.row])
    return below


def _is_said_above(
    amounts: Amounts, whole: int, part: int, below: dict[str, set[str | None]], is_whole: bool, is_top: bool
) -> bool:
    """Tell whether print says that one of two equal rows holds the other."""
    clues = amounts.clues
    if clues.indents is not None and clues.indents[whole] != clues.indents[part]:
        return clues.indents[whole] < clues.indents[part]
    if clues.marks is not None and clues.marks[part] is not None and clues.marks[whole] is not None:
        return below.get(clues.marks[part] or "") == {clues.marks[whole]}
    is_likely = amounts.equal_bits(whole) >= _ECHO_BITS
    return is_likely and is_top and clues.total_like[whole] and (not clues.total_like[part] or is_whole)


def _loose(amounts: Amounts, rows: Sequence[int], folds: Sequence[Fold]) -> set[int]:
    """Return the parts too small for their place to be told: zero, or less than what rounding may hide.

    Beside a whole that ends or starts there such a row may belong to it as well; and of several in a row one
    may be the whole of others.
    """
    wholes = {one.row: one for one in folds}
    opens = _directions(folds)
    counted = set(rows)
    loose: set[int] = set()
    for one in folds:
        is_level = _is_level(amounts, one.parts)
        tiny = [amounts.is_tiny(part, len(one.parts)) for part in one.parts]
        for direction in (1, -1):
            parts, is_tiny = one.parts[::direction], tiny[::direction]
            for index, part in enumerate(parts):
                if not is_tiny[index]:
                    continue
                if part - direction not in counted and (direction == 1) in opens:
                    loose.add(part)  # a line without figures may be a total of nothing
                if index == 0 or is_level:
                    continue
                before = parts[index - 1]
                is_beside = before in wholes and (wholes[before].parts[0] > before) == (direction == 1)
                if is_beside or before in loose or (is_tiny[index - 1] and (direction == 1) in opens):
                    loose.add(part)
    return loose


def _is_level(amounts: Amounts, parts: Sequence[int]) -> bool:
    indents = amounts.clues.indents
    return indents is not None and len({indents[part] for part in parts}) == 1


def _twins(amounts: Amounts, rows: Sequence[int], folds: Sequence[Fold], open_rows: set[int]) -> set[int]:
    """Return, for a table whose totals both open and close, rows that could be drawn to a neighbour as well.

    A row beside a fold that equals its whole may be the whole, or hold it; one that equals the parts at that
    edge may hold those. Of a whole whose figures come again elsewhere, neither surely holds the parts. A row
    without amount goes with any neighbour that is not surely beside it.
    """
    first, last = list(range(amounts.row_count)), list(range(amounts.row_count))
    for one in folds:
        for part in one.parts:
            first[one.row] = min(first[one.row], first[part])
            last[one.row] = max(last[one.row], last[part])
    some = [row for row in rows if not amounts.is_nothing(row)]
    place = {row: index for index, row in enumerate(some)}
    wholes = {one.row: one for one in folds}
    together = {frozenset(pair) for one in folds for pair in pairwise(one.parts)}
    together |= {frozenset((one.row, one.parts[0])) for one in folds if len(one.parts) == 1}
    found: set[int] = set()
    for row in some:
        for edge, step in ((first[row], -1), (last[row], 1)):
            index = place[edge] + step if edge in place else -1
            if not 0 <= index < len(some):
                continue
            beside = some[index]
            if amounts.is_near(row, beside) and frozenset((row, beside)) not in together:
                found |= {row, beside}
                found |= set(wholes[row].parts) if row in wholes and edge != row else set()
            elif row in wholes and edge != row:
                found |= amounts.edge(beside, wholes[row].parts[::-step])
    if len(_directions(folds)) == 2:
        for alike in amounts.alike(some):
            found |= {row for row in alike if not any(frozenset((row, other)) in together for other in alike)}
            found |= {part for row in alike if row in wholes for part in wholes[row].parts}
    below = {part: one.row for one in folds for part in one.parts if part not in found | open_rows}
    for one in folds:
        for part in one.parts:
            beside_it = [
                row for row in (part - 1, part + 1) if 0 <= row < amounts.row_count and row != one.row
            ]
            if amounts.is_tiny(part, len(one.parts)) and any(
                row in wholes or below.get(row) != one.row or amounts.is_tiny(row, len(one.parts))
                for row in beside_it
            ):
                found.add(part)
    return found


def _broken(amounts: Amounts, rows: Sequence[int], folds: Sequence[Fold], open_rows: set[int]) -> set[int]:
    """Return the parts of folds around a line that is not placed: where totals open and close, it may be
    theirs."""
    placed = {row for one in folds for row in (one.row, *one.parts)} - open_rows
    lost = [0]
    counted = set(rows)
    for row in range(amounts.row_count):
        lost.append(lost[-1] + (row in counted and row not in placed and not amounts.is_nothing(row)))
    found: set[int] = set()
    first, last = list(range(amounts.row_count)), list(range(amounts.row_count))
    for one in folds:  # the inner ones come first
        first[one.row] = min(first[row] for row in (one.row, *one.parts))
        last[one.row] = max(last[row] for row in (one.row, *one.parts))
        if lost[last[one.row] + 1] > lost[first[one.row]] or not found.isdisjoint(one.parts):
            found |= {one.row, *one.parts}
    return found


def _directions(folds: Sequence[Fold]) -> set[bool]:
    """Return whether totals over several rows open (True) or close (False): both in a mixed table."""
    return {one.row < one.parts[0] for one in folds if len(one.parts) > 1}


def _is_complete(amounts: Amounts, rows: Sequence[int], folds: Sequence[Fold]) -> bool:
    """Tell whether every row with an amount is a whole or a part."""
    placed = {part for one in folds for part in one.parts} | {one.row for one in folds}
    return all(row in placed or amounts.is_nothing(row) for row in rows)


def _without(folds: Sequence[Fold], open_rows: set[int]) -> list[Fold]:
    """Return the folds without rows that may be elsewhere; a sum that lost some accuses nothing."""
    kept = []
    for one in folds:
        parts = tuple(part for part in one.parts if part not in open_rows)
        if parts:
            kept.append(one if parts == one.parts else replace(one, parts=parts, failed=()))
    return kept
