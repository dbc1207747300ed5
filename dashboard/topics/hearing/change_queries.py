"""What became of budgets and programmes: what moved, was adjusted within the year, came and went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import Connection, and_, case, false, func, or_, select

from dashboard.shell.filters import Filters
from dashboard.topics.changes.queries import of_direction
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import ListedProgram
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.views import (
    YearlyTrend,
    yearly_trend,
)
from etl.warehouse.schema import program, strategic_direction, succession

T = yearly_trend.c
_TOLD = ("new", "ended", "renamed", "merged", "split")


class MovedBudget(YearlyTrend):
    """A budget that moved. program_id: of a lineage."""

    program_id: str | None
    name: str | None


class ChangedProgram(TypedDict):
    """What became of a programme, or what it came from. before_, after_: None where there is none."""

    change: str
    reason: str | None
    reason_en: str | None
    to_id: str | None
    before_direction_id: str | None
    is_ended: bool
    before_program_id: str | None
    before_name: str | None
    before_fiscal_year: int | None
    before_document_id: str | None
    before_line: int | None
    after_program_id: str | None
    after_name: str | None
    after_fiscal_year: int | None
    after_document_id: str | None
    after_line: int | None


class _Themed(TypedDict):
    direction_id: str
    theme_id: str | None


def moved(connection: Connection, scope: Scope, filters: Filters, percent: float) -> Sequence[MovedBudget]:
    """Return the budgets that moved by so much against a comparable year, the most moved first.

    scope says of what: expenditure or revenue (printed lines, only for the whole institution), theme or
    lineage.
    """
    own: dict[str, ListedProgram] = {}
    for one in sorted(programs.listing(connection, scope, filters), key=lambda row: row["program_id"]):
        if one["lineage_id"] is not None:
            own.setdefault(one["lineage_id"], one)
    narrow = filters.department or filters.funding
    themes = {
        row["theme_id"]
        for row in _directions(connection, scope)
        if not narrow and (not filters.directions or row["direction_id"] in filters.directions)
    }
    is_whole = not narrow and filters.direction is None
    found: list[MovedBudget] = []
    for row in _moved(connection, scope, percent):
        if row["scope"] == "lineage" and row["key"] in own:
            one = own[row["key"]]
            found.append({**row, "program_id": one["program_id"], "name": one["name"]})
        elif (row["scope"] == "theme" and row["key"] in themes) or (
            row["scope"] in ("expenditure", "revenue") and is_whole
        ):
            found.append({**row, "program_id": None, "name": row["label"]})
    return found


@kept
def _directions(connection: Connection, scope: Scope) -> Sequence[_Themed]:
    d = strategic_direction.c
    statement = select(d.direction_id, d.theme_id).where(
        d.organization_id == scope.organization_id, d.fiscal_year == scope.fiscal_year
    )
    return rows(connection, statement, _Themed)


@kept
def _moved(connection: Connection, scope: Scope, percent: float) -> Sequence[YearlyTrend]:
    parts = ("expenditure", "revenue", "theme", "lineage")
    statement = (
        select(yearly_trend)
        .where(
            T.organization_id == scope.organization_id,
            T.fiscal_year == scope.fiscal_year,
            T.document_id.in_(scope.document_ids),
            T.basis == "budget",
            T.scope.in_(parts),
            or_(func.abs(T.change_percent) >= percent, and_(T.previous_won == 0, T.change_won != 0)),
        )
        .order_by(
            case({part: place for place, part in enumerate(parts)}, value=T.scope),
            func.abs(T.change_percent).desc().nulls_first(),
            T.key,
        )
    )
    return rows(connection, statement, YearlyTrend)


def adjusted(
    connection: Connection, scope: Scope, filters: Filters, percent: float
) -> Sequence[ListedProgram]:
    """Return the programmes whose budget was changed within the year by so much, the most changed first."""
    found = [
        row
        for row in programs.listing(connection, scope, filters)
        if row["adjusted_percent"] is not None and abs(row["adjusted_percent"]) >= percent
    ]
    return sorted(found, key=lambda row: (-abs(row["adjusted_percent"] or 0.0), row["program_id"]))


@kept
def reported_before(connection: Connection, scope: Scope) -> int | None:
    """Return the last year before this one whose programmes a report names; None where there is none."""
    p = program.c
    year: int | None = connection.scalar(
        select(func.max(p.fiscal_year)).where(
            p.organization_id == scope.organization_id, p.fiscal_year < scope.fiscal_year
        )
    )
    return year


def changed(connection: Connection, scope: Scope, filters: Filters) -> Sequence[ChangedProgram]:
    """Return the chosen programmes that are new, renamed, merged or split, by the reviewed lineage.

    With them the programmes of the reported year before that ended: those of the institution, or of the
    directions that the chosen direction came from. What became of this year's programmes later is not told:
    a hearing knows no later year.
    """
    own = set(programs.chosen_ids(connection, scope, filters))
    # Last year's departments and funding are other ones.
    tells_ended = not (filters.department or filters.funding)
    came: set[str] | None = None
    if filters.direction is not None:
        came = {
            row["from_id"]
            for direction_id in filters.directions
            for row in of_direction(connection, direction_id)
            if row["kind"] == "direction" and row["to_id"] == direction_id and row["from_id"] is not None
        }
    return [
        row
        for row in _changed(connection, scope)
        if row["to_id"] in own
        or (row["is_ended"] and tells_ended and (came is None or row["before_direction_id"] in came))
    ]


@kept
def _changed(connection: Connection, scope: Scope) -> Sequence[ChangedProgram]:
    x, p = succession.c, program.c
    before, after = program.alias("before"), program.alias("after")
    is_ended = and_(
        x.change == "ended",
        before.c.organization_id == scope.organization_id,
        before.c.fiscal_year == reported_before(connection, scope),
    )
    here = select(p.program_id).where(
        p.organization_id == scope.organization_id, p.fiscal_year == scope.fiscal_year
    )
    names = [
        part.c[name].label(f"{when}_{name}")
        for when, part in (("before", before), ("after", after))
        for name in ("program_id", "name", "fiscal_year", "document_id", "line")
    ]
    statement = (
        select(
            x.change, x.reason, x.reason_en, x.to_id, before.c.direction_id.label("before_direction_id"),
            func.coalesce(is_ended, false()).label("is_ended"), *names,
        )
        .outerjoin(before, before.c.program_id == x.from_id)
        .outerjoin(after, after.c.program_id == x.to_id)
        .where(x.kind == "program", x.change.in_(_TOLD), or_(x.to_id.in_(here), is_ended))
        .order_by(
            case({change: place for place, change in enumerate(_TOLD)}, value=x.change),
            func.coalesce(after.c.line, before.c.line),
            x.from_id,
            x.to_id,
        )
    )  # fmt: skip
    return rows(connection, statement, ChangedProgram)
