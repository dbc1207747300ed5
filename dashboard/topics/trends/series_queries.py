"""Amounts and counts over the years, like beside like: printed categories, themes, lineages, series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from sqlalchemy import ColumnElement, Connection, case, func, null, or_, select

from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.tables import SeriesPoint, Succession
from dashboard.warehouse.views import YearlyTrend, direction_scorecard, program_execution, yearly_trend
from etl.warehouse.schema import (
    document,
    program,
    series_point,
    strategic_direction,
    succession,
    theme,
)  # fmt: skip

T = yearly_trend.c


class Amount(YearlyTrend):
    """A year of something that has an amount. label_en: of a theme."""

    label_en: str | None


class DatedSuccession(Succession):
    """A succession with the theme or lineage that it is of, and the years between which it stands."""

    lineage_id: str | None
    theme_id: str | None
    to_year: int | None
    from_year: int | None


class _YearOfDocument(TypedDict):
    document_id: str
    fiscal_year: int | None


class SummedLine(TypedDict):
    """A line that is a part of a lineage's amount, of a theme's, or of both."""

    document_id: str
    line: int
    fiscal_year: int
    lineage_id: str | None
    theme_id: str | None


class SeriesYear(SeriesPoint):
    """A point of a published series by its newest document."""

    program_name: str | None
    rank: int


_SCOPES = ("expenditure", "revenue", "theme", "lineage")


@kept
def amounts(
    connection: Connection, organization_id: str, direction_ids: Sequence[str] = ()
) -> Sequence[Amount]:
    """Return plan and execution of everything by year: the total first, then the largest; themes in order.

    direction_ids: only the themes of these directions and the lineages of their programmes, if any is named.
    """
    newest = func.arg_max(case((T.basis == "budget", T.amount_won)), T.fiscal_year)
    size = newest.over(partition_by=(T.scope, T.key))
    statement = (
        select(yearly_trend, theme.c.name_en.label("label_en"))
        .outerjoin(theme, (theme.c.theme_id == T.key) & (T.scope == "theme"))
        .where(T.organization_id == organization_id, T.scope.in_(_SCOPES))
        .order_by(
            case({scope: place for place, scope in enumerate(_SCOPES)}, value=T.scope),
            theme.c.position,
            T.key != "total",
            size.desc().nulls_last(),
            T.key,
            T.fiscal_year,
            T.basis,
        )
    )
    if direction_ids:
        statement = statement.where(_of_directions(direction_ids))
    return rows(connection, statement, Amount)


def _of_directions(direction_ids: Sequence[str]) -> ColumnElement[bool]:
    d, p = strategic_direction.c, program.c
    themes = select(d.theme_id).where(d.direction_id.in_(direction_ids))
    lineages = select(p.lineage_id).where(p.direction_id.in_(direction_ids), p.lineage_id.isnot(None))
    return or_((T.scope == "theme") & T.key.in_(themes), (T.scope == "lineage") & T.key.in_(lineages))


@kept
def years_of_documents(connection: Connection, organization_id: str) -> Mapping[str, int | None]:
    """Return the fiscal year of each of an institution's documents; None where it prints none."""
    d = document.c
    statement = select(d.document_id, d.fiscal_year).where(d.organization_id == organization_id)
    return {row["document_id"]: row["fiscal_year"] for row in rows(connection, statement, _YearOfDocument)}


@kept
def summed_lines(connection: Connection, organization_id: str) -> Sequence[SummedLine]:
    """Return the lines that the amounts of themes and lineages are made of."""
    p, s = program_execution.c, direction_scorecard.c
    is_summed = (s.direction_id == p.direction_id) & (s.document_id == p.document_id) & (s.basis == "summed")
    of_programs = (
        select(p.document_id, p.line, p.fiscal_year, p.lineage_id, s.theme_id)
        .outerjoin(direction_scorecard, is_summed)
        .where(p.organization_id == organization_id)
    )
    of_directions = select(
        s.document_id, s.line, s.fiscal_year, null().label("lineage_id"), s.theme_id
    ).where(s.organization_id == organization_id)
    return [
        *rows(connection, of_programs, SummedLine),
        *rows(connection, of_directions, SummedLine),
    ]


@kept
def successions(
    connection: Connection, organization_id: str, direction_ids: Sequence[str] = ()
) -> Sequence[DatedSuccession]:
    """Return how directions and programmes became the next year's, with the theme or lineage they are of."""
    x = succession.c
    to_program, from_program = program.alias("to_program"), program.alias("from_program")
    to_direction = strategic_direction.alias("to_direction")
    from_direction = strategic_direction.alias("from_direction")
    homes = [part.c.organization_id for part in (to_program, from_program, to_direction, from_direction)]
    statement = (
        select(
            succession,
            func.coalesce(to_program.c.lineage_id, from_program.c.lineage_id).label("lineage_id"),
            func.coalesce(to_direction.c.theme_id, from_direction.c.theme_id).label("theme_id"),
            func.coalesce(to_program.c.fiscal_year, to_direction.c.fiscal_year).label("to_year"),
            func.coalesce(from_program.c.fiscal_year, from_direction.c.fiscal_year).label("from_year"),
        )
        .outerjoin(to_program, to_program.c.program_id == x.to_id)
        .outerjoin(from_program, from_program.c.program_id == x.from_id)
        .outerjoin(to_direction, to_direction.c.direction_id == x.to_id)
        .outerjoin(from_direction, from_direction.c.direction_id == x.from_id)
        .where(x.kind.in_(("direction", "program")), func.coalesce(*homes) == organization_id)
        .order_by(x.kind, to_direction.c.position, x.to_name.is_(None), x.to_name, x.from_name)
    )
    if direction_ids:
        ends = (to_direction.c.direction_id, from_direction.c.direction_id)
        above = (to_program.c.direction_id, from_program.c.direction_id)
        statement = statement.where(or_(*(column.in_(direction_ids) for column in (*ends, *above))))
    return rows(connection, statement, DatedSuccession)


@kept
def series(connection: Connection, organization_id: str) -> Sequence[SeriesYear]:
    """Return the published series of an institution without their totals, newest document of each period."""
    s = series_point.c
    same = (s.series, s.program_id, s.unit, s.period)
    newest_first = func.row_number().over(partition_by=same, order_by=(document.c.as_of.desc(), s.line))
    every = (
        select(series_point, program.c.name.label("program_name"), newest_first.label("rank"))
        .join(document, document.c.document_id == s.document_id)
        .outerjoin(program, program.c.program_id == s.program_id)
        .where(document.c.organization_id == organization_id, s.period != "total")
        .subquery()
    )
    e = every.c
    statement = select(every).where(e.rank == 1).order_by(e.series, e.program_id, e.unit, e.period)
    return rows(connection, statement, SeriesYear)
