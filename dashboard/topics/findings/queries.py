"""Findings: printed figures that do not agree with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from sqlalchemy import Connection, case, select

from dashboard.shell.filters import Filters
from dashboard.topics.documents.queries import of_documents
from dashboard.topics.programs.queries import chosen_ids
from dashboard.ui.citation import Place
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Home, Scope, subject_home
from dashboard.warehouse.tables import Finding
from etl.warehouse.schema import finding, program

F = finding.c


class FindingCounts(TypedDict):
    """How many findings are open, by severity."""

    total: int
    errors: int
    warnings: int
    notes: int


_WORST_FIRST = case({"error": 0, "warning": 1}, value=F.severity, else_=2)


def places_of(finding: Finding) -> list[Place]:
    """Return where a finding's figure is printed, and where the one is that it was held against, if any."""
    document_id, line = finding["related_document_id"], finding["related_line"]
    related = [] if document_id is None or line is None else [(document_id, line)]
    return [(finding["document_id"], finding["line"]), *related]


@kept
def of_scope(connection: Connection, scope: Scope) -> Sequence[Finding]:
    """Return the findings of a scope's reports, worst first: read once, narrowed often."""
    statement = select(finding).where(F.document_id.in_(scope.document_ids))
    return rows(connection, statement.order_by(_WORST_FIRST, F.document_id, F.line, F.finding_id), Finding)


_TRUE_AS_PRINTED = ("over_executed", "over_staffed")
"""What is out of order and may still be so: no figure of it is doubted."""


def doubts(found: Iterable[Finding]) -> Mapping[Place, Finding]:
    """Return those by which a printed figure may be another one, by each line that they speak of."""
    by_line: dict[Place, Finding] = {}
    for row in found:
        if row["severity"] != "note" and row["check_name"] not in _TRUE_AS_PRINTED:
            for place in places_of(row):
                by_line.setdefault(place, row)
    return by_line


def of_chosen(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Finding]:
    """Return the findings of the scope's reports, or those about the chosen part of them; worst first."""
    every = of_scope(connection, scope)
    if not filters.narrows_programs:
        return every
    own = set(chosen_ids(connection, scope, filters))
    narrower = filters.department or filters.funding or filters.status
    themselves = () if narrower else filters.directions
    return [row for row in every if row["program_id"] in own or row["direction_id"] in themselves]


def of_programs(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Finding]:
    """Return the findings about the chosen programmes themselves, worst first."""
    own = set(chosen_ids(connection, scope, filters))
    return [row for row in of_scope(connection, scope) if row["program_id"] in own]


def counts(connection: Connection, scope: Scope, filters: Filters) -> FindingCounts:
    """Return how many findings are open, by severity, for the reports or the chosen part of them."""
    found = Counter(row["severity"] for row in of_chosen(connection, scope, filters))
    return {
        "total": found.total(),
        "errors": found["error"],
        "warnings": found["warning"],
        "notes": found["note"],
    }


def of_direction(connection: Connection, scope: Scope, direction_id: str) -> Sequence[Finding]:
    """Return the findings about a direction or one of its programmes, worst first."""
    return of_chosen(connection, scope, Filters(direction=direction_id))


def of_program(connection: Connection, program_id: str) -> Sequence[Finding]:
    """Return the findings about a programme, worst first."""
    home = subject_home(connection, "program", program_id)
    every = () if home is None else _of_year(connection, home)
    return [row for row in every if row["program_id"] == program_id]


@kept
def _of_year(connection: Connection, home: Home) -> Sequence[Finding]:
    p = program.c
    ids = select(p.program_id).where(p.organization_id == home[0], p.fiscal_year == home[1])
    statement = select(finding).where(F.program_id.in_(ids))
    return rows(connection, statement.order_by(_WORST_FIRST, F.document_id, F.line), Finding)


@kept
def everywhere(
    connection: Connection, *, organization_id: str | None = None, document_id: str | None = None
) -> Sequence[Finding]:
    """Return the findings of all documents, of those of an institution, or of one; worst first."""
    statement = select(finding).where(*of_documents(F.document_id, organization_id, document_id))
    return rows(connection, statement.order_by(_WORST_FIRST, F.document_id, F.line), Finding)
