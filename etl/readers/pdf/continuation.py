"""Tables that go on over a page's end: rows and merged cells that it cut are put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.readers.pdf.breaks import Break, Spacing, breaks, starts_item
from etl.readers.pdf.grids import Framed
from etl.readers.pdf.layout import Grid, Item
from etl.readers.transcript import Cell

_NEAR = 3.0
"""Points: more than what rules that are near one another on a page are moved together by."""
_LONG = 4
_MOST_HEAD = 4
_LETTER = re.compile(r"[^\W\d_]")
Rows = list[list[Cell | None]]


@dataclass(slots=True)
class Part:
    """The part of a table that stands on a page, and the rows of the table up to its end."""

    page: int
    degrees: int
    grid: Grid
    rows: Rows

    def goes_on_with(self, other: Part) -> bool:
        """Tell whether a table goes on with a part of the next page: its columns stand at one place."""
        xs, others = self.grid.ruled.xs, other.grid.ruled.xs
        return (
            other.page == self.page + 1
            and other.degrees == self.degrees
            and len(xs) == len(others)
            and all(abs(a - b) <= _NEAR for a, b in zip(xs, others, strict=True))
        )

    def joined_with(self, other: Part, spacing: Spacing, written: str) -> Part:
        """Return the table with its next part. written: the texts of the document, without their spaces."""
        head = _repeated(self.rows, other.rows)
        rows = list(other.rows)
        if cut := _cut(self.grid, other.grid, head, spacing):
            for column, one in cut.items():
                above, below = self.rows[-1][column], rows[head][column]
                if above and below:
                    self.rows[-1][column] = replace(above, text=_text(above, one, below, spacing))
            rows.pop(head)
        else:
            self._join_merged(other, head, spacing, written)
        return Part(other.page, other.degrees, other.grid, [*self.rows, *rows])

    def _join_merged(self, other: Part, head: int, spacing: Spacing, written: str) -> None:
        """Join the texts of merged cells that a page's end cut between their rows.

        A line was broken by its width there, and the document has the whole text elsewhere.
        """
        upper, lower = _last_row(self.grid), _row(other.grid, head)
        for column, one in _breaks(self.grid, other.grid, head).items():
            top = len(self.rows) - upper[column].rows if column in upper else -1
            if one is None or top < 0 or max(upper[column].rows, lower[column].rows) < 2:
                continue
            above, below = self.rows[top][column], other.rows[head][column]
            if above and below and spacing.goes_on(one) and _bare(above.text + below.text) in written:
                text = _text(above, one, below, spacing)
                self.rows[top][column] = replace(above, text=text, rows=above.rows + below.rows)
                other.rows[head][column] = None


def _bare(text: str) -> str:
    return "".join(text.split())


def lines_over(above: Sequence[Item], below: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Yield what may be one text over a page's end: the last line of a table's column, and one at its top."""
    upper = next((item for item in reversed(above) if isinstance(item, Grid)), None)
    lower = next((item for item in below if isinstance(item, Grid)), None)
    if not upper or not lower or len(upper.ruled.xs) != len(lower.ruled.xs):
        return
    for column, cell in _last_row(upper).items():
        for row in range(_MOST_HEAD):
            goes_on = _row(lower, row).get(column)
            if goes_on in lower.texts and cell in upper.texts:
                yield upper.texts[cell][-1].text, lower.texts[goes_on][0].text


def written(texts: Sequence[str]) -> str:
    """Return texts without their spaces, each on a line of its own."""
    return "\n".join(map(_bare, texts))


def _text(above: Cell, one: Break | None, below: Cell, spacing: Spacing) -> str:
    return (above.text + (spacing.joined(one) if one else " ") + below.text).strip()


def _repeated(rows: Rows, following: Rows) -> int:
    """Return with how many rows of its head a part of a table begins again."""
    count = 0
    for above, below in zip(rows, following[:-1], strict=False):
        texts = [cell.text if cell else None for cell in below]
        if [cell.text if cell else None for cell in above] != texts or not any(texts):
            break
        count += 1
    return count


def _last_row(grid: Grid) -> dict[int, Framed]:
    """Return the cells that end a table, by column."""
    return {cell.column: cell for cell in grid.ruled.cells if cell.row + cell.rows == len(grid.ruled.ys) - 1}


def _row(grid: Grid, row: int) -> dict[int, Framed]:
    return {cell.column: cell for cell in grid.ruled.cells if cell.row == row}


def _breaks(above: Grid, below: Grid, row: int) -> dict[int, Break | None]:
    """Return for each text of a row the break between it and what stands above the page's end."""
    upper = _last_row(above)
    found: dict[int, Break | None] = {}
    for column, cell in _row(below, row).items():
        if cell in below.texts:
            lines = above.texts.get(upper[column]) if column in upper else None
            width = cell.box[2] - cell.box[0] - 2 * min(above.room, below.room)
            last = [lines[-1], below.texts[cell][0]] if lines else []
            found[column] = next(iter(breaks(last, width)), None)
    return found


def _cut(above: Grid, below: Grid, row: int, spacing: Spacing) -> dict[int, Break | None]:
    """Return where a page's end cut the last row of a table: for each column the break of its text.

    Either no rule ends the row there; or a figure goes on that is none by itself; or the next page begins
    with a part of a row. What stands there are words, one of which at least was broken by the width of its
    cell, the others may be new items; and it has no label, or nothing but one, or stands below a long text.
    """
    found = _breaks(above, below, row)
    if above.ruled.is_cut_below and below.ruled.is_cut_above and not row:
        return found
    if any(one and spacing.parts_figure(one) for one in found.values()):
        return found
    upper = _last_row(above)
    first = min((column for column, cell in upper.items() if cell in above.texts), default=0)
    has_label = min(found, default=first + 1) <= first
    is_label = set(found) == {first} and len(upper) > 1
    is_long = any(len(above.texts.get(upper[column], ())) >= _LONG for column in found if column in upper)
    if (has_label and not is_label and not is_long) or not all(
        one and _LETTER.search(one.below.text) for one in found.values()
    ):
        return {}
    parts = [one for one in found.values() if one and not starts_item(one.below.text)]
    is_cut = parts and all(spacing.goes_on(one) for one in parts)
    is_full = any(
        not (one.has_room_for_word if one.above.ends_open else one.has_room_for_letter) for one in parts
    )
    return found if is_cut and (is_full or spacing.keeps_words) else {}
