"""The warehouse's views, as light constructs to select from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, TypedDict, get_args, get_origin, get_type_hints

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Double,
    Table,
    TableClause,
    Text,
    column,
    literal_column,
    table,
)
from sqlalchemy.types import TypeEngine

from etl.terms import measures
from etl.warehouse import schema

_KINDS: dict[Any, type[TypeEngine[Any]] | TypeEngine[Any]] = {
    str: Text, int: BigInteger, float: Double, bool: Boolean, date: Date, list[str]: ARRAY(Text),
}  # fmt: skip


def _view(view: str, row: type) -> TableClause:
    """A view as its row declares it: a TypedDict or dataclass, where what may be empty is `... | None`."""
    kinds = get_type_hints(row)
    return table(view, *(column(key, _KINDS[_of_values(kind)]) for key, kind in kinds.items()))


def _of_values(kind: Any) -> Any:  # noqa: ANN401 -- a type, a union with None, or some texts
    if isinstance(kind, UnionType):
        (kind,) = (each for each in kind.__args__ if each is not NoneType)
    return type(get_args(kind)[0]) if get_origin(kind) is Literal else kind


def _of_whole(lines: Table) -> TableClause:
    """The lines of tables of the whole: what no other table prints is added to."""
    return table(f"whole_{lines.name}", *(column(each.name, each.type) for each in lines.columns))


class _Printed(TypedDict):
    """Where a row is printed, and what it speaks of. as_of: None where the report prints no date."""

    document_id: str
    line: int
    fiscal_year: int
    as_of: date | None


class ProgramExecution(_Printed):
    """A programme as one report speaks of it."""

    program_id: str
    organization_id: str
    name: str
    direction_id: str | None
    task_id: str | None
    funding: str | None
    appropriation: str | None
    tags: str | None
    lineage_id: str | None
    starts_on: date | None
    ends_on: date | None
    original_won: int | None
    adjustment_won: int | None
    current_won: int | None
    executed_won: int | None
    printed_rate: float | None
    reason: str | None
    direction_name: str | None
    task_name: str | None
    remaining_won: int | None
    execution_rate: float | None
    elapsed_share: float | None
    pace_gap: float | None
    projection_won: int | None
    projection_rate: float | None
    months_left: float | None
    needed_per_month_won: int | None
    status: str | None
    is_reason_asked: bool
    own_pace_gap: float | None
    own_elapsed_share: float | None
    own_starts_on: date
    own_ends_on: date
    adjusted_percent: float | None
    is_unknown: bool
    budget_state: str
    unread_budget: str | None
    offices: str | None
    unit_ids: list[str]


class DirectionScorecard(_Printed):
    """A strategic direction as one report speaks of it."""

    direction_id: str
    organization_id: str
    position: int
    name: str
    theme_id: str | None
    basis: str
    current_won: int | None
    executed_won: int | None
    printed_rate: float | None
    program_count: int
    programs_without_budget: int
    commissioned_won: int | None
    attention_count: int
    execution_rate: float | None
    elapsed_share: float | None
    pace_gap: float | None
    status: str | None
    goals_total: int
    goals_met: int
    goals_on_pace: int
    goals_watch: int
    goals_behind: int
    goals_pending: int
    attainment_median: float | None
    previous_direction_id: str | None
    previous_name: str | None
    previous_year: int | None
    previous_won: int | None
    is_comparable: bool
    comparison_reason: str | None
    comparison_reason_en: str | None
    change_won: int | None
    change_percent: float | None


class GoalAttainment(_Printed):
    """A goal with its result, as one report states it."""

    indicator_result_id: str
    organization_id: str
    name: str
    unit: str | None
    direction_id: str | None
    program_id: str | None
    program_name: str | None
    target: float | None
    actual: float | None
    better: str
    measured: str | None
    result_status: str
    printed_attainment: float | None
    attainment: float | None
    elapsed_share: float | None
    status: str | None
    raw: str | None
    reported_on: date | None
    same: str


class InstitutionSummary(TypedDict):
    """What an institution or its programmes add up to. line: None where no budget is legible."""

    document_id: str
    line: int | None
    fiscal_year: int
    as_of: date | None
    organization_id: str
    scope: str
    basis: str
    current_won: int | None
    executed_won: int | None
    executed_line: int | None
    execution_rate: float | None
    elapsed_share: float | None
    pace_gap: float | None
    status: str | None


class YearlyTrend(_Printed):
    """One year of one subject of the trends. is_partial: None where no date tells."""

    organization_id: str
    scope: str
    key: str
    label: str | None
    basis: str
    amount_won: int | None
    is_partial: bool | None
    is_comparable: bool
    previous_year: int | None
    previous_won: int | None
    change_won: int | None
    change_percent: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """One document, as far as it speaks of one fiscal year."""

    document_id: str
    title: str
    source_name: str
    kind: str
    organization_id: str
    organization_name: str
    organization_name_en: str | None
    fiscal_year: int
    as_of: date | None
    has_execution: bool


Level = Literal["division", "office", "team"]
"""Which of them a unit is; the column of that name holds what it is called."""
LEVELS: tuple[Level, ...] = ("division", "office", "team")
"""From the top."""


class Unit(TypedDict):
    """A division, an office or a team of one year."""

    unit_id: str
    organization_id: str
    level: Level
    division: str | None
    office: str | None
    team: str | None
    division_id: str | None
    office_id: str | None
    fiscal_year: int


class ProgramUnit(TypedDict):
    """A programme beneath a unit. runs: whether it is the unit itself that the report names."""

    program_id: str
    unit_id: str
    runs: bool


class CitedLine(TypedDict):
    """A line that a page may cite. raw: None where only its place is known."""

    document_id: str
    line: int
    page: int | None
    raw: str | None


whole_budget_line = _of_whole(schema.budget_line)
whole_revenue_line = _of_whole(schema.revenue_line)
program_execution = _view("program_execution", ProgramExecution)
direction_scorecard = _view("direction_scorecard", DirectionScorecard)
goal_attainment = _view("goal_attainment", GoalAttainment)
institution_summary = _view("institution_summary", InstitutionSummary)
yearly_trend = _view("yearly_trend", YearlyTrend)
report = _view("report", Report)
unit = _view("unit", Unit)
program_unit = _view("program_unit", ProgramUnit)
cited_line = _view("cited_line", CitedLine)


def measure(expression: str) -> ColumnElement[float]:
    """Splice one of the definitions of `etl.terms.measures` into a select over columns of the same names."""
    return literal_column(expression, Double)


EXECUTION_RATE = measure(measures.EXECUTION_RATE)
COLLECTION_RATE = measure(measures.COLLECTION_RATE)
ELAPSED_SHARE = measure(measures.ELAPSED_SHARE)
