"""Columns aligned by spaces: a figure is of the column that it stands under, never of the next free one.

A table is a line of headings and at least two rows with two figures under them. Which figures stand under
each other is asked of all rows at once. A row with a figure between two columns, or with a label that runs
into the figures, is left out. A figure in the room of the labels is a cell of its own without a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from etl.readers.carriers.aligned_rows import Print, table_of
from etl.readers.carriers.figures import is_none
from etl.readers.carriers.lines import LONGEST_ROW, Found, Lines
from etl.readers.carriers.segments import Line, line_of
from etl.readers.carriers.widths import FONTS

_RULE_LETTERS = frozenset("-=─━_ \t\r")
_MOST_HEADING_LINES = 3
_SAME_PLACE = 2
_GAPS = ("  ", "\u3000", "\u00a0\u00a0")


@dataclass(slots=True)
class _Part:
    """What may be one table: heading lines, the line above them, and the lines below.

    again: the heading lines that are being repeated. left_edge: where the first figure of any row begins;
    label_edge: where the last label ends.
    """

    headings: list[Line] = field(default_factory=list)
    above: Line | None = None
    body: list[Line] = field(default_factory=list)
    again: list[Line] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    left_edge: int | None = None
    label_edge: int = 0
    is_uncertain: bool = False

    def add(self, line: Line) -> None:
        """Add a line below the headings."""
        self.body.append(line)
        if len(line.figures) > 1:
            start = line.figures[0].start
            self.left_edge = start if self.left_edge is None else min(start, self.left_edge)
            ends = [one.end for one in line.words if one.start < start]
            self.label_edge = max([self.label_edge, *ends])

    @property
    def has_rows(self) -> bool:
        """Whether figures stand below the headings."""
        return self.left_edge is not None

    def is_repeated_by(self, line: Line) -> bool:
        """Tell whether a line repeats the next heading line, at the same place: a new page begins."""
        own = self.headings[len(self.again)].segments
        return len(own) == len(line.segments) and all(
            one.text == other.text and abs(one.start - other.start) <= _SAME_PLACE
            for one, other in zip(own, line.segments, strict=True)
        )


def find(lines: Lines) -> Iterator[Found]:
    """Yield each table whose columns are aligned."""
    for stretch in lines.stretches():
        texts = [lines.texts[number] for number in stretch.numbers]
        if len(texts) < 3 or not any(gap in text for text in texts for gap in _GAPS):
            continue
        for part in _parts(stretch.numbers, texts):
            if part.has_rows and not part.is_uncertain and (found := table_of(_prints(part))):
                rows, taken, confidence = found
                yield Found(rows, frozenset(taken | part.taken), confidence)


def _prints(part: _Part) -> list[Print]:
    """Return the lines of a part as they stand in each font that makes a difference."""
    prints: list[Print] = []
    for widths in FONTS:
        own = Print(
            part.above.in_font(widths) if part.above else None,
            [line.in_font(widths) for line in part.headings],
            [line.in_font(widths) for line in part.body],
        )
        if own not in prints:
            prints.append(own)
    return prints


def _parts(numbers: Sequence[int], texts: Sequence[str]) -> Iterator[_Part]:
    """Yield the lines in parts, each of which begins with headings."""
    part = _Part()
    for number, text in zip(numbers, texts, strict=True):
        if len(text) <= LONGEST_ROW and _RULE_LETTERS.issuperset(text):
            part.taken.add(number)
            continue
        line = line_of(number, text)
        if line is None:
            yield part
            part = _Part()
            continue
        if part.has_rows and part.is_repeated_by(line):
            part.again.append(line)
            if len(part.again) == len(part.headings):
                part.taken.update(one.number for one in part.again)
                part.again = []
            continue
        is_heading = _is_heading(line, part)
        if part.again or (is_heading and part.body):
            yield part
            # Years amid rows are another table's headings, or figures: what stands below cannot be told.
            is_uncertain = is_heading and part.has_rows and line.is_years
            part = _Part(headings=part.again, is_uncertain=is_uncertain)
        if is_heading:
            part.headings = [*part.headings, line][-_MOST_HEADING_LINES:]
        elif part.headings:
            part.add(line)
            is_first_of_years = len(part.body) == 1 and line.is_years
            # A label beside years alone, right below the headings, is a row or a second line of headings.
            part.is_uncertain |= is_first_of_years
        else:
            part.above = None if line.figures else line
    yield part


def _is_heading(line: Line, part: _Part) -> bool:
    """Tell whether a line may be one of headings: several texts or years, no other number, no '-'."""
    if len(line.segments) < 2 or any(is_none(one.text) for one in line.figures):
        return False
    if line.numbers:
        if not line.is_years:
            return False
        if part.has_rows:
            return len(line.figures) > 1
        return not part.headings or not line.words
    if part.left_edge is None:
        return True
    # Headings may begin at the left of their columns, before any figure does.
    edge = min(part.left_edge, part.label_edge)
    return sum(one.start >= edge for one in line.segments) > 1
