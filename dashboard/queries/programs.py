"""Programmes: the list, its totals, the ones that need attention, one and its years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from dashboard.filters import Filters
from dashboard.queries.reading import only, rows
from dashboard.queries.scopes import Scope
from dashboard.queries.thresholds import budget_status
from dashboard.queries.views import (
    ELAPSED_SHARE,
    EXECUTION_RATE,
    OWN_PERIOD,
    PACE_GAP,
    measure,
    program_execution,
    program_unit,
    unit,
)  # fmt: skip
from dashboard.rows import Row
from etl.terms.measures import ratio_percent
from etl.warehouse.schema import document

P = program_execution.c
U = unit.c
IN_ORDER = (U.division.asc().nulls_last(), U.office.asc().nulls_first(), U.team.asc().nulls_first())
"""Each unit right after what it stands in."""


def chosen(scope: Scope, filters: Filters, without: str | None = None) -> ColumnElement[bool]:
    """Return the condition on `program_execution` that scope and filters make; one may be left out."""
    conditions = [P.fiscal_year == scope.fiscal_year, P.document_id.in_(scope.document_ids)]
    if filters.direction is not None and without != "direction":
        conditions.append(P.direction_id.in_(filters.directions))
    if filters.department is not None and without != "department":
        conditions.append(P.program_id.in_(programs_of(filters.departments)))
    if filters.funding is not None and without != "funding":
        conditions.append(func.list_contains(func.string_split(P.funding, "/"), filters.funding))
    if filters.status is not None and without != "status":
        conditions.append(P.status == filters.status)
    return and_(*conditions)


def programs_of(unit_ids: Sequence[str]) -> Select[tuple[str]]:
    """The programmes of divisions, offices and teams and of the units below them."""
    return select(program_unit.c.program_id).where(program_unit.c.unit_id.in_(unit_ids))


def listing(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the chosen programmes in the order of the report, each with its offices."""
    offices = (
        select(
            program_unit.c.program_id,
            func.string_agg(
                func.coalesce(U.team, U.office, U.division), aggregate_order_by(literal(", "), *IN_ORDER)
            ).label("offices"),
        )
        .join(unit, U.unit_id == program_unit.c.unit_id)
        .where(program_unit.c.runs)
        .group_by(program_unit.c.program_id)
        .subquery()
    )
    statement = (
        select(program_execution, offices.c.offices, document.c.title.label("document_title"))
        .join(document, document.c.document_id == P.document_id)
        .outerjoin(offices, offices.c.program_id == P.program_id)
        .where(chosen(scope, filters))
        .order_by(P.line, P.program_id, P.document_id)
    )
    return rows(connection, statement)


_UNKNOWN = or_(
    and_(
        P.executed_won.is_(None),
        or_(P.current_won.isnot(None), P.printed_rate.isnot(None)),
        func.coalesce(P.printed_rate, -1.0) != 0.0,
    ),
    and_(P.executed_won.isnot(None), P.current_won.is_(None)),
)
"""One of budget and execution is not known. A dash beside a printed rate of 0 % is known: it is nothing."""


def _known(total: ColumnElement[int]) -> ColumnElement[int]:
    """Return a sum only where every part of it is known: a rate over some of the parts is not the whole's."""
    return _whole(case((func.count().filter(_UNKNOWN) == 0, total)))


def _explained(total: ColumnElement[int]) -> ColumnElement[int]:
    """Return a sum only where every budget is printed with its parts: original + adjustment is the budget."""
    in_one = and_(P.current_won.isnot(None), P.original_won.is_(None))
    return _whole(case((func.count().filter(in_one) == 0, total)))


def _sums() -> list[ColumnElement[int]]:
    return [
        _whole(func.sum(P.current_won)).label("budget_won"),
        _whole(func.sum(P.executed_won)).label("spent_won"),
        _known(func.sum(P.current_won)).label("current_won"),
        _known(func.sum(P.executed_won)).label("executed_won"),
    ]


def summed(scope: Scope) -> list[ColumnElement[Any]]:
    """Return what a set of programmes adds up to; what hangs on execution only where none is still unknown.

    Original and adjustment are given where they explain the whole budget.
    """
    return [
        func.count().label("programs"),
        *_sums(),
        (_known(func.sum(P.current_won)) - _known(func.sum(P.executed_won))).label("remaining_won"),
        _explained(func.sum(P.original_won)).label("original_won"),
        _explained(func.sum(P.adjustment_won)).label("adjustment_won"),
        _whole(func.sum(P.needed_per_month_won)).label("needed_per_month_won"),
        _known(func.sum(P.needed_per_month_won)).label("needed_won"),
        _known(func.sum(P.projection_won)).label("projection_won"),
        func.count().filter(_UNKNOWN).label("incomplete"),
        func.count().filter(P.status.in_(("behind", "over"))).label("attention"),
        literal(scope.fiscal_year).label("fiscal_year"),
        literal(scope.as_of, Date).label("as_of"),
    ]


def totals(connection: Connection, scope: Scope, filters: Filters, ids: Sequence[str] | None = None) -> Row:
    """Return the sums of the chosen programmes. ids: only of those of them."""
    is_meant = chosen(scope, filters)
    if ids is not None:
        is_meant = and_(is_meant, P.program_id.in_(ids))
    sums = select(*summed(scope)).where(is_meant).subquery()
    statement = select(
        sums,
        EXECUTION_RATE.label("execution_rate"),
        ELAPSED_SHARE.label("elapsed_share"),
        PACE_GAP.label("pace_gap"),
        measure(ratio_percent("projection_won", "current_won")).label("projection_rate"),
        budget_status(connection).label("status"),
    )
    return only(connection, statement)


def by_direction(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the sums of the chosen programmes of each direction; rates as in `totals`."""
    sums = (
        select(
            P.direction_id,
            P.direction_name.label("name"),
            func.count().label("programs"),
            *_sums(),
            (_known(func.sum(P.current_won)) - _known(func.sum(P.executed_won))).label("remaining_won"),
            P.fiscal_year,
            literal(scope.as_of, Date).label("as_of"),
            func.min(P.document_id).label("document_id"),
            func.min(P.line).label("line"),
        )
        .where(chosen(scope, filters), P.direction_id.isnot(None))
        .group_by(P.direction_id, P.direction_name, P.fiscal_year)
        .subquery()
    )
    statement = select(
        sums,
        EXECUTION_RATE.label("execution_rate"),
        ELAPSED_SHARE.label("elapsed_share"),
        PACE_GAP.label("pace_gap"),
        budget_status(connection).label("status"),
    ).order_by(sums.c.direction_id)
    return rows(connection, statement)


def attention(connection: Connection, scope: Scope, filters: Filters, limit: int) -> Sequence[Row]:
    """Return the programmes that need attention: over-spent first, then the furthest behind."""
    order = case((P.status == "over", 0), (P.status == "behind", 1), else_=2)
    statement = (
        select(program_execution, *OWN_PERIOD)
        .where(chosen(scope, filters), P.status.in_(("over", "behind", "watch")))
        .order_by(order, P.pace_gap, P.program_id)
        .limit(limit)
    )
    return rows(connection, statement)


def one(connection: Connection, program_id: str) -> Sequence[Row]:
    """Return a programme's row in each report that speaks of it, newest first."""
    statement = (
        select(program_execution).where(P.program_id == program_id).order_by(P.as_of.desc(), P.document_id)
    )
    return rows(connection, statement)


def years(connection: Connection, lineage_id: str) -> Sequence[Row]:
    """Return every year of a programme through its names, oldest first."""
    # How long a bar is beside the longest: a matter of drawing, but still a ratio, so it is made here.
    share = measure(ratio_percent("current_won", "max(current_won) OVER ()")).label("share_of_largest")
    statement = (
        select(program_execution, document.c.kind, share)
        .join(document, document.c.document_id == P.document_id)
        .where(P.lineage_id == lineage_id)
        .order_by(P.fiscal_year, P.as_of, P.program_id)
    )
    return rows(connection, statement)


def offices(connection: Connection, program_ids: Sequence[str]) -> Sequence[Row]:
    """Return the units that run the given programmes, each once, with the number of programmes."""
    statement = (
        select(unit, func.count(program_unit.c.program_id).label("programs"))
        .join(program_unit, program_unit.c.unit_id == U.unit_id)
        .where(program_unit.c.program_id.in_(program_ids), program_unit.c.runs)
        .group_by(*U)
        .order_by(*IN_ORDER)
    )
    return rows(connection, statement)


def run_by(connection: Connection, scope: Scope, filters: Filters) -> Mapping[str, Sequence[Row]]:
    """Return by programme the units that run it, as far as a report names them."""
    statement = (
        select(P.program_id, unit)
        .join(program_unit, program_unit.c.program_id == P.program_id)
        .join(unit, U.unit_id == program_unit.c.unit_id)
        .where(chosen(scope, filters), program_unit.c.runs)
        .order_by(P.program_id, *IN_ORDER)
    )
    found: dict[str, list[Row]] = {}
    for row in rows(connection, statement):
        found.setdefault(row["program_id"], []).append(row)
    return found


def _whole(total: ColumnElement[int]) -> ColumnElement[int]:
    # DuckDB adds BIGINTs to a HUGEINT, which the measures need not carry.
    return cast(total, BigInteger)
