"""The unit of a table's amounts: stated in its head or near it, confirmed by an amount, or unknown.

An amount in the text may confirm a unit but never give one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from etl.blocks import Block, Table
from etl.korean import numbers, units
from etl.tables.header import Grid
from etl.tables.nearby import REACH, Stated, is_in_brackets, lines_near

_UNIT_REACH = 12
_LONG_FIGURE = 4
"""Digits that an amount in the text must share with a total before it can confirm a unit."""


def won(
    grid: Grid,
    above: Sequence[Block],
    reading: dict[str, Stated],
    default_unit_won: int | None,
    below: Sequence[Block],
) -> int | None:
    line = grid.place.line
    if not _agree(grid, above, reading):
        return None
    texts = [(line, cell) for cell in grid.stated]
    texts += [(line, column.heading) for column in grid.columns]
    texts += [(block.place.line, block.text) for block in lines_near(above, _UNIT_REACH)]
    for place, content in texts:
        stated = units.stated_unit(content)
        if stated is None:
            continue
        if stated.is_ambiguous or (stated.won is None and place != line):
            reading["unit"] = Stated(", ".join(stated.words), place, "proposed")
            return None
        if stated.won is not None:
            reading["unit"] = Stated(str(stated.won), place, "stated")
            return stated.won
    before = next((block for block in above if isinstance(block, Table)), None)
    if before is not None and any(row.cells == before.rows[0].cells for row in grid.head):
        # The same heading again: a table that goes on under another title keeps its unit.
        return _unit_before(before, above, reading)
    if default_unit_won is not None:
        reading["unit"] = Stated(str(default_unit_won), None, "reviewed")
        return default_unit_won
    if (under := _unit_below(below, reading)) is not None:
        return under
    return _confirmed_unit(grid, above, reading)


def _agree(grid: Grid, above: Sequence[Block], reading: dict[str, Stated]) -> bool:
    """Tell whether the columns state one unit of money, and none beside the one that stands above them."""
    headed = {won for column in grid.columns if (won := units.money_unit(column.heading))}
    over = next(
        (won for block in lines_near(above, _UNIT_REACH) if (won := units.money_unit(block.text))), None
    )
    if headed and len(headed | ({over} if over else set())) > 1:
        reading["unit"] = Stated(", ".join(map(str, sorted(headed))), grid.place.line, "proposed")
        return False
    return True


def _unit_before(before: Table, above: Sequence[Block], reading: dict[str, Stated]) -> int | None:
    """Return the unit that stands above an earlier table with the same heading."""
    index = next(i for i, block in enumerate(above) if block is before)
    for block in lines_near(above[index + 1 :], _UNIT_REACH):
        stated = units.stated_unit(block.text)
        if stated is not None:
            if stated.won is not None:
                reading["unit"] = Stated(str(stated.won), block.place.line, "stated")
            return stated.won
    return None


def _unit_below(below: Sequence[Block], reading: dict[str, Stated]) -> int | None:
    """Return the unit that a bracket right below a table states, where no other table follows that it may be
    of."""
    first = below[0] if below else None
    if first is None or any(isinstance(block, Table) for block in below[: REACH + 1]):
        return None
    if isinstance(first, Table) or not is_in_brackets(first):
        return None
    won = units.money_unit(first.text)
    if won is not None:
        reading["unit"] = Stated(str(won), first.place.line, "stated")
    return won


def _confirmed_unit(grid: Grid, above: Sequence[Block], reading: dict[str, Stated]) -> int | None:
    """Return the unit in which a total of the table is an amount of the text above, to the last digit.

    An amount that agrees only when rounded (12.3 billion beside 12,275 million) is a proposal for a person.
    """
    totals = {
        number.value
        for row in grid.body
        for column in grid.figures
        if (number := numbers.parse(grid.cell(row, column.index), whole=True)).value
    }
    for block in lines_near(above, _UNIT_REACH):
        for amount_won in numbers.amounts_won(block.text):
            exact = {u for u in numbers.MONEY_UNITS.values() if Decimal(amount_won) / u in totals}
            digits = len(str(amount_won).rstrip("0"))
            if len(exact) == 1 and digits >= _LONG_FIGURE:
                unit_won = exact.pop()
                reading["unit"] = Stated(str(unit_won), block.place.line, "confirmed")
                return unit_won
            rounded = {
                u
                for u in numbers.MONEY_UNITS.values()
                for total in totals
                if total * u != 0 and _is_rounded(int(total * u), amount_won)
            }
            if len(rounded) == 1 and "unit" not in reading:
                reading["unit"] = Stated(str(rounded.pop()), block.place.line, "proposed")
    return None


def _is_rounded(exact: int, rounded: int) -> bool:
    """Tell whether an amount is another one rounded to its printed digits."""
    digits = str(rounded).rstrip("0")
    step = 10 ** (len(str(rounded)) - len(digits))
    return len(digits) >= 2 and abs(exact - rounded) * 2 <= step
