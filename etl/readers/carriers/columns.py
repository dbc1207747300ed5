"""Columns in print: where figures stand below each other, and which heading stands over which column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median_low

from etl.readers.carriers.figures import is_formula
from etl.readers.carriers.segments import Segment

_OFF_CENTRE = 2
"""Columns by which a heading over several columns may miss their middle: a letter of two, and rounding."""
_MOST_COLUMNS = 60
_CENTRED = 0.85
"""What a figure in the middle of its column counts: a few are by chance, in a font that is not theirs."""


@dataclass(slots=True, eq=False)
class Column:
    """A column, its kind, and its headings by their line.

    start, end: where most of its cells do. left, right: where the first begins and the last ends, with the
    room of the lowest heading, which may be wider, or beside the figures. is_bare: only a heading tells that
    it is there.
    """

    start: int
    end: int
    holds_figures: bool = False
    is_bare: bool = False
    headings: dict[int, str] = field(default_factory=dict)
    left: int = -1
    right: int = -1

    def __post_init__(self) -> None:
        """Begin with the room of the cells."""
        if self.right < 0:
            self.left, self.right = self.start, self.end

    def nests(self, heading: Segment) -> bool:
        """Tell whether a heading stands squarely over the column: one holds the whole of the other."""
        return (self.left <= heading.start and heading.end <= self.right) or (
            heading.start <= self.left and self.right <= heading.end
        )

    def head(self, heading: Segment, line: int) -> None:
        """Put a heading on the column; the first one, the lowest, belongs to its room."""
        if not self.headings:
            self.left, self.right = min(self.left, heading.start), max(self.right, heading.end)
        self.headings[line] = " ".join(filter(None, (self.headings.get(line), heading.text)))


def groups(segments: Iterable[tuple[int, Segment]]) -> list[list[tuple[int, Segment]]]:
    """Return segments, each with its line, by the room that they share, from left to right."""
    found: list[list[tuple[int, Segment]]] = []
    end = -1
    for line, segment in sorted(segments, key=lambda one: (one[1].start, one[1].end)):
        if segment.start >= end:
            found.append([])
        found[-1].append((line, segment))
        end = max(end, segment.end)
    return found


def text_columns(texts: Iterable[tuple[int, Segment]]) -> list[Column]:
    """Return the columns of texts: each as wide as the texts in it that share room."""
    return [
        Column(min(one.start for _, one in group), max(one.end for _, one in group))
        for group in groups(texts)
    ]


def figure_columns(figures: Sequence[tuple[int, Segment]]) -> list[Column] | None:
    """Return the columns of figures, each with its line; None where they do not stand below each other.

    A figure that is out of line may bridge two columns: then the lines with most figures there tell them
    apart. What stands on one line only is no column.
    """
    found: list[Column] = []
    for group in groups(figures):
        by_line: dict[int, list[Segment]] = {}
        for line, segment in group:
            by_line.setdefault(line, []).append(segment)
        if len(by_line) < 2:
            continue
        most = max(map(len, by_line.values()))
        whole = [segments for segments in by_line.values() if len(segments) == most]
        for position in range(most):
            start = median_low(segments[position].start for segments in whole)
            end = median_low(segments[position].end for segments in whole)
            if start >= end or (found and start < found[-1].end):
                return None
            left = min(segments[position].start for segments in whole)
            right = max(segments[position].end for segments in whole)
            found.append(Column(start, end, holds_figures=True, left=left, right=right))
    return found if 2 <= len(found) <= _MOST_COLUMNS else None


def alignment(figures: Sequence[tuple[int, Segment]], off: int = 0) -> float:
    """Return the share of figures that begin, end or have their middle where most of their column do, 0 to 1.

    off: by how many letters they may miss it.
    """
    aligned = 0.0
    for group in groups(figures):
        starts = Counter(segment.start for _, segment in group)
        ends = Counter(segment.end for _, segment in group)
        middles = Counter((segment.start + segment.end) for _, segment in group)
        aligned += max(_most(starts, off), _most(ends, off), _CENTRED * _most(middles, 2 * off))
    return aligned / max(len(figures), 1)


def _most(counts: Counter[int], off: int) -> int:
    return max(sum(counts[place + step] for step in range(-off, off + 1)) for place in list(counts))


def over(segment: Segment, columns: Sequence[Column]) -> list[Column]:
    """Return the columns whose cells share room with a segment."""
    return [column for column in columns if segment.overlaps(column.start, column.end)]


def over_headed(segment: Segment, columns: Sequence[Column]) -> list[Column]:
    """Return the columns whose cells or heading share room with a segment."""
    return [column for column in columns if segment.overlaps(column.left, column.right)]


def one_to_one(headings: Sequence[Segment], columns: Sequence[Column]) -> list[Column] | None:
    """Return the column of each heading where there is one for each, and none reaches over a neighbour.

    A heading at the left of its column need not stand over its figures at the right.
    """
    if len(headings) != len(columns):
        return None
    for index, heading in enumerate(headings):
        if (index and heading.start < columns[index - 1].end) or (
            index + 1 < len(columns) and heading.end > columns[index + 1].start
        ):
            return None
    return list(columns)


def by_room(headings: Sequence[Segment], columns: Sequence[Column]) -> list[Column | None] | None:
    """Return the column that each heading shares room with, None for one over no column.

    None as a whole where a heading stands over several columns (of texts, it is the first's), or two over
    figures.
    """
    found: list[Column | None] = []
    for heading in headings:
        below = over(heading, columns)
        if len(below) > 1 and any(column.holds_figures for column in below):
            return None
        found.append(below[0] if below else None)
    taken = [id(column) for column in found if column and column.holds_figures]
    return found if len(taken) == len(set(taken)) else None


def over_several(headings: Sequence[Segment], columns: Sequence[Column]) -> list[Column] | None:
    """Return the first column below each of fewer headings than columns: each is centred over what it is of.

    Every column of figures is below one heading, save the first ones, and those whose own heading is a
    formula: it says nothing without words. None where there is no way, or more than one.
    """
    # ways[j]: how the headings so far may end before column j; two different ones are enough to know.
    ways: dict[int, set[tuple[int, ...]]] = {j: {()} for j in range(len(columns))}
    for heading in headings:
        following: dict[int, set[tuple[int, ...]]] = {}
        for first, before in ways.items():
            for last in range(first, len(columns)):
                if _is_over(heading, columns, first, last):
                    for after in _after(columns, last + 1):
                        following.setdefault(after, set()).update((*way, first) for way in before)
        ways = {after: set(sorted(found)[:2]) for after, found in following.items()}
    complete = ways.get(len(columns), set())
    return [columns[first] for first in next(iter(complete))] if len(complete) == 1 else None


def _is_over(heading: Segment, columns: Sequence[Column], first: int, last: int) -> bool:
    left, right = columns[first].left, columns[last].right
    is_centred = abs(heading.start + heading.end - left - right) <= 2 * _OFF_CENTRE
    if first == last:
        is_at_a_side = min(abs(heading.start - left), abs(heading.end - right)) <= _OFF_CENTRE
        return over_headed(heading, columns) == [columns[first]] and (is_centred or is_at_a_side)
    is_inside = left - _OFF_CENTRE <= heading.start and heading.end <= right + _OFF_CENTRE
    return is_inside and is_centred


def _after(columns: Sequence[Column], index: int) -> list[int]:
    """Return where the next heading may begin: at once, or behind columns that need none."""
    found = [index]
    while index < len(columns) and _needs_no_words(columns[index]):
        index += 1
        found.append(index)
    return found


def _needs_no_words(column: Column) -> bool:
    own = column.headings.values()
    return not column.holds_figures or (bool(own) and all(map(is_formula, own)))
