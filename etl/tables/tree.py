"""Levels by sums: which row of a table is the whole of which others.

reading.md, rule 5: the tree in which most sums hold is taken; ties are broken by indents and marks, then by
words of totals; a line that could stand in two places is left unplaced, and where nothing holds, lines stay
flat. A level is never
guessed: `parents` holds what sums prove, `hints` what print alone suggests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from etl.tables.figures import Column, Ticks, decimals_of, ticks_of
from etl.tables.folding import Fold
from etl.tables.formula import Formula, parse_formula
from etl.tables.levels import best_folds
from etl.tables.stack import Amounts, Clues


class Orientation(Enum):
    """Where the totals of a tree stand."""

    OPENING = "opening"  # above their parts
    CLOSING = "closing"  # below them
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Whole:
    """A row that is the sum of others.

    columns_held, columns_failed: by index. Columns in which the row or a part has no figure and the sum
    differs
    are in neither: what is missing may be a dash or may be unread.
    differences: per failed column the printed figure less the sum of the parts: a finding about the document.
    """

    row: int
    parts: tuple[int, ...]
    columns_held: tuple[int, ...]
    columns_failed: tuple[int, ...] = ()
    differences: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """The rows of a table with their levels; rows are named by their index.

    parents: per row, the row that it is a part of, where sums prove that; else None.
    hints: per row, the parent that indents or marks suggest where no sum decides; grade *named*, never
    *proved*.
    wholes: the rows that are sums, in printed order. orientation: None where there is no whole.
    headings: rows without any figure; they are nobody's part. derived: rows that call themselves a
    difference.
    unplaced: rows whose place is not known: nothing holds them, or they could stand in two places.
    empty: those of them that have no figure but zero: no sum can tell where they belong, and none misses
    them.
    """

    parents: tuple[int | None, ...]
    hints: tuple[int | None, ...]
    wholes: tuple[Whole, ...]
    orientation: Orientation | None
    headings: tuple[int, ...]
    derived: tuple[int, ...]
    unplaced: tuple[int, ...]
    empty: frozenset[int]

    @property
    def is_proved(self) -> bool:
        """Tell whether every row with an amount is a whole, or a part of one; a sum may still fail in a
        column."""
        return bool(self.wholes) and self.empty.issuperset(self.unplaced)

    @property
    def roots(self) -> tuple[int, ...]:
        """The wholes that are no part of another: one, or several totals that follow one another."""
        return tuple(whole.row for whole in self.wholes if self.parents[whole.row] is None)

    def depth(self, row: int) -> int | None:
        """Return how many wholes stand above a row, or None where its place, or that of one above, is
        unknown."""
        unplaced, depth = set(self.unplaced), 0
        while row not in unplaced:
            above = self.parents[row]
            if above is None:
                return depth
            row, depth = above, depth + 1
        return None


def build(
    labels: Sequence[str],
    columns: Sequence[Column],
    *,
    places: Sequence[int],
    indents: Sequence[int] | None = None,
    marks: Sequence[str | None] | None = None,
    total_like: Sequence[bool] | None = None,
    is_whole: bool = False,
) -> Tree:
    """Find the tree of a table's rows.

    labels: as printed, per row; formula letters in them say what is a sum ('(A+B)') and what is none
    ('(A-B)').
    columns: the columns that add up (amounts and counts, never rates), in the printed unit; None as in
    `Column`.
    places: the decimals printed, per column. indents: printed depth of each row, where the carrier keeps it.
    marks: the bullet or word that a row starts with ('□', '1.', 'A:'), where rows of one mark are of one
    kind.
    total_like: rows that call themselves a total. is_whole: the unit is never rounded, so that sums are
    exact.
    """
    decimals = decimals_of(columns, places)
    ticks = [ticks_of(column, decimals) for column in columns]
    _check(len(labels), columns, indents, marks, total_like)
    formulas = [parse_formula(label) for label in labels]
    derived = tuple(
        row for row, formula in enumerate(formulas) if formula is not None and _is_difference(formula)
    )
    totals = [bool(formula is not None and formula.over) for formula in formulas]
    if total_like is not None:
        totals = [one or other for one, other in zip(totals, total_like, strict=True)]
    headings = tuple(row for row in range(len(labels)) if all(column[row] is None for column in ticks))
    apart = {*headings, *derived}
    # One depth for all says nothing.
    depths = indents if indents is not None and len(set(indents)) > 1 else None
    clues = Clues(totals, depths, marks)
    amounts = Amounts(ticks, [10 ** (decimals - own) for own in places], is_whole=is_whole, clues=clues)
    folds, open_rows = best_folds(amounts, [row for row in range(len(labels)) if row not in apart])
    parents: list[int | None] = [None] * len(labels)
    for fold in folds:
        for part in fold.parts:
            parents[part] = fold.row
    wholes = {fold.row for fold in folds}
    unplaced = tuple(
        row for row in range(len(labels))
        if row not in apart and parents[row] is None and (row in open_rows or row not in wholes)
    )  # fmt: skip
    return Tree(
        parents=tuple(parents),
        hints=_hints(parents, unplaced, indents),
        wholes=tuple(_whole(fold, ticks, decimals) for fold in sorted(folds, key=lambda fold: fold.row)),
        orientation=_orientation(folds),
        headings=headings,
        derived=derived,
        unplaced=unplaced,
        empty=frozenset(row for row in unplaced if amounts.is_nothing(row)),
    )


def _check(
    rows: int,
    columns: Sequence[Column],
    indents: Sequence[int] | None,
    marks: Sequence[str | None] | None,
    total_like: Sequence[bool] | None,
) -> None:
    for one in (*columns, indents, marks, total_like):
        if one is not None and len(one) != rows:
            raise ValueError(f"{rows} labels, but a list of {len(one)}")


def _is_difference(formula: Formula) -> bool:
    return bool(formula.under) or any(sign < 0 for _, sign in formula.over)


def _whole(fold: Fold, ticks: Sequence[Ticks], decimals: int) -> Whole:
    differences = []
    for index in fold.failed:
        column = ticks[index]
        off = (column[fold.row] or 0) - sum(column[part] or 0 for part in fold.parts)
        differences.append(Decimal(off).scaleb(-decimals))
    return Whole(fold.row, fold.parts, fold.held, fold.failed, tuple(differences))


def _orientation(folds: Sequence[Fold]) -> Orientation | None:
    opens = {fold.row < fold.parts[0] for fold in folds if fold.parts}
    if len(opens) == 2:
        return Orientation.MIXED
    return None if not opens else Orientation.OPENING if True in opens else Orientation.CLOSING


def _hints(
    parents: Sequence[int | None], unplaced: Sequence[int], indents: Sequence[int] | None
) -> tuple[int | None, ...]:
    """Return, for rows that sums do not place, the nearest row above that is printed less deep."""
    hints: list[int | None] = [None] * len(parents)
    if indents is not None:
        above: list[int] = []
        waiting = set(unplaced)
        for row, indent in enumerate(indents):
            while above and indents[above[-1]] >= indent:
                above.pop()
            hints[row] = above[-1] if above and row in waiting else None
            above.append(row)
    return tuple(hints)
