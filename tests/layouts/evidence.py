"""Compares facts with the lines that they cite, by reading the digits of the lines and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from etl.facts import (
    BudgetLine,
    IndicatorResult,
    Output,
    RevenueLine,
    Row,
    SeriesPoint,
    Staffing,
    SurveyCell,
    YearOnYear,
)

_NUMBER = re.compile(r"\d[\d.,]*")
_IN_WORDS = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)([만천백])(?:\s?(\d{1,3})천)?(?:\s?(\d)백)?")
_WORTH = {"만": 10_000, "천": 1_000, "백": 100}
_MONEY = {
    BudgetLine: ("current_won", "original_won", "adjustment_won", "executed_won"),
    RevenueLine: ("current_won", "original_won", "adjustment_won", "received_won"),
    YearOnYear: ("amount_won", "previous_won", "change_won"),
}
_NUMBERS = {
    BudgetLine: ("printed_rate",),
    RevenueLine: ("printed_rate",),
    YearOnYear: ("share", "previous_share", "change_rate"),
    IndicatorResult: ("target", "actual", "printed_attainment"),
    Output: ("value",),
    SeriesPoint: ("value",),
    Staffing: ("authorized", "current"),
    SurveyCell: ("n", "percent"),
}
_FOLLOWING = 6
"""What is spent may stand some lines below the budget that a fact cites."""


def figures(text: str) -> set[str]:
    """Return the digits of every number in a text: '1,234 · 5.60%' is {'1234', '560', '56'}.

    '1.140' may be 1,140 or 1.14: both stand for it; '1만 5천' stands for 15000 too, '5백' for 500.
    """
    found = _NUMBER.findall(text)
    in_words = {str(_in_words(*match.groups())) for match in _IN_WORDS.finditer(text)}
    return {_bare(number) for number in found} | {_without_zeros(number) for number in found} | in_words


def _in_words(first: str, word: str, thousands: str | None, hundreds: str | None) -> int:
    many = int(Decimal(first.replace(",", "")) * _WORTH[word])
    return many + int(thousands or 0) * 1_000 + int(hundreds or 0) * 100


def unprinted(rows: Sequence[Row], lines: Sequence[str]) -> list[str]:
    """Return every figure of a fact whose digits do not stand in the line that it cites."""
    found = []
    for row, column, digits, is_first in _expected(rows):
        cited = lines[row.line - 1 : row.line + (0 if is_first else _FOLLOWING)]
        if digits not in figures(" ".join(cited)):
            found.append(f"{row.table} line {row.line}: {column} {digits} is not printed: {cited[0][:120]!r}")
    return found


def _expected(rows: Sequence[Row]) -> Iterator[tuple[Row, str, str, bool]]:
    """Return row, column, digits, and whether they must stand in the very line that the row cites."""
    for row in rows:
        for position, column in enumerate(_MONEY.get(type(row), ())):
            value = getattr(row, column)
            if value is not None:
                amount = Decimal(value) / Decimal(getattr(row, "printed_unit_won"))  # noqa: B009
                yield row, column, _without_zeros(f"{abs(amount):f}"), position == 0
        for column in _NUMBERS.get(type(row), ()):
            value = getattr(row, column)
            if value is not None:
                is_first = not isinstance(row, BudgetLine | RevenueLine | Staffing)
                yield row, column, _without_zeros(f"{abs(Decimal(repr(value))):f}"), is_first


def _bare(number: str) -> str:
    """Return the digits alone: 1,234 is 1234."""
    return number.replace(",", "").replace(".", "")


def _without_zeros(number: str) -> str:
    """Return the digits of a decimal without closing zeros: 5.60 is 56."""
    plain = number.rstrip(".,")
    return _bare(plain.rstrip("0").rstrip(".") if "." in plain else plain)
