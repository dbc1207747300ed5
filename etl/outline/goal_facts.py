"""A goal on its way from the cells of its row to a fact: figures, unit, year, day, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from etl import facts
from etl.blocks import Table, TableRow
from etl.korean import goal_cells, goal_headings, numbers, text
from etl.korean.goal_cells import Figure
from etl.korean.numbers import Number, State
from etl.outline import goal_columns, indicators
from etl.outline.cells import as_float
from etl.outline.context import Context, NamedProgram
from etl.outline.goal_column import Column
from etl.terms.periods import month_end, year_end
from etl.vocabulary import words


@dataclass(frozen=True, slots=True)
class Setting:
    """What a table's surroundings say: the year of what states none, the day of its figures, their unit."""

    year: int
    as_of: date | None
    document_year: int
    unit: str | None = None
    doubt: str | None = None
    """Why a figure without a year is of none: a chapter or a caption states several, or a part of one."""
    is_denied: bool = False
    """Whether a note says that the table is of another year, whatever its columns state."""
    has_own_results: bool = True
    """False in a plan whose results stand under no earlier year: they are of one, and of which?"""
    printed_until: date | None = None
    """The end of the month in which the document was printed, where it states no day of its figures."""
    is_forecast: bool = False
    """Whether what stands above says that the results are expected or provisional."""
    is_dated: bool = False
    """Whether what stands above the table states a day that is not the document's."""

    def day_of(self, year: int) -> date | None:
        """Return the day of a figure of a year; an earlier year's is not of the document's day."""
        return self.as_of if self.is_dated or year >= self.document_year else None


def setting_of(table: Table, context: Context) -> Setting:
    """Return the setting of a table: by its caption, results block or chapter, else by its document."""
    stated = goal_columns.stated_above(table, context)
    year = stated.year
    chapter = years_of_chapter(table, context)
    own_year = year or (chapter[0] if len(chapter) == 1 else context.fiscal_year)
    note = goal_columns.denied_below(table, own_year, context)
    return Setting(
        own_year,
        stated.as_of or context.document.as_of,
        context.fiscal_year,
        goal_columns.unit_above(table, context),
        printed_until=context.printed_until,
        doubt=stated.doubt or ("year_unknown" if year is None and len(chapter) > 1 else None),
        is_denied=note == "other_year",
        has_own_results=not context.is_early_plan or (year is not None and year < context.fiscal_year),
        is_dated=stated.as_of not in (None, context.document.as_of),
        is_forecast=note == "planned_figure" or goal_columns.is_forecast_above(table, context),
    )


def years_of_chapter(table: Table, context: Context) -> list[int]:
    """Return the years that the heading of a table's chapter or appendix states."""
    chapter = context.chapter_at(table.place)
    return sorted(set(goal_headings.parse(chapter.text, context.fiscal_year).years)) if chapter else []


@dataclass(slots=True)
class Goal:
    """A goal of one year, as far as it is read.

    change: 1 where an arrow leads up to the target, -1 where it leads down.
    """

    name: str
    row: TableRow
    year: int
    unit: str | None = None
    target: Number | None = None
    actual: Number | None = None
    attainment: Number | None = None
    limit: str | None = None
    change: int = 0
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
            before = figure.earlier.value if figure.earlier else None
            if before is not None and figure.number.value is not None:
                self.change = (figure.number.value > before) - (figure.number.value < before)
            return True
        self.actual = figure.number
        as_of = column.as_of if column and column.as_of and column.as_of.year == self.year else None
        self.as_of = as_of or setting.day_of(self.year)
        if figure.month is not None:
            if self.as_of is None or self.as_of.year != self.year:
                self.as_of = month_end(self.year, figure.month)
            elif self.as_of.month != figure.month:
                return False  # of June alone, or up to June?
        if self.as_of and setting.printed_until and self.as_of > setting.printed_until:
            return False  # of a day after the report was printed
        if figure.rate is not None and self._agrees(
            figure.rate, is_declared=bool(column and column.has_rate)
        ):
            self.attainment = figure.rate
        return True

    @property
    def is_contradicted(self) -> bool:
        """Tell whether target and result cannot be figures of one thing, so that one of them is misread."""
        return self._is_of_two_scales or self._is_broken

    @property
    def _is_of_two_scales(self) -> bool:
        """Tell whether one of target and result is a ratio where the other is of a hundred: 60% and 0.55."""
        target, actual = self.target, self.actual
        if target is None or actual is None or target.value is None or actual.value is None:
            return False
        measured = indicators.measured_of(self.name, self.unit, self.better)
        if self.unit not in goal_cells.LEVEL_UNITS and (self.unit or measured != "level"):
            return False
        return any(
            one.unit is None and one.places > 0 and abs(one.value) <= 1 < other
            for one, other in ((actual, target.value), (target, actual.value))
            if one.value is not None
        )

    @property
    def _is_broken(self) -> bool:
        """Tell whether one of target and result has decimals though both are counted whole: 0.57 of 120."""
        target, actual = self.target, self.actual
        if target is None or actual is None or target.value is None or actual.value is None:
            return False
        measured = indicators.measured_of(self.name, self.unit, self.better)
        is_whole = measured == "count" and self.unit in words("series", "whole")
        return is_whole and bool(target.places) != bool(actual.places)

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
    def better(self) -> str | None:
        """Which way is better, by the target's own word, the indicator's name, or the printed attainment.

        None where none of them says it of what may be wanted long or short, dear or cheap.
        """
        said = indicators.better_of(self.name, self.limit, self.unit, self.change)
        follows = self._follows() if self.limit is None and said != "lower" else None
        return "lower" if follows == "lower" else said or follows

    def _follows(self) -> str | None:
        """Return for which direction alone the printed attainment follows: 2.5 of 2.8 days are 112 %.

        Forms cut it at 100 %, which proves nothing.
        """
        target, actual, rate = self.target, self.actual, self.attainment
        if target is None or actual is None or rate is None or not actual.value or not target.value:
            return None
        if rate.value is None or rate.value == 100 or min(target.value, actual.value) < 0:
            return None
        holds = [
            better
            for better in ("lower", "higher")
            if goal_cells.agrees(target.value, actual.value, rate, is_limit=better == "lower")
        ]
        return holds[0] if len(holds) == 1 else None

    def finish(self, setting: Setting, missing: str) -> None:
        """Settle unit, status and grade. missing: the status where there is no result."""
        self.unit = self.unit or setting.unit
        self.as_of = self.as_of or setting.day_of(self.year)
        if self.actual is not None and self.actual.value is not None:
            # Of a result without a date nobody knows that it is the year's last, unless the year was over
            # when the report was printed.
            printed = setting.printed_until
            is_over = self.year < setting.document_year or (printed is not None and printed.year > self.year)
            if self.as_of is None:
                self.status = "reported" if is_over else "undated"
            else:
                self.status = "reported" if self.as_of >= year_end(self.year) else "interim"
        else:
            self.status = missing
        if self.attainment is not None and self._is_proved(self.attainment):
            self.grade = "proved"

    def numbered(self, number: int) -> Goal:
        """Return the goal as one of several of its row, counted from 1."""
        return replace(self, number=number)


def agree_on_direction(goals: Iterable[Goal]) -> None:
    """Let the goals of one name have one better direction: a word for a limit in one year holds in the
    others.

    '11.2 | 10.0 이내 | 10.8': last year's result prints no limit of its own.
    """
    named: dict[str, list[Goal]] = {}
    for goal in goals:
        named.setdefault(text.key(goal.name), []).append(goal)
    for own in named.values():
        limits = {goal.limit for goal in own} - {None} or {goal.better for goal in own} - {"higher", None}
        if len(limits) == 1:
            limit = limits.pop()
            for goal in own:
                goal.limit = limit


def facts_of(
    goal: Goal,
    setting: Setting,
    context: Context,
    direction: facts.StrategicDirection | None,
    program: NamedProgram | None,
) -> Iterator[facts.IndicatorResult]:
    """Yield a goal as a fact; of a target below zero ('감축 △5%') nothing says which way is better."""
    row, unit, better = goal.row, goal.unit, goal.better
    is_this_year = goal.year == context.fiscal_year
    target = goal.target.value if goal.target is not None else None
    if better is None or (target is not None and target < 0):
        context.set_aside(row.place, row.raw, "better_unknown")
        return
    yield facts.IndicatorResult(
        document_id=context.document_id,
        line=row.place.line,
        page=row.place.page,
        raw=row.raw,
        grade=goal.grade,
        indicator_result_id=f"{context.document_id}:{row.place.line}:{goal.number}",
        fiscal_year=goal.year,
        as_of=goal.as_of if is_this_year or goal.actual is not None else setting.day_of(goal.year),
        direction_id=direction.direction_id if direction else (program.direction_id if program else None),
        program_id=program.program_id if program else None,
        name=goal.name,
        unit=unit,
        target=as_float(goal.target) if goal.target else None,
        actual=as_float(goal.actual) if goal.actual else None,
        status=goal.status,
        printed_attainment=as_float(goal.attainment) if goal.attainment else None,
        better=better,
        measured=indicators.measured_of(goal.name, unit, better),
    )
