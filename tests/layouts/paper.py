"""A document while it is being written: its lines, and the facts that stand on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.facts import BudgetLine, IndicatorResult, RevenueLine, Row, YearOnYear
from etl.kinds import recognise
from etl.readers import text

Figure = int | None
"""A printed amount in the table's unit; None is printed as none ('-'). See also LOST."""

LOST = -(10**30)
"""A figure whose print is destroyed: the cell is empty."""

Fact = dict[str, object]

COMPARED: tuple[type[Row], ...] = (BudgetLine, RevenueLine, YearOnYear, IndicatorResult)
"""The tables in which a document may hold exactly the facts that were written, and no other."""


@dataclass(slots=True)
class Paper:
    """Collects lines. `facts` holds what a reader has to find: (table, line) -> columns."""

    lines: list[str] = field(default_factory=list)
    facts: dict[tuple[str, str], Fact] = field(default_factory=dict)
    names: dict[str, list[Fact]] = field(default_factory=dict)

    def line(self, text: str = "") -> int:
        """Write a line (or several, if the text breaks); return the number of the last one."""
        self.lines.extend(text.split("\n"))
        return len(self.lines)

    def row(self, *cells: str) -> int:
        """Write a row of a table."""
        return self.line("\t".join(cells))

    def fact(self, table: str, place: int | str, **columns: object) -> None:
        """Note a fact that stands on a line; 'line:n' is the nth of a line."""
        self.facts[table, str(place)] = columns

    def name(self, table: str, **columns: object) -> None:
        """Note a direction, a task or a programme, in order."""
        self.names.setdefault(table, []).append(columns)

    @property
    def text(self) -> str:
        """The document."""
        return "\n".join(self.lines) + "\n"

    @property
    def content(self) -> bytes:
        """The document as a file holds it."""
        return self.text.encode()


def read_back(paper: Paper) -> list[Row]:
    """Return what the reader and the kinds make of the document."""
    return recognise(text.read("report.txt", paper.content))


def differences(rows: Sequence[Row], paper: Paper) -> list[str]:
    """Return how the facts that were read differ from those that were written: lost, invented, changed."""
    found: list[str] = []
    for row_type in COMPARED:
        read = {_place(row): row for row in rows if type(row) is row_type}
        written = {place: fact for (table, place), fact in paper.facts.items() if table == row_type.table}
        found += [
            f"lost: {row_type.table} {place} {written[place]}" for place in written if place not in read
        ]
        found += [f"invented: {read[place]}" for place in read if place not in written]
        for place in written.keys() & read.keys():
            found += _changed(read[place], written[place])
    for table, expected in paper.names.items():
        named = [row for row in rows if row.table == table]
        if len(named) != len(expected):
            found.append(f"{table}: {len(named)} read, {len(expected)} written")
        for row, fact in zip(named, expected, strict=False):
            found += _changed(row, fact)
    return found


def _place(row: Row) -> str:
    """Return the line of a row, and which fact of that line it is."""
    identity = getattr(row, f"{row.table}_id", None)
    if identity is None:
        return str(row.line)
    own = str(identity).removeprefix(f"{row.document_id}:")
    return own if row.table != "indicator_result" else own.removesuffix(":1")


PLACE = ("parent_id", "parent_label", "level", "direction_id", "task_id")
"""What follows from where a line stands in its table."""


def _changed(row: Row, expected: Fact) -> list[str]:
    """Return the columns that differ. A line that no sum places is flat, and has no place."""
    is_flat = any(expected.get(column) and getattr(row, column) is None for column in PLACE[:2])
    return [
        f"{row.table} {row.line}: {column} is {getattr(row, column)!r}, written was {value!r}"
        for column, value in expected.items()
        if getattr(row, column) != value and not (is_flat and column in PLACE)
    ]


def printed(value: Figure, point: str = ",", none: str = "-", sign: str = "△") -> str:
    """Return a figure as a table prints it: 1,234 · △30 · '-' · '' where it is destroyed."""
    if value is None:
        return none
    if value == LOST:
        return ""
    grouped = f"{abs(value):,}".replace(",", point)
    return f"{sign}{grouped}" if value < 0 else grouped


def won(value: Figure, unit: int = 1_000) -> int | None:
    """Return what a fact holds of a printed figure."""
    return None if value is None or value == LOST else value * unit


def lost_columns(**figures: object) -> str | None:
    """Return the column `unreadable` of a row: the columns whose figure is destroyed, in order."""
    return ",".join(column for column, value in figures.items() if value == LOST) or None
