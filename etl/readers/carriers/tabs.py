"""Tab-separated lines: whatever holds a tab is a row, and every row is kept as wide as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.blocks import Place, TableRow
from etl.readers.carriers.lines import Found, Lines
from etl.readers.markup import plain

_RULE_CELL = re.compile(r"^:?-{2,}:?$")


def find(lines: Lines) -> Iterator[Found]:
    """Yield each run of lines with tabs; rules below a heading are no rows."""
    rows: list[TableRow] = []
    taken: list[int] = []
    for number, line in enumerate(lines.texts):
        if "\t" in line:
            cells = tuple(plain(cell) for cell in line.rstrip("\r").split("\t"))
            taken.append(number)
            if not all(_RULE_CELL.match(cell) or not cell for cell in cells) or not any(cells):
                rows.append(TableRow(Place(number + 1), cells))
            continue
        if rows:
            yield Found(tuple(rows), frozenset(taken))
        rows, taken = [], []
    if rows:
        yield Found(tuple(rows), frozenset(taken))
