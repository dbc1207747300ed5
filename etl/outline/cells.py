"""Reading the cells of one row: figures into facts, what cannot be read set aside, nothing dropped."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.blocks import Bullet, Heading, Paragraph, Table, TableRow
from etl.korean import numbers, units
from etl.korean.numbers import Number, State
from etl.outline.context import Context

_UNIT_LOOK_BACK = 12


@dataclass(slots=True)
class RowReader:
    """Reads the figures of one row; remembers the columns whose print is destroyed."""

    context: Context
    row: TableRow
    unit_won: int
    destroyed: list[str] = field(default_factory=list)

    def money(self, column: str, cell: str | None) -> int | None:
        """Return won; NULL where the cell prints none, or cannot be read (then set aside, by name)."""
        if cell is None:
            return None
        number = numbers.parse(cell, whole=True)
        return self.amount(column, cell, number)

    def amount(self, column: str, cell: str, number: Number) -> int | None:
        """Return won of a number that is already parsed."""
        number = numbers.exactly(number)
        unit = "".join(number.unit.split()) if number.unit else None
        if unit is not None and unit not in numbers.MONEY_UNITS and number.value is not None:
            number = Number(State.TEXT)  # so many persons, or a note: not money
        value = numbers.won(number, numbers.MONEY_UNITS.get(unit or "", self.unit_won))
        if value is None and number.state not in (State.NONE, State.PENDING):
            self.destroyed.append(column)
            self._note(cell, number)
        return value

    def rate(self, column: str, cell: str | None) -> Number:
        """Return a printed percentage."""
        number = numbers.parse_rate(cell) if cell is not None else Number(State.NONE)
        return self.percentage(column, cell or "", number)

    def percentage(self, column: str, cell: str, number: Number) -> Number:
        """Return a percentage that is already parsed."""
        if number.state in (State.EMPTY, State.MALFORMED, State.TEXT):
            self.destroyed.append(column)
            self._note(cell, number)
        return number

    @property
    def unreadable(self) -> str | None:
        """The destroyed columns as a fact states them."""
        return ",".join(self.destroyed) or None

    def _note(self, cell: str, number: Number) -> None:
        reasons = {
            State.EMPTY: "empty_cell",
            State.MALFORMED: "malformed_number",
            State.TEXT: "not_a_number",
            State.VALUE: "out_of_range",
        }
        self.context.set_aside(self.row.place, cell or self.row.raw, reasons[number.state])


def as_float(number: Number) -> float | None:
    """Return the value of a number as the warehouse stores rates and counts."""
    return None if number.value is None else float(number.value)


def unit_of(context: Context, table: Table) -> int | None:
    """Return the money unit of a table in won: printed above it, or beside the amounts just before it.

    None where no unit is printed: then nothing of the table can be money.
    """
    before = context.blocks_before(table.place, _UNIT_LOOK_BACK)
    texts: list[str] = []
    for block in before:
        if isinstance(block, Table):
            if not texts and block.rows[0].cells == table.rows[0].cells:
                return unit_of(context, block)
            break
        if isinstance(block, Heading | Paragraph | Bullet):
            stated = units.stated_unit(block.text)
            if stated and (stated.won or stated.is_ambiguous):
                return stated.won
            texts.append(block.text)
    for content in texts:
        number, unit_won = numbers.parse_money(content)
        if number.value is not None and (unit_won or "₩" in content):
            return unit_won or 1
    return None


def header_text(cells: tuple[str, ...]) -> str:
    """Return a row's words in one string."""
    return " ".join(cell for cell in cells if cell)
