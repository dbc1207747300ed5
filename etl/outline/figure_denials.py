"""Why a figure over time, or of staff, is none of the institution's own: planned, another's, a sum so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from etl.blocks import Bullet, Line, Place, Table
from etl.korean import patterns, periods, standing, text
from etl.korean.cells import RATE_UNITS
from etl.outline.above import is_note
from etl.outline.context import Context
from etl.outline.period_grid import Point
from etl.outline.quantities import masked, quantities
from etl.tables.doubts import (
    is_average,
    is_from_another,
    is_of_another_year,
    names_another,
    note_denies,
    remark_denies,
)
from etl.terms.periods import month_end
from etl.vocabulary import words

_LOOK_BACK = 3
_LONGEST_CAPTION = 100
_MONTHS_OF_QUARTER = 3
_FEWEST_RISING = 3
_REMARKS = ("※", "*", "**")


def of_points(points: Iterable[Point], above: str | None, context: Context) -> dict[int, str]:
    """Return, by the identity of each denied point, why it is no fact; a sum is denied with one of its parts.

    above: why nothing in its table is one (`of_table`).
    """
    found: dict[int, str] = {}
    of_series: dict[tuple[str | None, int], str] = {}
    points = list(points)
    for point in points:
        reason = above or of_name(point.name or "", context)
        is_ahead = not point.is_sum and _begins_after(point.period, context.document.as_of)
        if reason is None and (is_ahead or standing.is_unsettled(point.number.rest or "")):
            reason = "planned_figure"
        if reason is not None:
            found[id(point)] = reason
            if point.cell:
                of_series.setdefault(point.series, reason)
    for point in points:
        if point.is_sum and point.series in of_series:
            found.setdefault(id(point), of_series[point.series])
    for own in _by_series(points).values():
        if (denial := _contradicted(own)) is not None:
            why, denies_parts = denial
            found |= {id(point): found.get(id(point), why) for point in own if point.is_sum or denies_parts}
    return found


def twice(points: Iterable[Point]) -> set[int]:
    """Return, by their identity, the points whose name and period stand twice in a table."""
    places: dict[tuple[str | None, str], list[Point]] = {}
    for point in points:
        if point.cell:
            places.setdefault((point.name, point.period), []).append(point)
    return {id(point) for own in places.values() if len(own) > 1 for point in own}


def _by_series(points: Iterable[Point]) -> dict[tuple[str | None, int], list[Point]]:
    found: dict[tuple[str | None, int], list[Point]] = {}
    for point in points:
        found.setdefault(point.series, []).append(point)
    return found


def _contradicted(own: Sequence[Point]) -> tuple[str, bool] | None:
    """Return why the sum of a series is none, and whether that denies its parts too.

    Rates add up to nothing, a sum is no less than a part, and figures of two units are of two series.
    """
    units = {point.number.unit for point in own if point.number.unit}
    if len(units) > 1:
        return "unit_contradicted", True
    if units & RATE_UNITS or any(point.unit in RATE_UNITS for point in own):
        return "recomputed", False
    wholes = [point.number.value for point in own if point.is_sum and point.number.value is not None]
    parts = [point.number.value for point in own if not point.is_sum and point.number.value is not None]
    is_rising = len(parts) >= _FEWEST_RISING and parts == sorted(parts)
    if is_rising and len(wholes) == 1 and wholes[0] == parts[-1] != sum(parts):
        # Each includes the one before: '33, 68, 114, 171 | 171'.
        return "column_uncertain", True
    return ("columns_contradict", True) if wholes and parts and max(wholes) < max(parts) else None


def of_table(place: Place, context: Context) -> str | None:
    """Return why nothing in a table is measured, by the line above it and the notes between."""
    for block in context.blocks_before(place, _LOOK_BACK):
        if isinstance(block, Table):
            return None
        if len(block.text) <= _LONGEST_CAPTION and (reason := _of_caption(block.text, context)):
            return reason
        if not is_note(block):
            return None
    return None


def is_dated_otherwise(place: Place, context: Context) -> bool:
    """Tell whether the line above a table, or a note between, names another year alone."""
    for block in context.blocks_before(place, _LOOK_BACK):
        if isinstance(block, Table):
            return False
        if len(block.text) <= _LONGEST_CAPTION:
            years = {*periods.years(block.text), *periods.short_years(block.text)}
            if (years and context.fiscal_year not in years) or is_of_another_year(block.text):
                return True
        if not is_note(block):
            return False
    return False


def of_notes(place: Place, context: Context) -> str | None:
    """Return why nothing in a table is measured, by the notes right below its last row.

    A unit below a table is another one than the unit above it, unless it stands above the next table.
    """
    has_unit = False
    for block in context.blocks_after(place, _LOOK_BACK):
        if isinstance(block, Table):
            return None
        if not (is_note(block) or _is_remark(block)):
            break
        said = block.text.lstrip("※* ")
        if reason := note_denies(said, context.fiscal_year) or remark_denies(said, context.fiscal_year):
            return reason
        if is_from_another(said, context.own_names):
            return "other_institution"
        has_unit = has_unit or patterns.ANY_UNIT_LABEL.search(block.text) is not None
    return "unit_contradicted" if has_unit else None


def _is_remark(line: Line) -> bool:
    return isinstance(line, Bullet) and line.mark in _REMARKS


def _of_caption(content: str, context: Context) -> str | None:
    """Return why what stands below a line is none of the institution's measured figures: a mean is none."""
    key = text.key(content)
    is_statement = bool(quantities(masked(content)))
    if not is_statement and (
        is_average(content.strip("()[]")) or any(text.key(w) in key for w in words("series", "changes"))
    ):
        return "recomputed"
    is_elsewhere = any(word in content for word in words("series", "elsewhere"))
    return "other_institution" if is_elsewhere else of_name(content, context)


def of_name(name: str, context: Context) -> str | None:
    """Return why what is called by this name is none of the institution's measured figures."""
    own_names = (context.organization.name, *context.other_names)
    if standing.is_of_others(name) or names_another(name, own_names):
        return "other_institution"
    if standing.is_planned(name):
        return "planned_figure"
    key = text.key(name)
    return "column_uncertain" if any(text.key(w) in key for w in words("series", "cumulated")) else None


def _begins_after(period: str, as_of: date | None) -> bool:
    """Tell whether a period begins after the day to which figures are known.

    What is under way at that day is counted so far.
    """
    year, _, part = period.partition("-")
    if as_of is None or not year.isdigit():
        return False
    first = 1 if not part else _MONTHS_OF_QUARTER * (int(part[1:]) - 1) + 1 if part[0] == "Q" else int(part)
    return month_end(int(year), first).replace(day=1) > as_of
