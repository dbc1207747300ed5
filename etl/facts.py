"""The fact types of the warehouse, and their CSV files.

A fact is one row that carries its document, its line and the text that it was read from. The dataclasses
here are the one declaration of the contract's columns: the CSV headers and the warehouse's tables follow.
"""

from __future__ import annotations

import csv
import io
import re
import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints

from etl.terms import ranges
from etl.terms.codes import (
    BETTER,
    FIELDS,
    FUNDING,
    GRADES,
    HOW,
    KINDS,
    LEVELS,
    MEASURED,
    NAMED,
    REASONS,
    RESULT_STATUSES,
    SCOPES,
    SIDES,
    STATES,
    TAGS,
)

PLACE = ("document_id", "line", "page", "box", "sheet", "cell", "raw")
"""The columns of a fact's place, last in its file."""
_OF_SOME_FORMATS = ("box", "sheet", "cell")
"""Places that a text has not: a file whose rows have none of them is written without these columns."""

# The cited text of a fact may be longer than the csv module expects of a cell.
csv.field_size_limit(1 << 24)


class FactError(Exception):
    """A fact file that cannot be used: one line with file, line and mend."""


def _choice(*values: str) -> Any:  # noqa: ANN401 -- stands where a field of any type is declared
    return field(metadata={"choices": values})


def _joined(separator: str, *values: str) -> Any:  # noqa: ANN401 -- as above
    return field(metadata={"choices": values, "separator": separator})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a fact file. Every row knows where it was read; the text it was read from is `raw`.

    line: of a text its own; of other formats the number of the paragraph or table row. page: 1-based. box:
    left, top, right, bottom on it in points, parted by spaces. sheet, cell: of a workbook, as in B7 or B7:F7.
    """

    table: ClassVar[str] = ""
    key: ClassVar[tuple[str, ...]] = ()

    document_id: str
    line: int
    page: int | None = None
    box: str | None = None
    sheet: str | None = None
    cell: str | None = None
    raw: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Row):
    """A row that states a figure. grade: how sure its reading is; what is doubtful is no fact.

    proved: the document's own arithmetic holds for its column. named: words alone, and nothing contradicts.
    reviewed: a person confirmed it, by a mapping or a correction.
    """

    grade: str = field(default="named", metadata={"choices": GRADES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Row):
    """An institution that reports."""

    table: ClassVar[str] = "organization"
    key: ClassVar[tuple[str, ...]] = ("organization_id",)

    organization_id: str
    name: str
    name_en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Row):
    """A report: what it is, what year and date it speaks of; NULL where it states none."""

    table: ClassVar[str] = "document"
    key: ClassVar[tuple[str, ...]] = ("document_id",)

    organization_id: str
    source_name: str
    sha256: str
    title: str
    kind: str = _choice(*KINDS)
    fiscal_year: int | None
    as_of: date | None
    council_session: str | None = None
    committee: str | None = None
    line_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategicDirection(Row):
    """A strategic direction (전략방향) of one fiscal year."""

    table: ClassVar[str] = "strategic_direction"
    key: ClassVar[tuple[str, ...]] = ("direction_id",)

    direction_id: str
    organization_id: str
    fiscal_year: int
    position: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategicTask(Row):
    """A strategic task (전략과제) under a direction."""

    table: ClassVar[str] = "strategic_task"
    key: ClassVar[tuple[str, ...]] = ("task_id",)

    task_id: str
    direction_id: str
    position: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Department(Row):
    """An office of one fiscal year; the levels below the last known one are NULL."""

    table: ClassVar[str] = "department"
    key: ClassVar[tuple[str, ...]] = ("department_id",)

    department_id: str
    organization_id: str
    fiscal_year: int
    division: str | None = None
    office: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program(Row):
    """A programme (사업) of one fiscal year.

    starts_on and ends_on are its own printed period. appropriation: the code of the expenditure section that
    pays for it; what is paid for commissioned institutions is no part of a direction's budget.
    """

    table: ClassVar[str] = "program"
    key: ClassVar[tuple[str, ...]] = ("program_id",)

    program_id: str
    organization_id: str
    fiscal_year: int
    name: str
    direction_id: str | None = None
    task_id: str | None = None
    funding: str | None = _joined("/", *FUNDING)
    appropriation: str | None = None
    tags: str | None = _joined(",", *TAGS)
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramDepartment(Row):
    """Which office runs a programme."""

    table: ClassVar[str] = "program_department"
    key: ClassVar[tuple[str, ...]] = ("program_id", "department_id")

    program_id: str
    department_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Fact):
    """One printed expenditure line.

    category: the vocabulary's code of a standard label. parent_id: the line of the same table that this one
    is a part of. printed_unit_won: won per printed unit (1,000 for 천원). rate_places: decimals of the
    printed rate. scope: what the table is of; only lines of the whole enter a headline.
    unreadable: the columns, joined by a comma, whose printed cell is destroyed; a column that is NULL and
    not named there is printed as none ('-') or not printed at all. reason: the printed remark.
    """

    table: ClassVar[str] = "budget_line"
    key: ClassVar[tuple[str, ...]] = ("budget_line_id",)

    budget_line_id: str
    parent_id: str | None = None
    fiscal_year: int
    as_of: date | None
    level: str = _choice(*LEVELS)
    label: str | None
    category: str | None = None
    direction_id: str | None = None
    task_id: str | None = None
    program_id: str | None = None
    funding: str | None = None
    original_won: int | None = None
    adjustment_won: int | None = None
    current_won: int | None = None
    carried_in_won: int | None = None
    committed_won: int | None = None
    executed_won: int | None = None
    carried_explicit_won: int | None = None
    carried_accident_won: int | None = None
    carried_continuing_won: int | None = None
    refunded_won: int | None = None
    unspent_won: int | None = None
    printed_rate: float | None = None
    rate_places: int | None = None
    printed_unit_won: int
    scope: str = field(default="whole", metadata={"choices": SCOPES})
    unreadable: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueLine(Fact):
    """One printed revenue line; columns as in `BudgetLine`."""

    table: ClassVar[str] = "revenue_line"
    key: ClassVar[tuple[str, ...]] = ("revenue_line_id",)

    revenue_line_id: str
    parent_id: str | None = None
    fiscal_year: int
    as_of: date | None
    label: str | None
    parent_label: str | None = None
    category: str | None = None
    original_won: int | None = None
    adjustment_won: int | None = None
    current_won: int | None = None
    received_won: int | None = None
    printed_rate: float | None = None
    rate_places: int | None = None
    printed_unit_won: int
    scope: str = field(default="whole", metadata={"choices": SCOPES})
    unreadable: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOnYear(Fact):
    """One line of a printed two-year comparison; parent_label names the line it is a part of."""

    table: ClassVar[str] = "year_on_year"
    key: ClassVar[tuple[str, ...]] = ("document_id", "line")

    side: str = _choice(*SIDES)
    label: str | None
    parent_label: str | None = None
    category: str | None = None
    fiscal_year: int
    amount_won: int | None = None
    share: float | None = None
    previous_year: int
    previous_won: int | None = None
    previous_share: float | None = None
    change_won: int | None = None
    change_rate: float | None = None
    printed_unit_won: int
    unreadable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorResult(Fact):
    """One goal of one year with its target and, where there is one, its result.

    measured: whether it counts what only grows through the year, or a level; NULL where that is not known.
    status: planned where the table has no column of results, pending where its cell holds none yet, unread
    where something is printed there that was not read with certainty; interim where the result stands for a
    day within the year, undated where no day is known and the year was not over, else reported.
    """

    table: ClassVar[str] = "indicator_result"
    key: ClassVar[tuple[str, ...]] = ("indicator_result_id",)

    indicator_result_id: str
    fiscal_year: int
    as_of: date | None
    direction_id: str | None = None
    program_id: str | None = None
    name: str
    unit: str | None = None
    target: float | None = None
    actual: float | None = None
    status: str = _choice(*RESULT_STATUSES)
    printed_attainment: float | None = None
    better: str = _choice(*BETTER)
    measured: str | None = field(default=None, metadata={"choices": MEASURED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Fact):
    """One quantified result, e.g. 교육 29회."""

    table: ClassVar[str] = "output"

    program_id: str | None = None
    fiscal_year: int
    label: str
    value: float
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint(Fact):
    """One point of a published series; period is YYYY, YYYY-Qn, YYYY-MM or total."""

    table: ClassVar[str] = "series_point"

    series: str
    program_id: str | None = None
    period: str
    value: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Fact):
    """One planned step with its first and last day."""

    table: ClassVar[str] = "milestone"

    program_id: str | None = None
    label: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Fact):
    """A remark of the council (지적사항), what is done about it, and by when.

    unit: the office that answers for it. state is NULL where none is printed. evidence: as printed.
    """

    table: ClassVar[str] = "follow_up"
    key: ClassVar[tuple[str, ...]] = ("follow_up_id",)

    follow_up_id: str
    session: str | None = None
    raised_on: date | None = None
    text: str
    unit: str | None = None
    due_on: date | None = None
    action: str | None = None
    state: str | None = field(default=None, metadata={"choices": STATES})
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing(Row):
    """정원 / 현원 of a unit and grade (직급); how sure the reading is stands in evidence_grade."""

    table: ClassVar[str] = "staffing"

    as_of: date | None
    unit_name: str
    grade: str
    authorized: int | None = None
    current: int | None = None
    evidence_grade: str = field(default="named", metadata={"choices": GRADES})


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyCell(Fact):
    """One cell of a survey table; column_dimension is NULL in a marginal distribution."""

    table: ClassVar[str] = "survey_cell"

    survey: str
    row_dimension: str
    row_category: str
    column_dimension: str | None = None
    column_category: str | None = None
    n: int | None = None
    percent: float | None = None
    row_total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Row):
    """Another name of a direction, task or programme in the same document: more than a misread letter."""

    table: ClassVar[str] = "alias"

    kind: str = _choice(*NAMED)
    subject_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell(Row):
    """One figure of a table as it stands in the grid, whether or not it became a fact.

    Numbers count from 1. row_path, column_path: the headings above it, outermost first, joined by ' › '.
    value: the figure as printed, in `unit` or, where it is money, in units of `unit_won` won.
    """

    table: ClassVar[str] = "table_cell"
    key: ClassVar[tuple[str, ...]] = ("document_id", "table_no", "row_no", "column_no")

    table_no: int
    row_no: int
    column_no: int
    row_path: str | None = None
    column_path: str | None = None
    text: str
    value: float | None = None
    unit: str | None = None
    unit_won: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Row):
    """One decision about a document or one of its tables: what was taken, from which line, and how.

    table_no is NULL where it is of the document. value is NULL where it is unknown and nothing is proposed.
    how: stated, confirmed (by the document's arithmetic), proposed (not used, to be confirmed), reviewed.
    """

    table: ClassVar[str] = "reading"

    field: str = _choice(*FIELDS)
    table_no: int | None = None
    value: str | None = None
    evidence_line: int | None = None
    how: str = _choice(*HOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Row):
    """A line that looked like a figure and could not be read with certainty. `reason` is a code."""

    table: ClassVar[str] = "set_aside"

    text: str
    reason: str = _choice(*REASONS)


ROW_TYPES: tuple[type[Row], ...] = (
    Organization, Document, StrategicDirection, StrategicTask, Department, Program, ProgramDepartment,
    BudgetLine, RevenueLine, YearOnYear, IndicatorResult, Output, SeriesPoint, Milestone, Staffing,
    SurveyCell, FollowUp, Alias, TableCell, Reading, SetAside,
)  # fmt: skip

TABLES: dict[str, type[Row]] = {row_type.table: row_type for row_type in ROW_TYPES}
"""The row types by the names of their tables."""

OWNERS: tuple[tuple[type[Row], str], ...] = (
    (Organization, "organization_id"),
    (Document, "document_id"),
    (StrategicDirection, "direction_id"),
    (StrategicTask, "task_id"),
    (Program, "program_id"),
    (Department, "department_id"),
)
"""Whose rows an id names, wherever it stands."""

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a fact table: its base type, whether NULL is allowed, and the values it may hold."""

    name: str
    kind: type
    nullable: bool
    choices: tuple[str, ...] = ()
    separator: str | None = None


def columns(row_type: type[Row]) -> tuple[Column, ...]:
    """Return the columns of a fact table in file order: place last, so that a diff reads from the fact."""
    return _columns(row_type)  # type: ignore[arg-type] # a class can be hashed, whatever its rows can


# Asked for every row that is loaded; the hints are slow to look up.
@cache
def _columns(row_type: Any) -> tuple[Column, ...]:  # noqa: ANN401 -- a type of rows, which a cache takes as any
    hints = get_type_hints(row_type)
    found = []
    for item in fields(row_type):
        hint = hints[item.name]
        nullable = get_origin(hint) in (Union, types.UnionType)
        kind = next(a for a in get_args(hint) if a is not type(None)) if nullable else hint
        found.append(
            Column(
                item.name, kind, nullable, item.metadata.get("choices", ()), item.metadata.get("separator")
            )
        )
    place = [c for c in found if c.name in PLACE]
    return tuple([c for c in found if c not in place] + place)


def _of_a_text(spec: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(column for column in spec if column.name not in _OF_SOME_FORMATS)


class _Lines(list[str]):
    """Takes CSV records and ends them with `\\n`. The writer itself ends them with `\\r\\n`, else it would
    leave a carriage return inside a cell without quotes, and the record would break there."""

    def write(self, record: str) -> None:
        self.append(record.removesuffix("\r\n") + "\n")


def write_csv(path: Path, row_type: type[R], rows: Sequence[R]) -> None:
    """Write rows as UTF-8 CSV with `\\n` line ends; the same rows give the same bytes on every machine."""
    path.write_bytes(csv_text(row_type, rows).encode("utf-8"))


def csv_text(row_type: type[R], rows: Sequence[R]) -> str:
    """Return rows as the text of their fact file."""
    spec = columns(row_type)
    has_places = any(getattr(row, name) is not None for name in _OF_SOME_FORMATS for row in rows)
    names = [column.name for column in (spec if has_places else _of_a_text(spec))]
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([text_of(getattr(row, name)) for name in names])
    return "".join(lines)


def read_csv(path: Path, row_type: type[R]) -> list[R]:
    """Read a fact file. FactError names the file, the line and the mend; nothing is repaired."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FactError(f"{path}: cannot be read ({error.strerror}); check the file") from error
    return rows_of(decoded(content, path), row_type, path)


def decoded(content: bytes, path: Path) -> str:
    """Return the text of a fact file. path: what a FactError calls it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FactError(f"{path}: line {line}: not UTF-8; save the file as UTF-8") from error


def rows_of(text: str, row_type: type[R], path: Path) -> list[R]:
    """Return the rows of a fact file's text. path: what a FactError calls it."""
    found = list(_rows(text, row_type, path))
    for (line, _), problem in zip(found, problems([row for _, row in found]), strict=True):
        if problem:
            raise FactError(f"{path}: line {line}: {problem}")
    return [row for _, row in found]


def problems(rows: Sequence[Row]) -> list[str]:
    """Return for each row of one table what is wrong with it, with the mend; '' where nothing is."""
    known = columns(type(rows[0])) if rows else ()
    held = [column for column in known if column.choices or ranges.is_held(column.name)]
    circles = _in_circles(rows)
    return [
        _out_of_range(row, held) or _contradiction(row) or circles.get(number, "")
        for number, row in enumerate(rows)
    ]


def _out_of_range(row: Row, held: Sequence[Column]) -> str:
    for column in held:
        value = getattr(row, column.name)
        if value is not None and (why := _unexpected(column, value)):
            return f"{column.name} is {str(value)[:80]!r}; expected {why}"
    return ""


def _unexpected(column: Column, value: object) -> str | None:
    """Return what a column expects instead of a value; None where it may hold it."""
    if isinstance(value, str):
        parts = value.split(column.separator) if column.separator else [value]
        is_known = not column.choices or set(parts) <= set(column.choices)
        return None if is_known else "one of " + ", ".join(column.choices)
    return ranges.expected(column.name, value)  # type: ignore[arg-type]


def _contradiction(row: Row) -> str:
    starts, ends = getattr(row, "starts_on", None), getattr(row, "ends_on", None)
    if starts is not None and ends is not None and ends < starts:
        return f"ends_on is {ends}; expected no day before starts_on, {starts}"
    if isinstance(row, SurveyCell) and (row.column_dimension is None) != (row.column_category is None):
        return f"column_category is {row.column_category!r}; expected one with column_dimension, none without"
    return ""


def _in_circles(rows: Sequence[Row]) -> dict[int, str]:
    """Return by their numbers the rows that are parts of themselves, through however many others."""
    if not rows or "parent_id" not in {c.name for c in columns(type(rows[0]))}:
        return {}
    (key,) = rows[0].key
    ids = [str(getattr(row, key)) for row in rows]
    above: list[str | None] = [getattr(row, "parent_id", None) for row in rows]
    parents = dict(zip(ids, above, strict=True))
    is_sound: set[str] = set()
    circles: set[str] = set()
    for row_id in parents:
        way: dict[str, None] = {}
        step: str | None = row_id
        while step is not None and step in parents and step not in is_sound and step not in circles:
            if step in way:
                circles |= set(list(way)[list(way).index(step) :])
                break
            way[step] = None
            step = parents[step]
        is_sound |= way.keys() - circles
    return {
        number: f"parent_id is {parent!r}; expected a line that is no part of this one"
        for number, (row_id, parent) in enumerate(zip(ids, above, strict=True))
        if row_id in circles and parent is not None
    }


def _rows(text: str, row_type: type[R], path: Path) -> Iterable[tuple[int, R]]:
    """Yield rows with the line of the file that each ends on."""
    spec = columns(row_type)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if not set(header) & set(_OF_SOME_FORMATS):
            spec = _of_a_text(spec)
        expected = [column.name for column in spec]
        if header != expected:
            raise FactError(
                f"{path}: line 1: wrong header {','.join(header)[:200]!r}; expected {','.join(expected)}"
            )
        for cells in reader:
            if len(cells) != len(expected):
                raise FactError(
                    f"{path}: line {reader.line_num}: {len(cells)} cells, expected {len(expected)};"
                    " check the commas and quotes"
                )
            values: dict[str, Any] = {
                column.name: value_of(cell, column, path, reader.line_num)
                for column, cell in zip(spec, cells, strict=True)
            }
            yield reader.line_num, row_type(**values)
    except csv.Error as error:
        raise FactError(f"{path}: line {reader.line_num}: not CSV ({error}); check the quotes") from error


def text_of(value: object) -> str:
    """Return a value as a fact file writes it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


_EXPECTED: dict[type, str] = {
    int: "a whole number",
    float: "a number",
    date: "a date (YYYY-MM-DD)",
    str: "text",
}


_SPELLING: dict[type, re.Pattern[str]] = {
    int: re.compile(r"-?[0-9]+"),
    float: re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?"),
    date: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def value_of(cell: str, column: Column, path: Path, line: int) -> object:
    """Return the value of a fact file's cell. FactError where it may not stand there."""

    def bad(expected: str) -> FactError:
        return FactError(f"{path}: line {line}: {column.name} is {cell[:80]!r}; expected {expected}")

    if cell == "":
        if column.nullable:
            return None
        raise bad(_EXPECTED[column.kind] + ", not an empty cell")
    parts = cell.split(column.separator) if column.separator else [cell]
    if column.choices and not set(parts) <= set(column.choices):
        raise bad("one of " + ", ".join(column.choices))
    if column.kind is str:
        return cell
    try:
        value: object
        # Python's own readers take more than one spelling (1_000, 20230930); a fact file has one.
        if not _SPELLING[column.kind].fullmatch(cell):
            raise ValueError
        if column.kind is date:
            value = date.fromisoformat(cell)
        elif column.kind is int:
            value = int(cell)
            if not -(2**63) <= value < 2**63:
                raise ValueError
        else:
            value = float(cell)
            if not isfinite(value):
                raise ValueError
    except ValueError as error:
        raise bad(_EXPECTED[column.kind]) from error
    return value
