"""The grades of staff that head the columns of a table, also where a heading spans several or is lost."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from etl.blocks import TableRow
from etl.korean import staff_patterns, text
from etl.outline.context import Context
from etl.vocabulary import value

_LETTER = re.compile(r"[^\W\d_]")


def grades_of(heads: Sequence[TableRow], width: int, context: Context) -> list[str | None]:
    """Return the grade of each column of figures, None where its heading is destroyed."""
    columns = [tuple(_cell(row, column + 1) for row in heads) for column in range(width + 1)]
    grades = [_grade(columns[i], columns[i + 1], columns[i - 1] if i else (), context) for i in range(width)]
    for column, step in _steps(columns[:width]).items():
        if grades[column] is None:
            grades[column] = value("staffing", "grade", "name").format(step=step)
    return grades


def _cell(row: TableRow, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def _grade(
    cells: tuple[str, ...], following: tuple[str, ...], before: tuple[str, ...], context: Context
) -> str | None:
    """Return what heads a column: its lowest cell where the one above spans several, else all of it."""
    printed = [index for index, cell in enumerate(cells) if _LETTER.search(cell)]
    if not printed:
        return None
    lowest = cells[printed[-1]]
    spans = not following[printed[0]] and bool(_LETTER.search(following[printed[-1]]))
    if len(printed) > 1 and not spans:
        pieces = [cells[index] for index in printed]
        repeated = before[printed[0]] if before else ""
        # OCR prints the neighbour's heading again before a column's own.
        pieces[0] = pieces[0].removeprefix(repeated).strip() or pieces[0]
        lowest = "".join(pieces)
        if not context.word_counts[lowest]:
            return None
    if staff_patterns.DAMAGED_GRADE.search(lowest) or lowest.count("(") != lowest.count(")"):
        return None
    return text.label(lowest)


def _steps(columns: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Return the steps of the columns between two that print theirs, where they are as many as the steps."""
    single = staff_patterns.GRADE_STEP
    printed = [
        (column, int(found[1]))
        for column, cells in enumerate(columns)
        if (found := next((m for cell in cells if (m := single.match(cell))), None))
    ]
    steps: dict[int, int] = {}
    for (first, low), (last, high) in itertools.pairwise(printed):
        if last - first == high - low > 0:
            steps.update(zip(range(first, last + 1), range(low, high + 1), strict=True))
    return steps
