"""Which institutions, fiscal years and dates there are, with their documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection

from dashboard.api.addresses import BASE, subject_address
from dashboard.api.resource import Resource, Undated
from dashboard.api.shape import PLACE, Field, Link, Shape
from dashboard.shell.filters import UNDATED, Filters
from dashboard.ui.rows import Row
from dashboard.warehouse.scopes import newest_scopes, resolve, scope_count
from etl.terms.codes import KINDS

REPORT = Shape(
    fields=(
        PLACE[0],
        Field(name="title", kind="text", is_nullable=False, description="The title of the document."),
        Field(name="source_name", kind="text", is_nullable=False, description="The name of its file."),
        Field(name="kind", kind="code", is_nullable=False, codes=KINDS, description="What kind it is."),
    ),
    links=(
        Link(
            name="page",
            description="The document's page.",
            address=lambda row, _: subject_address("/sources", row["document_id"]),
        ),
    ),
)


def _rows(connection: Connection, offset: int, limit: int) -> Sequence[Row]:
    default = resolve(connection, Filters()).scope
    return [
        {
            "organization_id": scope.organization_id,
            "organization_name": scope.reports[0].organization_name,
            "organization_name_en": scope.reports[0].organization_name_en,
            "fiscal_year": scope.fiscal_year,
            "as_of": scope.as_of,
            "has_execution": scope.has_execution,
            "is_default": scope == default,
            "documents": [asdict(report) for report in scope.reports],
        }
        for scope in newest_scopes(connection, limit, offset)
    ]


def _address(path: str, row: Row) -> str:
    filters = Filters(org=row["organization_id"], year=row["fiscal_year"], as_of=row["as_of"] or UNDATED)
    return path + filters.to_query()


RESOURCE = Resource(
    position=10,
    path="/scopes",
    title="Scope",
    summary="Institutions, fiscal years and dates",
    description="What the filters org, year and as_of may be, the newest date first, with the documents that"
    " speak of it. Every other resource is about one of these; without a choice, of the one that is_default.",
    page="/",
    shape=Shape(
        fields=(
            Field(
                name="organization_id", kind="text", is_nullable=False, description="The institution: org."
            ),
            Field(name="organization_name", kind="text", is_nullable=False, description="Its printed name."),
            Field(name="organization_name_en", kind="text", description="Its name in English."),
            Field(name="fiscal_year", kind="integer", is_nullable=False, description="The year: year."),
            Field(
                name="as_of", kind="date",
                description="The date: as_of; null where the report prints none, which as_of=none asks for.",
            ),
            Field(
                name="has_execution", kind="boolean", is_nullable=False,
                description="Whether a report here says what was executed.",
            ),
            Field(
                name="is_default", kind="boolean", is_nullable=False,
                description="Whether this is what is shown without a choice.",
            ),
            Field(
                name="documents", kind="rows", is_nullable=False, shape=REPORT,
                description="The documents that speak of it.",
            ),
        ),
        links=(
            Link(
                name="page", description="The overview.", address=lambda row, _: _address("/", row)
            ),
            Link(
                name="directions", description="Its strategic directions.",
                address=lambda row, _: _address(f"{BASE}/directions", row),
            ),
            Link(
                name="programs", description="Its programmes.",
                address=lambda row, _: _address(f"{BASE}/programs", row),
            ),
            Link(
                name="goals", description="Its goals.",
                address=lambda row, _: _address(f"{BASE}/goals", row),
            ),
            Link(
                name="findings", description="Its findings.",
                address=lambda row, _: _address(f"{BASE}/findings", row),
            ),
        ),
    ),
    answers=Undated(rows=_rows, count=scope_count),
)  # fmt: skip
