"""A goal on its way from the cells of its row to a fact: figures, unit, year, day, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from etl import facts
from etl.blocks import Table, TableRow
from etl.korean import goal_cells, numbers, patterns
from etl.korean.goal_cells import Figure
from etl.korean.numbers import Number, State
from etl.outline import goal_columns, indicators
from etl.outline.cells import as_float
from etl.outline.context import Context, NamedProgram
from etl.outline.goal_columns import Column
from etl.terms.periods import month_end


@dataclass(frozen=True, slots=True)
class Setting:
    """What a table's surroundings say: the year of what states none, the day of its figures, their unit."""

    year: int
    as_of: date | None
    unit: str | None = None


def setting_of(table: Table, context: Context) -> Setting:
    """Return the setting of a table: by its results block, by its caption, else by its document."""
    year, as_of = goal_columns.stated_above(table, context)
    return Setting(
        year or context.fiscal_year,
        as_of or context.document.as_of,
        goal_columns.unit_above(table, context),
    )


@dataclass(slots=True)
class Goal:
    """A goal of one year, as far as it is read."""

    name: str
    row: TableRow
    year: int
    unit: str | None = None
    target: Number | None = None
    actual: Number | None = None
    attainment: Number | None = None
    limit: str | None = None
    as_of: date | None = None
    number: int = 1
    status: str = ""
    grade: str = "named"

    @property
    def is_stated(self) -> bool:
        """Tell whether there is a figure, or a result that is to come of a target that is none."""
        return any(number is not None and number.value is not None for number in (self.target, self.actual))

    def take(self, figure: Figure, column: Column | None, setting: Setting, *, is_target: bool) -> bool:
        """Take the target or the result; False where another stands already, or the units differ."""
        if (self.target if is_target else self.actual) is not None:
            return False
        unit = figure.number.unit or (column.unit if column else None)
        if unit and self.unit and unit != self.unit:
            return False
        self.unit = self.unit or unit
        if is_target:
            self.target, self.limit = figure.number, figure.limit
            return True
        if self._is_of_another_scale(figure.number):
            return False
        self.actual = figure.number
        as_of = column.as_of if column and column.as_of and column.as_of.year == self.year else None
        self.as_of = as_of or setting.as_of
        if figure.month is not None:
            if self.as_of is None or self.as_of.year != self.year:
                self.as_of = month_end(self.year, figure.month)
            elif self.as_of.month != figure.month:
                return False  # of June alone, or up to June?
        if figure.rate is not None and self._agrees(
            figure.rate, is_declared=bool(column and column.has_rate)
        ):
            self.attainment = figure.rate
        return True

    def _is_of_another_scale(self, actual: Number) -> bool:
        """Tell whether a result is a ratio where its target is a percentage: 0.55 of '60%'."""
        target = self.target
        return (
            target is not None
            and target.value is not None
            and target.unit == "%"
            and target.value > 1
            and actual.value is not None
            and actual.unit is None
            and actual.places > 0
            and abs(actual.value) <= 1
        )

    def take_pair(
        self, target: Figure | None, result: Figure, setting: Setting, column: Column | None = None
    ) -> bool:
        """Take a target and a result that stand together, with the attainment in the result's brackets."""
        if target is not None and not self.take(target, None, setting, is_target=True):
            return False
        if not self.take(result, column, setting, is_target=False):
            return False
        self.attainment = self.attainment or result.rate
        return True

    def take_rate(self, cell: str) -> bool:
        """Take the printed attainment; False where the cell holds something else."""
        rate = numbers.parse_rate(cell)
        if rate.state in (State.TEXT, State.MALFORMED):
            return False
        self.attainment = rate
        return True

    def _agrees(self, rate: Number, *, is_declared: bool) -> bool:
        if is_declared:
            return True
        return self._is_proved(rate)

    def _is_proved(self, rate: Number) -> bool:
        if (
            self.target is None
            or self.actual is None
            or self.target.value is None
            or self.actual.value is None
        ):
            return False
        return goal_cells.agrees(self.target.value, self.actual.value, rate, is_limit=self.better == "lower")

    @property
    def better(self) -> str:
        """Which way is better, by the target's own word or the indicator's name."""
        return indicators.better_of(self.name, self.limit)

    def finish(self, setting: Setting, has_results: bool) -> None:
        """Settle unit, status and grade. has_results: whether the table has a column of this year's
        results."""
        self.unit = self.unit or setting.unit
        self.as_of = self.as_of or setting.as_of
        if self.actual is not None and self.actual.value is not None:
            # Of a result without a date nobody knows that it is the year's last.
            is_final = self.year < setting.year or (
                self.as_of is not None and self.as_of >= date(self.year, 12, 31)
            )
            self.status = "reported" if is_final else "interim"
        else:
            self.status = "pending" if has_results else "planned"
        if self.attainment is not None and self._is_proved(self.attainment):
            self.grade = "proved"

    def numbered(self, number: int) -> Goal:
        """Return the goal as one of several of its row, counted from 1."""
        return replace(self, number=number)


def fact_of(
    goal: Goal,
    setting: Setting,
    context: Context,
    direction: facts.StrategicDirection | None,
    program: NamedProgram | None,
) -> facts.IndicatorResult:
    """Return a goal as a fact."""
    row, unit = goal.row, goal.unit
    is_this_year = goal.year == context.fiscal_year
    return facts.IndicatorResult(
        document_id=context.document_id,
        line=row.place.line,
        page=row.place.page,
        raw=row.raw,
        grade=goal.grade,
        indicator_result_id=f"{context.document_id}:{row.place.line}:{goal.number}",
        fiscal_year=goal.year,
        as_of=goal.as_of if is_this_year or goal.actual is not None else setting.as_of,
        direction_id=direction.direction_id if direction else (program.direction_id if program else None),
        program_id=program.program_id if program else None,
        name=goal.name,
        unit=unit,
        target=as_float(goal.target) if goal.target else None,
        actual=as_float(goal.actual) if goal.actual else None,
        status=goal.status,
        printed_attainment=as_float(goal.attainment) if goal.attainment else None,
        better=goal.better,
        measured=indicators.measured_of(goal.name, unit, goal.better),
    )


def unless_planned(result: str, row: TableRow, context: Context) -> str:
    """Return a result, or that it is to come where its cell says that the figure is only expected."""
    if not patterns.PLANNED_RESULT.search(result):
        return result
    context.set_aside(row.place, result, "planned_figure")
    return patterns.YET_TO_COME
