"""Divisions, offices and teams: what their programmes add up to, and what is due in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union,
)

from dashboard.filters import Filters
from dashboard.queries.programs import chosen, programs_of
from dashboard.queries.reading import only, rows
from dashboard.queries.scopes import Scope
from dashboard.queries.thresholds import budget_status
from dashboard.queries.views import (
    ELAPSED_SHARE,
    EXECUTION_RATE,
    PACE_GAP,
    goal_attainment,
    program_execution,
)  # fmt: skip
from dashboard.rows import Row
from etl.warehouse.schema import department, finding, milestone, program_department

P = program_execution.c
LEVELS: tuple[str, ...] = ("division", "office", "team")


def units(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return every division, office and team with its programmes, each programme once in each of them.

    The worst pace stands first among the units of one office.
    """
    d, pd = department.c, program_department.c
    runs = select(pd.program_id, d.division, d.office, d.team, d.line).join(
        department, d.department_id == pd.department_id
    )
    run = runs.subquery()
    none = cast(null(), Text)
    levels = union(
        select(
            literal("division").label("level"), run.c.program_id, run.c.division, none.label("office"),
            none.label("team"),
        ).where(run.c.division.isnot(None)),
        select(literal("office"), run.c.program_id, run.c.division, run.c.office, none).where(
            run.c.office.isnot(None)
        ),
        select(literal("team"), run.c.program_id, run.c.division, run.c.office, run.c.team).where(
            run.c.team.isnot(None)
        ),
    ).subquery()  # fmt: skip
    both = and_(P.current_won.isnot(None), P.executed_won.isnot(None))
    keys = [levels.c[name] for name in ("level", *LEVELS)]
    sums = (
        select(
            *keys,
            func.count().label("programs"),
            _whole(func.sum(P.current_won)).label("budget_won"),
            _whole(func.sum(P.executed_won)).label("spent_won"),
            _whole(func.sum(P.current_won).filter(both)).label("current_won"),
            _whole(func.sum(P.executed_won).filter(both)).label("executed_won"),
            _whole(func.sum(P.remaining_won)).label("remaining_won"),
            _whole(func.sum(P.needed_per_month_won)).label("needed_per_month_won"),
            func.count().filter(P.status.in_(("behind", "over"))).label("attention"),
            literal(scope.fiscal_year).label("fiscal_year"),
            literal(scope.as_of, Date).label("as_of"),
        )
        .join(program_execution, P.program_id == levels.c.program_id)
        .where(chosen(scope, filters))
        .group_by(*keys)
        .subquery()
    )
    s = sums.c
    named = (
        select(d.department_id, *(d[level] for level in LEVELS))
        .where(d.organization_id == scope.organization_id, d.fiscal_year == scope.fiscal_year)
        .subquery()
    )
    here = and_(*(named.c[level].is_not_distinct_from(s[level]) for level in LEVELS))
    statement = (
        select(
            sums,
            named.c.department_id,
            EXECUTION_RATE.label("execution_rate"),
            ELAPSED_SHARE.label("elapsed_share"),
            PACE_GAP.label("pace_gap"),
            budget_status(connection).label("status"),
        )
        .outerjoin(named, here)
        .order_by(
            s.division.asc().nulls_last(),
            s.office.asc().nulls_first(),
            case({"division": 0, "office": 1}, value=s.level, else_=2),
            PACE_GAP.asc().nulls_last(),
            s.team,
        )
    )
    return rows(connection, statement)


def coverage(connection: Connection, scope: Scope, filters: Filters) -> Row:
    """Return how many of the programmes several units run, and how many no unit is printed for."""
    counted = (
        select(P.program_id, func.count(program_department.c.department_id.distinct()).label("units"))
        .outerjoin(program_department, program_department.c.program_id == P.program_id)
        .where(chosen(scope, filters))
        .group_by(P.program_id)
        .subquery()
    )
    statement = select(
        func.count().label("programs"),
        func.count().filter(counted.c.units > 1).label("shared"),
        func.count().filter(counted.c.units == 0).label("without"),
    ).select_from(counted)
    return only(connection, statement)


def one(connection: Connection, department_id: str) -> Sequence[Row]:
    """Return the row of a department, as far as there is one."""
    return rows(connection, select(department).where(department.c.department_id == department_id))


def due(connection: Connection, scope: Scope, department_id: str, days: int) -> Sequence[Row]:
    """Return the steps of a department's programmes that end within so many days after the date."""
    last: date = scope.as_of + timedelta(days=days)
    statement = (
        select(milestone, P.name.label("program_name"))
        .join(program_execution, P.program_id == milestone.c.program_id)
        .where(
            milestone.c.program_id.in_(programs_of(department_id)),
            milestone.c.ends_on > scope.as_of,
            milestone.c.ends_on <= last,
            P.fiscal_year == scope.fiscal_year,
            P.document_id.in_(scope.document_ids),
        )
        .order_by(milestone.c.ends_on, milestone.c.starts_on, milestone.c.line)
    )
    return rows(connection, statement)


def goals(connection: Connection, scope: Scope, department_id: str) -> Sequence[Row]:
    """Return the goals of a department's programmes."""
    return _goals(connection, scope, goal_attainment.c.program_id.in_(programs_of(department_id)))


def goals_above(connection: Connection, scope: Scope, department_id: str) -> Sequence[Row]:
    """Return the goals of the directions that a department's programmes serve."""
    served = select(P.direction_id).where(
        P.program_id.in_(programs_of(department_id)), P.direction_id.isnot(None)
    )
    return _goals(connection, scope, goal_attainment.c.direction_id.in_(served))


def _goals(connection: Connection, scope: Scope, condition: ColumnElement[bool]) -> Sequence[Row]:
    g = goal_attainment.c
    statement = (
        select(goal_attainment)
        .where(g.fiscal_year == scope.fiscal_year, g.document_id.in_(scope.document_ids), condition)
        .order_by(g.direction_id, g.attainment.asc().nulls_last(), g.line)
    )
    return rows(connection, statement)


def findings(connection: Connection, scope: Scope, department_id: str) -> Sequence[Row]:
    """Return the findings about a department's programmes, worst first."""
    f = finding.c
    worst_first = case({"error": 0, "warning": 1}, value=f.severity, else_=2)
    statement = (
        select(finding)
        .where(f.document_id.in_(scope.document_ids), f.program_id.in_(programs_of(department_id)))
        .order_by(worst_first, f.document_id, f.line)
    )
    return rows(connection, statement)


def _whole(total: ColumnElement[int]) -> ColumnElement[int]:
    # DuckDB adds BIGINTs to a HUGEINT, which the measures need not carry.
    return cast(total, BigInteger)
