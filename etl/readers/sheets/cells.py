"""A sheet as its file has it: the cells that hold anything, what is merged, and what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.blocks import Place
from etl.readers.errors import ReadError
from etl.readers.sheets import number_format

MOST_FILLED = 1_000_000
LONGEST_TEXT = 32_767
"""What a sheet's cell can hold."""
HIDDEN = "hidden"
_LONGEST_NAME = 40

At = tuple[int, int]
"""Row and column of a cell, from 0."""
Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A filled cell as people see it. reason: why it is not read, where it is not."""

    text: str
    reason: str | None = None


@dataclass(slots=True)
class Sheet:
    """The filled cells of a sheet, what is merged (by its first cell: rows and columns) or hidden.

    has_addresses: whether whoever opens the file finds its cells under the names that they have here.
    is_titled: whether its name is to be read.
    """

    name: str | None = None
    cells: dict[At, SheetCell] = field(default_factory=dict)
    merged: dict[At, Size] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_hidden: bool = False
    has_addresses: bool = True
    is_titled: bool = True

    def fill(self, at: At, cell: SheetCell) -> None:
        """Enter a cell. ReadError where there are more than any report has."""
        if len(cell.text) > LONGEST_TEXT:
            size = f"{len(cell.text):,}"
            raise ReadError(f"{self.told}, cell {address(*at)}: has {size} characters; check the file")
        self.cells[at] = cell
        if len(self.cells) > MOST_FILLED:
            raise ReadError(f"{self.told} has more than {MOST_FILLED:,} filled cells; split the report")

    @property
    def told(self) -> str:
        """The sheet as messages name it."""
        name = "".join(letter if letter.isprintable() else "?" for letter in self.name or "")
        return f"sheet '{name[:_LONGEST_NAME]}'" if name else "the table"

    def place(self, *at: At) -> Place:
        """Return the place of a cell, or of the cells from one to another."""
        named = ":".join(dict.fromkeys(address(*one) for one in at)) if self.has_addresses else ""
        return Place(0, sheet=self.name, cell=named or None)


def address(row: int, column: int) -> str:
    """Return a cell's name: B7 is row 6 and column 1, from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def of_number(kept: str, code: str, *, is_1904: bool = False) -> SheetCell | None:
    """Return the cell of a kept number as its format shows it; None where it shows nothing of zero."""
    value = number_format.exact(kept)
    text = None if value is None else number_format.shown(value, code, is_1904=is_1904)
    if text is None:
        return SheetCell(kept, "malformed_number")
    if not text:
        return SheetCell(kept, HIDDEN) if value else None
    return SheetCell(text)
