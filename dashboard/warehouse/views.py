"""The warehouse's views, as light constructs to select from."""

from __future__ import annotations

from typing import Any

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

_PLACE: dict[str, type[TypeEngine[Any]]] = {"document_id": Text, "line": BigInteger}
_WHEN: dict[str, type[TypeEngine[Any]]] = {"fiscal_year": BigInteger, "as_of": Date}


def _view(view: str, /, **columns: type[TypeEngine[Any]] | TypeEngine[Any]) -> TableClause:
    return table(view, *(column(key, kind) for key, kind in {**_PLACE, **_WHEN, **columns}.items()))


def _of_whole(lines: Table) -> TableClause:
    """The lines of tables of the whole: what no other table prints is added to."""
    return table(f"whole_{lines.name}", *(column(each.name, each.type) for each in lines.columns))


whole_budget_line = _of_whole(schema.budget_line)
whole_revenue_line = _of_whole(schema.revenue_line)
program_execution = _view(
    "program_execution",
    program_id=Text, organization_id=Text, name=Text, direction_id=Text, task_id=Text, funding=Text,
    appropriation=Text,
    tags=Text, lineage_id=Text, starts_on=Date, ends_on=Date, original_won=BigInteger,
    adjustment_won=BigInteger,
    current_won=BigInteger, executed_won=BigInteger, printed_rate=Double, reason=Text, direction_name=Text,
    task_name=Text, remaining_won=BigInteger, execution_rate=Double, elapsed_share=Double, pace_gap=Double,
    projection_won=BigInteger, projection_rate=Double, months_left=Double, needed_per_month_won=BigInteger,
    status=Text, own_elapsed_share=Double, own_starts_on=Date, own_ends_on=Date, adjusted_percent=Double,
    is_unknown=Boolean, offices=Text, unit_ids=ARRAY(Text),
)  # fmt: skip
direction_scorecard = _view(
    "direction_scorecard",
    direction_id=Text, organization_id=Text, position=BigInteger, name=Text, theme_id=Text, basis=Text,
    current_won=BigInteger, executed_won=BigInteger, printed_rate=Double, program_count=BigInteger,
    programs_without_budget=BigInteger, attention_count=BigInteger, execution_rate=Double,
    elapsed_share=Double, pace_gap=Double, status=Text, goals_total=BigInteger, goals_met=BigInteger,
    goals_on_pace=BigInteger,
    goals_watch=BigInteger, goals_behind=BigInteger, goals_pending=BigInteger, attainment_median=Double,
    previous_direction_id=Text, previous_name=Text, previous_year=BigInteger, previous_won=BigInteger,
    is_comparable=Boolean, comparison_reason=Text, comparison_reason_en=Text,
    change_won=BigInteger, change_percent=Double,
)  # fmt: skip
goal_attainment = _view(
    "goal_attainment",
    indicator_result_id=Text, organization_id=Text, name=Text, unit=Text, direction_id=Text, program_id=Text,
    program_name=Text, target=Double, actual=Double, better=Text, measured=Text, result_status=Text,
    printed_attainment=Double, attainment=Double, elapsed_share=Double, status=Text, raw=Text,
    same=Text,
)  # fmt: skip
institution_summary = _view(
    "institution_summary",
    organization_id=Text, scope=Text, basis=Text, current_won=BigInteger, executed_won=BigInteger,
    executed_line=BigInteger, execution_rate=Double, elapsed_share=Double, pace_gap=Double, status=Text,
)  # fmt: skip
yearly_trend = _view(
    "yearly_trend",
    organization_id=Text, scope=Text, key=Text, label=Text, basis=Text, amount_won=BigInteger,
    is_partial=Boolean, is_comparable=Boolean, previous_year=BigInteger, previous_won=BigInteger,
    change_won=BigInteger, change_percent=Double,
)  # fmt: skip
report = _view(
    "report",
    organization_id=Text, organization_name=Text, organization_name_en=Text, title=Text, source_name=Text,
    kind=Text, has_execution=Boolean,
)  # fmt: skip

unit = table(
    "unit",
    *(
        column(key, Text())
        for key in (
            "unit_id", "organization_id", "level", "division", "office", "team", "division_id", "office_id",
        )
    ),
    column("fiscal_year", BigInteger()),
)  # fmt: skip
program_unit = table(
    "program_unit", column("program_id", Text()), column("unit_id", Text()), column("runs", Boolean())
)
cited_line = table(
    "cited_line",
    column("document_id", Text()),
    column("line", BigInteger()),
    column("page", BigInteger()),
    column("raw", Text()),
)


def measure(expression: str) -> ColumnElement[float]:
    """Splice one of the definitions of `etl.terms.measures` into a select over columns of the same names."""
    return literal_column(expression, Double)


EXECUTION_RATE = measure(measures.EXECUTION_RATE)
COLLECTION_RATE = measure(measures.COLLECTION_RATE)
ELAPSED_SHARE = measure(measures.ELAPSED_SHARE)
