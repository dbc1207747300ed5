"""What a committee asks about: late and over-spent money, goals out of reach, what moved, what changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    null,
    or_,
    select,
    union_all,
)

from dashboard.filters import Filters
from dashboard.queries.goals import SAME, WORST_FIRST
from dashboard.queries.programs import chosen
from dashboard.queries.reading import only, rows
from dashboard.queries.scopes import Scope
from dashboard.queries.views import (
    EXECUTION_RATE,
    OWN_PERIOD,
    goal_attainment,
    measure,
    program_execution,
    yearly_trend,
)
from dashboard.rows import Row
from etl.terms.measures import ratio_percent
from etl.warehouse.schema import budget_line, program, strategic_direction, succession

P = program_execution.c
G = goal_attainment.c
T = yearly_trend.c

# The programme lines are the programmes themselves; a programme's own page prints them a second time.
_LEVELS_OF_PROGRAMS = ("program", "program_detail", "subprogram")
_TOLD = ("new", "ended", "renamed", "merged", "split")


def late(connection: Connection, scope: Scope, filters: Filters, percent: float) -> Sequence[Row]:
    """Return the programmes that are behind, or at or under `percent` once that share of the year is over.

    Before that date a low rate says little: at 31 March nobody has spent most of the year's money.
    """
    is_low = and_(func.round(P.execution_rate, 9) <= percent, P.elapsed_share >= percent)
    statement = (
        select(program_execution, *OWN_PERIOD)
        .where(chosen(scope, filters), or_(P.status == "behind", is_low))
        .order_by(P.execution_rate, P.program_id)
    )
    return rows(connection, statement)


def unreported(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the programmes without an executed figure, those with a dash beside a printed 0 % among them."""
    statement = (
        select(program_execution)
        .where(chosen(scope, filters), P.executed_won.is_(None))
        .order_by(P.current_won.desc().nulls_last(), P.program_id)
    )
    return rows(connection, statement)


def overspent(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the programmes and the other printed lines that took more than their budget, the most first."""
    names = ("name", "program_id", "current_won", "executed_won", "document_id", "line")
    of_programs = select(*(P[name] for name in names)).where(chosen(scope, filters), P.status == "over")
    b = budget_line.c
    conditions = [
        b.document_id.in_(scope.document_ids),
        b.fiscal_year == scope.fiscal_year,
        b.level.notin_(_LEVELS_OF_PROGRAMS),
        b.executed_won > b.current_won,
    ]
    if filters.direction is not None:
        conditions.append(b.direction_id.in_(filters.directions))
    if filters.department is not None or filters.funding is not None:
        # A line of the whole cannot be laid to a department.
        conditions.append(false())
    of_lines = select(
        b.label.label("name"), cast(null(), Text).label("program_id"), *(b[name] for name in names[2:])
    ).where(*conditions)
    found = union_all(of_programs, of_lines).subquery()
    over = found.c.executed_won - found.c.current_won
    statement = select(found, EXECUTION_RATE.label("execution_rate"), over.label("over_won"))
    return rows(connection, statement.order_by(over.desc(), found.c.document_id, found.c.line))


def goals(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the goals that are missed, behind, or without a result that the report owes; worst first."""
    statement = (
        select(goal_attainment)
        .where(
            _goals_of(scope, filters),
            G.status.in_(("missed", "behind", "pending")),
            G.result_status != "planned",
        )
        .order_by(WORST_FIRST, G.attainment, G.line)
    )
    return rows(connection, statement)


def held_against_earlier(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the goals that have a target, with the last earlier result of the same goal where there is one.

    is_lowered: whether the target asks for less than that; NULL where there is nothing to hold it against.
    """
    results = (
        select(
            SAME.label("same"), G.unit, G.better, G.fiscal_year.label("earlier_year"),
            G.actual.label("earlier_actual"), G.result_status.label("earlier_status"),
            G.document_id.label("earlier_document_id"), G.line.label("earlier_line"),
            func.row_number()
            .over(
                partition_by=(SAME, G.unit, G.better),
                order_by=(G.fiscal_year.desc(), G.as_of.desc(), G.document_id, G.line),
            )
            .label("rank"),
        )
        .where(
            G.organization_id == scope.organization_id,
            G.fiscal_year < scope.fiscal_year,
            G.actual.isnot(None),
        )
        .subquery()
    )  # fmt: skip
    e = results.c
    is_less = case((G.better == "lower", G.target > e.earlier_actual), else_=G.target < e.earlier_actual)
    statement = (
        select(
            goal_attainment,
            is_less.label("is_lowered"),
            *(kept for kept in e if kept.name.startswith("earlier_")),
        )
        .outerjoin(
            results,
            and_(e.same == SAME, e.unit.is_not_distinct_from(G.unit), e.better == G.better, e.rank == 1),
        )
        .where(_goals_of(scope, filters), G.target.isnot(None))
        .order_by(G.line)
    )
    return rows(connection, statement)


def _goals_of(scope: Scope, filters: Filters) -> ColumnElement[bool]:
    conditions = [G.fiscal_year == scope.fiscal_year, G.document_id.in_(scope.document_ids)]
    if filters.direction is not None:
        conditions.append(G.direction_id.in_(filters.directions))
    if filters.department is not None or filters.funding is not None:
        conditions.append(G.program_id.in_(select(P.program_id).where(chosen(scope, filters))))
    return and_(*conditions)


def moved(connection: Connection, scope: Scope, filters: Filters, percent: float) -> Sequence[Row]:
    """Return the budgets that moved by so much against a comparable year, the most moved first.

    scope says of what: expenditure or revenue (printed lines, only for the whole institution), theme or
    lineage.
    """
    d = strategic_direction.c
    is_far = or_(func.abs(T.change_percent) >= percent, and_(T.previous_won == 0, T.change_won != 0))
    here = and_(
        T.organization_id == scope.organization_id,
        T.fiscal_year == scope.fiscal_year,
        T.document_id.in_(scope.document_ids),
        T.basis == "budget",
        is_far,
    )
    lineages = select(P.lineage_id).where(chosen(scope, filters), P.lineage_id.isnot(None))
    which = [and_(T.scope == "lineage", T.key.in_(lineages))]
    if not (filters.department or filters.funding):
        themes = select(d.theme_id).where(
            d.organization_id == scope.organization_id, d.fiscal_year == scope.fiscal_year
        )
        if filters.direction is not None:
            themes = themes.where(d.direction_id.in_(filters.directions))
        which.append(and_(T.scope == "theme", T.key.in_(themes)))
        if filters.direction is None:
            which.append(T.scope.in_(("expenditure", "revenue")))
    own = select(
        P.lineage_id,
        func.min(P.program_id).label("program_id"),
        func.arg_min(P.name, P.program_id).label("name"),
    )
    of_lineage = own.where(chosen(scope, filters), P.lineage_id.isnot(None)).group_by(P.lineage_id).subquery()
    parts = ("expenditure", "revenue", "theme", "lineage")
    statement = (
        select(yearly_trend, of_lineage.c.program_id, func.coalesce(of_lineage.c.name, T.label).label("name"))
        .outerjoin(of_lineage, and_(T.scope == "lineage", of_lineage.c.lineage_id == T.key))
        .where(here, or_(*which))
        .order_by(
            case({part: place for place, part in enumerate(parts)}, value=T.scope),
            func.abs(T.change_percent).desc().nulls_first(),
            T.key,
        )
    )
    return rows(connection, statement)


def adjusted(connection: Connection, scope: Scope, filters: Filters, percent: float) -> Sequence[Row]:
    """Return the programmes whose budget was changed within the year by so much, the most changed first."""
    change = measure(ratio_percent("adjustment_won", "original_won"))
    statement = (
        select(program_execution, change.label("change_percent"))
        .where(chosen(scope, filters), func.abs(change) >= percent)
        .order_by(func.abs(change).desc(), P.program_id)
    )
    return rows(connection, statement)


def reported_before(connection: Connection, scope: Scope) -> int | None:
    """Return the last year before this one whose programmes a report names; None where there is none."""
    p = program.c
    found = only(
        connection,
        select(func.max(p.fiscal_year).label("year")).where(
            p.organization_id == scope.organization_id, p.fiscal_year < scope.fiscal_year
        ),
    )
    return None if found["year"] is None else int(found["year"])


def changed(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the chosen programmes that are new, renamed, merged or split, by the reviewed lineage.

    With them the programmes of the reported year before that ended: those of the institution, or of the
    directions that the chosen ones came from. What became of this year's programmes later is not told:
    a hearing knows no later year.
    """
    x = succession.c
    before, after = program.alias("before"), program.alias("after")
    own = select(P.program_id).where(chosen(scope, filters))
    last_year = reported_before(connection, scope)
    ended = and_(
        x.change == "ended",
        before.c.organization_id == scope.organization_id,
        before.c.fiscal_year == last_year,
    )
    if filters.department or filters.funding:
        # Last year's departments and funding are other ones.
        ended = false()
    elif filters.direction is not None:
        came = select(x.from_id).where(x.kind == "direction", x.to_id.in_(filters.directions))
        ended = and_(ended, before.c.direction_id.in_(came))
    names = [
        part.c[name].label(f"{when}_{name}")
        for when, part in (("before", before), ("after", after))
        for name in ("program_id", "name", "fiscal_year", "document_id", "line")
    ]
    statement = (
        select(x.change, x.reason, x.reason_en, *names)
        .outerjoin(before, before.c.program_id == x.from_id)
        .outerjoin(after, after.c.program_id == x.to_id)
        .where(
            x.kind == "program",
            x.change.in_(_TOLD),
            or_(x.to_id.in_(own), ended),
        )
        .order_by(
            case({change: place for place, change in enumerate(_TOLD)}, value=x.change),
            func.coalesce(after.c.line, before.c.line),
            x.from_id,
            x.to_id,
        )
    )
    return rows(connection, statement)
