"""Lines and tables of all pages to paragraphs and rows: what lines and pages cut is put together again."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.blocks import Box, Place
from etl.readers.pdf.breaks import Break, Spacing, breaks, joined
from etl.readers.pdf.continuation import Part, lines_over, written
from etl.readers.pdf.geometry import Letter, Turn, around
from etl.readers.pdf.grids import Framed, Ruled
from etl.readers.pdf.layout import FreeLine, Grid, Item
from etl.readers.pdf.lines import UNKNOWN, Line, lines_of
from etl.readers.pdf.unruled import unruled
from etl.readers.transcript import Cell, Transcript

_SAME_SIZE = 0.12
_SAME_PITCH = 1.15
_WIDEST_PITCH = 2.6
"""Of a letter's size: lines that stand further apart are no paragraph."""
_INDENT = 4.0
_HALF = 0.5
_FURTHER_IN = 0.15
_MOST_INDENT = 40
_FEWEST = 5
_SHARE = 0.1
_FAR = 3
_LEVEL = 0.5
_UNCERTAIN = "table_unclear"
_FIGURE_BESIDE = re.compile(r"(\S)(?=\d)|(?<=\d)(\S)")


@dataclass(slots=True)
class Sheet:
    """A page as it was laid out. turned: letters at another angle; hidden: those that are not to be seen.

    struck: those that a line is drawn through. unread: why nothing but its items can be read. margin:
    lines that run over the pages, on the first of them.
    """

    number: int
    turn: Turn
    items: list[Item]
    turned: list[Letter] = field(default_factory=list)
    hidden: list[Letter] = field(default_factory=list)
    struck: list[Letter] = field(default_factory=list)
    unread: str | None = None
    margin: list[FreeLine] = field(default_factory=list)

    def place(self, box: Box) -> Place:
        """Return where a box of the upright page stands."""
        return Place(0, self.number, self.turn.stored(box))

    @property
    def whole(self) -> Box:
        """The box of the whole page."""
        width, height = self.turn.size
        return 0.0, 0.0, width, height


def write(sheets: Sequence[Sheet], transcript: Transcript) -> None:
    """Write what the sheets hold."""
    _Writer(sheets, transcript).write()


@dataclass(slots=True)
class _Text:
    """Lines of a paragraph so far, and where they began."""

    sheet: Sheet
    lines: list[FreeLine]
    breaks: list[Break] = field(default_factory=list)


class _Writer:
    def __init__(self, sheets: Sequence[Sheet], transcript: Transcript) -> None:
        self._sheets = sheets
        self._transcript = transcript
        self._edges = _edges(sheets)
        self._pitch = _pitches(sheets)
        self._spacing = Spacing()
        self._open: _Text | Part | None = None
        self._unknown: list[tuple[str, Place]] = []
        self._written = ""
        self._learn()

    def _learn(self) -> None:
        """Tell the spacing every line, and every break between lines that may belong together."""
        free = [
            (above, below, self._break(sheet, above, below))
            for sheet in self._sheets
            for above, below in _pairs(sheet.items)
        ]
        in_cells = [
            (lines, cell.box[2] - cell.box[0] - 2 * item.room)
            for sheet in self._sheets
            for item in sheet.items
            if isinstance(item, Grid)
            for cell, lines in item.texts.items()
        ]
        for sheet in self._sheets:
            for item in sheet.items:
                if isinstance(item, FreeLine):
                    self._spacing.tell_line(item.line, is_whole=False)
        for lines, width in in_cells:
            for line in lines:
                self._spacing.tell_line(line, is_whole=len(lines) == 1)
            for one in breaks(lines, width):
                self._spacing.tell_break(one, is_sure=True)
        for above, below, one in free:
            if self._may_belong(above, below) and not one.has_room_for_word:
                self._spacing.tell_break(one, is_sure=False)
        texts = [line.text for lines, _ in in_cells for line in lines]
        texts += [
            item.line.text for sheet in self._sheets for item in sheet.items if isinstance(item, FreeLine)
        ]
        over_pages = [
            pair for above, below in pairwise(self._sheets) for pair in lines_over(above.items, below.items)
        ]
        self._spacing.compare(texts, over_pages)
        self._written = written([*texts, *("".join(line.text for line in lines) for lines, _ in in_cells)])

    def write(self) -> None:
        """Write everything in order."""
        unclear = unruled([sheet.items for sheet in self._sheets])
        for number, sheet in enumerate(self._sheets):
            if sheet.unread:
                self._close()
                self._transcript.unread("", sheet.unread, sheet.place(sheet.whole))
            for index, item in enumerate(sheet.items):
                if isinstance(item, Grid):
                    self._table(sheet, item)
                elif index in unclear[number]:
                    self._close()
                    self._transcript.unread(item.line.text, _UNCERTAIN, sheet.place(item.box))
                    self._transcript.ends_caption()
                else:
                    self._line(sheet, item)
            for item in sheet.margin:
                self._transcript.unread(item.line.text, "page_margin", sheet.place(item.box))
            left_out = (
                (sheet.turned, "text_turned"),
                (sheet.hidden, "hidden_text"),
                (sheet.struck, "struck_out"),
            )
            for letters, reason in left_out:
                for line in lines_of(letters, draws_spaces=False):
                    self._transcript.unread(line.text, reason, sheet.place(line.box))
        self._close()

    def _close(self) -> None:
        if isinstance(self._open, _Text):
            self._paragraph(self._open)
        elif self._open:
            self._transcript.table(self._open.rows)
            for text, place in self._unknown:
                self._transcript.unread(text, "letters_unknown", place)
            self._unknown.clear()
        self._open = None

    def _line(self, sheet: Sheet, item: FreeLine) -> None:
        if isinstance(self._open, _Text):
            above = self._open.lines[-1]
            one = self._break(self._open.sheet, above, item)
            is_near = self._may_belong(above, item) if sheet is self._open.sheet else _looks_same(above, item)
            is_hanging = len(self._open.lines) < 2 or abs(above.line.left - item.line.left) < item.line.size
            if is_near and is_hanging and self._spacing.goes_on(one):
                self._open.lines.append(item)
                self._open.breaks.append(one)
                return
        self._close()
        self._open = _Text(sheet, [item])

    def _paragraph(self, open_: _Text) -> None:
        first = open_.lines[0]
        text = first.line.text
        for one in open_.breaks:
            text += self._spacing.joined(one) + one.below.text
        here = [line.box for line in open_.lines]
        place = open_.sheet.place(around(here) if _descends(here) else first.box)
        if not all(line.line.is_known for line in open_.lines):
            self._transcript.unread(text, "letters_unknown", place)
            return
        left, _ = self._edges[open_.sheet.number]
        inwards = (first.line.left - left) / first.line.size
        # What stands further in by a single narrow space is below what does not.
        indent = max(round(inwards / _HALF), int(inwards > _FURTHER_IN))
        self._transcript.paragraph(" " * min(indent, _MOST_INDENT) + _guarded(text), place)

    def _table(self, sheet: Sheet, grid: Grid) -> None:
        texts = {
            cell: joined(lines, cell.box[2] - cell.box[0] - 2 * grid.room, self._spacing)
            for cell, lines in grid.texts.items()
        }
        if not grid.ruled.is_certain:
            self._close()
            for cell in sorted(texts, key=lambda one: (one.row, one.column)):
                self._transcript.unread(texts[cell], _UNCERTAIN, sheet.place(cell.box))
            return
        self._unknown += [
            (texts[cell], sheet.place(cell.box))
            for cell, lines in grid.texts.items()
            if not all(line.is_known for line in lines)
        ]
        part = Part(sheet.number, sheet.turn.degrees, grid, _rows(sheet, grid.ruled, texts))
        if isinstance(self._open, Part) and self._open.goes_on_with(part):
            self._open = self._open.joined_with(part, self._spacing, self._written)
            return
        self._close()
        self._open = part

    def _break(self, sheet: Sheet, above: FreeLine, below: FreeLine) -> Break:
        room = self._room(sheet, above)
        return Break(above.line, below.line, above.line.right - above.line.left + room, room)

    def _room(self, sheet: Sheet, item: FreeLine) -> float:
        """Return how much of its width a line leaves free."""
        if item.frame:
            gap = max(item.line.left - item.frame[0], 0.0)
            return item.frame[2] - min(gap, item.line.size) - item.line.right
        return self._edges[sheet.number][1] - item.line.right

    def _may_belong(self, above: FreeLine, below: FreeLine) -> bool:
        pitch = below.line.base - above.line.base
        usual = self._pitch.get(round(above.line.size), _WIDEST_PITCH * above.line.size)
        is_near = 0 < pitch <= min(_SAME_PITCH * usual, _WIDEST_PITCH * above.line.size)
        return is_near and above.frame == below.frame and _looks_same(above, below)


def _pairs(items: Sequence[Item]) -> Iterator[tuple[FreeLine, FreeLine]]:
    for above, below in pairwise(items):
        if isinstance(above, FreeLine) and isinstance(below, FreeLine):
            yield above, below


def _looks_same(above: FreeLine, below: FreeLine) -> bool:
    size = above.line.size
    is_same_size = abs(below.line.size - size) <= _SAME_SIZE * size
    return is_same_size and abs(below.line.left - above.line.left) <= _INDENT * size


def _edges(sheets: Sequence[Sheet]) -> dict[int, tuple[float, float]]:
    """Return the left and the right edge of the text on each page, from all pages of its size."""
    found: dict[int, tuple[float, float]] = {}
    by_size: dict[tuple[int, int], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        width, height = sheet.turn.size
        by_size[round(width), round(height)].append(sheet)
    for (width, _), same in by_size.items():
        lines = [item.line for sheet in same for item in sheet.items if isinstance(item, FreeLine)]
        boxes = [item.box for sheet in same for item in sheet.items]
        left = min((line.left for line in lines), default=min((box[0] for box in boxes), default=0.0))
        right = _common_end(lines)
        if right is None:
            # The margins are taken to be alike.
            right = max([width - left, *(box[2] for box in boxes)])
        found |= {sheet.number: (left, right) for sheet in same}
    return found


def _common_end(lines: Sequence[Line]) -> float | None:
    """Return where lines end that fill their width: several at one place, or many within a letter of it."""
    ends = sorted({line.text: line.right for line in lines}.values(), reverse=True)
    last = ends[0] if ends else 0.0
    size = max((line.size for line in lines if line.right == last), default=0.0)
    for index in range(len(ends) - _FEWEST + 1):
        if last - ends[index] > _FAR * size:
            break
        if ends[index] - ends[index + _FEWEST - 1] < _LEVEL:
            return ends[index]
    near = sum(last - end < size for end in ends)
    return last if near >= max(_FEWEST, _SHARE * len(ends)) else None


def _pitches(sheets: Sequence[Sheet]) -> dict[int, float]:
    """Return how far lines stand apart by the size of their letters: the nearest, but for a few."""
    found: dict[int, list[float]] = defaultdict(list)
    for sheet in sheets:
        for above, below in _pairs(sheet.items):
            pitch = below.line.base - above.line.base
            if _looks_same(above, below) and above.frame == below.frame and pitch > above.line.size * _HALF:
                found[round(above.line.size)].append(pitch)
    return {size: sorted(all_)[len(all_) // 20] for size, all_ in found.items()}


def _rows(sheet: Sheet, ruled: Ruled, texts: dict[Framed, str]) -> list[list[Cell | None]]:
    rows: list[list[Cell | None]] = [
        [Cell("") for _ in range(len(ruled.xs) - 1)] for _ in range(len(ruled.ys) - 1)
    ]
    for cell in ruled.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                rows[row][column] = None
        text = _guarded(texts.get(cell, ""))
        rows[cell.row][cell.column] = Cell(text, cell.rows, cell.columns, sheet.place(cell.box))
    return rows


def _descends(boxes: Sequence[Box]) -> bool:
    """Tell whether boxes stand one below the other, and so on one page."""
    return all(above[1] < below[1] for above, below in pairwise(boxes))


def _guarded(text: str) -> str:
    """Return text in which a private sign beside a digit shows as unreadable: it may be that of a loss."""
    return _FIGURE_BESIDE.sub(
        lambda found: UNKNOWN if unicodedata.category(found[0]) == "Co" else found[0], text
    )
