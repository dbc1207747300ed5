"""A line in aligned print: what two spaces part in it, and where that stands in the font it was set in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.readers.carriers.figures import is_figure, is_figure_with_unit, is_none, is_year
from etl.readers.carriers.lines import LONGEST_ROW, MOST_COLUMNS
from etl.readers.carriers.widths import FONTS, Widths
from etl.readers.markup import composed

_WORDS = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand together: the columns from start up to, not including, end.

    is_figure: a number, perhaps with a unit, or none; is_number: a number and nothing else.
    """

    start: int
    end: int
    text: str
    is_figure: bool = False
    is_number: bool = False

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the segment shares a column with another stretch."""
        return self.start < end and start < self.end


@dataclass(slots=True)
class Line:
    """A line of the text, 0-based, and its segments: figures, and words, which are what is no figure.

    numbers: how many of the figures are numbers and nothing else.
    """

    number: int
    text: str
    segments: Sequence[Segment]
    figures: list[Segment] = field(init=False)
    words: list[Segment] = field(init=False)
    numbers: int = field(init=False)

    def __post_init__(self) -> None:
        """Part the segments."""
        self.figures = [one for one in self.segments if one.is_figure]
        self.words = [one for one in self.segments if not one.is_figure]
        self.numbers = sum(one.is_number for one in self.figures)

    @property
    def is_years(self) -> bool:
        """Whether all figures may be years of a heading: one after the other, up or down."""
        if not self.figures or not all(is_year(one.text) for one in self.figures):
            return False
        years = [int(one.text) for one in self.figures]
        steps = {after - before for before, after in pairwise(years)}
        return steps <= {0, 1} or steps <= {0, -1}

    def in_font(self, widths: Widths) -> Line:
        """Return the line as it stands in another font."""
        if self.text.isascii():
            return self
        edges = widths.edges(self.text)
        index = 0
        moved = []
        for one in self.segments:
            index = self.text.index(one.text, index)
            last = index + len(one.text)
            moved.append(Segment(edges[index], edges[last], one.text, one.is_figure, one.is_number))
            index = last
        return Line(self.number, self.text, moved)


def line_of(number: int, text: str) -> Line | None:
    """Return a line in the first of the fonts; None where it is too long for a row."""
    if len(text) > LONGEST_ROW:
        return None
    text = composed(text).rstrip()
    edges = FONTS[0].edges(text)
    spans = _spans(text)
    if len(spans) > MOST_COLUMNS:
        return None
    figures = [is_figure_with_unit(one) or is_none(one) for _, one in spans]
    # A line that begins with digits and letters begins with a label; a number before a label is the row's.
    if spans and figures[0] and (_LETTER.search(spans[0][1]) or not all(figures[1:2])):
        figures[0] = False
    own = [
        Segment(edges[start], edges[start + len(one)], one, is_own, is_own and is_figure(one))
        for (start, one), is_own in zip(spans, figures, strict=True)
    ]
    return Line(number, text, own)


def _spans(text: str) -> list[tuple[int, str]]:
    """Return what two or more spaces part, and where it begins; figures are parted by one space."""
    found: list[tuple[int, str]] = []
    for words in _WORDS.finditer(text):
        start = words.start()
        parts = words[0].split(" ") if " " in words[0] else [words[0]]
        if len(parts) == 1 or not all(map(is_figure, parts)):
            parts = [words[0]]
        for part in parts:
            found.append((start, part))
            start += len(part) + 1
    return found
