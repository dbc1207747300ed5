"""What a number or a date of a fact may be, by the name of its column: one name means one thing everywhere.

Wide enough for whatever a report prints, narrow enough that no sum, rate or date of a page runs over. What
lies outside is misread, or a slip of a correction by hand.
"""

from __future__ import annotations

from datetime import date

from etl.terms.units import MAX_WON

Bound = int | float | date

_YEARS: tuple[Bound, Bound] = (1900, 2200)
_DAYS: tuple[Bound, Bound] = (date(1900, 1, 1), date(2200, 12, 31))
_PERCENT: tuple[Bound, Bound] = (-1e7, 1e7)
_AMOUNT: tuple[Bound, Bound] = (-1e15, 1e15)
_COUNT: tuple[Bound, Bound] = (0, 10**9)
_PLACE: tuple[Bound, Bound] = (1, 10**9)

RANGES: dict[str, tuple[Bound, Bound]] = {
    **dict.fromkeys(("fiscal_year", "previous_year"), _YEARS),
    **dict.fromkeys(("as_of", "starts_on", "ends_on", "raised_on", "due_on"), _DAYS),
    **dict.fromkeys(
        ("printed_rate", "share", "previous_share", "change_rate", "printed_attainment", "percent"), _PERCENT
    ),
    **dict.fromkeys(("target", "actual", "value"), _AMOUNT),
    **dict.fromkeys(("n", "row_total", "authorized", "current"), _COUNT),
    **dict.fromkeys(
        (
            "line", "evidence_line", "line_count", "page", "position", "table_no", "row_no", "column_no",
        ),
        _PLACE,
    ),
    "rate_places": (0, 9),
}  # fmt: skip
SMALLEST = 1e-9
"""No report prints a smaller number than this, but zero; what is divided by one would mean nothing."""
_WON: tuple[Bound, Bound] = (-MAX_WON, MAX_WON)
UNITS: frozenset[int] = frozenset(10**power for power in range(16))
"""Won per unit, of every unit that money is printed in: from won to thousands of trillions (천조원)."""
UNIT_COLUMNS = ("printed_unit_won", "unit_won")


def range_of(column: str) -> tuple[Bound, Bound] | None:
    """Return the least and the most that a column may hold; None where its name has no range."""
    return _WON if column.endswith("_won") and column not in UNIT_COLUMNS else RANGES.get(column)


def is_held(column: str) -> bool:
    """Tell whether the values of a column are held to anything."""
    return column in UNIT_COLUMNS or range_of(column) is not None


def expected(column: str, value: Bound) -> str | None:
    """Return what a column expects instead of a value that it may not hold; None where it may."""
    if column in UNIT_COLUMNS:
        known = ", ".join(f"{unit}" for unit in sorted(UNITS))
        return None if value in UNITS else f"the won of a printed unit: one of {known}"
    found = range_of(column)
    if found is None:
        return None
    least, most = found
    if isinstance(value, float) and 0 < abs(value) < SMALLEST:
        return f"0, or at least {SMALLEST} in size"
    if least <= value <= most:  # type: ignore[operator]
        return None
    return f"{_written(least)} to {_written(most)}"


def _written(bound: Bound) -> str:
    return f"{bound:.0f}" if isinstance(bound, float) else str(bound)
