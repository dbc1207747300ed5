"""Folds rows under the rows that are their sums, in one direction: each total stands before its parts.

The rows are gone through from the last to the first; those that nothing holds yet wait on a stack. A row
folds the first few of the stack when they add up to it, which running sums and a binary search tell without
adding again. So inner totals are folded before outer ones, and the work is near-linear. A table whose totals
close is folded backwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf, log2

from etl.tables.stack import ROWS_LOOKED_AT, Amounts, Links, Stack


@dataclass(frozen=True, slots=True)
class Fold:
    """A row and the rows that add up to it, in printed order, with the columns in which they do and do
    not."""

    row: int
    parts: tuple[int, ...]
    held: tuple[int, ...]
    failed: tuple[int, ...]


@dataclass(slots=True)
class Folded:
    """What folding found: folds, what is left on top, and rows that could be in a fold or behind it."""

    folds: list[Fold]
    roots: list[int]
    open_rows: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Claim:
    """The first `least` to `most` waiting entries add up to a row, as well one way as the other.

    doubts: the columns in which they do not, or a gap hides whether they do. skipped: rows among them that
    the
    sum leaves out in every column that fails else: parts of another, which is counted too.
    """

    least: int
    most: int
    held: tuple[int, ...]
    failed: tuple[int, ...]
    doubts: int
    skipped: tuple[int, ...] = ()


MARGIN_BITS = 10.0
"""A sum that is believed for itself would come about by chance in one table of a thousand: a row is tried
against every run of rows behind it, so the bits of the table's length come on top."""
_TOTAL_BITS, _MARK_BITS, _WHOLE_BITS, _CLUE_BITS, _AGAINST_BITS = 6.0, 8.0, 8.0, 3.0, 10.0
_LIKELY = 18.0
_LONGEST_CHAIN = 64


def fold(amounts: Amounts, rows: Sequence[int], *, has_parts: set[int], is_backward: bool) -> Folded:
    """Fold rows, given in printed order; backward, a total closes its parts. has_parts: rows that are wholes
    already."""
    return _Folding(amounts, rows, has_parts, is_backward).run()


class _Folding:
    def __init__(self, amounts: Amounts, rows: Sequence[int], has_parts: set[int], is_backward: bool) -> None:
        self.amounts, self.clues, self.has_parts, self.is_backward = (
            amounts,
            amounts.clues,
            has_parts,
            is_backward,
        )
        self.order = list(rows) if is_backward else list(rows)[::-1]
        # In `plain` every row stands for itself. In `linked` a row whose figures the next repeats holds that
        # one: a whole with a single part, or two equal neighbours. The row above both tells which, when it
        # adds up.
        self.plain, self.linked = Stack(amounts), Stack(amounts)
        self.has_links = False
        self.found = Folded([], [])

    def run(self) -> Folded:
        for row in self.order:
            if row in self.has_parts or not self._take(row):
                self._wait(row)
        roots = self.plain.rows
        self.found.roots = list(roots) if self.is_backward else roots[::-1]
        return self.found

    def _take(self, row: int) -> bool:
        """Fold the waiting rows that add up to a row, and let it wait in their place. False where none do."""
        plain = self._claim(self.plain, row)
        linked = self._claim(self.linked, row) if self.has_links else None
        if plain is None and linked is None:
            return False
        if linked is not None and (plain is None or linked.doubts < plain.doubts):
            self._fold_linked(row, linked)
        elif plain is not None:
            is_even = linked is not None and linked.doubts == plain.doubts
            self._fold_plain(row, plain, linked if is_even else None)
        return True

    def _fold_plain(self, row: int, claim: _Claim, other: _Claim | None) -> None:
        unsure = {*self._between(self.plain, claim.least, claim.most), *claim.skipped}
        covers = 1
        links: Links = ()
        own = self.plain.rows[len(self.plain.rows) - claim.least :]
        if other is None:
            self._drop_linked(claim.least)
        else:
            top = len(self.linked.rows) - other.least
            heads, reach = self.linked.rows[top:], sum(self.linked.covers[top:])
            if set(heads) == set(own) and other.least == other.most:
                # Both ways the same rows are parts. The last of them may hold what follows: still to be told.
                covers += reach - claim.least
                links = tuple(link for entry in self.linked.links[top:] for link in entry)
                self.linked.pop(other.least)
            else:
                reach = sum(self.linked.covers[len(self.linked.rows) - other.most :])
                reached = set(self.plain.rows[len(self.plain.rows) - max(reach, claim.least) :])
                unsure |= reached - (set(heads) & set(own))
                self._drop_linked(claim.least)
        self.plain.pop(claim.least)
        self._add(row, [part for part in own if part not in unsure], claim)
        self.found.open_rows |= unsure
        self.plain.push(row)
        self.linked.push(row, covers, links)

    def _fold_linked(self, row: int, claim: _Claim) -> None:
        top = len(self.linked.rows)
        self.found.open_rows |= set(self._between(self.linked, claim.least, claim.most))
        covered = sum(self.linked.covers[top - claim.least :])
        links = [link for entry in self.linked.links[top - claim.least :] for link in entry]
        parts = self.linked.pop(claim.least)
        self.plain.pop(covered)
        for whole, inner in links:
            held = tuple(index for index, column in enumerate(self.amounts.columns) if column[whole])
            self.found.folds.append(Fold(whole, inner, held, ()))
        self.found.open_rows |= set(claim.skipped)
        self._add(row, [part for part in parts if part not in claim.skipped], claim)
        self.plain.push(row)
        self.linked.push(row)

    def _between(self, stack: Stack, least: int, most: int) -> list[int]:
        top = len(stack.rows)
        return stack.rows[top - most : top - least]

    def _add(self, row: int, parts: list[int], claim: _Claim) -> None:
        if claim.doubts:
            # A part without amount in the columns that hold is not shown to be one by them.
            columns = self.amounts.columns
            unseen = {part for part in parts if not any(columns[index][part] for index in claim.held)}
            self.found.open_rows |= unseen
        ordered = tuple(sorted(parts))
        self.found.folds.append(Fold(row, ordered, claim.held, claim.failed))

    def _drop_linked(self, count: int) -> None:
        """Take off `linked` what `count` rows of `plain` are; an entry that reaches further falls into its
        rows."""
        covered = entries = 0
        while covered < count:
            entries += 1
            covered += self.linked.covers[-entries]
        self.linked.pop(entries)
        for row in self.plain.rows[len(self.plain.rows) - covered : len(self.plain.rows) - count]:
            self.linked.push(row)

    def _wait(self, row: int) -> None:
        """Put a row on the stacks that holds nothing yet; linked, where the next has the same figures."""
        linked, nothing = self.linked, 0
        while nothing < min(len(linked.rows), ROWS_LOOKED_AT) and self.amounts.is_nothing(
            linked.rows[-1 - nothing]
        ):
            nothing += 1
        covers = 1
        links: Links = ()
        if row not in self.has_parts and nothing < len(linked.rows):
            head = linked.rows[-1 - nothing]
            is_short = linked.covers[-1 - nothing] < _LONGEST_CHAIN
            if is_short and self.amounts.is_equal(row, head) and not self._is_level(row, head):
                self.has_links = True
                covers += sum(linked.covers[-1 - nothing :])
                inner = linked.links[-1 - nothing]
                parts = linked.pop(nothing + 1)
                links = ((row, tuple(sorted(parts))), *inner)
        self.plain.push(row)
        linked.push(row, covers, links)

    def _is_level(self, one: int, other: int) -> bool:
        """Tell whether print says that two rows are of one level."""
        marks, indents = self.clues.marks, self.clues.indents
        if indents is not None:
            return indents[one] >= indents[other]
        return marks is not None and marks[one] is not None and marks[one] == marks[other]

    def _claim(self, stack: Stack, row: int) -> _Claim | None:
        spans = stack.spans(row)
        if not spans:
            return None
        top = len(stack.rows)
        ends = {place for span in spans for place in span}
        for first, last in spans:
            ends |= set(range(first, min(last, first + ROWS_LOOKED_AT)))
        claims: list[_Claim] = []
        believed: list[int] = []
        for place in sorted(ends, reverse=True):
            count = top - place
            held, failed, unclear = stack.votes(row, count)
            if not held:
                continue
            claim = _Claim(count, count, held, failed, len(failed) + len(unclear))
            bits, needed = self._needed(stack, row, claim)
            if failed and bits >= needed and stack.is_short_of(row, count, failed):
                continue  # a row that is missing here explains it: our reading, not the document
            skipped = stack.twice(row, count, failed) if failed and not unclear and bits >= needed else ()
            if skipped and stack.rows[place] in skipped:
                continue  # without the last of them it is the shorter sum, and no other way to draw the line
            if skipped:
                claim = _Claim(count, count, tuple(sorted((*held, *failed))), (), 0, skipped)
                needed = MARGIN_BITS + self.amounts.row_bits + log2(count)
            claims.append(claim)
            if bits >= needed:
                believed.append(claim.doubts)
        if not believed:
            return None
        # What alone would not be believed is still another way to draw the line.
        claims = [claim for claim in claims if claim.doubts == min(believed)]
        oddities = [0.0 if claim.skipped else stack.oddity(row, claim.least) for claim in claims]
        bound = min(oddities) + _LIKELY
        claims = [claim for claim, odd in zip(claims, oddities, strict=True) if odd <= bound]
        least, most = self._chosen(stack, row, [claim.least for claim in claims])
        return replace(next(claim for claim in claims if claim.least == least), most=most)

    def _chosen(self, stack: Stack, row: int, counts: list[int]) -> tuple[int, int]:
        """Return the least and most parts; one number where print, or the end of the table, decides."""
        if len(counts) > 1:
            if self.clues.indents is not None:
                fitting = [count for count in counts if self._is_block(stack, row, count)]
                if len(fitting) == 1:
                    return fitting[0], fitting[0]
            if row == self.order[-1] and max(counts) == len(stack.rows):
                return max(counts), max(counts)
        return min(counts), max(counts)

    def _is_block(self, stack: Stack, row: int, count: int) -> bool:
        """Tell whether indents set the first entries apart: all are deeper than the row, and the next is
        not."""
        indents = self.clues.indents
        if indents is None:
            return False
        top = len(stack.rows)
        behind = stack.rows[top - count - 1] if count < top else None
        parts = stack.rows[top - count :]
        return min(indents[part] for part in parts) > indents[row] and (
            behind is None or indents[behind] <= indents[row]
        )

    def _is_marked_block(self, stack: Stack, row: int, count: int) -> bool:
        """Tell whether the first entries are all of one mark, and neither the row nor what comes next has
        it."""
        marks = self.clues.marks
        if marks is None or marks[row] is None:
            return False
        top = len(stack.rows)
        own = {marks[part] for part in stack.rows[top - count :]}
        behind = marks[stack.rows[top - count - 1]] if count < top else None
        return len(own) == 1 and None not in own and own.isdisjoint({marks[row], behind})

    def _needed(self, stack: Stack, row: int, claim: _Claim) -> tuple[float, float]:
        """Return the bits that speak for sums, and those needed, after print and columns that do not hold."""
        count, top = claim.least, len(stack.rows)
        bits = stack.bits(row, count, claim.held)
        is_total = self.clues.total_like[row]
        is_all = row == self.order[-1] and count == top
        ends_there = count == top or self.clues.total_like[stack.rows[top - count - 1]]
        needed = _WHOLE_BITS if is_all else MARGIN_BITS + self.amounts.row_bits
        if is_total:
            needed = min(needed, _CLUE_BITS if is_all else _TOTAL_BITS if ends_there else _MARK_BITS)
        is_short = count <= ROWS_LOOKED_AT * 4
        if is_short and self._is_marked_block(stack, row, count):
            needed = min(needed, _MARK_BITS)
        if is_short and self._is_block(stack, row, count):
            needed, is_total = _CLUE_BITS, True
        elif self._is_contradicted(stack, row, count):
            needed += _AGAINST_BITS
        if claim.failed:
            # What accuses the document must stand for itself.
            needed = max(needed, MARGIN_BITS + self.amounts.row_bits)
        if claim.failed and not is_total:
            balance = len(claim.held) - len(claim.failed)
            needed += inf if balance < 0 else _AGAINST_BITS if balance == 0 else 0
        return bits, needed

    def _is_contradicted(self, stack: Stack, row: int, count: int) -> bool:
        indents, marks = self.clues.indents, self.clues.marks
        parts = stack.rows[max(0, len(stack.rows) - min(count, ROWS_LOOKED_AT)) :]
        if indents is not None and any(indents[part] <= indents[row] for part in parts):
            return True
        return (
            marks is not None and marks[row] is not None and any(marks[part] == marks[row] for part in parts)
        )
