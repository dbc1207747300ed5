"""Rows waiting on a stack for the row that is their sum, with running sums to find how many of them it
takes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isqrt, log2

from etl.tables.figures import Ticks, bits_of, roundness

Links = tuple[tuple[int, tuple[int, ...]], ...]
"""Wholes and their parts."""

ROWS_LOOKED_AT = 16
LONGEST_SEARCHED = 48
_SIGMAS = 4
_EQUAL_BITS = 6.0


@dataclass(frozen=True, slots=True)
class Clues:
    """What print says of a row beside its figures; all lists are one a row."""

    total_like: Sequence[bool]
    indents: Sequence[int] | None
    marks: Sequence[str | None] | None


class Amounts:
    """The columns that add up, in ticks, with what all folding of them needs."""

    def __init__(
        self, columns: Sequence[Ticks], units: Sequence[int], *, is_whole: bool, clues: Clues
    ) -> None:
        self.columns, self.units, self.is_whole, self.clues = columns, units, is_whole, clues
        self.count = len(columns)
        self.row_count = len(columns[0]) if columns else 0
        self.is_growing = [all(value is None or value >= 0 for value in column) for column in columns]
        self.has_gaps = [any(value is None for value in column) for column in columns]
        self.row_bits = log2(max(2, self.row_count))

    def slack(self, column: int, parts: int) -> int:
        """Return by how much a sum of rounded figures may well differ: half a unit each, at most four
        sigmas."""
        if self.is_whole:
            return 0
        likely = _SIGMAS * isqrt(4 * (parts + 1) * self.units[column] ** 2 // 3) // 4 + 1
        return min((parts + 1) * self.units[column] // 2, likely)

    def is_equal(self, one: int, other: int) -> bool:
        """Tell whether two rows have the same figures, something in them, and nothing that differs."""
        same = 0
        for column in self.columns:
            left, right = column[one], column[other]
            if left is not None and right is not None:
                if left != right:
                    return False
                same += bool(left)
        return same > 0

    def is_near(self, one: int, other: int) -> bool:
        """Tell whether two rows have the same figures in half of their columns or more: one may be
        misprinted."""
        pairs = [(column[one], column[other]) for column in self.columns if column[one] or column[other]]
        same = sum(left == right for left, right in pairs)
        return same > 0 and 2 * same >= len(pairs)

    def equal_bits(self, row: int) -> float:
        """Return how unlikely it is that another row has the figures of this one."""
        figures = {abs(value) for column in self.columns if (value := column[row])}
        return sum(bits_of(figure, roundness([figure])) for figure in figures)

    def alike(self, rows: Sequence[int]) -> list[list[int]]:
        """Return the rows that have the same figures as others, together."""
        found: dict[tuple[int, ...], list[int]] = {}
        for row in rows:
            found.setdefault(tuple(column[row] or 0 for column in self.columns), []).append(row)
        return [alike for alike in found.values() if len(alike) > 1]

    def edge(self, row: int, parts: Sequence[int]) -> set[int]:
        """Return the first two or more parts that add up to a row in half of its columns or more."""
        sums = [0] * self.count
        for taken, part in enumerate(parts[:LONGEST_SEARCHED], start=1):
            sums = [total + (column[part] or 0) for total, column in zip(sums, self.columns, strict=True)]
            alike = [
                abs(total - (column[row] or 0)) <= self.slack(index, taken)
                for index, (total, column) in enumerate(zip(sums, self.columns, strict=True))
                if total or column[row]
            ]
            if taken > 1 and alike and 2 * sum(alike) >= len(alike):
                return set(parts[:taken])
        return set()

    def is_nothing(self, row: int) -> bool:
        """Tell whether a row has no figure but zero."""
        return not any(column[row] for column in self.columns)

    def is_tiny(self, row: int, parts: int) -> bool:
        """Tell whether a sum of so many rounded parts is as good with a row as without it."""
        return all(
            abs(column[row] or 0) <= self.slack(index, parts) for index, column in enumerate(self.columns)
        )


class Stack:
    """Rows waiting for the one that they are parts of, the first on top, with running sums from the bottom.

    covers: how many rows of the plain stack an entry stands for; links: the folds that it supposes.
    """

    def __init__(self, amounts: Amounts) -> None:
        self.amounts = amounts
        self.rows: list[int] = []
        self.covers: list[int] = []
        self.links: list[Links] = []
        self.sums: list[list[int]] = [[0] for _ in amounts.columns]
        self.filled: list[list[int]] = [[0] for _ in amounts.columns]
        self.gaps: list[list[int] | None] = [[0] if has_gaps else None for has_gaps in amounts.has_gaps]
        self.places: list[dict[int, list[int]] | None] = [
            None if is_growing else {0: [0]} for is_growing in amounts.is_growing
        ]

    def push(self, row: int, covers: int = 1, links: Links = ()) -> None:
        """Put a row on top."""
        self.rows.append(row)
        self.covers.append(covers)
        self.links.append(links)
        for index, column in enumerate(self.amounts.columns):
            value = column[row]
            sums, gaps, places = self.sums[index], self.gaps[index], self.places[index]
            sums.append(sums[-1] + (value or 0))
            self.filled[index].append(self.filled[index][-1] + bool(value))
            if gaps is not None:
                gaps.append(gaps[-1] + (value is None))
            if places is not None:
                places.setdefault(sums[-1], []).append(len(self.rows))

    def pop(self, count: int) -> list[int]:
        """Take entries off the top; return their rows, the first first."""
        left = len(self.rows) - count
        for index, places in enumerate(self.places):
            if places is not None:
                for total in reversed(self.sums[index][left + 1 :]):
                    places[total].pop()
        taken = self.rows[left:][::-1]
        del self.rows[left:], self.covers[left:], self.links[left:]
        for lists in (self.sums, self.filled, self.gaps):
            for one in lists:
                if one is not None:
                    del one[left + 1 :]
        return taken

    def spans(self, row: int) -> list[tuple[int, int]]:
        """Return, per column, where the stack would end below the parts of a row: first and last place."""
        amounts, count, found = self.amounts, len(self.rows), []
        for index, column in enumerate(amounts.columns):
            value = column[row]
            if not value:
                continue
            sums, places = self.sums[index], self.places[index]
            target = sums[-1] - value
            if places is not None:
                slack = 0 if amounts.is_whole else 2
                for step in range(-slack, slack + 1):
                    for place in places.get(target + step * amounts.units[index], ())[-ROWS_LOOKED_AT:]:
                        if place <= count - 2:
                            found.append((place, place))
                continue
            near = bisect_left(sums, target)
            slack = amounts.slack(index, count - near + 1)
            above = near <= count and sums[near] - target <= slack
            if above or (near and target - sums[near - 1] <= slack):
                first = bisect_left(sums, target - slack)
                last = min(bisect_right(sums, target + slack) - 1, count - 2)
                if first <= last:
                    found.append((first, last))
        return found

    def votes(self, row: int, count: int) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Return the columns in which a row is, and is not, the sum of the first entries; and where a gap
        hides it."""
        amounts, bottom, held, failed, unclear = self.amounts, len(self.rows) - count, [], [], []
        for index, column in enumerate(amounts.columns):
            value = column[row]
            filled = self.filled[index]
            if value is None or not (value or filled[-1] - filled[bottom]):
                continue
            off = abs(value - self.sums[index][-1] + self.sums[index][bottom])
            gaps = self.gaps[index]
            if 2 * off <= (0 if amounts.is_whole else (count + 1) * amounts.units[index]):
                held.append(index)
            elif gaps is None or gaps[-1] == gaps[bottom]:
                failed.append(index)
            else:
                unclear.append(index)
        return tuple(held), tuple(failed), tuple(unclear)

    def twice(self, row: int, count: int, failed: Sequence[int]) -> tuple[int, ...]:
        """Return the run of entries whose leaving out makes every column hold; () where there is none."""
        if count > LONGEST_SEARCHED:
            return ()
        amounts, top = self.amounts, len(self.rows)
        bottom = top - count
        excess = [self.sums[index][-1] - self.sums[index][bottom] - (column[row] or 0)
                  for index, column in enumerate(amounts.columns)]  # fmt: skip
        tested = [index for index, column in enumerate(amounts.columns) if column[row] is not None]
        for first in range(bottom, top):
            for last in range(first + 1, top + 1):
                left = count - last + first + 1
                if left > 2 and all(
                    2 * abs(excess[index] - self.sums[index][last] + self.sums[index][first])
                    <= (0 if amounts.is_whole else (left + 1) * amounts.units[index])
                    for index in (*failed, *tested)
                ):
                    return tuple(self.rows[first:last])
        return ()

    def is_short_of(self, row: int, count: int, failed: Sequence[int]) -> bool:
        """Tell whether entries behind the first would make up for what is missing in every column that
        fails."""
        bottom = len(self.rows) - count
        lowest = max(0, bottom - ROWS_LOOKED_AT)
        missing = {
            index: (self.amounts.columns[index][row] or 0) - self.sums[index][-1] + self.sums[index][bottom]
            for index in failed
        }
        return any(
            all(
                2 * abs(short - self.sums[index][last] + self.sums[index][first])
                <= (0 if self.amounts.is_whole else (count + last - first + 1) * self.amounts.units[index])
                for index, short in missing.items()
            )
            for first in range(lowest, bottom)
            for last in range(first + 1, bottom + 1)
        )

    def oddity(self, row: int, count: int) -> float:
        """Return how far sums are off beside what rounding makes likely, in columns that hold: a chi
        square."""
        if self.amounts.is_whole:
            return 0.0
        bottom, total = len(self.rows) - count, 0.0
        for index, column in enumerate(self.amounts.columns):
            value, unit = column[row], self.amounts.units[index]
            if value is not None:
                off = value - self.sums[index][-1] + self.sums[index][bottom]
                if 2 * abs(off) <= (count + 1) * unit:
                    total += 12 * (off / unit) ** 2 / (count + 1)
        return total

    def bits(self, row: int, count: int, held: Iterable[int]) -> float:
        """Return how unlikely sums are by chance: the two columns that say most, as others may follow from
        them."""
        amounts, bottom = self.amounts, len(self.rows) - count
        seen: dict[int, float] = {}
        single = 0.0
        looked_at = self.rows[max(bottom, len(self.rows) - ROWS_LOOKED_AT) :]
        for index in held:
            column = amounts.columns[index]
            value = abs(column[row] or 0)
            off = abs((column[row] or 0) - self.sums[index][-1] + self.sums[index][bottom])
            grain = roundness([value, *(column[part] or 0 for part in looked_at)])
            bits = bits_of(value, count * max(2 * off + amounts.units[index], grain))
            if self.filled[index][-1] - self.filled[index][bottom] < 2:
                single = max(single, min(bits, _EQUAL_BITS))
            else:
                seen[value] = max(bits, seen.get(value, 0.0))
        # A column in which one part has all tells neighbours of one amount from a sum only beside another.
        if seen:
            seen[-1] = single
        return sum(sorted(seen.values())[-2:])
