"""The documents that were read, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from dashboard.api.addresses import subject_address
from dashboard.api.resource import Resource, Undated
from dashboard.api.shape import PLACE, SOURCE, Field, Link, Shape, fields
from dashboard.topics.documents import queries as documents
from dashboard.topics.documents.columns import DOCUMENTS
from dashboard.ui.rows import Row


def _rows(connection: Connection, offset: int, limit: int) -> Sequence[Row]:
    among = documents.newest_ids(connection, offset, limit)
    facts = documents.facts_by_table(connection, among=among)
    return [
        {**row, "facts": {fact["fact"]: fact["n"] for fact in facts.get(row["document_id"], ())}}
        for row in documents.listing(connection, among=among)
    ]


RESOURCE = Resource(
    position=20,
    path="/documents",
    title="Document",
    summary="Documents",
    description="Every document that was read, the newest first: what it is, how many facts it gave, and how"
    " much of it was set aside or does not agree.",
    page="/sources",
    shape=Shape(
        fields=(
            *PLACE,
            Field(
                name="organization_id", kind="text", is_nullable=False,
                description="The institution that reports.",
            ),
            Field(name="organization_name", kind="text", description="Its printed name."),
            *fields(DOCUMENTS.columns),
            Field(name="council_session", kind="text", description="The session it was made for."),
            Field(name="committee", kind="text", description="The committee it was made for."),
            Field(
                name="sha256", kind="text", is_nullable=False, description="The SHA-256 of the file, in hex."
            ),
            Field(
                name="facts", kind="counts", is_nullable=False,
                description="How many facts it gave to each table of the warehouse.",
            ),
        ),
        links=(
            Link(
                name="page", description="The document's page.",
                address=lambda row, _: subject_address("/sources", row["document_id"]),
            ),
            SOURCE,
        ),
    ),
    answers=Undated(rows=_rows, count=documents.count),
)  # fmt: skip
