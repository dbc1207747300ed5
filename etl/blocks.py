"""What a reader makes of a document, whatever its format: headings, paragraphs, bullets, tables, and places.

A block knows where it stands and nothing of budgets.
"""

from __future__ import annotations

import re
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
_FIGURE = re.compile(r"^[^\w\s]?\d[\d.,]*\D?$")
_LETTER = re.compile(r"[^\W\d_]")
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

    @property
    def whole_tables(self) -> list[Table]:
        """Every table; what a page break cut is put together again.

        Between the parts stands nothing but, perhaps, the number of a page. The second part repeats the
        header; where it does not, the page's number and rows of the same shape tell that it goes on.
        """
        found: list[Table] = []
        is_open = is_new_page = False
        for block in self.blocks:
            if isinstance(block, Table):
                repeated = _same_start(found[-1], block) if is_open else 0
                if repeated or (is_open and is_new_page and _goes_on(found[-1], block)):
                    found[-1] = Table(found[-1].rows + block.rows[repeated:])
                else:
                    found.append(block)
                is_open, is_new_page = True, False
            elif _LETTER.search(block.text):
                is_open = False
            else:
                is_new_page = True
        return [_without_repeats(table) for table in found]


def _goes_on(one: Table, other: Table) -> bool:
    """Tell whether the second table's rows are further rows of the first: as wide, and figures at once."""
    last, first = one.rows[-1].cells, other.rows[0].cells
    return len(last) == len(first) and all(
        any(_FIGURE.match(cell.split("(")[0].rstrip("%")) for cell in row) for row in (last, first)
    )


def _without_repeats(table: Table) -> Table:
    """Return a table without the headers that repeat its own further down, where pages meet without a gap."""
    kept = [table.rows[0]]
    index = 1
    while index < len(table.rows):
        repeated = _same_start(table, Table(table.rows[index:]))
        if not repeated:
            kept.append(table.rows[index])
        index += repeated or 1
    return table if len(kept) == len(table.rows) else Table(tuple(kept))


def _same_start(one: Table, other: Table) -> int:
    """Return how many rows of the second table repeat the header of the first; figures are no header."""
    count = 0
    for row, again in zip(one.rows, other.rows, strict=False):
        if row.cells != again.cells or (count and any(_FIGURE.match(cell) for cell in row.cells)):
            break
        count += 1
    return count
