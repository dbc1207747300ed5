"""Cells parted by pipes: Markdown with its rule row, or plain `a | b | c`.

Contact lines hold pipes too ("team | name | number"): a table is two lines of equal width with a rule of
that width, or a heading and two lines of equal width with figures in the same column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.blocks import Place, TableRow
from etl.readers.carriers.figures import is_figure, is_year
from etl.readers.carriers.lines import LONGEST_ROW, MOST_COLUMNS, Found, Lines
from etl.readers.markup import plain

_PARTED = {pipe: re.compile(rf"(?<!\\){re.escape(pipe)}") for pipe in "|│┃｜"}
_RULE = re.compile(r"[\s:=\-─━|+│┃┼╋┿╂├┤┠┨┣┫┝┥]+")
_DASH = re.compile(r"[-=─━]")
_TWO_DASHES = re.compile(r"[-=─━]{2}")
_CROSS = re.compile(r"[|+│┃┼╋┿╂├┤┠┨┣┫┝┥]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with pipes; a rule has no pipe, and as many cells as it stands below."""

    number: int
    pipe: str | None
    cells: tuple[str, ...]
    is_open: bool  # begins with a pipe
    is_closed: bool  # ends with one


def find(lines: Lines) -> Iterator[Found]:
    """Yield each table whose cells are parted by pipes."""
    for stretch in lines.stretches():
        run: list[_Line] = []
        pipe: str | None = None
        for number in stretch.numbers:
            line = _line(number, lines.texts[number], is_second=len(run) == 1)
            if line is None or (line.pipe and pipe and line.pipe != pipe):
                yield from _tables(run)
                run, pipe = [], None
            if line:
                run.append(line)
                pipe = pipe or line.pipe
        yield from _tables(run)


def _line(number: int, text: str, *, is_second: bool) -> _Line | None:
    if len(text) > LONGEST_ROW:
        return None
    text = text.strip()
    if _is_rule(text, is_second=is_second):
        cells = tuple(_CROSS.split(text))
        return _Line(number, None, cells, not cells[0], not cells[-1])
    pipe = next((pipe for pipe in _PARTED if pipe in text), None)
    if pipe is None:
        return None
    cells = tuple(_PARTED[pipe].split(text))
    if not 2 <= len(cells) <= MOST_COLUMNS + 2:
        return None
    return _Line(number, pipe, cells, not cells[0].strip(), not cells[-1].strip())


def _is_rule(text: str, *, is_second: bool) -> bool:
    """Tell whether a line only draws. One dash a cell draws below a heading; elsewhere it is none."""
    dashes = _DASH if is_second else _TWO_DASHES
    return bool(_RULE.fullmatch(text) and _CROSS.search(text) and dashes.search(text))


def _tables(run: Sequence[_Line]) -> Iterator[Found]:
    """Yield the tables of lines with pipes that follow one another."""
    run = _without_frame(run)
    start = 0
    for index in range(1, len(run) + 1):
        if index == len(run) or _begins_another(run, start, index):
            yield from _table(run[start:index])
            start = index


def _without_frame(run: Sequence[_Line]) -> list[_Line]:
    """Return the lines without the pipes around them, which a rule has, or else every line.

    A line without any of them among framed ones is none of the table's: it has no cells.
    """
    first_rule = next((line for line in run if not line.pipe), None)
    is_open = first_rule.is_open if first_rule else all(line.is_open for line in run)
    is_closed = first_rule.is_closed if first_rule else all(line.is_closed for line in run)
    found = []
    for line in run:
        is_foreign = is_open and is_closed and not (line.is_open or line.is_closed)
        cells = line.cells[
            int(is_open and line.is_open) : len(line.cells) - int(is_closed and line.is_closed)
        ]
        found.append(replace(line, cells=() if is_foreign else cells))
    return found


def _begins_another(run: Sequence[_Line], start: int, index: int) -> bool:
    """Tell whether a line of another width begins another table: the line below it is as wide."""
    width, own = len(run[start].cells), len(run[index].cells)
    return own != width and (
        index == start + 1 or (index + 1 < len(run) and len(run[index + 1].cells) == own)
    )


def _table(lines: Sequence[_Line]) -> Iterator[Found]:
    width = len(lines[0].cells)
    own = [line for line in lines if len(line.cells) == width]
    rows = [
        TableRow(Place(line.number + 1), tuple(plain(cell.replace("\\" + pipe, pipe)) for cell in line.cells))
        for line in own
        if (pipe := line.pipe)
    ]
    is_ruled = len(rows) < len(own)
    if 2 <= width <= MOST_COLUMNS and (len(rows) > 1 if is_ruled else _has_figures(rows)):
        left = sum(1 for line in lines if line.pipe) - len(rows)
        yield Found(tuple(rows), frozenset(line.number for line in own), len(rows) / (len(rows) + left))


def _has_figures(rows: Sequence[TableRow]) -> bool:
    """Tell whether, below a heading without figures, two rows have one in the same column."""
    heading, *body = [[index for index, cell in enumerate(row.cells) if is_figure(cell)] for row in rows]
    counts = Counter(index for figures in body for index in figures if index)
    return all(is_year(rows[0].cells[index]) for index in heading) and max(counts.values(), default=0) > 1
