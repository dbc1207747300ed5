"""One cell a line: p lines of headings, then groups of p lines, a label and its figures.

Nothing but the rhythm says what is what, so that it must hold without exception: a heading for each line of
a group, at least three groups, and no figure left over. Where a text between the headings and the first
label could be either, there is no table. Columns of two lines are not enough of a rhythm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from etl.blocks import Place, TableRow
from etl.readers.carriers.figures import is_figure, is_figure_with_unit, is_formula, is_none
from etl.readers.carriers.lines import MOST_COLUMNS, Found, Lines, Stretch
from etl.readers.markup import plain

_LONGEST_CELL = 60
_FEWEST_GROUPS = 3
_FEWEST_COLUMNS = 3
_LETTER = re.compile(r"[^\W\d_]")
_GAP = re.compile(r"\s{2,}")
_MARKED = re.compile(r"[#\-•·∙◦○◯ㅇ❍❖▶▷◆◇□■☑✓√※*→⇒<《【〈]")
_BRACKETED = re.compile(r"[(\[〔][^()\[\]]*[)\]〕]")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line that may be a cell."""

    number: int
    text: str
    is_figure: bool


@dataclass(slots=True)
class _Run:
    """Texts and the figures below them. page: how many texts stand before the last page break in them."""

    texts: list[_Cell] = field(default_factory=list)
    figures: list[_Cell] = field(default_factory=list)
    page: int = 0


def find(lines: Lines) -> Iterator[Found]:
    """Yield each table whose cells stand one a line."""
    for stretch in lines.stretches():
        if len(stretch.numbers) > _FEWEST_GROUPS * _FEWEST_COLUMNS:
            runs = _runs(stretch, lines.texts)
            index = 0
            while index < len(runs):
                count, found = _table(runs, index)
                if found:
                    yield found
                index += count


def _runs(stretch: Stretch, texts: Sequence[str]) -> list[_Run]:
    """Return the lines as texts and figures by turns.

    A marked line, a long one, one in brackets (a unit, a date) is no cell, and another run begins below it.
    """
    runs = [_Run()]
    for position, number in enumerate(stretch.numbers):
        cell = _cell(number, texts[number])
        if cell is None:
            runs.append(_Run())
            continue
        if not cell.is_figure and runs[-1].figures:
            runs.append(_Run())
        run = runs[-1]
        if position in stretch.breaks and not run.figures:
            run.page = len(run.texts)
        (run.figures if cell.is_figure else run.texts).append(cell)
    return [run for run in runs if run.texts or run.figures]


def _cell(number: int, line: str) -> _Cell | None:
    if len(line) > _LONGEST_CELL:
        return None
    text = plain(line)
    if is_none(text) or (is_figure_with_unit(text) and not _LETTER.search(text)):
        return _Cell(number, text, True)
    parts = _GAP.split(line.strip())
    is_row = len(parts) > 1 and any(is_figure(part) for part in parts)
    is_aside = bool(_BRACKETED.fullmatch(text)) and not is_formula(text)
    if not text or is_row or is_aside or _MARKED.match(text):
        return None
    return _Cell(number, text, False)


def _table(runs: Sequence[_Run], start: int) -> tuple[int, Found | None]:
    """Return how many runs belong together from one on, and the table that they are, if they are one."""
    first = runs[start]
    width = len(first.figures) + 1
    headings = first.texts[first.page : -1]
    heading_rows = _headings(headings, width)
    if not heading_rows or not _FEWEST_COLUMNS <= width <= MOST_COLUMNS:
        return 1, None
    repeated = [cell.text for cell in headings]
    rows = heading_rows
    taken = {cell.number for cell in headings}
    count = 0
    for run in runs[start:]:
        texts = [cell.text for cell in run.texts[:-1]]
        is_group = len(run.figures) == width - 1 and bool(run.texts)
        if not is_group or (count and texts and texts != repeated):
            break
        cells = [*run.texts[-1:], *run.figures]
        rows.append(_row(cells))
        taken.update(cell.number for cell in cells + (run.texts if count else []))
        count += 1
    if count < _FEWEST_GROUPS or _is_left_over(runs, start + count):
        return max(count, 1), None
    return count, Found(tuple(rows), frozenset(taken))


def _headings(cells: Sequence[_Cell], width: int) -> list[TableRow]:
    """Return the rows of headings, one for each column, and perhaps of formulas; else nothing."""
    above, below = cells[:width], cells[width:]
    if len(above) < width or (below and not all(is_formula(cell.text) for cell in below)):
        return []
    if not below:
        return [_row(above)]
    if len(below) == width:
        return [_row(above), _row(below)]
    # The labels have no formula.
    return [_row(above), _row(below, is_without_label=True)] if len(below) == width - 1 else []


def _is_left_over(runs: Sequence[_Run], index: int) -> bool:
    """Tell whether the figures that follow have too few texts above them for another table's headings."""
    return index < len(runs) and 0 < len(runs[index].figures) > len(runs[index].texts) - 2


def _row(cells: Sequence[_Cell], *, is_without_label: bool = False) -> TableRow:
    lines = [cell.number + 1 for cell in cells]
    texts = [cell.text for cell in cells]
    if is_without_label:
        lines, texts = [lines[0], *lines], ["", *texts]
    return TableRow(Place(lines[0]), tuple(texts), tuple(map(Place, lines)))
