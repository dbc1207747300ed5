"""Sees tables in plain text with eyes of its own: what stands under which heading, in which row.

Shares nothing with the reader that it is held against: a slip of that one must not be repeated here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_MARKS = r"△▲▵▼–−\-"
_COUNTERS = "%|원|천원|백만원|억원|만원|명|건|회|개|개소|개사|점|종|가구|시간|대|권|팀|곳|과제|%p|일|등"
_FIGURE = re.compile(rf"[{_MARKS}(]{{0,2}}\s?\d[\d,.]*\s?(?:{_COUNTERS})?\)?[*†¹²³]?(?:\([^()]*\))?(?:\d\))?")
_NONE = re.compile(rf"[{_MARKS}_]")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_TAG = re.compile(r"<[^<>]{0,80}>")
_BOX = "│┃|"
_RULE = re.compile(r"[\s|│┃─━═┌┬┐├┼┤└┴┘╪╞╡+:-]+")
_NEAR = 8
"""Letters by which the end of a heading in aligned columns may differ from the end of its figures."""
_GAP = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, its place among the cells of its row, and the span of letters that it fills.

    line: its own line, which differs from the row's where cells stand on lines of their own.
    """

    text: str
    column: int
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of cells and the line it starts on (from 1)."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class PrintedTable:
    """Rows that follow each other. carrier: tabs, pipes, box, aligned or stacked (one cell a line)."""

    carrier: str
    rows: list[PrintedRow] = field(default_factory=list)
    heads: int = 0
    """How many of the first rows are headings."""

    @property
    def first_line(self) -> int:
        """The line that the table starts on."""
        return self.rows[0].line

    @property
    def last_line(self) -> int:
        """The line that the table ends on."""
        return max(cell.line for cell in self.rows[-1].cells)

    def row_at(self, line: int) -> PrintedRow | None:
        """Return the row that stands on a line."""
        for row in self.rows:
            if row.line == line or any(cell.line == line for cell in row.cells):
                return row
        return None

    def headings(self, cell: Cell) -> list[str]:
        """Return the headings above a cell, outermost first; an empty one belongs to its left."""
        path: list[str] = []
        for number, row in enumerate(self.rows[: self.heads]):
            below = self.rows[number + 1 : self.heads]
            here = self._over(row, cell)
            if not here and any(self._over(one, cell) for one in below):
                here = next((c.text for c in reversed(row.cells) if c.column < cell.column and c.text), "")
            if here:
                path.append(here)
        return path

    def _over(self, row: PrintedRow, cell: Cell) -> str:
        if self.carrier != "aligned":
            return next((c.text for c in row.cells if c.column == cell.column), "")
        over = next((c.text for c in row.cells if c.start < cell.end and cell.start < c.end), "")
        nearest = min(row.cells, key=lambda c: abs(c.end - cell.end))
        return over or (nearest.text if abs(nearest.end - cell.end) <= _NEAR else "")

    @property
    def width(self) -> int:
        """The cells of the widest row."""
        return max(len(row.cells) for row in self.rows)


def plain(text: str) -> str:
    """Return a text without tags, white space and ornaments, for comparing words."""
    bare = unicodedata.normalize("NFC", _TAG.sub("", text))
    return re.sub(r"[\s·・ㆍ∙•○ㅇ□■◯●◦◇◆※*#_\-–—:：'\"‘’“”「」『』<>〈〉▶→\\]", "", bare)


def is_figure(text: str) -> bool:
    """Return whether a cell is a figure and nothing else; a year alone is none."""
    bare = _TAG.sub("", text).strip()
    return bool(_FIGURE.fullmatch(bare)) and not _YEAR.fullmatch(bare)


def is_none(text: str) -> bool:
    """Return whether a cell is a lone dash."""
    return bool(_NONE.fullmatch(text.strip()))


def width(text: str) -> int:
    """Return how many columns a text fills: a Korean letter fills two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def split(text: str, line: int) -> tuple[str, list[Cell]]:
    """Return the carrier of a line and its cells; '' and none where it is no row."""
    if _RULE.fullmatch(text) and re.search(r"[-─━═|]{3}|[┌├└]", text):
        return "rule", []
    if "\t" in text:
        return "tabs", _cells(text.split("\t"), line)
    stripped = text.strip()
    if stripped.startswith("|") and stripped.count("|") > 2:
        return "pipes", _cells(stripped.strip("|").split("|"), line)
    if stripped[:1] in "│┃" and stripped:
        return "box", _cells(re.split(r"[│┃]", stripped.strip("│┃")), line)
    found: list[Cell] = []
    at = 0
    for part in re.split(r"(\s{2,})", text):
        if part.strip():
            found.append(Cell(part.strip(), len(found), at, at + width(part), line))
        at += width(part)
    if len(found) > 1 and _GAP.search(stripped):
        return "aligned", found
    return "", []


def _cells(parts: Sequence[str], line: int) -> list[Cell]:
    return [Cell(part.strip(), number, number, number + 1, line) for number, part in enumerate(parts)]


def tables(lines: Sequence[str]) -> list[PrintedTable]:
    """Return the tables of a text, in order."""
    found = list(_rows_together(lines))
    taken = {line for table in found for line in range(table.first_line, table.last_line + 1)}
    found += list(_stacked(lines, taken))
    for table in found:
        table.heads = _heads(table)
    return sorted(found, key=lambda table: table.first_line)


def _rows_together(lines: Sequence[str]) -> Iterator[PrintedTable]:
    current: PrintedTable | None = None
    for number, text in enumerate(lines, start=1):
        carrier, cells = split(text, number)
        if carrier == "rule":
            continue
        if current is not None and carrier != current.carrier:
            if len(current.rows) > 1:
                yield current
            current = None
        if carrier:
            current = current or PrintedTable(carrier)
            current.rows.append(PrintedRow(number, tuple(cells)))
    if current is not None and len(current.rows) > 1:
        yield current


def _heads(table: PrintedTable) -> int:
    """Return how many rows come before the first that holds a figure beside its label."""
    for number, row in enumerate(table.rows):
        if any(is_figure(cell.text) for cell in row.cells[1:]) or (
            number and row.cells and is_figure(row.cells[0].text)
        ):
            return number
        if number and any(re.search(r"\d", cell.text) and len(cell.text) > 20 for cell in row.cells):
            return number
    return min(1, len(table.rows))


def _stacked(lines: Sequence[str], taken: set[int]) -> Iterator[PrintedTable]:
    """Return tables whose cells stand on lines of their own: headings, then label and figures in turn."""
    block: list[tuple[int, str]] = []
    for number, text in enumerate([*lines, ""], start=1):
        if text.strip() and number not in taken:
            block.append((number, text.strip()))
            continue
        if len(block) > 5:
            yield from _stack(block)
        block = []


def _stack(block: Sequence[tuple[int, str]]) -> Iterator[PrintedTable]:
    texts = [text for _, text in block]
    for start in range(min(4, len(texts))):
        for period in range(3, 9):
            rest = texts[start:]
            rows = [rest[at : at + period] for at in range(0, len(rest) - period + 1, period)]
            if len(rows) < 3 or any(is_figure(cell) for cell in rows[0]):
                continue
            if all(
                not is_figure(row[0])
                and sum(is_figure(cell) or is_none(cell) for cell in row[1:]) >= period - 2
                for row in rows[1:]
            ):
                table = PrintedTable("stacked")
                for at, row in enumerate(rows):
                    places = [block[start + at * period + k][0] for k in range(period)]
                    cells = tuple(
                        Cell(text, k, k, k + 1, place)
                        for k, (text, place) in enumerate(zip(row, places, strict=True))
                    )
                    table.rows.append(PrintedRow(places[0], cells))
                yield table
                return
