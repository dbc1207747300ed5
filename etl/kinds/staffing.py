"""Authorized and current staff (정원 / 현원): by grade in tables, as a whole in lines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

from etl import facts
from etl.blocks import Line, Place, Table, TableRow
from etl.kind import Kind, OfTables
from etl.korean import dates, numbers, patterns, periods, staff_patterns, text
from etl.korean.heading_periods import heading_period
from etl.korean.numbers import State
from etl.outline import figure_denials, remainder
from etl.outline.above import Above, is_note
from etl.outline.context import Context
from etl.outline.headings import over_table
from etl.outline.staff_grades import grades_of
from etl.outline.staff_tables import (
    VACANCY,
    StaffColumns,
    StaffRows,
    in_columns,
    in_rows,
    is_dated_otherwise,
    is_of_cared_for,
    is_of_others,
    is_of_staff,
    role_of,
    staff_of,
)
from etl.tables import suggested
from etl.tables.doubts import beside_the_house, is_of_another_year
from etl.tables.row_years import of_other_years
from etl.vocabulary import is_one_of, value, words

_LOOK_BACK = 6
_MOST_STAFF = 1_000_000
_LONGEST_CAPTION = 60
_SHORTEST_NAME = 3
_LONGEST_RAW = 200


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of staff, authorized and current, in rows or in columns."""
    if is_of_others(table):
        return False
    if in_rows(table):
        return not is_of_cared_for(table, context)
    return bool(in_columns(table, context)) and is_of_staff(table, context)


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return the staff of tables and of lines; a programme's page prints whom it serves."""
    for table in tables:
        if context.page_at(table.place):
            _leave(table.rows, "column_uncertain", context)
    tables = [table for table in tables if not context.page_at(table.place)]
    return [*(row for table in tables for row in _read_table(table, context)), *_read_lines(context)]


def _read_table(table: Table, context: Context) -> list[facts.Row]:
    above, below = table.place, table.rows[-1].place
    if reason := _denial_of_table(above, context) or figure_denials.of_notes(below, context):
        _leave(table.rows, reason, context)
        return []
    _leave(table.rows, "column_unknown", context)
    by_rows, day = in_rows(table), _as_of(table.place, context)
    parts = [_read_rows(one, context) for one in by_rows] or [
        _read_columns(one, day, context) for one in in_columns(table, context)
    ]
    sums = _part_sums(parts, context)
    lines = {row.line for row in sums} | {one.current.place.line for one in by_rows if sums}
    _leave([row for row in table.rows if row.place.line in lines], "column_uncertain", context)
    return [row for part in parts for row in part if row not in sums]


def _part_sums(parts: Sequence[Sequence[facts.Staffing]], context: Context) -> list[facts.Staffing]:
    """Return the totals of several tables side by side: none of them is the institution's."""
    totals, name = words("staffing", "total"), context.organization.name
    found = [
        [row for row in part if is_one_of(row.grade, totals) and row.unit_name == name] for part in parts
    ]
    return [row for sums in found for row in sums] if sum(map(bool, found)) > 1 else []


def _read_columns(one: StaffColumns, day: date | None, context: Context) -> list[facts.Staffing]:
    found: list[facts.Staffing] = []
    staff, reason = staff_of(one, day, context)
    if reason is not None:
        _leave(one.grid.body, reason, context)
    for index, said in one.headings.items():
        if reason is None and said.role == VACANCY:
            _leave(one.grid.body, "recomputed", context, index)
        elif reason is None and said.role and is_dated_otherwise(said, day, context):
            _leave(one.grid.body, "other_year", context, index)
    names = [entry.unit or entry.grade for entry in staff]
    others = beside_the_house(names, context.own_names)
    past = _of_other_years(one, day, context)
    for place, entry in enumerate(staff):
        if place in others or entry.row.place.line in past:
            _leave([entry.row], "other_institution" if place in others else "other_year", context)
            continue
        planned, filled = (
            _count(cell, entry.row.place, entry.row.raw, context)
            for cell in (entry.authorized, entry.current)
        )
        if planned is None and filled is None:
            continue
        found.append(
            facts.Staffing(
                document_id=context.document_id,
                line=entry.row.place.line,
                page=entry.row.place.page,
                raw=entry.row.raw,
                as_of=entry.as_of,
                unit_name=entry.unit or context.organization.name,
                grade=entry.grade,
                authorized=planned,
                current=filled,
                evidence_grade="proved" if entry.is_proved else "named",
            )
        )
    return found


def _of_other_years(one: StaffColumns, day: date | None, context: Context) -> set[int]:
    """Return the lines of the rows whose names are of another year: '행정직(2030년)'."""
    found = of_other_years(one.grid, day.year if day else context.fiscal_year)
    return {one.grid.body[place].place.line for place in found.said | found.maybe}


def _leave(rows: Sequence[TableRow], reason: str, context: Context, column: int | None = None) -> None:
    """Say why figures of rows are left, unless a fact takes them; of one column, or of all."""
    for row in rows:
        for index in range(len(row.cells)) if column is None else [column]:
            if index < len(row.cells):
                context.left[row.line_of(index), index + 1] = reason


def _read_rows(found: StaffRows, context: Context) -> list[facts.Staffing]:
    """Return one fact per grade; where no sum holds the columns in place, a destroyed heading holds none."""
    authorized, current = (_figures(row, context) for row in (found.authorized, found.current))
    width = max(len(authorized), len(current))
    grades = grades_of(found.heads, width, context)
    is_proved = _adds_up(authorized) and _adds_up(current)
    lengths = {len(row.cells) for row in (found.authorized, found.current)}
    if len(lengths) > 1 or max(len(head.cells) for head in found.heads) < max(lengths):
        # A cell is lost, and with it whose the others are: their sum is the same wherever they stand.
        _leave((found.authorized, found.current), "row_does_not_fit_header", context)
        return []
    if _are_doubtful(grades, context) or any(map(_is_of_years, found.heads)):
        # Periods are no grades, and two of one name are of bodies that nothing names here.
        _leave((found.authorized, found.current, *found.others), "column_uncertain", context)
        return []
    if any(_is_less_than_a_part(grades, figures) for figures in (authorized, current)):
        _leave((found.authorized, found.current, *found.others), "columns_contradict", context)
        return []
    if None in grades and not is_proved:
        for row in (found.authorized, found.current):
            context.set_aside(row.place, row.raw, "header_unreadable")
        return []
    if any(_is_contradicted(row, authorized, current) for row in found.vacancies):
        _leave((found.authorized, found.current, *found.vacancies), "columns_contradict", context)
        return []
    _leave(found.vacancies, "recomputed", context)
    as_of = _as_of(found.heads[0].place, context)
    others = beside_the_house([grade or "" for grade in grades], context.own_names)
    rows: list[facts.Staffing] = []
    for column, (grade, planned, filled) in enumerate(
        itertools.zip_longest(grades, authorized, current), start=1
    ):
        if planned is None and filled is None:
            continue
        if column - 1 in others:
            _leave((found.authorized, found.current), "other_institution", context, column)
            continue
        if grade is not None and role_of(grade) == VACANCY:
            _leave((found.authorized, found.current), "recomputed", context, column)
            continue
        if grade is None:
            for head in found.heads:
                context.set_aside(head.place, head.raw, "header_unreadable")
        rows.append(
            facts.Staffing(
                document_id=context.document_id,
                line=(found.authorized if planned is not None else found.current).place.line,
                page=found.authorized.place.page,
                raw=f"{found.authorized.raw} / {found.current.raw}",
                as_of=as_of,
                unit_name=context.organization.name,
                grade=grade or value("staffing", "illegible").format(position=column),
                authorized=planned,
                current=filled,
                evidence_grade="proved" if is_proved else "named",
            )
        )
    return rows


def _is_less_than_a_part(grades: Sequence[str | None], figures: Sequence[int | None]) -> bool:
    """Tell whether what is headed as the total is less than one of the others."""
    totals = words("staffing", "total")
    heads = [grade is not None and is_one_of(grade, totals) for grade in grades]
    wholes = [n for is_total, n in zip(heads, figures, strict=False) if is_total and n is not None]
    parts = [n for is_total, n in zip(heads, figures, strict=False) if not is_total and n is not None]
    return bool(wholes and parts) and max(wholes) < max(parts)


def _are_doubtful(grades: Sequence[str | None], context: Context) -> bool:
    """Tell whether what heads the columns of staff is a period, or the same twice."""
    printed = [grade for grade in grades if grade is not None]
    periods_said = [one for one in printed if heading_period(one, context.fiscal_year) is not None]
    return bool(periods_said) or len(set(printed)) < len(printed)


def _is_of_years(head: TableRow) -> bool:
    """Tell whether years head the columns of a row, with or without the letters of a formula: '2030(A)'."""
    return any(dates.is_year_like(patterns.IN_BRACKETS.sub("", cell)) for cell in head.cells[1:])


def _read_lines(context: Context) -> list[facts.Row]:
    """Return the staff that lines state, of the institution named just above them or of the reporting one."""
    heading = patterns.COMMISSIONED_INSTITUTION
    reach = int(value("institutions", "look_ahead"))
    rows: list[facts.Row] = []
    institution: str | None = None
    since = 0
    above = Above()
    for line in context.source.lines:
        since += 1
        if named := heading.match(line.text):
            institution, since = text.label(named[1]), 0
        higher = above.over(line)
        found = staff_patterns.LINE.match(line.text) or staff_patterns.LINE_REVERSED.match(line.text)
        if not found:
            continue
        day = next(iter(periods.as_of_dates(line.text)), None) or _as_of(line.place, context)
        is_named = institution is not None and since <= reach
        if context.page_at(line.place) and not is_named:
            continue  # of those whom the programme serves, or who work for it
        if reason := _denial(line, higher, day, context, is_named=is_named):
            context.set_aside(line.place, " · ".join(remainder.figures(line.text)), reason)
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
                as_of=day,
                unit_name=(institution if is_named else None) or context.organization.name,
                grade=words("staffing", "total")[0],
                authorized=planned,
                current=filled,
            )
        )
    return rows


def _denial(
    line: Line, above: Sequence[Line], day: date | None, context: Context, *, is_named: bool
) -> str | None:
    """Return why a line is not of the staff at hand: planned, of another year, of what is run on commission.

    A line above it with a colon is a statement beside it, and heads nothing; a year in one that says nothing
    of staff dates none. is_named: whether the institution on commission is named: the staff is its own.
    """
    above = [one for one in above if not is_named and not patterns.COLON.search(one.text)]
    said = [line, *above]
    if any(word in one.text for one in said for word in words("staffing", "commissioned")):
        return "other_institution"
    if any(word in one.text for one in said for word in words("staffing", "drafted")):
        return "planned_figure"
    if day is not None and any(_is_of_another_day(one.text, day, context) for one in said):
        return "date_contradiction"
    year = day.year if day else context.fiscal_year
    if {*periods.years(line.text), *periods.short_years(line.text)} - {year}:
        return "other_year"
    for one in said:
        if reason := figure_denials.of_name(one.text, context):
            return reason
    is_dated = any(
        {*periods.years(one.text), *periods.short_years(one.text)} - {year}
        and any(word in one.text for word in words("staffing", "staff"))
        for one in above
    )
    return "other_year" if is_dated or any(is_of_another_year(one.text) for one in said) else None


def _is_of_another_day(content: str, day: date, context: Context) -> bool:
    """Tell whether a line says a span of the year that ends with another day: '인력 현황(6월말)'.

    A month alone in its line is that in which the document was printed.
    """
    is_printed = periods.cover_month(content) is not None and not content.startswith("(")
    if len(content) > _LONGEST_CAPTION or periods.as_of_dates(content) or is_printed:
        return False
    over = words("money", "caption", "over")
    said = suggested.beside(content, day.year) or suggested.named(content, context.own_names, day.year, over)
    return said is not None and said.ends_on != day


def _denial_of_table(place: Place, context: Context) -> str | None:
    """Return why a table is not of the staff at hand, by the line above it and the notes between."""
    day = _as_of(place, context)
    if reason := figure_denials.of_table(place, context):
        return reason
    for block in context.blocks_before(place, _LOOK_BACK):
        if isinstance(block, Table):
            return None
        if len(block.text) <= _LONGEST_CAPTION and (
            reason := _denial(block, (), day, context, is_named=False)
        ):
            return reason
        if not is_note(block):
            return "other_institution" if _names_a_body(block.text, context) else None
    return None


def _names_a_body(caption: str, context: Context) -> bool:
    """Tell whether a caption names a body that is not the institution: '나루센터 인력'."""
    own = [text.key(name) for name in (context.organization.name, *context.other_names)]
    endings = words("documents", "organization", "endings")
    pieces = [piece for piece in patterns.WORD.findall(caption) if piece.endswith(endings)]
    return any(
        len(piece) > _SHORTEST_NAME
        and not any(text.key(piece) in name or name in text.key(piece) for name in own)
        for piece in pieces
    )


def _is_contradicted(row: TableRow, authorized: Sequence[int | None], current: Sequence[int | None]) -> bool:
    """Tell whether a row of what is vacant is not the difference in most columns: so it is none of both."""
    vacant = [numbers.exactly(numbers.parse(cell, whole=True)).value for cell in row.cells[1:]]
    held = [
        abs(planned - filled) == abs(left or 0)
        for planned, filled, left in zip(authorized, current, vacant, strict=False)
        if planned is not None and filled is not None and (left is not None or planned == filled)
    ]
    return 2 * sum(held) < len(held)


def _figures(row: TableRow, context: Context) -> list[int | None]:
    return [_count(cell, row.place, row.raw, context) for cell in row.cells[1:]]


def _count(cell: str, place: Place, raw: str, context: Context) -> int | None:
    number = numbers.exactly(numbers.parse(cell, whole=True))
    is_of_persons = number.unit is None or number.unit in words("staffing", "counters")
    if (
        is_of_persons
        and number.value is not None
        and number.value == int(number.value)
        and 0 <= number.value < _MOST_STAFF
    ):
        return int(number.value)
    if number.state not in (State.NONE, State.EMPTY):
        is_malformed = number.state is State.MALFORMED
        context.set_aside(place, raw, "malformed_number" if is_malformed else "not_a_number")
    return None


def _adds_up(figures: Sequence[int | None]) -> bool:
    """Tell whether a column is the sum of the others, so that none is lost or moved."""
    whole = max((n for n in figures if n is not None), default=0)
    return len(figures) > 1 and whole > 0 and 2 * whole == sum(n or 0 for n in figures)


def _as_of(place: Place, context: Context) -> date | None:
    """Return the date that is stated just above, else the document's."""
    for line in context.lines_dating(place, _LOOK_BACK):
        if stated := periods.as_of_dates(line.text):
            return stated[0]
    return over_table(place, context).as_of or context.document.as_of


KIND = Kind("staffing", OfTables(claims, read), needs=("program_pages",))
