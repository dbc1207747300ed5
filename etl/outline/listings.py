"""Lists in tables: the row that heads them, and which column holds what, by the vocabulary's headings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from etl.blocks import Table, TableRow
from etl.vocabulary import role_of

_MOST_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its columns by what they hold, and its rows."""

    columns: Mapping[str, int]
    rows: tuple[TableRow, ...]

    def cell(self, row: TableRow, code: str) -> str:
        """Return a row's cell of a column; '' where there is no such column, or the row ends before it."""
        column = self.columns.get(code)
        return row.cells[column] if column is not None and column < len(row.cells) else ""


def listing_of(table: Table, section: str, needed: Collection[str]) -> Listing | None:
    """Return a table as a list of a section of headings; None where it has not all the columns needed.

    A heading that stands over two columns tells neither.
    """
    for number, row in enumerate(table.rows[:_MOST_HEAD_ROWS], start=1):
        codes = [role_of(section, cell) for cell in row.cells]
        found = {code: place for place, code in enumerate(codes) if code and codes.count(code) == 1}
        if found.keys() >= set(needed):
            return Listing(found, table.rows[number:])
    return None
