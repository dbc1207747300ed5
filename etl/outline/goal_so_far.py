"""Columns of results of a part of the year: counted from its first day, they are the results so far.

'상반기 실적' and '9월 누계' are; '3분기 실적' may be the quarter's own, and has no role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from etl.blocks import TableRow
from etl.korean import goal_headings, numbers
from etl.outline.goal_column import Column, cell_of
from etl.vocabulary import role_of

_FEWEST = 2


def with_results_so_far(columns: Sequence[Column], rows: Sequence[TableRow], year: int) -> list[Column]:
    """Return the columns; the only one of results so far is that of the results.

    Beside another part of the year, its own is a part too. What words do not call a result is one where the
    printed attainment is its share of the target.
    """
    parts = [column for column in columns if _speaks_of_part(column, year)]
    has_results = any(column.role == "actual" and column.year in (None, year) for column in columns)
    if len(parts) != 1 or has_results:
        return list(columns)
    found = _so_far(parts[0], year) or _proved(parts[0], columns, rows, year)
    return [found if found is not None and one is parts[0] else one for one in columns]


def is_of_part(column: Column) -> bool:
    """Tell whether a column without a role is of a part of the year."""
    if column.role is not None:
        return False
    return goal_headings.parse(column.heading, 0).is_part or column.as_of is not None


def _speaks_of_part(column: Column, year: int) -> bool:
    return column.year in (None, year) and is_of_part(column)


def _so_far(column: Column, year: int) -> Column | None:
    """Return a column of the results of the year's first part, up to its last day."""
    first = goal_headings.first_part(column.heading, year)
    if first is None or role_of("goal", first[0]) != "actual":
        return None
    return replace(column, role="actual", year=first[1].year, as_of=first[1])


def _proved(column: Column, columns: Sequence[Column], rows: Sequence[TableRow], year: int) -> Column | None:
    """Return a column of what adds up to a day, where each row's attainment is its share of the target."""
    if column.as_of is None or not goal_headings.is_cumulated(column.heading):
        return None
    targets = [one for one in columns if one.role == "target" and one.year in (None, year)]
    rates = [one for one in columns if one.role == "attainment" and one.year in (None, year)]
    if len(targets) != 1 or len(rates) != 1:
        return None
    tested = [
        _holds(*(numbers.parse(cell_of(row, one)) for one in (column, targets[0], rates[0]))) for row in rows
    ]
    is_proved = tested.count(True) >= _FEWEST and False not in tested
    return replace(column, role="actual", year=column.as_of.year) if is_proved else None


def _holds(actual: numbers.Number, target: numbers.Number, rate: numbers.Number) -> bool | None:
    """Tell whether a rate is that of its figures, as far as it is printed; None where one of them is none."""
    if actual.value is None or rate.value is None or not target.value:
        return None
    off = abs(actual.value * 100 / target.value - rate.value)
    return off <= Decimal(1).scaleb(-rate.places) / 2
