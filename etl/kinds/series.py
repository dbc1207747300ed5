"""Published series: tables whose columns or rows are years, months or quarters, and figures in lines."""

from __future__ import annotations

from collections.abc import Sequence

from etl import facts
from etl.blocks import Table
from etl.kind import Kind, OfTables
from etl.korean import numbers, periods, text
from etl.korean.cells import RATE_UNITS
from etl.korean.numbers import State
from etl.outline import captions, counted_units, figure_denials, headings, remainder, series_lines
from etl.outline.cells import as_float
from etl.outline.context import Context, NamedProgram
from etl.outline.period_grid import PeriodGrid, Point, period_grid, sums
from etl.tables.doubts import is_of_another_year
from etl.vocabulary import role_of, words

_LOOK_BACK = 3
_LONGEST_CAPTION = 100


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of periods: not of goals, staff or money, which have kinds of their own.

    The figures of years need a unit, or a name that counts: else they may be money.
    """
    if len(table.rows) < 2 or remainder.names_persons(table) or _is_of_others(table, context):
        return False
    found = _period_grids(table, context)
    above = captions.units_above(table.place, context)
    return any(
        not one.is_of_years or any(_unit(point, above) or _is_count(point) for point in one.points)
        for one in found
    )


def _is_of_others(table: Table, context: Context) -> bool:
    """Tell whether a heading or the name of a row speaks of targets, of staff or of money."""
    others = (*words("goals", "target_like"), *words("staffing", "authorized"), *words("staffing", "current"))
    money = words("outputs", "money_headings")
    for grid in context.grids_of(table):
        headings = [heading for column in grid.columns for heading in column.path]
        names = [name for path in grid.names for name in path]
        keys = [text.key(name) for name in (*headings, *names)]
        if any(text.key(word) in key for key in keys for word in others):
            return True
        if any(text.key(word) in text.key(heading) for heading in headings for word in money):
            return True
    return False


def _may_be_of_goals(table: Table, context: Context) -> bool:
    """Tell whether the rows are indicators and no line above says that they were measured.

    What stands under a bare year may be its target as well as its result.
    """
    labels = [grid.cell(row, i) for grid in context.grids_of(table) for row in grid.head for i in grid.labels]
    if not any(role_of("goal", label) == "name" for label in labels):
        return False
    above = [*captions.lines_above(table.place, context), *context.headings_over(table.place)]
    return not any(
        text.key(word) in text.key(line.text) for line in above for word in words("series", "measured")
    )


def _period_grids(table: Table, context: Context) -> list[PeriodGrid]:
    year, title = _year(table, context), captions.title_above(table.place, context)
    found = (period_grid(grid, context.fiscal_year, year, title) for grid in context.grids_of(table))
    return [one for one in found if one is not None]


def _year(table: Table, context: Context) -> int | None:
    """Return the year that a table's months are of: its caption's, else the document's.

    None where a line above names another year, or several, and does not say that it is the table's.
    """
    for block in context.blocks_before(table.place, _LOOK_BACK):
        if isinstance(block, Table):
            break
        if len(block.text) > _LONGEST_CAPTION:
            continue
        named = text.key(block.text)
        if any(text.key(word) in named for word in words("money", "comparing")):
            continue
        years = {*periods.years(block.text), *periods.short_years(block.text)}
        is_caption = any(text.key(word) in named for word in words("series", "captions"))
        if years == {context.fiscal_year} or (len(years) == 1 and is_caption):
            return years.pop()
        if years or is_of_another_year(block.text):
            return None
    return headings.over_table(table.place, context).year or context.fiscal_year


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return the points of tables and of lines."""
    return [*(row for table in tables for row in _read_table(table, context)), *series_lines.read(context)]


def _read_table(table: Table, context: Context) -> list[facts.Row]:
    """Return one point per figure; '-' is a point without a value."""
    program = context.program_at(table.place)
    above = captions.units_above(table.place, context)
    if context.is_left(table.place):
        return []
    above_denied = figure_denials.of_table(table.place, context) or figure_denials.of_notes(
        table.rows[-1].place, context
    )
    for row in table.rows:
        for column in range(len(row.cells)):
            context.left.setdefault((row.line_of(column), column + 1), "column_unknown")
    found: list[facts.Row] = []
    read_grids = _period_grids(table, context)
    is_of_goals = _may_be_of_goals(table, context)
    twice = figure_denials.twice(point for one in read_grids for point in one.points)
    for one in read_grids:
        for (place, column), reason in one.left.items():
            context.left[one.grid.body[place].line_of(column), column + 1] = reason
        held = sums(one.points)
        denied = figure_denials.of_points(one.points, above_denied, context)
        filled = {id(point.row) for point in one.points if point.cell}
        beside_persons = counted_units.name_persons({point.name for point in one.points if point.name})
        for point in one.points:
            is_own_year = point.period.startswith(str(context.fiscal_year))
            if id(point) in twice or is_of_goals or (one.looks_ahead and is_own_year):
                context.left[point.row.line_of(point.column), point.column + 1] = "column_uncertain"
            elif id(point) in denied:
                context.left[point.row.line_of(point.column), point.column + 1] = denied[id(point)]
            elif _is_denied_unit(point, above, is_beside_persons=beside_persons):
                context.left[point.row.line_of(point.column), point.column + 1] = "unit_contradicted"
            elif id(point.row) in filled:
                is_proved = held.get(point.series) is True
                found += _fact(point, one, program, above, context, is_proved=is_proved)
    return found


def _fact(
    point: Point,
    one: PeriodGrid,
    program: NamedProgram | None,
    above: Sequence[str],
    context: Context,
    *,
    is_proved: bool,
) -> list[facts.Row]:
    unit = _unit(point, above)
    if point.name is None:
        context.set_aside(point.row.place, point.cell or point.row.raw, "label_unreadable")
        return []
    if unit is None and (above or (one.is_of_years and not _is_count(point))):
        context.left[point.row.line_of(point.column), point.column + 1] = "unit_unknown"
        return []
    if point.is_sum and unit in RATE_UNITS:
        context.left[point.row.line_of(point.column), point.column + 1] = "recomputed"
        return []
    number = point.number
    is_note = number.value is not None and number.value < 0 and point.cell.startswith("(")
    is_broken = bool(number.places) and unit in words("series", "whole")
    if is_note or is_broken:
        # A count in brackets is a note, and one with decimals a broken figure.
        context.left[point.row.line_of(point.column), point.column + 1] = "not_a_number"
        return []
    if unit in RATE_UNITS and number.value is not None:
        number = numbers.storable(numbers.parse(point.cell))
    if number.value is not None and number.rest and not (number.qualifier or number.scale or number.before):
        context.set_aside(point.row.place, number.rest, "second_figure")
    else:
        number = numbers.exactly(number)
    if number.state in (State.MALFORMED, State.TEXT, State.EMPTY):
        reason = "malformed_number" if number.state is State.MALFORMED else "not_a_number"
        context.set_aside(point.row.place, point.cell or point.row.raw, reason)
    return [
        facts.SeriesPoint(
            document_id=context.document_id,
            line=point.row.place.line,
            page=point.row.place.page,
            raw=point.row.raw,
            series=point.name,
            program_id=program.program_id if program else None,
            period=point.period,
            value=as_float(number),
            unit=number.unit or unit,
            grade="proved" if is_proved and unit not in RATE_UNITS else "named",
        )
    ]


def _unit(point: Point, above: Sequence[str]) -> str | None:
    """Return the unit of a figure: its own, its row's or column's, else the one above the table that fits.

    Percent is the unit of a name that is a rate, and no unit of a name that counts.
    """
    if own := point.number.unit or point.unit:
        return own
    is_rate = (point.name or "").endswith(words("series", "rates"))
    fitting = [unit for unit in above if (unit in RATE_UNITS) == is_rate]
    if above and not fitting and len(above) == 1 and not is_rate and not _is_count(point):
        return above[0]  # in percent, whatever its name
    return fitting[0] if len(fitting) == 1 else None


def _is_denied_unit(point: Point, above: Sequence[str], *, is_beside_persons: bool) -> bool:
    """Tell whether a figure that prints no unit is not counted in the one above its table."""
    unit = None if point.number.unit or point.unit else _unit(point, above)
    if unit is None or point.name is None:
        return False
    return counted_units.denies(point.name, unit, is_beside_persons=is_beside_persons)


def _is_count(point: Point) -> bool:
    """Tell whether a name says that it counts, so that it is no money where no unit is printed."""
    return (point.name or "").endswith(words("series", "counted"))


KIND = Kind("series", OfTables(claims, read), needs=("program_pages", "project"))
