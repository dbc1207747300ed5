"""What the arithmetic says of the roles that words promise: proved, contradicted, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.korean.numbers import State
from etl.tables.amounts import Figures
from etl.tables.proof import CHANCE_BITS, Identity, Kind, holds

FEWEST_TELLING = 2
"""Rows that must tell something before an identity is believed."""


def with_dashes(column: Figures) -> Figures:
    """Return a column in which a printed dash is a zero."""
    return replace(
        column,
        numbers=tuple(replace(n, value=Decimal(0)) if n.state is State.NONE else n for n in column.numbers),
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What an identity says of a reading: proved, or contradicted where it fails in most rows."""

    is_proof: bool
    is_contradicted: bool
    failed: int
    tested: int = 0


_KINDS = {"rate": Kind.RATE, "difference": Kind.DIFFERENCE, "sum": Kind.SUM}


def hold(kind: str, columns: Sequence[Figures]) -> Held:
    """Hold an identity against the rows; the first column is the result of the others.

    rate: part, whole. difference: a - b. sum: a + b + …
    """
    places = [max((n.places for n in column.numbers), default=0) for column in columns]
    values = [column.values for column in columns]
    terms = tuple(range(1, len(columns)))
    scales = (100, 1) if kind == "rate" else (100,)
    found = [holds(Identity(_KINDS[kind], 0, terms, per=per), values, places) for per in scales]
    best = max(found, key=lambda evidence: evidence.rows_held)
    # Words propose what is held here: two rows of three, beyond chance, accept them.
    is_accepted = (
        best.rows_telling >= FEWEST_TELLING
        and best.rows_held * 3 >= best.rows_tested * 2
        and best.bits >= CHANCE_BITS
    )
    is_contradicted = best.rows_tested > 0 and best.rows_held * 2 < best.rows_tested
    if kind == "rate" and is_contradicted:
        # Offices cut rates off where they should round: that is no other column.
        is_contradicted = not _is_near(columns)
    return Held(
        best.is_proved() or is_accepted,
        is_contradicted,
        best.rows_tested - best.rows_held,
        best.rows_tested,
    )


def _is_near(columns: Sequence[Figures]) -> bool:
    """Tell whether most printed rates are the quotient within a point."""
    rates, parts, wholes = (column.values for column in columns)
    tested = [
        (r, p, w)
        for r, p, w in zip(rates, parts, wholes, strict=True)
        if r is not None and p is not None and w
    ]
    near = sum(abs(r - 100 * p / w) < 1 for r, p, w in tested)
    return near * 2 >= len(tested)
