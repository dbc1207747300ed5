"""Which institution, year and date a page speaks of: the reports there are, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, select

from dashboard.shell.filters import SEVERAL, UNDATED, Filters, Problem, When, ids_in
from dashboard.warehouse.reading import first, kept, rows
from dashboard.warehouse.views import Report, report, unit
from etl.warehouse.schema import document, program, strategic_direction

R = report.c
_OF_A_SCOPE = (R.organization_id, R.fiscal_year, R.as_of)
_NEWEST_FIRST = (R.as_of.desc().nulls_last(), R.fiscal_year.desc(), R.document_id.desc())
Home = tuple[str, int | None]
"""The institution and the fiscal year that something belongs to; None for a document that states none."""


class Institution(TypedDict):
    """An institution with the number of its reports."""

    organization_id: str
    organization_name: str
    reports: int


class _AtHome(TypedDict):
    organization_id: str
    fiscal_year: int | None


@dataclass(frozen=True, slots=True)
class Scope:
    """The institution, fiscal year and as-of date of a page, with the reports that speak of them.

    as_of is None where the reports print no date: they are a scope of their own.
    """

    reports: tuple[Report, ...]

    @property
    def organization_id(self) -> str:
        return self.reports[0].organization_id

    @property
    def fiscal_year(self) -> int:
        return self.reports[0].fiscal_year

    @property
    def as_of(self) -> date | None:
        return self.reports[0].as_of

    @property
    def when(self) -> When:
        """The date as the address says it."""
        return self.as_of or UNDATED

    @property
    def has_execution(self) -> bool:
        return any(report.has_execution for report in self.reports)

    @property
    def reports_execution(self) -> bool:
        """Whether a report here is about what was done, not about what is planned."""
        return any(report.has_execution and report.kind != "plan" for report in self.reports)

    @property
    def document_ids(self) -> tuple[str, ...]:
        return tuple(report.document_id for report in self.reports)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The scope that the filters lead to, the filters that hold in it, and what had to be left out."""

    scope: Scope | None
    filters: Filters
    problems: tuple[Problem, ...]
    is_default: bool


@kept
def scopes_of(connection: Connection, organization_id: str) -> tuple[Scope, ...]:
    """Return every scope of one institution, newest date first."""
    statement = select(report).where(R.organization_id == organization_id).order_by(*_NEWEST_FIRST)
    return _grouped(connection.execute(statement).mappings())


@kept
def newest_scopes(connection: Connection, most: int, offset: int = 0) -> tuple[Scope, ...]:
    """Return the newest scopes of all institutions, so many at most, after those that are passed over."""
    newest_document = func.max(R.document_id)
    order = R.as_of.desc().nulls_last(), R.fiscal_year.desc(), newest_document.desc()
    page = (
        select(*_OF_A_SCOPE, newest_document.label("newest_document"))
        .group_by(*_OF_A_SCOPE)
        .order_by(*order)
        .limit(most)
        .offset(offset)
        .subquery()
    )
    is_of = and_(*(page.c[column.name].is_not_distinct_from(column) for column in _OF_A_SCOPE))
    statement = select(report).join(page, is_of)
    found = statement.order_by(
        page.c.as_of.desc().nulls_last(),
        page.c.fiscal_year.desc(),
        page.c.newest_document.desc(),
        R.document_id.desc(),
    )
    return _grouped(connection.execute(found).mappings())


@kept
def scope_count(connection: Connection) -> int:
    """Return how many scopes there are."""
    each = select(*_OF_A_SCOPE).distinct().subquery()
    return int(connection.scalar(select(func.count()).select_from(each)) or 0)


def _grouped(found: Iterable[RowMapping]) -> tuple[Scope, ...]:
    grouped: dict[tuple[str, int, date | None], list[Report]] = {}
    for row in found:
        one = Report(**row)
        grouped.setdefault((one.organization_id, one.fiscal_year, one.as_of), []).append(one)
    return tuple(Scope(tuple(group)) for group in grouped.values())


@kept
def organizations(connection: Connection) -> Sequence[Institution]:
    """Return every institution with its name and the number of its reports, the newest report's first."""
    statement = (
        select(R.organization_id, R.organization_name, func.count().label("reports"))
        .group_by(R.organization_id, R.organization_name)
        .order_by(
            func.max(R.as_of).desc().nulls_last(),
            func.max(R.fiscal_year).desc(),
            func.max(R.document_id).desc(),
        )
    )
    return rows(connection, statement, Institution)


def _newest(
    connection: Connection, organization_id: str | None, fiscal_year: int | None, as_of: When | None
) -> Scope | None:
    """The newest scope that has all of these; one with executed figures comes before every plan."""
    if organization_id is None:
        organization_id = _newest_institution(connection, fiscal_year, as_of)
    if organization_id is None:
        return None
    found = [
        scope
        for scope in scopes_of(connection, organization_id)
        if fiscal_year in (None, scope.fiscal_year) and as_of in (None, scope.when)
    ]
    # They stand newest first.
    return max(found, key=lambda scope: (scope.reports_execution, scope.has_execution), default=None)


@kept
def _newest_institution(connection: Connection, fiscal_year: int | None, as_of: When | None) -> str | None:
    """The institution of the newest scope that has all of these, by the same order."""
    conditions: list[ColumnElement[bool]] = [] if fiscal_year is None else [R.fiscal_year == fiscal_year]
    if as_of is not None:
        conditions.append(R.as_of.is_(None) if as_of == UNDATED else R.as_of == as_of)
    statement = (
        select(R.organization_id)
        .where(*conditions)
        .group_by(*_OF_A_SCOPE)
        .order_by(
            func.bool_or(and_(R.has_execution, R.kind != "plan")).desc(),
            func.bool_or(R.has_execution).desc(),
            R.as_of.desc().nulls_last(),
            R.fiscal_year.desc(),
            func.max(R.document_id).desc(),
        )
        .limit(1)
    )
    found: str | None = connection.scalar(statement)
    return found


@kept
def resolve(connection: Connection, filters: Filters, home: Home | None = None) -> Resolution:
    """Find the scope of the filters. home: institution and year of the page's own subject, which win.

    Without a choice it is the newest report that has executed figures, so that execution is seen first.
    """
    problems: list[Problem] = []
    default = _newest(connection, None, None, None)
    if default is None:
        return Resolution(None, Filters(), (), True)
    if home is not None and home[1] is not None:
        for name, value in zip(("org", "year"), home, strict=True):
            chosen = getattr(filters, name)
            if chosen not in (None, value):
                problems.append(Problem(name, str(chosen), "not_of_subject"))
        filters = replace(filters, org=home[0], year=home[1])
    filters, found = _from_parts(connection, filters)
    problems += found
    scope, held = default, Filters()
    for name in ("org", "year", "as_of"):
        chosen = getattr(filters, name)
        if chosen is None:
            continue
        wished = replace(held, **{name: chosen})
        matching = _newest(connection, wished.org, wished.year, wished.as_of)
        if matching is None:
            problems.append(Problem(name, str(chosen), "unknown_value"))
            filters = replace(filters, **{name: None})
        else:
            scope, held = matching, wished
    is_default = scope == default
    if not is_default:
        # What the page shows is said in full, so that its links lead to pages about the same.
        filters = replace(filters, org=scope.organization_id, year=scope.fiscal_year)
    return Resolution(scope, filters, tuple(problems), is_default)


@kept
def same_date_before(connection: Connection, scope: Scope) -> Scope | None:
    """Return the last earlier year that was reported on the same day, with executed figures."""
    if not scope.has_execution or scope.as_of is None:
        return None
    day = (scope.as_of.month, scope.as_of.day)
    earlier = [
        s
        for s in scopes_of(connection, scope.organization_id)
        if s.fiscal_year < scope.fiscal_year
        and s.as_of is not None
        and (s.as_of.month, s.as_of.day) == day
        and s.has_execution
    ]
    return max(earlier, key=lambda s: s.fiscal_year, default=None)


@kept
def subject_home(connection: Connection, kind: str, subject_id: str) -> Home | None:
    """Return the institution and year of a subject; None where there is none."""
    source, key = {
        "direction": (strategic_direction, strategic_direction.c.direction_id),
        "program": (program, program.c.program_id),
        "department": (unit, unit.c.unit_id),
        "document": (document, document.c.document_id),
    }[kind]
    statement = select(source.c.organization_id, source.c.fiscal_year).where(key == subject_id)
    row = first(connection, statement, _AtHome)
    return None if row is None else (row["organization_id"], row["fiscal_year"])


def _from_parts(connection: Connection, filters: Filters) -> tuple[Filters, list[Problem]]:
    """A chosen direction or department belongs to one institution and year: the first one decides them."""
    problems: list[Problem] = []
    for kind in SEVERAL:
        left = []
        for chosen in ids_in(getattr(filters, kind)):
            home = subject_home(connection, kind, chosen)
            if home is None:
                problems.append(Problem(kind, chosen, "unknown_value"))
            elif filters.org not in (None, home[0]) or filters.year not in (None, home[1]):
                problems.append(Problem(kind, chosen, "of_another_year"))
            else:
                left.append(chosen)
                filters = replace(filters, org=home[0], year=home[1])
        filters = replace(filters, **{kind: ",".join(left) or None})  # type: ignore[arg-type]
    return filters, problems
