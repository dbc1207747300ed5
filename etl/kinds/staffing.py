"""Authorized and current staff (정원 / 현원): by grade in tables, as a whole in lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etl import facts
from etl.blocks import Place, Table, TableRow
from etl.kind import Kind, OfTables
from etl.korean import numbers, patterns, periods, text
from etl.korean.numbers import State
from etl.outline.context import Context
from etl.vocabulary import is_one_of, value, words

_LOOK_BACK = 6
_MOST_HEADER_ROWS = 3
_MOST_STAFF = 1_000_000
_LONGEST_RAW = 200
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class StaffTable:
    """The heading and the two rows of figures of a table of staff."""

    heads: tuple[TableRow, ...]
    authorized: TableRow
    current: TableRow


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of staff: a row of authorized and one of current staff below a heading."""
    return _parts(table) is not None


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return the staff of tables and of lines."""
    return [*(row for table in tables for row in _read_table(table, context)), *_read_lines(context)]


def _read_table(table: Table, context: Context) -> list[facts.Row]:
    """Return one fact per grade; where no sum holds the columns in place, a destroyed heading holds none."""
    parts = _parts(table)
    if parts is None:
        return []
    authorized, current = (_figures(row, context) for row in (parts.authorized, parts.current))
    width = max(len(authorized), len(current))
    grades = _grades(parts.heads, width, context)
    if None in grades and not (_adds_up(authorized) and _adds_up(current)):
        for row in (parts.authorized, parts.current):
            context.set_aside(row.place, row.raw, "header_unreadable")
        return []
    as_of = _as_of(table.place, context)
    rows: list[facts.Row] = []
    for column, (grade, planned, filled) in enumerate(
        itertools.zip_longest(grades, authorized, current), start=1
    ):
        if planned is None and filled is None:
            continue
        if grade is None:
            for head in parts.heads:
                context.set_aside(head.place, head.raw, "header_unreadable")
        rows.append(
            facts.Staffing(
                document_id=context.document_id,
                line=(parts.authorized if planned is not None else parts.current).place.line,
                page=parts.authorized.place.page,
                raw=f"{parts.authorized.raw} / {parts.current.raw}",
                as_of=as_of,
                unit_name=context.organization.name,
                grade=grade or value("staffing", "illegible").format(position=column),
                authorized=planned,
                current=filled,
            )
        )
    return rows


def _read_lines(context: Context) -> list[facts.Row]:
    """Return the staff that lines state, of the institution named just above them or of the reporting one."""
    stated, heading = patterns.STAFF_LINE, patterns.COMMISSIONED_INSTITUTION
    reach = int(value("institutions", "look_ahead"))
    rows: list[facts.Row] = []
    institution: str | None = None
    since = 0
    for line in context.source.lines:
        since += 1
        if named := heading.match(line.text):
            institution, since = text.label(named[1]), 0
        found = stated.match(line.text)
        if not found:
            continue
        planned, filled = (
            _count(found[name], line.place, line.text, context) for name in ("authorized", "current")
        )
        if planned is None and filled is None:
            continue
        rows.append(
            facts.Staffing(
                document_id=context.document_id,
                line=line.place.line,
                page=line.place.page,
                raw=line.text[:_LONGEST_RAW],
                as_of=_as_of(line.place, context),
                unit_name=(institution if since <= reach else None) or context.organization.name,
                grade=words("staffing", "total")[0],
                authorized=planned,
                current=filled,
            )
        )
    return rows


def _parts(table: Table) -> StaffTable | None:
    rows = table.rows
    for index in range(1, min(len(rows) - 1, _MOST_HEADER_ROWS + 1)):
        if is_one_of(rows[index].cells[0], words("staffing", "authorized")):
            if not is_one_of(rows[index + 1].cells[0], words("staffing", "current")):
                return None
            return StaffTable(rows[:index], rows[index], rows[index + 1])
    return None


def _figures(row: TableRow, context: Context) -> list[int | None]:
    return [_count(cell, row.place, row.raw, context) for cell in row.cells[1:]]


def _count(cell: str, place: Place, raw: str, context: Context) -> int | None:
    number = numbers.exactly(numbers.parse(cell, whole=True))
    if number.value is not None and number.value == int(number.value) and 0 <= number.value < _MOST_STAFF:
        return int(number.value)
    if number.state not in (State.NONE, State.EMPTY):
        is_malformed = number.state is State.MALFORMED
        context.set_aside(place, raw, "malformed_number" if is_malformed else "not_a_number")
    return None


def _adds_up(figures: Sequence[int | None]) -> bool:
    """Tell whether the first column is the sum of the others, so that no column is lost or moved."""
    return bool(figures) and figures[0] is not None and figures[0] == sum(n or 0 for n in figures[1:])


def _grades(heads: Sequence[TableRow], width: int, context: Context) -> list[str | None]:
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
    if patterns.DAMAGED_GRADE.search(lowest) or lowest.count("(") != lowest.count(")"):
        return None
    return text.label(lowest)


def _steps(columns: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Return the steps of the columns between two that print theirs, where they are as many as the steps."""
    single = patterns.GRADE_STEP
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


def _as_of(place: Place, context: Context) -> date | None:
    """Return the date that is stated just above, else the document's."""
    for block in context.blocks_before(place, _LOOK_BACK):
        if isinstance(block, Table):
            break
        if stated := periods.as_of_dates(block.text):
            return stated[0]
    return context.document.as_of


KIND = Kind("staffing", OfTables(claims, read))
