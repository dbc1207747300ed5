"""Findings: printed figures that do not agree with each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from dashboard.api.addresses import BASE, subject_address
from dashboard.api.parameters import code, text
from dashboard.api.resource import Dated, Question, Resource
from dashboard.api.shape import PLACE, SOURCE, Field, Link, Shape, fields
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.columns import CHECKS, FINDINGS
from dashboard.ui.citation import line_address
from dashboard.ui.rows import Row
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.tables import Finding
from etl.terms.codes import SEVERITIES

_OWN: Mapping[str, Literal["document_id", "severity", "check_name"]] = {
    "document": "document_id",
    "severity": "severity",
    "check": "check_name",
}


def _rows(question: Question) -> Sequence[Finding]:
    return [
        row
        for row in findings.of_chosen(question.connection, question.scope, question.filters)
        if all(row[column] == question.own[key] for key, column in _OWN.items() if key in question.own)
    ]


def _page(row: Row, _scope: Scope | None) -> str | None:
    for path, key in (
        ("/programs", "program_id"),
        ("/directions", "direction_id"),
        ("/sources", "document_id"),
    ):
        if row[key] is not None:
            return subject_address(path, row[key])
    return None


def _related(row: Row, _scope: Scope | None) -> str | None:
    if row["related_document_id"] is None or row["related_line"] is None:
        return None
    return line_address(row["related_document_id"], row["related_line"])


SHAPE = Shape(
    fields=(
        Field(name="finding_id", kind="text", is_nullable=False, description="The finding."),
        *fields(FINDINGS.columns),
        Field(name="explanation_ko", kind="text", is_nullable=False, description="Why, in Korean."),
        Field(name="explanation_en", kind="text", is_nullable=False, description="Why, in English."),
        Field(name="direction_id", kind="text", description="The direction that it is about."),
        Field(name="program_id", kind="text", description="The programme that it is about."),
        *PLACE,
        Field(name="related_document_id", kind="text", description="Where the other figure stands."),
        Field(name="related_line", kind="integer", description="The line of the other figure."),
    ),
    links=(
        Link(name="page", description="The page of what it is about.", address=_page),
        SOURCE,
        Link(name="related", description="The other cited line.", address=_related),
    ),
)  # fmt: skip

RESOURCE = Resource(
    position=80,
    path="/findings",
    title="Finding",
    summary="Findings",
    description="What does not agree in the reports of one institution, year and date, or about the chosen"
    " part of them; the worst first. A finding changes no figure.",
    page="/",
    shape=SHAPE,
    answers=Dated(
        rows=_rows,
        filters=("org", "year", "as_of", "direction", "department", "funding", "status"),
        own=(
            text(
                "document",
                "Only findings of this document (document_id), one of the chosen report's.",
                "Give a document of the report, or the org, year and as_of that it speaks of as well.",
                f"{BASE}/scopes",
            ),
            code("severity", "Only findings of this severity.", SEVERITIES),
            code("check", "Only findings of this check.", CHECKS),
        ),
        choices={"document": lambda question: question.scope.document_ids},
    ),
)
