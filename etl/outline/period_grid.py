"""The points of a table of periods: which of its columns or rows are years, months or quarters, and of what.

A period is what headings say, never a place. What is no period (a half year, a stretch, a forecast, a
change) is left with its reason.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.blocks import TableRow
from etl.korean import dates, numbers, patterns, text, units
from etl.korean.heading_periods import heading_period
from etl.korean.numbers import Number, State
from etl.tables.header import Grid, is_figure
from etl.vocabulary import is_one_of, words

TOTAL = "total"
_FEWEST_YEARS = 2
_FEWEST_PARTS = 3
_MONTHS, _QUARTERS = 12, 4


@dataclass(frozen=True, slots=True)
class Told:
    """What the headings of a column, or the names of a row, say: a period, and the words beside it.

    total: the word for a sum among them. reason: why its figures are no points, though it speaks of time or
    follows from other columns. is_same_part: it is of the part of another year that the other names say.
    """

    year: int | None = None
    part: str | None = None
    words: tuple[str, ...] = ()
    unit: str | None = None
    total: str | None = None
    reason: str | None = None
    is_same_part: bool = False

    @property
    def is_period(self) -> bool:
        """Tell whether it is of a year, or of a part of one."""
        return self.reason is None and (self.year is not None or self.part is not None)

    @property
    def is_sum(self) -> bool:
        """Tell whether it is the sum of the others."""
        return self.total is not None and self.reason is None and not self.is_period

    def is_bare_year_after(self, fiscal_year: int) -> bool:
        """Tell whether it names a year to come, and nothing beside it."""
        return self.year is not None and self.year > fiscal_year and not self.words

    @property
    def period(self) -> tuple[int, str]:
        """The period, as far as these headings say it, in the order of time."""
        return self.year or 0, self.part or ""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a series, under what it is the figure of."""

    name: str | None
    period: str
    cell: str
    number: Number
    unit: str | None
    row: TableRow
    column: int
    series: tuple[str | None, int]

    @property
    def is_sum(self) -> bool:
        """Tell whether it is the sum over the periods."""
        return self.period == TOTAL


@dataclass(frozen=True, slots=True)
class PeriodGrid:
    """The points of a grid, and why its other figures are none: by row of the body, and column.

    looks_ahead: one of its years is to come, and no word says that its figures alone are expected.
    """

    grid: Grid
    points: tuple[Point, ...]
    left: dict[tuple[int, int], str]
    is_of_years: bool
    looks_ahead: bool = False


def told(headings: Iterable[str], fiscal_year: int) -> Told:
    """Return what headings say together, outermost first; two that name a year each say none."""
    found = Told()
    for heading in headings:
        stated = heading_period(heading, fiscal_year)
        plain, unit = units.parted(stated.rest if stated else heading)
        reason = found.reason
        if stated is not None:
            is_twice = (stated.year and found.year) or (stated.part and found.part)
            is_to_come = stated.year is not None and stated.year > fiscal_year
            is_so_far = stated.year is not None and stated.part is None and _is_so_far(plain)
            if stated.is_open or is_twice or is_to_come or is_so_far:
                reason = "column_uncertain"
            found = replace(found, year=stated.year or found.year, part=stated.part or found.part)
        found = replace(found, unit=unit or found.unit, reason=reason)
        label = text.label(plain)
        if label is None or is_one_of(label, words("series", "month")):
            continue
        if is_one_of(label, words("series", "total")):
            found = replace(found, total=label)
            continue
        key = text.key(label)
        if stated is not None and is_one_of(label, words("series", "same_part")):
            found = replace(found, is_same_part=True)
            continue
        is_cohort = stated is not None and key.endswith(words("series", "cohorts"))
        if is_cohort or any(text.key(word) in key for word in words("series", "planned")):
            reason = "column_uncertain"
        elif any(key.endswith(text.key(word)) for word in words("series", "derived")):
            reason = reason or "recomputed"
        found = replace(found, words=(*found.words, label), reason=reason)
    return found


def _is_so_far(content: str) -> bool:
    """Tell whether the words beside a year say that it is counted up to a day: '전년누계', '금년 누적'."""
    return text.key(content).startswith(words("series", "cumulated"))


def period_grid(
    grid: Grid, fiscal_year: int, year: int | None, title: str | None = None
) -> PeriodGrid | None:
    """Return the points of a grid; None where neither its columns nor its rows are periods in their order.

    year: the one that months without a year are of; None where it is not the document's, and which one is
    not certain. title: the line above, which names what years by months count. A sum over months of another
    year is left: it has no period of its own.
    """
    grid, unit_column = _labelled(grid)
    columns = _without_lone_part(
        {c.index: told(c.path, fiscal_year) for c in grid.figures if c.index != unit_column}
    )
    for index in {*_over_several(grid), *_sums_ahead(grid, columns)} & columns.keys():
        columns[index] = replace(columns[index], reason=columns[index].reason or "column_uncertain")
    rows = []
    for row, names in zip(grid.body, _names(grid), strict=True):
        one = told(names, fiscal_year)
        own = grid.cell(row, unit_column) if unit_column is not None else ""
        rows.append(replace(one, unit=one.unit or own or None))
    across, down = _are_periods(columns.values()), _are_periods(rows)
    if down and not all(one.is_period or one.is_sum or one.reason for one in rows):
        down = False
    if not across and not down:
        return None
    is_whole_year = _fill_a_year([*columns.values(), *rows])
    points: list[Point] = []
    left: dict[tuple[int, int], str] = {}
    short: set[tuple[int, int]] = set()
    undated: set[tuple[int, int]] = set()
    heading = tuple(grid.cell(grid.head[-1], column) for column in columns)
    width = max(len(row.cells) for row in grid.head)
    along = [index for index, one in columns.items() if one.is_period or one.is_sum]
    for place, (row, of_row) in enumerate(zip(grid.body, rows, strict=True)):
        if tuple(grid.cell(row, column) for column in columns) == heading:
            continue  # the heading again, after the break of a page
        for column, of_column in columns.items():
            cell = grid.cell(row, column)
            period = _period(of_row, of_column, year or fiscal_year, across=across, down=down)
            if across and down and (of_row.is_sum or of_column.is_sum) and not is_whole_year:
                period = "column_uncertain"  # the sum of some months is no year's figure
            if of_row.year and of_row.year != fiscal_year and not of_row.words and not down:
                period = "other_year"  # and of what is not said
            if period in _REASONS:
                left[place, column] = period
                continue
            name = _name(of_row, of_column, title, across=across, down=down)
            unit = of_row.unit or of_column.unit
            is_misread = patterns.MIXED_FIGURE.fullmatch(cell) is not None
            number = (
                Number(State.MALFORMED) if is_misread else numbers.storable(numbers.parse(cell, whole=True))
            )
            where = 0 if across and down else place if across else column
            points.append(Point(name, period, cell, number, unit, row, column, (name, where)))
            if across and (max(along) >= len(row.cells) or any(row.cells[width:])):
                short.add((place, column))  # a cell is lost, or one too many: the others are moved
            elif year is None and not (of_row.year or of_column.year):
                undated.add((place, column))
    of_years = [one for one in (*columns.values(), *rows) if one.is_period]
    looks_ahead = any(one.is_bare_year_after(fiscal_year) for one in (*columns.values(), *rows))
    found = PeriodGrid(grid, tuple(points), left, not any(one.part for one in of_years), looks_ahead)
    if not _is_in_order(points, across=across, down=down):
        return None
    found = _without_false_sums(_without(found, short, "row_does_not_fit_header"))
    if not found.is_of_years:
        undated |= _sums_of_other_years(found, fiscal_year)
    return _without(found, undated, "other_year")


def _fill_a_year(found: Iterable[Told]) -> bool:
    """Tell whether the parts that are told are all months, or all quarters, of a year."""
    parts = {one.part for one in found if one.is_period and one.part}
    return len(parts) == (_QUARTERS if any(part.startswith("Q") for part in parts) else _MONTHS)


def _name(of_row: Told, of_column: Told, title: str | None, *, across: bool, down: bool) -> str | None:
    """Return what a figure is of: the words of its row and column, else the sum that it is of others."""
    both = dict.fromkeys([*of_row.words, *of_column.words])
    if both:
        return " ".join(both)
    over_time = [*([of_column] if across else []), *([of_row] if down else [])]
    totals = [one.total for one in (of_row, of_column) if one.total and not (one.is_sum and one in over_time)]
    return totals[0] if totals else title if across and down else None


_REASONS = ("column_uncertain", "column_unknown", "recomputed", "other_year", "row_does_not_fit_header")


def _period(of_row: Told, of_column: Told, year: int, *, across: bool, down: bool) -> str:
    """Return the period of a cell, `TOTAL` for a sum over the periods, or the reason why it has none."""
    if reason := of_row.reason or of_column.reason:
        return reason
    if across and down and not (of_row.is_period and of_column.is_period):
        own, other = (of_row, of_column) if of_row.is_period else (of_column, of_row)
        # The sum of a year's months is the year's figure.
        return str(own.year) if own.is_period and other.is_sum and not own.part else "column_uncertain"
    along, beside = (of_column, of_row) if across else (of_row, of_column)
    if along.is_sum:
        return TOTAL if not beside.is_period else "column_uncertain"
    if not along.is_period:
        return "column_unknown"
    if (along.year and beside.year) or (along.part and beside.part):
        return "column_uncertain"
    own_year, part = along.year or beside.year or year, along.part or beside.part
    if part is None and (along.is_same_part or beside.is_same_part):
        return "other_year"  # and of which part of it is not said
    return f"{own_year}-{part}" if part else f"{own_year}"


def _labelled(grid: Grid) -> tuple[Grid, int | None]:
    """Return a grid whose first column of bare years names its rows, and whose units and remarks do not.

    The second is the column of the units.
    """
    first = grid.columns[0].index
    cells = [cell for row in grid.body if (cell := grid.cell(row, first))]
    is_year = [dates.is_year_like(cell) for cell in cells]
    if first not in grid.labels and is_year and all(is_year):
        grid = replace(grid, labels=(first, *grid.labels))
    headed = {column.index: column.path[-1] for column in grid.columns if column.path}
    remarks = {index for index, heading in headed.items() if is_one_of(heading, words("series", "remarks"))}
    found = next((i for i, heading in headed.items() if is_one_of(heading, words("series", "unit"))), None)
    return replace(grid, labels=tuple(i for i in grid.labels if i not in {*remarks, found})), found


def _names(grid: Grid) -> Iterator[list[str]]:
    """Yield the names of each row as printed; the name of a group is carried down to the rows below it."""
    above: list[str] = []
    for row in grid.body:
        names = [grid.cell(row, index) for index in grid.labels]
        for level, name in enumerate(names[:-1]):
            if name:
                break
            if any(names[level + 1 :]) and level < len(above):
                names[level] = above[level]
        above = names
        yield [name for name in names if name]


def _over_several(grid: Grid) -> set[int]:
    """Return the columns beside which figures stand that nothing heads: their heading may be over all."""
    width = max(len(row.cells) for row in grid.head)  # beyond it a row does not fit its headings
    paths = {column.index: column.path for column in grid.columns if column.index < width}
    bare = [
        index
        for index, path in paths.items()
        if not path and any(is_figure(grid.cell(row, index)) for row in grid.body)
    ]
    return {max((own for own in paths if own < index and paths[own]), default=index) for index in bare}


def _sums_ahead(grid: Grid, columns: dict[int, Told]) -> set[int]:
    """Return the columns of sums that hold what is only planned: '상반기 | 하반기(예정) | 계' of one year."""
    planned = {
        columns[column.index].year
        for column in grid.figures
        if column.index in columns
        and any(text.key(word) in text.key(column.heading) for word in words("series", "planned"))
    }
    return {index for index, one in columns.items() if one.total is not None and one.year in planned}


def _without_lone_part(columns: dict[int, Told]) -> dict[int, Told]:
    """Doubt the one month or quarter among years: its figure may run up to there."""
    whole = [one for one in columns.values() if one.is_period and not one.part]
    parts = {one.period for one in columns.values() if one.is_period and one.part and one.year}
    if not whole or len(parts) != 1:
        return columns
    return {
        index: replace(one, reason="column_uncertain") if one.is_period and one.period in parts else one
        for index, one in columns.items()
    }


def _are_periods(found: Iterable[Told]) -> bool:
    periods = {one.period for one in found if one.is_period}
    has_parts = any(part for _, part in periods)
    return len(periods) >= (_FEWEST_PARTS if has_parts else _FEWEST_YEARS)


def _is_in_order(points: Sequence[Point], *, across: bool, down: bool) -> bool:
    """Tell whether the periods of each series stand in the order of time, or against it, and hold figures."""
    series: dict[tuple[str | None, int], list[Point]] = defaultdict(list)
    for point in points:
        if not point.is_sum:
            series[point.series].append(point)
    holds = False
    for own in series.values():
        periods = [point.period for point in own]
        rising = [one < other for one, other in itertools.pairwise(periods)]
        if len(set(periods)) < len(periods):
            return False
        if not (across and down) and any(rising) and not all(rising):
            return False
        states = [point.number.state for point in own]
        few = len(periods) < (_FEWEST_PARTS if any("-" in period for period in periods) else _FEWEST_YEARS)
        holds = holds or (not few and 0 < states.count(State.VALUE) >= states.count(State.TEXT))
    return holds


def _without_false_sums(found: PeriodGrid) -> PeriodGrid:
    """Return a grid without the column, or row, of sums that adds up in fewer than half of the series.

    The figures of years need not add up to anything, so that theirs has to; of one series' months a sum that
    fails is the document's, and a finding.
    """
    held = sums(found.points)
    tested = [holds for holds in held.values() if holds is not None]
    is_doubtful = 2 * sum(tested) < len(tested) if len(tested) > 1 else found.is_of_years and not any(tested)
    if not is_doubtful:
        return found
    reason = "column_uncertain" if found.is_of_years else "columns_contradict"
    return _without(found, {place for place, point in _placed(found) if point.is_sum}, reason)


def _placed(found: PeriodGrid) -> Iterator[tuple[tuple[int, int], Point]]:
    """Yield each point with its row of the body, and column."""
    places = {id(row): place for place, row in enumerate(found.grid.body)}
    yield from (((places[id(point.row)], point.column), point) for point in found.points)


def _sums_of_other_years(found: PeriodGrid, fiscal_year: int) -> set[tuple[int, int]]:
    other = {p.series for p in found.points if not p.is_sum and p.period[:4] != f"{fiscal_year}"}
    return {place for place, point in _placed(found) if point.is_sum and point.series in other}


def _without(found: PeriodGrid, places: set[tuple[int, int]], reason: str) -> PeriodGrid:
    """Return a grid whose points at these places are left."""
    kept = tuple(point for place, point in _placed(found) if place not in places)
    return replace(found, points=kept, left={**found.left, **dict.fromkeys(places, reason)})


def sums(points: Iterable[Point]) -> dict[tuple[str | None, int], bool | None]:
    """Return whether the sum of each series is that of its periods; None where a figure is missing."""
    series: dict[tuple[str | None, int], list[Point]] = defaultdict(list)
    for point in points:
        series[point.series].append(point)
    found: dict[tuple[str | None, int], bool | None] = {}
    for key, own in series.items():
        total = [point.number.value for point in own if point.is_sum]
        parts = [point.number for point in own if not point.is_sum]
        if len(total) != 1:
            continue
        is_whole = all(number.state in (State.VALUE, State.NONE) for number in parts)
        is_known = total[0] is not None and is_whole and any(number.value is not None for number in parts)
        added = sum((number.value or Decimal(0) for number in parts), Decimal(0))
        found[key] = added == total[0] if is_known else None
    return found
