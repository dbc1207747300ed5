"""Cells in drawn boxes: light, heavy, double or rounded lines, or `+---+` and `|`.

A row is what stands between two rules, however many lines it takes; lines between rules that are whole rows
by themselves are rows, and so is what begins with a number of its own. Lines that may be rows and may be the
words of one are left out. Where a side or a part of a rule is missing, cells are merged: the text stands in
the first of them and the others are empty. A figure in merged cells belongs to none of them for certain: its
rows are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.blocks import Place, TableRow
from etl.readers.carriers.drawn import Drawn, Piece, drawn, pieces_of
from etl.readers.carriers.figures import is_figure, is_figure_with_unit, is_none, is_year
from etl.readers.carriers.lines import Found, Lines
from etl.readers.markup import plain

_NUMBERED = re.compile(r"(?:[①-⑳❶-❿]|\d{1,2}[.)]|[^\W\d_][.)])\s*\S")


@dataclass(slots=True)
class _Row:
    """A row while it is read: its lines, and its cells' words by column, each with its line."""

    lines: list[int] = field(default_factory=list)
    cells: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    spans: set[tuple[int, int]] = field(default_factory=set)
    is_uncertain: bool = False

    def add(self, piece: Piece, number: int) -> None:
        text = plain(piece.text)
        if text:
            self.cells.setdefault(piece.first, []).append((number, text))
            if number not in self.lines[-1:]:
                self.lines.append(number)

    def text(self, column: int) -> str:
        return " ".join(text for _, text in self.cells.get(column, ()))


_Line = tuple[Drawn, list[Piece]]


def find(lines: Lines) -> Iterator[Found]:
    """Yield each drawn table."""
    for stretch in lines.stretches():
        box: list[Drawn] = []
        for position, number in enumerate(stretch.numbers):
            line = drawn(number, lines.texts[number])
            if box and (line is None or position in stretch.breaks or _begins_another(box[-1], line)):
                yield from _table(box, lines)
                box = []
            if line:
                box.append(line)
        yield from _table(box, lines)


def _begins_another(before: Drawn, line: Drawn) -> bool:
    return before.is_rule and (before.is_bottom or line.is_rule)


def _table(box: Sequence[Drawn], lines: Lines) -> Iterator[Found]:
    if not any(line.is_rule for line in box):
        return
    texts = (lines.texts[line.number] for line in box)
    parted = pieces_of(box, [len(text) - len(text.lstrip()) for text in texts])
    if parted is None:
        return
    taken = {
        line.number
        for line, pieces in zip(box, parted, strict=True)
        if pieces
        and any(piece.is_ruled for piece in pieces)
        and not any(piece.text.strip() for piece in pieces)
    }
    columns = _columns(parted)
    rows: list[_Row] = []
    left = 0
    bands = list(_bands(box, parted, columns))
    for position, band in enumerate(bands):
        certain, uncertain = _rows(band, may_be_rows=position > 0 or len(bands) == 1)
        rows += certain
        left += uncertain
    left += sum(1 for pieces in parted if pieces is None)
    if not rows or len(columns) < 2:
        return
    taken.update(number for row in rows for number in row.lines)
    printed = tuple(_printed(row, columns) for row in rows)
    yield Found(printed, frozenset(taken), len(rows) / (len(rows) + left))


def _columns(parted: Sequence[list[Piece] | None]) -> list[int]:
    """Return the columns that hold anything: between boxes side by side stands one that does not."""
    used = {
        column
        for pieces in parted
        for piece in pieces or ()
        if piece.is_ruled or piece.text.strip()
        for column in range(piece.first, piece.last + 1)
    }
    return sorted(used)


def _bands(
    box: Sequence[Drawn], parted: Sequence[list[Piece] | None], columns: Sequence[int]
) -> Iterator[list[_Line]]:
    """Yield the lines between two rules that reach from side to side."""
    band: list[_Line] = []
    for line, pieces in zip(box, parted, strict=True):
        if pieces is None:
            continue
        ruled = {
            column for piece in pieces if piece.is_ruled for column in range(piece.first, piece.last + 1)
        }
        if ruled.issuperset(columns):
            if band:
                yield band
            band = []
        else:
            band.append((line, pieces))
    if band:
        yield band


def _rows(band: Sequence[_Line], *, may_be_rows: bool) -> tuple[list[_Row], int]:
    """Return the rows of a band, and how many others are not certain."""
    has_rule = any(piece.is_ruled for _, pieces in band for piece in pieces)
    parts = [list(band)]
    if not has_rule:
        parts = [[line] for line in band] if _are_rows(band, may_be_rows) else _numbered(band)
        if len(parts) == 1 and may_be_rows and _may_be_several(band):
            return [], 1
    found: list[_Row] = []
    for part in parts:
        found += _joined(part)
    certain = [row for row in found if not row.is_uncertain]
    return certain, len(found) - len(certain)


def _numbered(band: Sequence[_Line]) -> list[list[_Line]]:
    """Return a band parted where its first column numbers its rows; whole where it holds another text."""
    labels = [plain(pieces[0].text) if pieces else "" for _, pieces in band]
    starts = [at for at, label in enumerate(labels) if _NUMBERED.match(label)]
    if not starts or starts[0] or len(starts) < sum(map(bool, labels)):
        return [list(band)]
    return [list(band[at:until]) for at, until in pairwise([*starts, len(band)])]


def _may_be_several(band: Sequence[_Line]) -> bool:
    """Tell whether lines between two rules may be rows: two have a label, and figures in one column."""
    counts: Counter[int] = Counter()
    for _, pieces in band:
        if pieces and plain(pieces[0].text):
            counts.update(piece.first for piece in pieces[1:] if any(map(str.isdigit, piece.text)))
    return max(counts.values(), default=0) > 1


def _are_rows(band: Sequence[_Line], may_be_rows: bool) -> bool:
    """Tell whether the lines between two rules are rows, and not the words of one row.

    They are where two of them, each with a label, hold figures of one kind in one column, or all fill every
    cell.
    """
    counts: Counter[tuple[int, bool]] = Counter()
    for _, pieces in band:
        texts = [(piece.first, plain(piece.text)) for piece in pieces]
        figures = [(column, text.endswith("%")) for column, text in texts if is_figure(text)]
        if any(text and not is_figure(text) and not is_none(text) for _, text in texts):
            counts.update(figures)
    is_filled = may_be_rows and all(plain(piece.text) for _, pieces in band for piece in pieces)
    return is_filled or max(counts.values(), default=0) > 1


def _joined(band: Sequence[_Line]) -> list[_Row]:
    """Return the rows of a band whose cells may take several lines, and may reach over several rows."""
    rows = [_Row()]
    width = max(piece.last for _, pieces in band for piece in pieces) + 1
    owner = [0] * width
    reach: dict[tuple[int, int], int] = {}
    for line, pieces in band:
        if any(piece.is_ruled for piece in pieces):
            rows.append(_Row())
            for piece in pieces:
                for column in range(piece.first, piece.last + 1):
                    if piece.is_ruled:
                        owner[column] = len(rows) - 1
                    else:
                        reach[owner[column], column] = len(rows) - 1
        else:
            spans = {(piece.first, piece.last) for piece in pieces}
            rows[-1].is_uncertain |= bool(rows[-1].spans) and rows[-1].spans != spans
            rows[-1].spans |= spans
            rows[-1].lines.append(line.number)
        for piece in pieces:
            rows[owner[piece.first]].add(piece, line.number)
            if piece.first < piece.last and _is_certain_figure(plain(piece.text)):
                rows[-1].is_uncertain = True
    for (first, column), last in reach.items():
        if _is_certain_figure(rows[first].text(column)):
            for row in rows[first : last + 1]:
                row.is_uncertain = True
    return [row for row in rows if row.lines]


def _is_certain_figure(text: str) -> bool:
    """Tell whether a text is an amount. In merged cells a year is a heading; '-' says the same of each."""
    return is_figure_with_unit(text) and not is_year(text)


def _printed(row: _Row, columns: Sequence[int]) -> TableRow:
    cells = tuple(row.text(column) for column in columns)
    first = row.lines[0] + 1
    lines = tuple(row.cells[column][0][0] + 1 if column in row.cells else first for column in columns)
    return TableRow(Place(first), cells, None if set(lines) == {first} else tuple(map(Place, lines)))
