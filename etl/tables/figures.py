"""The figures of a table's columns as whole numbers of one small unit, so that reckoning adds no rounding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from math import log2

Column = Sequence[Decimal | None]
"""The figures of a column in its printed unit, one a row; None is printed as none ('-') or was not read."""

Ticks = list[int | None]
"""The same figures as whole numbers of a unit, the tick, that the table's columns share."""

_EXACT = Context(prec=1000)


def decimals_of(columns: Sequence[Column], places: Sequence[int]) -> int:
    """Return the decimals of the tick: the most that a column prints. ValueError for what is no table."""
    if len(columns) != len(places):
        raise ValueError(f"{len(columns)} columns, but places for {len(places)}")
    if len({len(column) for column in columns}) > 1:
        raise ValueError("columns of one table are of one length")
    printed = max(
        (-_exponent(value) for column in columns for value in column if value is not None), default=0
    )
    return max([0, *places, printed])


def ticks_of(column: Column, decimals: int) -> Ticks:
    """Return a column's figures in ticks of 10^-decimals."""
    return [None if value is None else int(value.scaleb(decimals, _EXACT)) for value in column]


def roundness(figures: Sequence[int]) -> int:
    """Return the power of ten that all figures are multiples of: 1,200 and 300 are round to 100."""
    power = 1
    while any(figures) and all(figure % (power * 10) == 0 for figure in figures):
        power *= 10
    return power


def bits_of(spread: int, width: int) -> float:
    """Return how unlikely it is to fall into `width` by chance, of a range `spread`, as a power of 1/2."""
    return max(0.0, log2(spread / width)) if spread > 0 else 0.0


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is no printed figure")
    return exponent
