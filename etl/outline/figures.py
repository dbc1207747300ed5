"""The figures that a text prints, and those that a fact holds: which of them may be which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal

from etl import facts
from etl.korean import numbers, patterns

FIGURE = re.compile(r"\d[\d,.]*")
_PLAIN = re.compile(r"0|[1-9]\d{0,2}(?:,\d{3})*|[1-9]\d*")
"""A number that can be read in one way only."""
_NO_FIGURES = (
    "line",
    "page",
    "rate_places",
    "printed_unit_won",
    "position",
    "fiscal_year",
    "previous_year",
    "line_count",
)


@dataclass(slots=True)
class Claim:
    """A value of a fact that one printed figure accounts for, and the year of which the fact is."""

    printed: Decimal
    won: Decimal | None
    detail: str
    year: int | None = None
    is_free: bool = True

    @property
    def field(self) -> str:
        """The field of the fact that holds the value."""
        return self.detail.partition(".")[2]


@dataclass(slots=True)
class Token:
    """A printed figure: where it stands in its text, and what it may be. entry: what became of it."""

    start: int
    end: int
    text: str
    values: frozenset[Decimal]
    won: Decimal | None
    entry: tuple[str, str] | None = None


def claims_of(row: facts.Row) -> Iterator[Claim]:
    """Yield the figures of a fact, as they are printed."""
    unit_won = getattr(row, "printed_unit_won", None)
    for item in fields(row):
        value = getattr(row, item.name)
        if item.name in _NO_FIGURES or isinstance(value, bool) or not isinstance(value, int | float):
            continue
        amount = abs(Decimal(str(value)))
        is_won = item.name.endswith("_won") and unit_won
        yield Claim(
            amount / unit_won if is_won and unit_won else amount,
            amount if is_won else None,
            f"{row.table}.{item.name}",
            getattr(row, "previous_year" if item.name.startswith("previous_") else "fiscal_year", None),
        )


def tokens_of(content: str) -> list[Token]:
    """Return the figures of a text, in order."""
    if patterns.DAMAGED_FIGURE.fullmatch(content):
        # Some of its digits were misread as letters: it is one figure, and no name that holds digits.
        return [Token(0, len(content), content, frozenset(), None)]
    found: list[Token] = []
    taken = 0
    for match in FIGURE.finditer(content):
        if match.start() < taken:
            continue
        amount = patterns.LEDGER_AMOUNT.match(content, match.start())
        end = amount.end() if amount else _end_of_count(content, match)
        unit = None if amount else patterns.LEDGER_UNIT.match(content, end)
        printed = content[match.start() : unit.end() if unit else end]
        found.append(
            Token(
                match.start(),
                end,
                printed.strip(),
                *_values(match[0], printed, amount[0] if amount else None),
            )
        )
        taken = end
    return found


def _end_of_count(content: str, match: re.Match[str]) -> int:
    """Return where a figure ends that goes on in thousands and hundreds: '4만 2천', '1만 2,300'."""
    counted = patterns.QUANTITY.match(content, match.start())
    scale = counted["scale"] if counted else None
    goes_on = counted is not None and scale is not None and any(letter.isdigit() for letter in scale)
    return counted.end("scale") if counted is not None and goes_on else match.end()


def _values(digits: str, printed: str, amount: str | None) -> tuple[frozenset[Decimal], Decimal | None]:
    if digits == printed and _PLAIN.fullmatch(digits):
        return frozenset((Decimal(digits.replace(",", "")),)), None
    values = set()
    for whole in (True, False):
        number = numbers.parse(digits, whole=whole)
        if number.value is not None:
            values.add(number.value)
    counted = numbers.parse(printed)
    if counted.value is not None:
        values.add(counted.value)  # 1.2만명 is 12,000
    won = None
    if amount is not None:
        number, unit = numbers.parse_money(amount)
        if number.value is not None and unit is not None:
            won = number.value * unit
            values.add(number.value)
    return frozenset(values), won


def is_of(token: Token, claim: Claim) -> bool:
    """Tell whether a printed figure may be that of a fact."""
    if token.won is not None and claim.won is not None:
        return token.won == claim.won
    return claim.printed in token.values
