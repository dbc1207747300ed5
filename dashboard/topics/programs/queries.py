"""Programmes: the list, its totals, the ones that need attention, one and its years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypedDict, TypeVar, final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Select,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    select,
)

from dashboard.shell.filters import UNKNOWN, Filters
from dashboard.warehouse.reading import kept, only, rows
from dashboard.warehouse.scopes import Home, Scope, subject_home
from dashboard.warehouse.thresholds import Measured, measured
from dashboard.warehouse.views import (
    ProgramExecution,
    Unit,
    measure,
    program_execution,
    program_unit,
    unit,
)
from etl.terms.codes import COMMISSIONED
from etl.terms.measures import ratio_percent
from etl.warehouse.schema import document, program

P = program_execution.c
U = unit.c
IN_ORDER = (U.division.asc().nulls_last(), U.office.asc().nulls_first(), U.team.asc().nulls_first())
"""Each unit right after what it stands in."""


class ListedProgram(ProgramExecution):
    """A programme of a list, with its document."""

    document_title: str


class ProgramYear(ProgramExecution):
    """A programme as one report of its course has it; is_newest is None where that prints no date.

    kind: the document's. is_newest: of its year and kind. share_of_largest: in percent.
    """

    kind: str
    is_newest: bool | None
    share_of_largest: float | None


class _Amounts(TypedDict):
    """What programmes add up to. current_won, executed_won: None while a part of them is not known."""

    programs: int
    budget_won: int | None
    spent_won: int | None
    current_won: int | None
    executed_won: int | None
    remaining_won: int | None
    fiscal_year: int
    as_of: date | None


class Sums(_Amounts, Measured):
    """What a set of programmes adds up to, as `summed` selects it."""

    original_won: int | None
    adjustment_won: int | None
    needed_per_month_won: int | None
    needed_won: int | None
    projection_won: int | None
    incomplete: int
    attention: int


class ProgramTotals(Sums):
    """The sums of the chosen programmes."""

    projection_rate: float | None


@final
class DirectionSums(_Amounts, Measured):
    """The sums of the chosen programmes of a direction, or of none."""

    direction_id: str | None
    name: str | None
    document_id: str
    line: int


class RunningUnit(Unit):
    """A unit that runs a programme."""

    program_id: str


class UnitOfPrograms(Unit):
    """A unit with the number of programmes that it runs."""

    programs: int


Told = TypeVar("Told", ListedProgram, RunningUnit)
"""What is told of one programme in several rows."""


@kept
def of_scope(connection: Connection, scope: Scope) -> Sequence[ListedProgram]:
    """Return every programme of a scope in the order of the report: read once, narrowed often."""
    statement = _programs().where(*_of_scope(scope)).order_by(P.line, P.program_id, P.document_id)
    return rows(connection, statement, ListedProgram)


def is_of_direction(row: ListedProgram) -> bool:
    """Tell whether a direction's sum holds a programme, as the mart `direction_scorecard` adds it up."""
    return row["appropriation"] in (None, "programs")


def _programs() -> Select[Any]:
    return select(program_execution, document.c.title.label("document_title")).join(
        document, document.c.document_id == P.document_id
    )


def _of_scope(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return P.fiscal_year == scope.fiscal_year, P.document_id.in_(scope.document_ids)


def listing(
    connection: Connection, scope: Scope, filters: Filters, without: str | None = None
) -> Sequence[ListedProgram]:
    """Return the chosen programmes in the order of the report; one filter may be left out."""
    every = of_scope(connection, scope)
    return [row for row in every if is_chosen(row, filters, without)] if filters.narrows_programs else every


def is_chosen(row: ProgramExecution, filters: Filters, without: str | None = None) -> bool:
    """Tell whether the filters choose a programme; one of them may be left out."""
    return (
        (not filters.directions or row["direction_id"] in filters.directions or without == "direction")
        and (
            not filters.departments
            or not set(filters.departments).isdisjoint(row["unit_ids"])
            or without == "department"
        )
        and (filters.funding is None or filters.funding in sources_of(row) or without == "funding")
        and (filters.status in (None, row["status"]) or without == "status")
    )


def sources_of(row: ProgramExecution) -> list[str]:
    """Return the codes of where a programme's money comes from; one of its own where no report says it."""
    return row["funding"].split("/") if row["funding"] else [UNKNOWN]


def chosen(connection: Connection, scope: Scope, filters: Filters) -> ColumnElement[bool]:
    """Return the condition on `program_execution` that leaves the chosen programmes."""
    if not filters.narrows_programs:
        return and_(*_of_scope(scope))
    found: dict[str, list[str]] = {}
    for row in listing(connection, scope, filters):
        found.setdefault(row["document_id"], []).append(row["program_id"])
    of_documents = [and_(P.document_id == key, P.program_id.in_(ids)) for key, ids in found.items()]
    return and_(P.fiscal_year == scope.fiscal_year, or_(false(), *of_documents))


def chosen_ids(connection: Connection, scope: Scope, filters: Filters) -> list[str]:
    """Return the ids of the chosen programmes, each once."""
    return list(dict.fromkeys(row["program_id"] for row in listing(connection, scope, filters)))


def _known(total: ColumnElement[int]) -> ColumnElement[int]:
    """Return a sum only where every part of it is known: a rate over some of the parts is not the whole's."""
    return _whole(case((func.count().filter(P.is_unknown) == 0, total)))


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
        func.count().filter(P.is_unknown).label("incomplete"),
        func.count().filter(P.status.in_(("behind", "over"))).label("attention"),
        literal(scope.fiscal_year).label("fiscal_year"),
        cast(scope.as_of, Date).label("as_of"),
    ]


@kept
def totals(
    connection: Connection, scope: Scope, filters: Filters, ids: Sequence[str] | None = None
) -> ProgramTotals:
    """Return the sums of the chosen programmes. ids: only of those of them."""
    is_meant = chosen(connection, scope, filters)
    if ids is not None:
        is_meant = and_(is_meant, P.program_id.in_(ids))
    sums = select(*summed(scope)).where(is_meant).subquery()
    projection_rate = measure(ratio_percent("projection_won", "current_won")).label("projection_rate")
    return only(connection, select(measured(connection, sums), projection_rate), ProgramTotals)


@kept
def by_direction(connection: Connection, scope: Scope, filters: Filters) -> Sequence[DirectionSums]:
    """Return the sums of the chosen programmes of each direction, and of none; rates as in `totals`."""
    sums = (
        select(
            P.direction_id,
            P.direction_name.label("name"),
            func.count().label("programs"),
            *_sums(),
            (_known(func.sum(P.current_won)) - _known(func.sum(P.executed_won))).label("remaining_won"),
            P.fiscal_year,
            cast(scope.as_of, Date).label("as_of"),
            func.min(P.document_id).label("document_id"),
            func.min(P.line).label("line"),
        )
        .where(chosen(connection, scope, filters), _is_of_directions())
        .group_by(P.direction_id, P.direction_name, P.fiscal_year)
        .subquery()
    )
    found = measured(connection, sums)
    statement = select(found).order_by(found.c.direction_id.asc().nulls_last())
    return rows(connection, statement, DirectionSums)


def _is_of_directions() -> ColumnElement[bool]:
    # What is paid for commissioned institutions is no part of a direction's budget, and not missed there.
    return or_(P.direction_id.isnot(None), func.coalesce(P.appropriation, "").notin_(COMMISSIONED))


MOST_URGENT = ("over", "behind", "watch")


def attention(connection: Connection, scope: Scope, filters: Filters, limit: int) -> Sequence[ListedProgram]:
    """Return the programmes that need attention: over-spent first, then the latest by their own months."""
    found = [row for row in listing(connection, scope, filters) if row["status"] in MOST_URGENT]
    found.sort(
        key=lambda row: (
            MOST_URGENT.index(row["status"]),
            row["own_pace_gap"] is None,
            row["own_pace_gap"],
            row["program_id"],
        )
    )
    return found[:limit]


def one(connection: Connection, program_id: str) -> Sequence[ListedProgram]:
    """Return a programme's row in each report that speaks of it, newest first."""
    home = subject_home(connection, "program", program_id)
    return () if home is None else _of_year(connection, home).get(program_id, ())


@kept
def _of_year(connection: Connection, home: Home) -> Mapping[str, Sequence[ListedProgram]]:
    statement = (
        _programs()
        .where(P.organization_id == home[0], P.fiscal_year == home[1])
        .order_by(P.as_of.desc(), P.document_id)
    )
    return _by_program(rows(connection, statement, ListedProgram))


def _by_program(found: Iterable[Told]) -> Mapping[str, Sequence[Told]]:
    groups: dict[str, list[Told]] = {}
    for row in found:
        groups.setdefault(row["program_id"], []).append(row)
    return groups


def years(connection: Connection, organization_id: str, lineage_id: str) -> Sequence[ProgramYear]:
    """Return every report of a programme of an institution through its names and years, oldest first.

    is_newest: of its year and kind. share_of_largest: of the largest budget among the newest.
    """
    return _lineages(connection, organization_id).get(lineage_id, ())


@kept
def _lineages(connection: Connection, organization_id: str) -> Mapping[str, Sequence[ProgramYear]]:
    is_newest = P.as_of == func.max(P.as_of).over(
        partition_by=(P.lineage_id, P.program_id, P.fiscal_year, document.c.kind)
    )
    told = (
        select(program_execution, document.c.kind, is_newest.label("is_newest"))
        .join(document, document.c.document_id == P.document_id)
        .where(
            P.lineage_id.in_(select(program.c.lineage_id).where(program.c.organization_id == organization_id))
        )
        .subquery()
    )
    # How long a bar is beside the longest: a matter of drawing, but still a ratio, so it is made here.
    largest = "max(current_won) FILTER (is_newest) OVER (PARTITION BY lineage_id)"
    statement = select(
        told,
        measure(ratio_percent("current_won", largest)).label("share_of_largest"),
    ).order_by(told.c.fiscal_year, told.c.as_of, told.c.program_id)
    lineages: dict[str, list[ProgramYear]] = {}
    for row in rows(connection, statement, ProgramYear):
        if row["lineage_id"] is not None:
            lineages.setdefault(row["lineage_id"], []).append(row)
    return lineages


def offices_of(connection: Connection, program_id: str) -> Sequence[RunningUnit]:
    """Return the units that run a programme."""
    home = subject_home(connection, "program", program_id)
    return () if home is None else _offices_of_year(connection, home).get(program_id, ())


@kept
def _offices_of_year(connection: Connection, home: Home) -> Mapping[str, Sequence[RunningUnit]]:
    statement = (
        select(program_unit.c.program_id, unit)
        .join(unit, U.unit_id == program_unit.c.unit_id)
        .where(U.organization_id == home[0], U.fiscal_year == home[1], program_unit.c.runs)
        .order_by(*IN_ORDER)
    )
    return _by_program(rows(connection, statement, RunningUnit))


@kept
def offices(connection: Connection, program_ids: Sequence[str]) -> Sequence[UnitOfPrograms]:
    """Return the units that run the given programmes, each once, with the number of programmes."""
    statement = (
        select(unit, func.count(program_unit.c.program_id).label("programs"))
        .join(program_unit, program_unit.c.unit_id == U.unit_id)
        .where(program_unit.c.program_id.in_(program_ids), program_unit.c.runs)
        .group_by(*U)
        .order_by(*IN_ORDER)
    )
    return rows(connection, statement, UnitOfPrograms)


def run_by(connection: Connection, scope: Scope, filters: Filters) -> Mapping[str, Sequence[RunningUnit]]:
    """Return by chosen programme the units that run it, as far as a report names them."""
    every = _run_by(connection, scope)
    own = chosen_ids(connection, scope, filters)
    return {program_id: every[program_id] for program_id in own if program_id in every}


@kept
def _run_by(connection: Connection, scope: Scope) -> Mapping[str, Sequence[RunningUnit]]:
    statement = (
        select(P.program_id, unit)
        .join(program_unit, program_unit.c.program_id == P.program_id)
        .join(unit, U.unit_id == program_unit.c.unit_id)
        .where(*_of_scope(scope), program_unit.c.runs)
        .order_by(P.program_id, *IN_ORDER)
    )
    return _by_program(rows(connection, statement, RunningUnit))


def _whole(total: ColumnElement[int]) -> ColumnElement[int]:
    # DuckDB adds BIGINTs to a HUGEINT, which the measures need not carry.
    return cast(total, BigInteger)
