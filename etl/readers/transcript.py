"""A document of any format as it is written down: paragraphs and rows, each on a line of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from etl.blocks import Block, Heading, Line, Place, SourceDocument, Table, TableRow, Unread, around
from etl.readers import carriers, marks
from etl.readers.errors import ReadError
from etl.readers.markup import plain

MOST_CELLS = 3_000_000
MOST_COLUMNS = 2_000
NOWHERE = Place(0)
"""The place of what has none but its line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell. rows, columns: how many it takes. place: its line is given by the transcript."""

    text: str
    rows: int = 1
    columns: int = 1
    place: Place = NOWHERE


@dataclass(slots=True)
class Transcript:
    """Collects what a reader finds, in reading order; lines are counted here and nowhere else.

    carrier: the name that tables of this format have of it.
    """

    carrier: str
    _lines: list[tuple[str, Place, bool]] = field(default_factory=list)
    _tables: dict[int, tuple[TableRow, ...]] = field(default_factory=dict)
    _unread: list[Unread] = field(default_factory=list)
    _cells: int = 0

    @property
    def line(self) -> int:
        """The number of the last line; 0 before the first."""
        return len(self._lines)

    def paragraph(
        self, text: str, place: Place = NOWHERE, *, mark: str = "", is_heading: bool = False
    ) -> None:
        """Write a paragraph. Each of its lines is a line; one without letters is none.

        mark: the sign that the format draws before it. is_heading: whether its style says so.
        """
        for part in text.splitlines():
            if plain(part):
                marked = f"{mark} {part.strip()}" if mark else part
                self._lines.append((marked, replace(place, line=self.line + 1), is_heading))

    def table(self, rows: Sequence[Sequence[Cell | None]]) -> None:
        """Write a table: for each row its cells by column, None where another cell covers the place.

        Each row is a line. Rows without a letter or digit are left out, and so are empty columns at the end.
        """
        self._cells += sum(map(len, rows))
        if self._cells > MOST_CELLS:
            raise ReadError(f"holds more than {MOST_CELLS:,} cells; split the report")
        width = max((_width(row) for row in rows), default=0)
        if width > MOST_COLUMNS:
            raise ReadError(f"holds a table of {width:,} columns; a report has fewer than {MOST_COLUMNS:,}")
        first = self.line + 1
        written = [self._row(row, width) for row in rows if any(cell and plain(cell.text) for cell in row)]
        if written:
            self._tables[first] = tuple(written)

    def _row(self, cells: Sequence[Cell | None], width: int) -> TableRow:
        number = self.line + 1
        kept = [cells[i] if i < len(cells) else Cell("") for i in range(width)]
        texts = tuple(plain(cell.text) if cell else "" for cell in kept)
        places = tuple(replace(cell.place, line=number) if cell else Place(number) for cell in kept)
        spans = tuple(
            (cell.rows, min(cell.columns, width - i)) if cell else (0, 0) for i, cell in enumerate(kept)
        )
        printed = [p for p, text in zip(places, texts, strict=True) if text]
        place = around(printed) if printed else Place(number)
        self._lines.append(("", place, False))
        return TableRow(place, texts, places, spans)

    def unread(self, text: str, reason: str, place: Place = NOWHERE) -> None:
        """Note what was seen and is not read, as a line of its own."""
        self._lines.append(("", replace(place, line=self.line + 1), False))
        self._unread.append(Unread(self._lines[-1][1], text, reason))

    def ends_caption(self) -> None:
        """Note that a table stands where the last line does, of which nothing is read.

        What is said above a table is of that table, and of none below it.
        """
        self._tables[self.line] = (TableRow(self._lines[-1][1], ("",)),)

    def document(self, source_name: str, content: bytes) -> SourceDocument:
        """Return the document. ReadError where nothing was written.

        Paragraphs may hold tables of their own, by tabs or signs, as a text does.
        """
        if not self._lines:
            raise ReadError("holds no text; nothing was read")
        carried = carriers.find([text for text, _, _ in self._lines])
        blocks: list[Block] = []
        inside = {first + i for first, rows in self._tables.items() for i in range(len(rows))}
        for number, (text, place, is_heading) in enumerate(self._lines, start=1):
            if rows := self._tables.get(number):
                blocks.append(Table(rows, self.carrier))
            elif table := carried.tables.get(number):
                blocks.append(self._placed(table))
            if number not in carried.taken and number not in inside:
                blocks.extend(_block(place, text, is_heading=is_heading))
        digest = hashlib.sha256(content).hexdigest()
        return SourceDocument(source_name, digest, self.line, tuple(blocks), tuple(self._unread))

    def _placed(self, table: Table) -> Table:
        """Return a table of paragraphs with the places that its lines have."""
        return Table(
            tuple(
                replace(
                    row,
                    place=self._lines[row.place.line - 1][1],
                    places=row.places and tuple(self._lines[p.line - 1][1] for p in row.places),
                )
                for row in table.rows
            ),
            table.carrier,
        )


def _width(row: Sequence[Cell | None]) -> int:
    return max((i + cell.columns for i, cell in enumerate(row) if cell and plain(cell.text)), default=0)


def _block(place: Place, text: str, *, is_heading: bool) -> Iterable[Line]:
    line = marks.line(place, text)
    if line is None:
        return ()
    return (Heading(place, line.text),) if is_heading else (line,)
