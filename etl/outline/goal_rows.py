"""The goals of one row of a table: for each year its target, its result, and why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.blocks import TableRow
from etl.korean import goal_cells, text
from etl.korean.goal_cells import Figure
from etl.korean.numbers import State
from etl.outline import goal_columns, goal_results
from etl.outline.context import Context
from etl.outline.goal_column import Column, Columns, cell_of
from etl.outline.goal_facts import Goal, Setting
from etl.vocabulary import words

ROW_UNIT = re.compile(r"\(([^()\d]{1,4})\)\s*$")


def may_hold_results(rows: Sequence[TableRow], found: Columns) -> list[Column]:
    """Return the columns that are not known, or are expected, and may hold what is taken for results."""
    return [
        column
        for column in (*found.unknown, *found.of("planned"))
        if goal_columns.holds_figures(rows, column)
        or any(word in text.key(column.heading) for word in words("goals", "actual_like"))
    ]


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the goals of one row, a goal a year; None where the row was set aside as a whole.

    doubtful: the columns of the table that may hold results and are not read.
    """

    row: TableRow
    found: Columns
    setting: Setting
    doubtful: Sequence[Column]
    context: Context

    def goals(self, name: str, printed: str, texts: dict[Column, str]) -> list[Goal] | None:
        """Return the goals of one indicator: for each year its target and its result."""
        years: dict[int, Goal] = {}
        lost = self._lost_columns()
        stated_unit = self._stated_unit(printed)
        for column, cell in texts.items():
            if column.role == "attainment":
                continue
            is_target = column.role != "actual"
            figures = goal_cells.figures(cell) if is_target else self._results(column, cell, lost)
            if not figures:
                self._left("goal_unpaired")
                return None
            for figure in figures:
                if figure.year and column.year and figure.year != column.year:
                    self._left("goal_unpaired")
                    return None
                year = figure.year or self._year_of(column)
                goal = years.setdefault(year, Goal(name, self.row, year, unit=stated_unit or column.unit))
                if not self._take(goal, figure, cell, column, is_target):
                    self._left("goal_unpaired")
                    return None
        self._take_rates(texts, years, lost)
        found = [goal for goal in years.values() if goal.is_stated]
        for goal in found:
            goal.finish(self.setting, self._missing(goal, lost))
            if goal.is_contradicted:
                self._left("goal_unpaired")
                return None
        return found

    def _lost_columns(self) -> dict[int, str]:
        """Return the years whose results are printed in a column that is not read, each with the reason."""
        return {
            self._year_of(column): "planned_figure" if column.role == "planned" else "column_unknown"
            for column in self.doubtful
            if goal_results.is_printed(cell_of(self.row, column))
        }

    def _results(self, column: Column, cell: str, lost: dict[int, str]) -> list[Figure]:
        """Return the figures of a cell of results, and set aside what is none."""
        figures, why = goal_results.read(cell, column, self.setting)
        if why:
            self.context.set_aside(self.row.place, cell, why)
        if why and figures[0] is goal_results.NOT_READ:
            lost[self._year_of(column)] = why
        return figures

    def _take_rates(self, texts: dict[Column, str], years: dict[int, Goal], lost: dict[int, str]) -> None:
        """Give the goals their printed attainment; beside a result that was set aside it is set aside too."""
        for column, cell in texts.items():
            if column.role != "attainment" or not cell:
                continue
            year = self._year_of(column)
            rated = years.get(year)
            actuals = [self._year_of(actual) for actual in self.found.of("actual")]
            if year in lost:
                self.context.set_aside(self.row.place, cell, lost[year])
            elif rated is None or rated.target is None or (actuals and year not in actuals):
                self.context.set_aside(self.row.place, cell, "year_unknown")
            elif not rated.take_rate(cell):
                self.context.set_aside(self.row.place, cell, "not_a_number")

    def _missing(self, goal: Goal, lost: dict[int, str]) -> str:
        """Return the status of a goal that has no result."""
        if goal.year in lost:
            return "unread"
        if goal.actual is not None and goal.actual.state in (State.PENDING, State.NONE):
            return "pending"
        if goal.attainment is not None and goal.attainment.value is not None:
            return "unread"  # how much of the target was reached, and not what
        columns = (*self.found.of("actual"), *self.doubtful)
        return "pending" if any(self._year_of(column) == goal.year for column in columns) else "planned"

    def _take(self, goal: Goal, figure: Figure, cell: str, column: Column, is_target: bool) -> bool:
        """Give a goal a figure; False where that contradicts what it has."""
        if is_target and figure.number.state in (State.MALFORMED, State.TEXT, State.EMPTY) and cell:
            self.context.set_aside(self.row.place, cell, "not_a_number")
        elif figure.number.state is State.EMPTY:
            self.context.set_aside(self.row.place, self.row.raw, "empty_cell")
        if figure.earlier is not None:
            if not is_target:
                return False  # which of both is the result?
            self.context.set_aside(self.row.place, " · ".join(figure.details), "year_unknown")
        else:
            goal_results.leave_beside(figure, cell, self.row, self.context)
        return goal.take(figure, column, self.setting, is_target=is_target)

    def _year_of(self, column: Column) -> int:
        return column.year or self.setting.year

    def _stated_unit(self, printed: str) -> str | None:
        for column in self.found.of("unit"):
            if unit := "".join(cell_of(self.row, column).split()):
                return unit
        return _row_unit(printed)

    def _left(self, reason: str) -> None:
        self.context.set_aside(self.row.place, self.row.raw, reason)


def _row_unit(printed: str) -> str | None:
    """Return the unit that a row's name states: '내역(건)'."""
    bracket = ROW_UNIT.search(printed)
    return bracket[1] if bracket and bracket[1] in words("goals", "counters") else None
