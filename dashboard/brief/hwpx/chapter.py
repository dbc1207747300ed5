"""A chapter of a brief as the rows of a table on paper: how wide its columns are, whether its rows fit."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from dashboard.brief.hwpx.markup import ACROSS, ALONG, Cell
from dashboard.brief.hwpx.styles import LOOKS
from dashboard.brief.point import Brief, Chapter, Point
from dashboard.ui.format import MISSING
from dashboard.ui.labels import Words
from dashboard.ui.table import SOURCE

_NARROW, _NARROW_AT_MOST = 0.55, 0.65
"""A Latin letter or a digit, of a full letter's width: on average, and in a word that must not break."""
_SPARE = 150
"""What a column is wider than its longest text by the estimate."""
_FILLED = 0.7
"""How much of a page a row may fill by the estimate, and still surely fits."""


def lines_of(style: str, text: str, width: float) -> int:
    """Return about how many lines a text takes in a width; only a word longer than a line is broken."""
    letter = LOOKS[style].size * 100
    lines, used = 1, 0.0
    for word in text.split():
        length = _length(word, _NARROW) * letter
        before = _NARROW * letter if used else 0
        if used and used + before + length > width:
            lines, used, before = lines + 1, 0.0, 0
        used += before + length
        more = max(0, math.ceil(used / width) - 1)
        lines, used = lines + more, used - more * width
    return lines


def rows_of(brief: Brief, chapter: Chapter, words: Words) -> list[list[Cell]]:
    """Return the head, then each point: a row of its figures and its lines, below it what is said of it.

    The name covers both rows, so that a page's end does not part a point from its questions.
    """
    heads = [*((head.text, head.kind) for head in chapter.heads), (SOURCE.head(words), "source")]
    rows = [
        [
            Cell(column, [("head_number" if kind == "number" else "head", text)])
            for column, (text, kind) in enumerate(heads)
        ]
    ]
    for point in chapter.points:
        said = _said(point, words)
        name = Cell(0, [("printed" if point.is_printed else "name", point.name)], rows=2 if said else 1)
        figures = [
            Cell(column, [("number" if head.kind == "number" else "cell", figure.text)])
            for column, (head, figure) in enumerate(zip(chapter.heads[1:], point.figures, strict=True), 1)
        ]
        lines = [("cell", brief.cited(place, words)) for place in point.places]
        rows.append([name, *figures, Cell(len(heads) - 1, lines or [("cell", MISSING)])])
        if said:
            rows.append([Cell(1, said, columns=len(heads) - 1)])
    return rows


def widths_of(rows: Sequence[Sequence[Cell]], width: int) -> list[int]:
    """Return the widths of the columns: what their texts need where it is there, else a fair share.

    Of a head only its longest word counts, and a text that covers several columns not at all.
    """
    wanted = [0.0] * len(rows[0])
    for number, row in enumerate(rows):
        for cell in row:
            for style, text in cell.paragraphs if cell.columns == 1 else ():
                parts = text.split() if number == 0 else [text]
                longest = max((_length(part, _NARROW_AT_MOST) for part in parts), default=0)
                needed = longest * LOOKS[style].size * 100 + 2 * ACROSS + _SPARE
                wanted[cell.column] = max(wanted[cell.column], needed)
    widths, left = [0] * len(wanted), width
    for place, column in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        widths[column] = min(round(wanted[column]), left // (len(wanted) - place))
        left -= widths[column]
    for column in range(len(widths)):
        widths[column] += left // len(widths) + (1 if column < left % len(widths) else 0)
    return widths


def heights_of(rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> list[int]:
    """Return about how high each row is; what a name needs beyond its two rows is the second's.

    An editor makes a row higher where its text needs more; not every other reader of the format does.
    """
    heights = [max(_height(cell, widths) for cell in row if cell.rows == 1) for row in rows]
    for number, row in enumerate(rows):
        if row[0].rows == 2:
            lacking = _height(row[0], widths) - heights[number] - heights[number + 1]
            heights[number + 1] += max(0, lacking)
    return heights


def fits(rows: Sequence[Sequence[Cell]], heights: Sequence[int], page: int) -> bool:
    """Return whether every point surely fits on a page below the head, so that no row has to be split."""
    points = [sum(heights[number : number + row[0].rows]) for number, row in enumerate(rows)]
    return heights[0] + max(points) < page * _FILLED


def _length(text: str, narrow: float) -> float:
    """How wide a text is, in full letters."""
    return sum(1 if unicodedata.east_asian_width(letter) in "WFA" else narrow for letter in text)


def _height(cell: Cell, widths: Sequence[int]) -> int:
    width = sum(widths[cell.column : cell.column + cell.columns]) - 2 * ACROSS
    height = 2 * ALONG
    for style, text in cell.paragraphs:
        look = LOOKS[style]
        height += round(lines_of(style, text, width) * look.size * look.line + look.after * 100)
    return height


def _said(point: Point, words: Words) -> list[tuple[str, str]]:
    said = [("ground", point.because)] if point.because else []
    for kind, label, texts in point.said:
        style = "question" if kind == "questions" else "answer"
        said += [("label", words(label)), *((style, text) for text in texts)]
    return said
