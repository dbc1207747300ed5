"""What a word processor or a page tells, piece by piece: lines, notes, and tables that may hold all of it.

Formats make pieces of their markup; what a piece becomes in reading order is decided here, for all alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from etl.blocks import Bullet, Place
from etl.readers import marks
from etl.readers.errors import ReadError
from etl.readers.markup import plain
from etl.readers.transcript import MOST_CELLS, Cell, Transcript

_MOST_LINES_OF_A_CELL = 3
_MOST_PARTS = 2
_LONGEST_NUMBER = 4
_HEADINGS = 3
"""So many levels of an outline are headings; lower ones are its text."""
_STEP = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. mark: what is drawn before it. level: of a list, from 0. rank: of an outline, from 1."""

    text: str
    mark: str = ""
    level: int = 0
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What stands apart from the text it is anchored in: a footnote. It follows its paragraph or table."""

    content: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Unread:
    """What is seen and not read. reason: a code of `set_aside`."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: where it begins, how much it takes, and what it holds."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    content: Sequence[Piece] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    boxes: Sequence[Box]


Piece = Line | Note | Unread | Grid


def parted(before: Sequence[str], raised: str) -> str:
    """Return raised text as it follows other: the number of a note is no part of the figure before it."""
    last = before[-1] if before else ""
    return f" {raised}" if last[-1:].isdigit() and raised[:1].isdigit() else raised


def write(transcript: Transcript, pieces: Iterable[Piece]) -> None:
    """Write pieces in reading order."""
    for piece in pieces:
        if isinstance(piece, Line):
            _line(transcript, piece)
        elif isinstance(piece, Note):
            write(transcript, piece.content)
        elif isinstance(piece, Unread):
            if plain(piece.text):
                transcript.unread(plain(piece.text), piece.reason)
        else:
            _grid(transcript, piece)


def _line(transcript: Transcript, line: Line) -> None:
    # A tab at the start is an indent; one inside parts cells, as in any text.
    parts = [_untabbed(part.strip("\t").rstrip()) for part in line.text.splitlines() if plain(part)]
    for number, part in enumerate(parts):
        text = _marked(line, part) if not number else part
        transcript.paragraph(text, is_heading=0 < line.rank <= _HEADINGS and not _is_list(text))


def _untabbed(text: str) -> str:
    """Return a line whose one tab stands behind the mark of its list with a space in its place."""
    mark, tab, rest = text.partition("\t")
    sign = mark.strip()
    is_mark = tab and "\t" not in rest and sign and _is_number(sign) and not sign[-1].isalnum()
    return f"{mark} {rest}" if is_mark else text


def _marked(line: Line, text: str) -> str:
    return f"{' ' * _STEP * line.level}{line.mark} {text.strip()}" if line.mark else text


def _is_list(text: str) -> bool:
    """Tell whether a line is of a list by its own sign, whatever its style says."""
    return isinstance(marks.line(Place(0), text), Bullet)


def _grid(transcript: Transcript, grid: Grid) -> None:
    """Write a table: its rows, then the notes and the tables that its cells hold.

    One that only frames its content, or lays out a page, is no table: its cells follow one another. A row
    that is a number and a title is a line.
    """
    boxes = _boxes(grid)
    if is_frame(grid):
        for box in boxes:
            write(transcript, box.content)
        return
    title = _title(boxes)
    if title is not None:
        transcript.paragraph(title)
    else:
        rows = _rows(boxes)
        if rows is None:
            write(transcript, (Unread(text_of(box.content), "cells_overlap") for box in boxes))
        else:
            transcript.table(rows)
    for box in boxes:
        write(transcript, (piece for piece in box.content if not isinstance(piece, Line)))


def _boxes(grid: Grid) -> list[Box]:
    """Return the cells of a table in order; what a mere frame inside a cell holds is the cell's own."""
    ordered = sorted(grid.boxes, key=lambda box: (box.row, box.column))
    return [replace(box, content=list(_unframed(box.content))) for box in ordered]


def _unframed(content: Iterable[Piece]) -> Iterator[Piece]:
    for piece in content:
        if isinstance(piece, Grid) and is_frame(piece):
            for box in _boxes(piece):
                yield from box.content
        else:
            yield piece


def is_frame(grid: Grid) -> bool:
    """Tell whether a table only frames what it holds, or lays out a page: it has one column, or at most two
    cells a row, of which one holds tables among lines of text."""
    boxes = _boxes(grid)
    if len({box.column for box in boxes}) <= 1:
        return True
    filled = Counter(box.row for box in boxes if box.content)
    return max(filled.values(), default=0) <= _MOST_PARTS and any(map(_is_part_of_the_page, boxes))


def _is_part_of_the_page(box: Box) -> bool:
    lines = sum(isinstance(piece, Line) and bool(plain(piece.text)) for piece in box.content)
    return lines > _MOST_LINES_OF_A_CELL and any(isinstance(piece, Grid) for piece in box.content)


def _title(boxes: Sequence[Box]) -> str | None:
    """Return the text of a single row that is one title, and perhaps its number; None of any other."""
    if len({box.row for box in boxes}) > 1:
        return None
    if any(isinstance(piece, Grid) for box in boxes for piece in box.content):
        return None
    filled = [text for box in boxes if (text := plain(text_of(box.content)))]
    if len(filled) == 1:
        return filled[0]
    is_numbered = len(filled) == 2 and _is_number(filled[0]) and any(map(str.isalpha, filled[1]))
    return " ".join(filled) if is_numbered else None


def _is_number(text: str) -> bool:
    """Tell whether a text is the number of a title: figures, or one letter."""
    own = [letter for letter in text if letter.isalnum()]
    return len(text) <= _LONGEST_NUMBER and (len(own) == 1 or not any(map(str.isalpha, own)))


def _rows(boxes: Sequence[Box]) -> list[list[Cell | None]] | None:
    """Return the cells by row and column; None where two of them claim one place."""
    height = max(box.row for box in boxes) + 1
    width = max(box.column + box.columns for box in boxes)
    if height * width > MOST_CELLS:
        raise ReadError(f"holds a table of {height:,} x {width:,} cells; split the report")
    free = Cell("")
    rows: list[list[Cell | None]] = [[free] * width for _ in range(height)]
    for box in boxes:
        spanned = min(box.rows, height - box.row)
        for row, column in _places(box, spanned):
            if rows[row][column] is not free:
                return None
            rows[row][column] = None
        rows[box.row][box.column] = Cell(text_of(box.content), spanned, box.columns)
    return rows


def _places(box: Box, rows: int) -> Iterator[tuple[int, int]]:
    for row in range(box.row, box.row + rows):
        for column in range(box.column, box.column + box.columns):
            yield row, column


def text_of(content: Iterable[Piece]) -> str:
    """Return the text of a cell; what is no line of it stands elsewhere."""
    return "\n".join(
        _marked(piece, piece.text) for piece in content if isinstance(piece, Line) and plain(piece.text)
    )
