"""What a reader makes of a document, whatever its format: headings, paragraphs, bullets, tables, and places.

A block knows where it stands and nothing of budgets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the 1-based line of the source's text, and its page where there is one."""

    line: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that the format itself marks as a heading. The depth of a mark says little in OCR text."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line that starts with a list mark; `text` comes without it."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One printed row; cells are stripped of markup, and may be empty."""

    place: Place
    cells: tuple[str, ...]

    @property
    def raw(self) -> str:
        """The row as it is cited."""
        return " | ".join(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand together. Where a table breaks across pages, the source has two."""

    rows: tuple[TableRow, ...]

    @property
    def place(self) -> Place:
        """Where the first row stands."""
        return self.rows[0].place


Line = Heading | Paragraph | Bullet
Block = Line | Table


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as it was read: its file's own name, digest, number of lines, and blocks in order."""

    source_name: str
    sha256: str
    line_count: int
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """Every block that is not a table."""
        return (block for block in self.blocks if not isinstance(block, Table))

    @property
    def tables(self) -> Iterator[Table]:
        """Every table."""
        return (block for block in self.blocks if isinstance(block, Table))
