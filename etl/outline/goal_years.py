"""The years that the rows of a table of goals state in a column of their own: '연도 | 목표 | 실적'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.blocks import TableRow
from etl.korean import dates, periods
from etl.outline.goal_column import Column, Columns, cell_of
from etl.outline.goal_facts import Setting

_FIGURES = ("target", "by_year", "actual", "attainment", "planned")


def column_of(rows: Sequence[TableRow], found: Columns) -> Column | None:
    """Return the column whose every cell is a year; None where there is none."""
    for column in found.columns:
        cells = [cell for row in rows if (cell := cell_of(row, column))]
        if column.role not in _FIGURES and cells and all(map(dates.is_year_like, cells)):
            return column
    return None


def settings_of(
    rows: Sequence[TableRow], found: Columns, column: Column | None, setting: Setting
) -> list[Setting | None]:
    """Return the setting of each row: that of its own year; None where it has none, or a column another.

    column: that of the years. A merged year goes on.
    """
    if column is None:
        return [setting] * len(rows)
    of_columns = {one.year for one in found.of(*_FIGURES)} - {None}
    settings: list[Setting | None] = []
    own: Setting | None = None
    for row in rows:
        if cell := cell_of(row, column):
            years = {*periods.years(cell), *periods.short_years(cell)}
            # What a chapter or a caption says of several years, the rows say each of its own.
            is_certain = len(years) == 1 and of_columns <= years
            own = replace(setting, year=years.pop(), doubt=None) if is_certain else None
        settings.append(own)
    return settings


def names_of(rows: Sequence[TableRow], naming: Column, settings: Sequence[Setting | None]) -> list[str]:
    """Return the name of each row: a name stands over the rows below it, each of a year of its own."""
    found: list[str] = []
    seen: set[int] = set()
    for row, setting in zip(rows, settings, strict=True):
        if name := cell_of(row, naming):
            seen.clear()
        goes_on = found and setting is not None and setting.year not in seen
        found.append(name or (found[-1] if goes_on else ""))
        seen |= {setting.year} if setting else set()
    return found
