"""Cells parted by semicolons, where that is clean: a heading, then rows of equal width with figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.blocks import Place, TableRow
from etl.readers.carriers.figures import is_figure, is_figure_with_unit, is_none
from etl.readers.carriers.lines import LONGEST_ROW, MOST_COLUMNS, Found, Lines
from etl.readers.markup import plain

_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3


def find(lines: Lines) -> Iterator[Found]:
    """Yield each table whose cells are parted by semicolons."""
    for stretch in lines.stretches():
        run: list[tuple[int, str]] = []
        for number in stretch.numbers:
            text = lines.texts[number]
            count = text.count(";") if len(text) <= LONGEST_ROW else 0
            if run and count != run[0][1].count(";"):
                yield from _table(run)
                run = []
            if _FEWEST_COLUMNS <= count + 1 <= MOST_COLUMNS:
                run.append((number, text))
        yield from _table(run)


def _table(run: Sequence[tuple[int, str]]) -> Iterator[Found]:
    rows = [TableRow(Place(number + 1), tuple(map(plain, text.split(";")))) for number, text in run]
    body = [row for row in rows if row.cells != rows[0].cells]
    if len(body) >= _FEWEST_ROWS and not _figures(rows[0]) and all(map(_is_row, body)):
        yield Found(tuple(rows), frozenset(number for number, _ in run))


def _figures(row: TableRow) -> list[str]:
    return [cell for cell in row.cells if is_figure(cell)]


def _is_row(row: TableRow) -> bool:
    """Tell whether a row is a label and figures: prose with semicolons is none."""
    return bool(_figures(row)) and all(
        is_figure_with_unit(cell) or is_none(cell) or not cell for cell in row.cells[1:]
    )
