"""Published series: tables of months or quarters, and figures over years joined by arrows in a line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from etl import facts
from etl.blocks import Bullet, Line, Table
from etl.kind import Kind, OfTables
from etl.korean import dates, numbers, patterns, text, units
from etl.korean import periods as periods_in
from etl.korean.numbers import Number, State
from etl.outline import captions
from etl.outline.cells import as_float
from etl.outline.context import Context
from etl.tables.scope import is_of_another_year, names_another_year
from etl.vocabulary import is_one_of, words

_FEWEST_PERIODS = 3
_LOOK_BACK = 3
_LONGEST_RAW = 200
_LONGEST_NAME = 100
_CENTURY = 2000
_OPEN = re.compile(r"(?<![\s(\[:：,\-–'’‘`~])[\s(\[:：,\-–'’‘`~]++$")
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class _Point:
    period: str
    figure: Number
    unit: str
    noun: str = ""


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table whose columns are months or quarters and whose rows are figures."""
    periods = _periods(table, context.fiscal_year)
    return periods is not None and any(_is_series(row.cells, periods) for row in table.rows[1:])


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return the points of tables and of lines."""
    return [*(row for table in tables for row in _read_table(table, context)), *_read_lines(context)]


def _read_table(table: Table, context: Context) -> list[facts.Row]:
    """Return one point per cell of each row; '-' is a point without a value."""
    year, doubt = _year_of(table, context)
    periods = _periods(table, year) or {}
    program = context.program_at(table.place)
    stated = captions.unit_above(table.place, context)
    rows: list[facts.SeriesPoint] = []
    if context.is_left(table.place):
        return []
    for row in table.rows[1:]:
        name = text.label(row.cells[0])
        is_other = dates.is_year_like(row.cells[0]) or names_another_year(row.cells[0], year)
        if reason := doubt or ("other_year" if is_other else None):
            for column in range(len(row.cells)):
                context.left[row.place.line, column + 1] = reason
            continue
        if max(periods, default=0) >= len(row.cells) and any(row.cells[1:]):
            for column in range(len(row.cells)):
                context.left[row.place.line, column + 1] = "row_does_not_fit_header"
            continue
        own_unit = next(iter(found.words), None) if (found := units.stated_unit(row.cells[0])) else None
        for column, period in periods.items():
            cell = row.cells[column] if column < len(row.cells) else ""
            if period == TOTAL and year != context.fiscal_year:
                context.left[row.place.line, column + 1] = "other_year"
                continue  # a total has no year of its own
            number = numbers.storable(numbers.exactly(numbers.parse(cell, whole=True)))
            if number.state is State.EMPTY and not any(row.cells[min(periods) :]):
                continue
            if name is None or number.state in (State.MALFORMED, State.TEXT, State.EMPTY):
                reason = "malformed_number" if number.state is State.MALFORMED else "not_a_number"
                context.set_aside(row.place, cell or row.raw, "label_unreadable" if name is None else reason)
                if name is None:
                    break
            rows.append(
                facts.SeriesPoint(
                    document_id=context.document_id,
                    line=row.place.line,
                    page=row.place.page,
                    raw=row.raw,
                    series=name,
                    program_id=program.program_id if program else None,
                    period=period,
                    value=as_float(number),
                    unit=number.unit or own_unit or stated,
                )
            )
    return _proved(rows)


def _year_of(table: Table, context: Context) -> tuple[int, str | None]:
    """Return the year that the lines above a table give its months, the document's where they give none, and
    why it is not certain: last year in words, or figures that each hold those before."""
    for block in context.blocks_before(table.place, _LOOK_BACK):
        if isinstance(block, Table):
            break
        if len(block.text) > _LONGEST_NAME:
            continue
        if any(text.key(word) in text.key(block.text) for word in words("series", "cumulated")):
            return context.fiscal_year, "column_uncertain"
        named = text.key(block.text)
        if any(text.key(word) in named for word in words("money", "comparing")):
            continue
        years = {*periods_in.years(block.text), *periods_in.short_years(block.text)}
        is_caption = any(text.key(word) in named for word in words("series", "captions"))
        if years == {context.fiscal_year} or (len(years) == 1 and is_caption):
            return years.pop(), None
        if years or is_of_another_year(block.text):
            return context.fiscal_year, "other_year"
    return context.fiscal_year, None


def _proved(rows: list[facts.SeriesPoint]) -> list[facts.Row]:
    """Return the points, those of a line proved whose printed total is the sum of its periods."""
    lines: dict[int, list[facts.SeriesPoint]] = {}
    for row in rows:
        lines.setdefault(row.line, []).append(row)
    found: list[facts.Row] = []
    for points in lines.values():
        total = next((point.value for point in points if point.period == TOTAL), None)
        parts = [Decimal(repr(point.value)) for point in points if point.period != TOTAL and point.value]
        holds = total is not None and sum(parts) == Decimal(repr(total))
        found += [replace(point, grade="proved") for point in points] if holds else points
    return found


def _read_lines(context: Context) -> list[facts.Row]:
    """Return the points that lines join by arrows, under the words that stand before them."""
    rows: list[facts.Row] = []
    above: list[Line] = []
    for line in context.source.lines:
        if above and line.place.line != above[-1].place.line + 1:
            above = []
        found = [] if context.is_left(line.place) else [*_chains(line.text), *_sides(line.text)]
        for start, points in found:
            name = _name(line.text[max(0, start - _LONGEST_RAW) : start], above)
            if name is None:
                context.set_aside(line.place, line.text, "label_unreadable")
                continue
            program = context.program_at(line.place)
            rows.extend(
                facts.SeriesPoint(
                    document_id=context.document_id,
                    line=line.place.line,
                    page=line.place.page,
                    raw=line.text[:_LONGEST_RAW],
                    series=f"{name} {point.noun}".strip(),
                    program_id=program.program_id if program else None,
                    period=point.period,
                    value=as_float(point.figure),
                    unit=point.unit,
                )
                for point in points
            )
        for change in patterns.SERIES_CHANGE.finditer(line.text):
            if not any(start <= change.start() for start, _ in found):
                context.set_aside(line.place, change[0], "change_without_year")
        above = [line] if isinstance(line, Bullet) else [*above, line][-_LOOK_BACK:]
    return rows


def _periods(table: Table, year: int) -> dict[int, str] | None:
    """Return the period of each column: months or quarters in order, then perhaps their total."""
    found: dict[int, str] = {}
    for column, cell in enumerate(table.rows[0].cells):
        if month := patterns.MONTH_HEADING.match(cell):
            found[column] = f"{year}-{int(month[1]):02}"
        elif quarter := patterns.QUARTER_HEADING.match(cell):
            found[column] = f"{year}-Q{quarter[1]}"
        elif found and is_one_of(cell, words("series", "total")):
            found[column] = TOTAL
        elif found and cell:
            return None
    periods = [period for period in found.values() if period != TOTAL]
    in_order = all(one < other and len(one) == len(other) for one, other in itertools.pairwise(periods))
    if 0 in found or len(periods) < _FEWEST_PERIODS or not in_order or len(found) > len(periods) + 1:
        return None
    return found


def _is_series(cells: Sequence[str], periods: dict[int, str]) -> bool:
    """Tell whether a row holds figures in its periods, not words."""
    states = [numbers.parse(cells[column]).state for column in periods if column < len(cells)]
    values = states.count(State.VALUE)
    return 0 < values >= states.count(State.TEXT)


def _chains(content: str) -> Iterator[tuple[int, list[_Point]]]:
    """Yield the points that arrows join, each with its year, and where the first of them stands."""
    arrow = patterns.SERIES_ARROW
    chain: list[re.Match[str]] = []
    for found in patterns.SERIES_POINT.finditer(content):
        if chain and not arrow.fullmatch(content, chain[-1].end(), found.start()):
            if points := _dated(chain):
                yield chain[0].start(), points
            chain = []
        chain.append(found)
    if points := _dated(chain):
        yield chain[0].start(), points


def _dated(chain: Sequence[re.Match[str]]) -> list[_Point]:
    """Return the points of a chain; none where a period is missing or out of order, or the unit changes.

    What stood before the first printed year ('25개소→25년 61개소') is of no known year: it is no point.
    """
    if len(chain) < 2 or len({found["unit"] for found in chain}) > 1:
        return []
    points: list[_Point] = []
    first = next((i for i, found in enumerate(chain) if found["year"]), 0)
    chain = chain[first:]
    year = None
    for found in chain:
        year = found["year"] or (year if found["month"] else None)
        unit = found["unit"]
        figure = numbers.parse(found["figure"], whole="%" not in unit and "％" not in unit)
        if year is None or numbers.storable(figure).value is None:
            return []
        full = int(year) if len(year) == 4 else _CENTURY + int(year)
        period = f"{full}-{int(found['month']):02}" if found["month"] else f"{full}"
        points.append(_Point(period, figure, unit))
    in_order = all(one.period < other.period for one, other in itertools.pairwise(points))
    return points if in_order else []


def _sides(content: str) -> Iterator[tuple[int, list[_Point]]]:
    """Yield the points of lists that an arrow joins, each list under a year in brackets.

    "('30년도) 5개 학교, 4개 마을 → ('31년도) 7개 학교, 21개 마을": the same nouns in one order.
    """
    sides = list(patterns.SERIES_SIDE.finditer(content))
    if len(sides) < 2:
        return
    lists: list[list[_Point]] = []
    for side, after in itertools.zip_longest(sides, sides[1:]):
        stop = after.start() if after else len(content)
        year = int(side["year"]) if len(side["year"]) == 4 else _CENTURY + int(side["year"])
        lists.append(
            [
                _Point(f"{year}", numbers.parse(one["figure"], whole=True), one["unit"], one["noun"].strip())
                for one in patterns.SERIES_COUNTED.finditer(content, side.end(), stop)
            ]
        )
    kinds = [[(point.unit, point.noun) for point in points] for points in lists]
    is_same = all(kind == kinds[0] for kind in kinds) and len(set(kinds[0])) == len(kinds[0])
    in_order = all(
        one[0].period < other[0].period for one, other in itertools.pairwise(lists) if one and other
    )
    if kinds[0] and is_same and in_order:
        yield sides[0].start(), [point for points in zip(*lists, strict=True) for point in points]


def _name(before: str, above: Sequence[Line]) -> str | None:
    """Return the words before the first point, else those of the lines directly above."""
    name = text.label(_OPEN.sub("", before)) or text.label(" ".join(line.text for line in above))
    return name[-_LONGEST_NAME:].strip() if name else None


KIND = Kind("series", OfTables(claims, read), needs=("program_pages", "project"))
