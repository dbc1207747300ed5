"""Identities between the columns of a table, row by row, and how sure they make us of what the columns are.

A printed figure is exact to half a unit of its last printed place. So c = a - b may be off by one and a half
units, and a rate agrees where its interval meets the one that the rounded amounts allow. An identity is
*proved* where it holds in at least two rows that say something (one, where the result is long), in four
fifths of the rows tested, and where figures of these sizes would do so by chance less than once in ten
thousand searches.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, permutations
from math import comb, log2

from etl.tables.figures import Column, Ticks, bits_of, decimals_of, roundness, ticks_of


class Kind(Enum):
    """What an identity says; `terms` in this order."""

    SUM = "sum"  # result = t0 + t1 (+ …)
    DIFFERENCE = "difference"  # result = t0 - t1 (- …)
    SETTLEMENT = "settlement"  # result = t0 + t1 + t2 (+ …): three parts or more
    RATE = "rate"  # result = per · t0 / t1
    CHANGE_RATE = "change_rate"  # result = per · (t0 - t1) / t1: new, old
    SHARE = "share"  # result = per · t0 / t0 of the row that is the whole


LINEAR = frozenset({Kind.SUM, Kind.DIFFERENCE, Kind.SETTLEMENT})
EVERY_KIND = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Identity:
    """A statement about columns, by their indexes.

    signs: of linear identities, one per term; empty means what the kind says (all plus; plus, then minus).
    per: 100 where the result is in percent, 1 where it is a fraction.
    whole_row: of shares, the row that is 100 %.
    """

    kind: Kind
    result: int
    terms: tuple[int, ...]
    signs: tuple[int, ...] = ()
    per: int = 100
    whole_row: int | None = None

    @property
    def weights(self) -> tuple[int, ...]:
        """The sign of each term of a linear identity."""
        rest = -1 if self.kind is Kind.DIFFERENCE else 1
        return self.signs or (1,) + (rest,) * (len(self.terms) - 1)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far an identity holds. A row in which a figure is missing or all are zero is not tested.

    rows_telling: the rows held in which something was reckoned; 5 - 0 = 5, 0 % of 7, 3 - 3 = 0 tell little.
    bits: how unlikely it is that figures of these sizes hold so often by chance, as a power of 1/2.
    result_digits: the significant digits of the longest result among the telling rows.
    """

    rows_tested: int
    rows_held: int
    rows_failed: tuple[int, ...]
    rows_telling: int
    bits: float
    result_digits: int

    @property
    def is_degenerate(self) -> bool:
        """Tell whether all that holds does so for want of figures: a term zero throughout, columns equal."""
        return self.rows_held > 0 and self.rows_telling == 0

    def is_proved(self, tried: int = 1) -> bool:
        """Tell whether this cannot well be chance, `tried` identities having been looked at to find it."""
        enough = self.rows_telling >= 2 or (self.rows_telling == 1 and self.result_digits >= LONG_RESULT)
        most = self.rows_held * 5 >= self.rows_tested * 4
        return enough and most and self.bits >= CHANCE_BITS + log2(max(tried, 1))


@dataclass(frozen=True, slots=True)
class Found:
    """An identity that a search found, with what speaks for it over all rows."""

    identity: Identity
    evidence: Evidence


LONG_RESULT = 5
"""Significant digits from which a single row proves; with fewer, one triple in some thousand does by
chance."""
CHANCE_BITS = log2(10_000)
"""A proof by chance: less than one in ten thousand searches. tests/etl/tables/test_proof.py measures it."""
SAMPLE = 24
LONGEST_SETTLEMENT = 6
MOST_TRIED = 60_000


def holds(
    identity: Identity, columns: Sequence[Column], places: Sequence[int], *, is_whole: bool = False
) -> Evidence:
    """Test an identity in every row.

    places: the decimals printed, per column. is_whole: the amounts are in a unit that is never rounded (won,
    persons), so that linear identities must hold exactly.
    """
    return _Table(columns, places, is_whole).evidence(identity, range(len(columns[identity.result])))


def find(
    columns: Sequence[Column],
    places: Sequence[int],
    kinds: Collection[Kind] = EVERY_KIND,
    *,
    is_whole: bool = False,
    most_tried: int = MOST_TRIED,
) -> list[Found]:
    """Return the identities that are proved, the surest first.

    Every pair and triple is tried (of settlements every set of three to six parts), on up to 24 rows spread
    evenly, until `most_tried` have been looked at; what passes is tested on all rows. So the work is linear
    in the rows. One relation comes in each form that was asked for: c = a - b and a = b + c are two
    identities.
    """
    table = _Table(columns, places, is_whole)
    sample = table.sample()
    tried = 0
    passed: list[Identity] = []
    for forms in _candidates(table, frozenset(kinds), sample):
        if tried >= most_tried:
            break
        tried += 1
        if table.may_hold(forms[0], sample):
            passed.extend(form for form in forms if form.kind in kinds)
    rows = range(table.row_count)
    found = [Found(identity, table.evidence(identity, rows)) for identity in passed]
    found = [one for one in found if one.evidence.is_proved(tried)]
    return sorted(found, key=lambda one: (-one.evidence.rows_held, -one.evidence.bits, one.identity.result))


class _Table:
    """The columns in ticks, and the tests of their rows."""

    def __init__(self, columns: Sequence[Column], places: Sequence[int], is_whole: bool) -> None:
        self.places = decimals_of(columns, places)
        self.row_count = len(columns[0]) if columns else 0
        self.scale = 10**self.places
        self.units = [10 ** (self.places - own) for own in places]
        self.is_whole = is_whole
        self.columns = [ticks_of(column, self.places) for column in columns]

    def sample(self) -> list[int]:
        """Return up to 24 rows spread evenly over those with at least two figures that are not zero."""
        full = [row for row in range(self.row_count) if sum(1 for column in self.columns if column[row]) >= 2]
        step = max(1.0, len(full) / SAMPLE)
        return [full[int(index * step)] for index in range(min(SAMPLE, len(full)))]

    def may_hold(self, identity: Identity, rows: Sequence[int]) -> bool:
        """Tell whether an identity holds in four fifths of some rows; stops at the first failure too many."""
        test, held, failed = self._test(identity), 0, 0
        for row in rows:
            is_held = test(row)
            held += is_held is True
            failed += is_held is False
            if failed * 5 > len(rows):
                return False
        return held > 0 and held >= 4 * failed

    def evidence(self, identity: Identity, rows: Sequence[int]) -> Evidence:
        """Test an identity in some rows, and reckon what it proves."""
        test = self._test(identity)
        tested = [(row, is_held) for row in rows if (is_held := test(row)) is not None]
        failed = tuple(row for row, is_held in tested if not is_held)
        spread = self._spread(identity.result, [row for row, _ in tested])
        telling, bits, digits = 0, 0.0, 0
        for row, is_held in tested:
            if is_held and self._is_telling(identity, row):
                telling += 1
                bits += self._bits(identity, row, spread)
                digits = max(digits, self._digits(identity.result, row))
        bits -= log2(comb(len(tested), len(failed)))
        return Evidence(len(tested), len(tested) - len(failed), failed, telling, max(bits, 0.0), digits)

    def _test(self, identity: Identity) -> Callable[[int], bool | None]:
        """Return the test of one row: held, failed, or None where it cannot be tested."""
        if identity.kind in LINEAR:
            return self._linear(identity)
        return self._rate(identity)

    def _linear(self, identity: Identity) -> Callable[[int], bool | None]:
        used = (identity.result, *identity.terms)
        weights = (-1, *identity.weights)
        slack = 0 if self.is_whole else sum(self.units[column] for column in used)
        terms = [(self.columns[column], weight) for column, weight in zip(used, weights, strict=True)]
        # The whole is what the others add up to: the result, or the first term of a difference.
        whole = identity.terms[0] if identity.kind is Kind.DIFFERENCE else identity.result
        whole_column = self.columns[whole]

        def test(row: int) -> bool | None:
            total, missing, is_zero = 0, 0, True
            for column, weight in terms:
                value = column[row]
                if value is None:
                    missing += 1
                elif value:
                    total += weight * value
                    is_zero = False
            if whole_column[row] is None or missing >= len(terms) - 1 or is_zero:
                return None
            is_held: bool = 2 * abs(total) <= slack
            # A dash is nothing, but what could not be read is None too: then a failure says nothing.
            return None if missing and not is_held else is_held

        return test

    def _rate(self, identity: Identity) -> Callable[[int], bool | None]:
        rates, scale = self.columns[identity.result], self.scale
        is_change, per = identity.kind is Kind.CHANGE_RATE, identity.per
        rate_unit, (over, under), share_of = self.units[identity.result], self._ratio(identity), None
        over_unit, under_unit = (
            (0, 0) if self.is_whole else (self.units[identity.terms[0]], self.units[identity.terms[-1]])
        )
        if identity.kind is Kind.SHARE:
            share_of = None if identity.whole_row is None else over[identity.whole_row]

        def test(row: int) -> bool | None:
            rate, part = rates[row], over[row]
            whole = under[row] if identity.kind is not Kind.SHARE else share_of
            if rate is None or part is None or whole is None or 2 * abs(whole) <= under_unit:
                return None
            if is_change:
                rate += per * scale  # new / old = 1 + change
            # |r·w - per·p| <= what the halves of the last places allow, all times four
            off = abs(rate * whole - per * part * scale)
            allowed = 2 * rate_unit * abs(whole) + 2 * under_unit * abs(rate) + rate_unit * under_unit
            is_held: bool = 4 * off <= allowed + 2 * per * over_unit * scale
            return is_held

        return test

    def _ratio(self, identity: Identity) -> tuple[Ticks, Ticks]:
        return self.columns[identity.terms[0]], self.columns[identity.terms[-1]]

    def _is_telling(self, identity: Identity, row: int) -> bool:
        """Tell whether a row that holds says more than that a figure is zero or two are equal."""
        figures = [self.columns[column][row] for column in (identity.result, *identity.terms)]
        if identity.kind in LINEAR:
            return sum(1 for figure in figures if figure) >= 3
        if identity.kind is Kind.SHARE:
            return bool(figures[0]) and row != identity.whole_row
        return bool(figures[0]) and bool(figures[1]) and figures[1] != figures[2]

    def _bits(self, identity: Identity, row: int, spread: int) -> float:
        used = (identity.result, *identity.terms)
        figures = [abs(value) for column in used if (value := self.columns[column][row])]
        if identity.kind in LINEAR:
            # The least figure is the most cautious measure of where the others might have fallen. Figures
            # that are all round to thousands can only agree or differ by thousands.
            slack = 0 if self.is_whole else sum(self.units[column] for column in used) // 2
            unit = min(self.units[column] for column in used)
            return bits_of(min(figures), max(2 * slack + unit, roundness(figures)))
        whole = abs(self._ratio(identity)[1][row] or 0)
        if identity.kind is Kind.SHARE and identity.whole_row is not None:
            whole = abs(self.columns[identity.terms[0]][identity.whole_row] or 0)
        step = 0 if self.is_whole else max(self.units[column] for column in identity.terms)
        width = self.units[identity.result] + identity.per * self.scale * step // max(whole, 1)
        return bits_of(spread, width)

    def _spread(self, column: int, rows: Sequence[int]) -> int:
        """Return how far a column's figures may lie apart, judged from those seen; 0 where all are equal."""
        values = [value for row in rows if (value := self.columns[column][row]) is not None]
        if len(values) < 2:
            return 0
        return (max(values) - min(values)) * (len(values) + 1) // (len(values) - 1)

    def _digits(self, column: int, row: int) -> int:
        return len(str(abs(self.columns[column][row] or 0) // self.units[column]).rstrip("0"))


def _candidates(table: _Table, kinds: frozenset[Kind], sample: Sequence[int]) -> Iterator[list[Identity]]:
    """Yield relations between columns that have figures, each in all its forms; the first form is tested."""
    columns = [index for index, column in enumerate(table.columns) if any(column[row] for row in sample)]
    if kinds & {Kind.SUM, Kind.DIFFERENCE}:
        for whole in columns:
            for one, other in combinations([column for column in columns if column != whole], 2):
                yield [
                    Identity(Kind.SUM, whole, (one, other)),
                    Identity(Kind.DIFFERENCE, one, (whole, other)),
                    Identity(Kind.DIFFERENCE, other, (whole, one)),
                ]
    ratios = [kind for kind in (Kind.RATE, Kind.CHANGE_RATE) if kind in kinds]
    for result, over, under in permutations(columns, 3) if ratios else ():
        for kind in ratios:
            for per in (100, 1):
                yield [Identity(kind, result, (over, under), per=per)]
    for result, part in permutations(columns, 2) if Kind.SHARE in kinds else ():
        for per in (100, 1):
            whole_row = _whole_row(table.columns[result], table.columns[part], per * table.scale)
            yield [Identity(Kind.SHARE, result, (part,), per=per, whole_row=whole_row)]
    if Kind.SETTLEMENT in kinds:
        for whole in columns:
            yield from _settlements(table, whole, [column for column in columns if column != whole], sample)


def _whole_row(shares: Ticks, parts: Ticks, full: int) -> int | None:
    """Return the row that shares are of: the first of 100 %, else the greatest amount."""
    marked = next((row for row, share in enumerate(shares) if share == full and parts[row]), None)
    if marked is not None:
        return marked
    amounts = [(value, -row) for row, value in enumerate(parts) if value]
    return -max(amounts)[1] if amounts else None


def _settlements(
    table: _Table, whole: int, parts: Sequence[int], sample: Sequence[int]
) -> Iterator[list[Identity]]:
    """Yield sets of three to six columns that exceed the whole in no row without negative figures."""
    rows = [
        row
        for row in sample
        if (table.columns[whole][row] or 0) > 0
        and all((table.columns[part][row] or 0) >= 0 for part in parts)
    ]
    slack = LONGEST_SETTLEMENT * max(table.units)
    room = [(table.columns[whole][row] or 0) + slack for row in rows]
    amounts = [[table.columns[part][row] or 0 for row in rows] for part in parts]
    waiting: deque[tuple[tuple[int, ...], list[int]]] = deque([((), room)] if rows else [])
    for _ in range(MOST_TRIED):
        if not waiting:
            return
        taken, left = waiting.popleft()
        for index in range(taken[-1] + 1 if taken else 0, len(parts)):
            rest = [space - amount for space, amount in zip(left, amounts[index], strict=True)]
            if min(rest) < 0:
                continue
            chosen = (*taken, index)
            if len(chosen) >= 3:
                yield [Identity(Kind.SETTLEMENT, whole, tuple(parts[one] for one in chosen))]
            if len(chosen) < LONGEST_SETTLEMENT:
                waiting.append((chosen, rest))
