"""Tables without rules: where on the pages they stand. Which figure stands in which column is not certain.

Rows are lines parted by wide gaps. What stands between them, and what goes on in one of their columns, are
parts of their cells: nothing of it is running text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.readers.pdf.breaks import starts_item
from etl.readers.pdf.layout import WIDE, FreeLine, Item
from etl.readers.pdf.lines import Run

_NARROW = 0.7
"""Of a letter's size: what a line leaves free between two columns, at least."""
_MOST_BETWEEN = 6
_FAR = 8
_FEWEST, _ALONE = 2, 3
_LONGEST_MARK = 5
_SAME_SIZE = 0.12
_NEAR, _APART = 1.2, 3.0
_ALIGNED = 1.0
_LEVEL = 0.1
_ASIDE = 3


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line in the order of all pages: where it stands there, and its parts.

    is_narrow: whether its gaps are so narrow that they say something only where others stand below them.
    """

    page: int
    index: int
    item: FreeLine
    said: tuple[Run, ...] = field(init=False)
    gaps: tuple[tuple[float, float], ...] = field(init=False)
    is_narrow: bool = field(init=False)

    def __post_init__(self) -> None:
        said = self._said(WIDE)
        is_narrow = len(said) < _FEWEST
        if is_narrow:
            said = self._said(_NARROW)
        object.__setattr__(self, "is_narrow", is_narrow)
        object.__setattr__(self, "said", tuple(said))
        gaps = tuple((one.right, other.left) for one, other in pairwise(said))
        object.__setattr__(self, "gaps", gaps)

    def _said(self, gap: float) -> list[Run]:
        runs = self.item.line.runs(gap)
        return [run for number, run in enumerate(runs) if number or not _is_mark(run.text)]

    @property
    def size(self) -> float:
        return self.item.line.size

    @property
    def is_row(self) -> bool:
        return len(self.said) >= _FEWEST

    @property
    def is_row_alone(self) -> bool:
        """Whether a line is a row though no other is near: it has several parts, and no stretched spaces."""
        widths = [right - left for left, right in self.gaps]
        parted = any(" " in run.text for run in self.said)
        if self.is_narrow or (not parted and max(widths) - min(widths) < _LEVEL * self.size):
            return False
        return sum(len(run.text) > 1 or run.text.isdigit() for run in self.said) >= _ALONE

    def below(self, above: _Placed) -> float:
        """Return how far this line stands below another one; a page's end is no distance."""
        return self.item.box[1] - above.item.box[3] if self.page == above.page else 0.0

    def fits(self, row: _Placed) -> bool:
        """Whether no part of this line reaches over a gap of the row, from one column into another."""
        parts = self.item.line.runs(_NARROW)
        return not any(
            part.left < left + _LEVEL and part.right > right - _LEVEL
            for part in parts
            for left, right in row.gaps
        )

    def shares_gap(self, row: _Placed) -> bool:
        """Whether one gap of this line stands where one of the row does."""
        return any(
            min(right, other_right) - max(left, other_left) >= _NARROW * self.size
            for left, right in self.gaps
            for other_left, other_right in row.gaps
        )

    def is_first_column(self, row: _Placed) -> bool:
        """Whether this line begins in the row's first column, or left of it."""
        return self.item.line.left < row.gaps[0][0]

    def is_aligned(self, row: _Placed) -> bool:
        """Whether this line stands in a further column, and begins, ends or is centred where that does."""
        left, right = self.item.line.left, self.item.line.right
        return any(
            min(abs(run.left - left), abs(run.right - right), abs(run.left + run.right - left - right) / 2)
            < _ALIGNED
            for run in row.said[1:]
        )


def unruled(pages: Sequence[Sequence[Item]]) -> list[set[int]]:
    """Return for each page which of its items are lines of tables without rules."""
    found: list[set[int]] = [set() for _ in pages]
    for lines in _stretches(pages):
        for table in _tables(lines):
            for line in table:
                found[line.page].add(line.index)
    return found


def _stretches(pages: Sequence[Sequence[Item]]) -> Iterator[list[_Placed]]:
    """Yield the lines between one ruled table and the next."""
    lines: list[_Placed] = []
    for page, items in enumerate(pages):
        for index, item in enumerate(items):
            if isinstance(item, FreeLine):
                lines.append(_Placed(page, index, item))
            else:
                yield lines
                lines = []
    yield lines


def _tables(lines: Sequence[_Placed]) -> Iterator[Sequence[_Placed]]:
    groups: list[list[int]] = []
    for number in (number for number, line in enumerate(lines) if line.is_row):
        if groups and _belong(lines[groups[-1][-1] : number + 1]):
            groups[-1].append(number)
        else:
            groups.append([number])
    end = 0
    for group in groups:
        first, last = group[0], group[-1] + 1
        while first > end and _begins(lines[first - 1], lines[first], lines[group[0]]):
            first -= 1
        while last < len(lines) and _goes_on(lines[first:last], lines[last], [lines[one] for one in group]):
            last += 1
        if len(group) > 1 or lines[group[0]].is_row_alone or _has_column(lines[group[0] : last]):
            yield lines[first:last]
            end = last


def _has_column(lines: Sequence[_Placed]) -> bool:
    """Tell whether something stands below a row in one of its further columns."""
    return not lines[0].is_narrow and any(line.is_aligned(lines[0]) for line in lines[1:])


def _belong(lines: Sequence[_Placed]) -> bool:
    """Tell whether two rows, and the lines between them, are of one table."""
    above, below = lines[0], lines[-1]
    height = above.item.box[3] - above.item.box[1]
    if (above.is_narrow or below.is_narrow) and not below.shares_gap(above):
        return False
    if any(other.below(one) > _APART * height for one, other in pairwise(lines)):
        return len(lines) == 2 and below.shares_gap(above) and below.below(above) < _FAR * height
    if above.page == below.page and len(lines) <= _MOST_BETWEEN + 1 and below.below(above) < _FAR * height:
        return True
    between = lines[1:-1]
    is_short = sum(line.is_first_column(above) for line in between) <= _MOST_BETWEEN
    return (
        is_short and below.shares_gap(above) and all(one.fits(above) and one.fits(below) for one in between)
    )


def _is_near(above: _Placed, below: _Placed, most: float) -> bool:
    is_alike = abs(above.size - below.size) <= _SAME_SIZE * above.size
    return is_alike and -above.size < below.below(above) <= most * above.size


def _begins(line: _Placed, below: _Placed, row: _Placed) -> bool:
    """Tell whether a line above a row is the first of a cell that is higher than others.

    One in the first column may as well be what stands above the table.
    """
    is_near = line.page == below.page and _is_near(line, below, _NEAR)
    return is_near and line.fits(row) and not line.is_first_column(row)


def _goes_on(table: Sequence[_Placed], line: _Placed, rows: Sequence[_Placed]) -> bool:
    """Tell whether a line below a table's last row goes on in one of its cells.

    In a further column it does where it is near, or stands as others there; in the first one where the line
    above it there is full.
    """
    above, row = table[-1], rows[-1]
    is_aside = line.page == row.page and line.item.line.left > above.item.line.left + _ASIDE * line.size
    if is_aside and above is row:
        return True
    if not line.fits(row) or not _is_near(above, line, _APART):
        return False
    if not line.is_first_column(row):
        return _is_near(above, line, _NEAR) or any(line.is_aligned(one) for one in rows)
    return _is_near(above, line, _NEAR) and _is_full(table, line, row)


def _is_full(table: Sequence[_Placed], line: _Placed, row: _Placed) -> bool:
    """Tell whether the line above another one in the first column has no room for its first letter."""
    own = [one for one in table if one.is_first_column(row)]
    if not own or table[-1].below(own[-1]) > _NEAR * line.size:
        return False
    ends = [one.item.line.runs(_NARROW)[0].right for one in own]
    edge = max(end for end in ends if end <= row.gaps[0][1] + _LEVEL or end == ends[-1])
    word = line.item.line.width_of(len(line.item.line.text.split(" ", 1)[0]))
    return ends[-1] + min(word, line.size) > edge - _LEVEL


def _is_mark(text: str) -> bool:
    """Tell whether the first part of a line is but the mark or the number before its text."""
    return len(text) <= _LONGEST_MARK and " " not in text and (len(text) == 1 or starts_item(f"{text} "))
