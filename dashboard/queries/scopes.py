"""Which institution, year and date a page speaks of: the reports there are, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, false, func, select, union_all

from dashboard.filters import SEVERAL, Filters, Problem, ids_in
from dashboard.queries.reading import first, rows
from dashboard.queries.views import goal_attainment, unit
from etl.warehouse.schema import budget_line, document, organization, program, strategic_direction


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
    as_of: date
    has_execution: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """The institution, fiscal year and as-of date of a page, with the reports that speak of them."""

    reports: tuple[Report, ...]

    @property
    def organization_id(self) -> str:
        return self.reports[0].organization_id

    @property
    def fiscal_year(self) -> int:
        return self.reports[0].fiscal_year

    @property
    def as_of(self) -> date:
        return self.reports[0].as_of

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


def reports(connection: Connection) -> tuple[Report, ...]:
    """Return every report by fiscal year, newest date first."""
    executed = budget_line.c.executed_won.isnot(None)
    speaking = union_all(
        select(
            document.c.document_id, document.c.fiscal_year, document.c.as_of, false().label("has_execution")
        ),
        # A plan's lines by year are its course, not reports of those years.
        select(budget_line.c.document_id, budget_line.c.fiscal_year, budget_line.c.as_of, executed).where(
            budget_line.c.level != "year"
        ),
        select(
            goal_attainment.c.document_id, goal_attainment.c.fiscal_year, goal_attainment.c.as_of, false()
        ),
    ).subquery()
    statement = (
        select(
            document.c.document_id,
            document.c.title,
            document.c.source_name,
            document.c.kind,
            document.c.organization_id,
            organization.c.name.label("organization_name"),
            organization.c.name_en.label("organization_name_en"),
            speaking.c.fiscal_year,
            func.max(speaking.c.as_of).label("as_of"),
            func.bool_or(speaking.c.has_execution).label("has_execution"),
        )
        .join(speaking, speaking.c.document_id == document.c.document_id)
        .join(organization, organization.c.organization_id == document.c.organization_id)
        .group_by(
            document.c.document_id,
            document.c.title,
            document.c.source_name,
            document.c.kind,
            document.c.organization_id,
            organization.c.name,
            organization.c.name_en,
            speaking.c.fiscal_year,
        )
    )
    found = [Report(**row) for row in rows(connection, statement)]
    return tuple(sorted(found, key=lambda r: (r.as_of, r.fiscal_year, r.document_id), reverse=True))


def scopes(connection: Connection) -> tuple[Scope, ...]:
    """Return every scope, newest date first."""
    grouped: dict[tuple[str, int, date], list[Report]] = {}
    for report in reports(connection):
        grouped.setdefault((report.organization_id, report.fiscal_year, report.as_of), []).append(report)
    return tuple(Scope(tuple(group)) for group in grouped.values())


def resolve(connection: Connection, filters: Filters, home: tuple[str, int] | None = None) -> Resolution:
    """Find the scope of the filters. home: institution and year of the page's own subject, which win.

    Without a choice it is the newest report that has executed figures, so that execution is seen first.
    """
    problems: list[Problem] = []
    candidates = scopes(connection)
    if not candidates:
        return Resolution(None, Filters(), (), True)
    default = _newest(candidates)
    if home is not None:
        for name, value in zip(("org", "year"), home, strict=True):
            chosen = getattr(filters, name)
            if chosen not in (None, value):
                problems.append(Problem(name, str(chosen), "not_of_subject"))
        filters = replace(filters, org=home[0], year=home[1])
    filters, found = _from_parts(connection, filters)
    problems += found
    for name, of in (("org", "organization_id"), ("year", "fiscal_year"), ("as_of", "as_of")):
        chosen = getattr(filters, name)
        matching = tuple(s for s in candidates if getattr(s, of) == chosen)
        if chosen is not None and not matching:
            problems.append(Problem(name, str(chosen), "unknown_value"))
            filters = replace(filters, **{name: None})
        elif chosen is not None:
            candidates = matching
    scope = _newest(candidates)
    is_default = scope == default
    if not is_default:
        # What the page shows is said in full, so that its links lead to pages about the same.
        filters = replace(filters, org=scope.organization_id, year=scope.fiscal_year)
    return Resolution(scope, filters, tuple(problems), is_default)


def same_date_before(connection: Connection, scope: Scope) -> Scope | None:
    """Return the last earlier year that was reported on the same day, with executed figures."""
    if not scope.has_execution:
        return None
    day = (scope.as_of.month, scope.as_of.day)
    earlier = [
        s
        for s in scopes(connection)
        if s.organization_id == scope.organization_id
        and s.fiscal_year < scope.fiscal_year
        and (s.as_of.month, s.as_of.day) == day
        and s.has_execution
    ]
    return max(earlier, key=lambda s: s.fiscal_year, default=None)


def subject_home(connection: Connection, kind: str, subject_id: str) -> tuple[str, int] | None:
    """Return the institution and year of a subject; None where there is none."""
    source, key = {
        "direction": (strategic_direction, strategic_direction.c.direction_id),
        "program": (program, program.c.program_id),
        "department": (unit, unit.c.unit_id),
        "document": (document, document.c.document_id),
    }[kind]
    row = first(connection, select(source.c.organization_id, source.c.fiscal_year).where(key == subject_id))
    return None if row is None else (row["organization_id"], row["fiscal_year"])


def _newest(candidates: Sequence[Scope]) -> Scope:
    return max(
        candidates,
        key=lambda s: (s.reports_execution, s.has_execution, s.as_of),
    )


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
