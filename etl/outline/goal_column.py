"""A column of a table of goals: what it holds, of which year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from etl.blocks import TableRow


@dataclass(frozen=True, slots=True)
class Column:
    """A column. role: None where its heading is not known. year: None where none is stated.

    subject: what an upper heading names, of which this column is the target or the result. has_rate: whether
    a bracket of its cells holds the attainment.
    """

    index: int
    heading: str
    role: str | None
    year: int | None = None
    as_of: date | None = None
    unit: str | None = None
    subject: str | None = None
    has_rate: bool = False

    def as_role(self, role: str | None) -> Column:
        """Return the column with another role."""
        return replace(self, role=role)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, and how many rows its header takes. is_doubtful: nothing of it is certain.

    A column of the role 'planned' holds forecasts or provisional figures: neither targets nor results.
    """

    rows: int
    columns: tuple[Column, ...]
    is_doubtful: bool = False

    @property
    def width(self) -> int:
        """How many columns have a heading, or stand before one that has."""
        return max((column.index + 1 for column in self.columns if column.heading), default=0)

    def of(self, *roles: str) -> list[Column]:
        """Return the columns of these roles, from the left."""
        return [column for column in self.columns if column.role in roles]

    @property
    def unknown(self) -> list[Column]:
        """The columns whose heading is not known."""
        return [column for column in self.columns if column.role is None]

    @property
    def subjects(self) -> list[str]:
        """What upper headings name, each with a target and a result of its own, from the left."""
        return list(dict.fromkeys(c.subject for c in self.of("target", "actual") if c.subject))


def cell_of(row: TableRow, column: Column) -> str:
    """Return the cell of a column; empty where the row ends before it."""
    return row.cells[column.index] if column.index < len(row.cells) else ""
