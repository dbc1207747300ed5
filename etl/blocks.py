"""What a reader makes of a document, whatever its format: headings, paragraphs, bullets, tables, and places.

A block knows where it stands and nothing of budgets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the top left of the page as it is stored, before it is turned."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as its format can show it.

    line: 1-based; of a text its own, else the number of the paragraph or table row in reading order.
    page: 1-based. box: on that page. sheet: a worksheet's name. cell: in that sheet, as in B7.
    """

    line: int
    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    cell: str | None = None


def around(places: Sequence[Place]) -> Place:
    """Return the place of things that stand in one row: the first one's page, and the box around those on it;
    its sheet, and the cells from the first to the last."""
    first, last = places[0], places[-1]
    boxes = [one.box for one in places if one.box and one.page == first.page]
    box = None
    if boxes:
        left, top, right, bottom = zip(*boxes, strict=True)
        box = (min(left), min(top), max(right), max(bottom))
    cell = first.cell if first.cell == last.cell else f"{first.cell}:{last.cell}"
    return Place(first.line, first.page, box, first.sheet, cell)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that the format itself marks as a heading.

    depth: how deep the format says that it stands, from 1; 0 where it does not. It says little in OCR text.
    """

    place: Place
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line that starts with a list mark; `text` comes without it. Marks tell the levels of a list apart.

    indent: how many spaces stand before the mark; of lines with one mark the deeper is the lower.
    """

    place: Place
    text: str
    mark: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """One printed row; cells are stripped of markup, and may be empty.

    places: where each cell begins, where not all stand at the row's own place. spans: how many rows and
    columns each cell takes, where the format says so; a cell that another one covers is '' and (0, 0).
    printed: the rows that it was put together from, where it is not printed as one.
    """

    place: Place
    cells: tuple[str, ...]
    places: tuple[Place, ...] | None = None
    spans: tuple[tuple[int, int], ...] | None = None
    printed: str | None = None

    def place_of(self, column: int) -> Place:
        """Return where a cell begins."""
        return self.places[column] if self.places else self.place

    def line_of(self, column: int) -> int:
        """Return the 1-based line on which a cell begins."""
        return self.place_of(column).line

    def between(self, first: int, last: int) -> TableRow:
        """Return the row's cells from `first` to `last` (not included) as a row."""
        return TableRow(
            self.place,
            self.cells[first:last],
            self.places[first:last] if self.places else None,
            self.spans[first:last] if self.spans else None,
        )

    @property
    def raw(self) -> str:
        """The row as it is cited."""
        return self.printed or " | ".join(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand together. Where a table breaks across pages, the source may have two.

    carrier: how the cells are told apart in the source, e.g. "tabs", "pipes", "box".
    """

    rows: tuple[TableRow, ...]
    carrier: str = "tabs"

    @property
    def place(self) -> Place:
        """Where the first row stands."""
        return self.rows[0].place


@dataclass(frozen=True, slots=True)
class Unread:
    """What a reader saw and did not read: a scanned page, a hidden row. reason: a code of `set_aside`."""

    place: Place
    text: str
    reason: str


Line = Heading | Paragraph | Bullet
_FIGURE = re.compile(r"^[^\w\s]?\d[\d.,]*\D?$")
_LETTER = re.compile(r"[^\W\d_]")
Block = Line | Table


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as it was read: its file's own name, digest, number of lines, and blocks in order.

    unread: what its reader saw and did not read.
    """

    source_name: str
    sha256: str
    line_count: int
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def lines(self) -> Iterator[Line]:
        """Every block that is not a table."""
        return (block for block in self.blocks if not isinstance(block, Table))

    @property
    def tables(self) -> Iterator[Table]:
        """Every table."""
        return (block for block in self.blocks if isinstance(block, Table))

    @property
    def printed(self) -> list[TableRow]:
        """Every line in order, as a row: a table's row with its cells, any other line as one cell."""
        found: dict[int, TableRow] = {}
        for one in self.unread:
            found[one.place.line] = TableRow(one.place, (one.text,))
        for block in self.blocks:
            if isinstance(block, Table):
                found |= {row.place.line: row for row in block.rows}
            else:
                mark = f"{block.mark} " if isinstance(block, Bullet) else ""
                found[block.place.line] = TableRow(block.place, (mark + block.text,))
        return [found[line] for line in sorted(found)]

    @property
    def whole_tables(self) -> list[Table]:
        """Every table; what a page break cut is put together again.

        Between the parts stands nothing but, perhaps, the number of a page. The second part repeats the
        header; where it does not, the page's number (printed, or known of the place) and rows of the same
        shape tell that it goes on.
        """
        found: list[tuple[list[TableRow], str]] = []
        is_open = is_new_page = False
        for block in self.blocks:
            if isinstance(block, Table):
                rows, carrier = found[-1] if found else ([], "")
                is_same = is_open and carrier == block.carrier
                repeated = _same_start(rows, block.rows) if is_same else 0
                is_new_page = is_new_page or bool(rows and rows[-1].place.page != block.place.page)
                if repeated or (is_same and is_new_page and _goes_on(rows[-1], block.rows[0])):
                    rows.extend(block.rows[repeated:])
                else:
                    found.append((list(block.rows), block.carrier))
                is_open, is_new_page = True, False
            elif is_open and block.place.line < found[-1][0][-1].place.line:
                continue  # a line between the table's rows that is none of them
            elif _LETTER.search(block.text):
                is_open = False
            else:
                is_new_page = True
        return [Table(tuple(_without_repeats(rows)), carrier) for rows, carrier in found]


def _goes_on(last: TableRow, first: TableRow) -> bool:
    """Tell whether a row is a further row below another: as wide, and figures at once."""
    return len(last.cells) == len(first.cells) and all(
        any(_FIGURE.match(cell.split("(")[0].rstrip("%")) for cell in row.cells) for row in (last, first)
    )


def _without_repeats(rows: Sequence[TableRow]) -> Iterator[TableRow]:
    """Yield rows without the headers that repeat the first ones, where pages meet without a gap."""
    yield rows[0]
    index = 1
    while index < len(rows):
        repeated = (
            _same_start(rows, (rows[i] for i in range(index, len(rows))))
            if rows[index].cells == rows[0].cells
            else 0
        )
        if not repeated:
            yield rows[index]
        index += repeated or 1


def _same_start(rows: Iterable[TableRow], others: Iterable[TableRow]) -> int:
    """Return how many of the other rows repeat the header of the first; figures are no header."""
    count = 0
    for row, again in zip(rows, others, strict=False):
        if row.cells != again.cells or (count and any(_FIGURE.match(cell) for cell in row.cells)):
            break
        count += 1
    return count
