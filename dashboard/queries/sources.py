"""Where a figure was read: the document, the line, and the text of that line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select, union_all

from dashboard.citation import Citation, Place
from dashboard.queries.reading import kept, rows
from dashboard.rows import Row
from etl.warehouse import schema

_CITED = (
    schema.budget_line, schema.revenue_line, schema.year_on_year, schema.indicator_result, schema.program,
    schema.strategic_direction, schema.output, schema.series_point, schema.milestone,
)  # fmt: skip


def citations(
    connection: Connection, places: Iterable[tuple[str | None, int | None]]
) -> dict[Place, Citation]:
    """Return the citation of each place; a place of an unknown document has none."""
    wanted = sorted({(document, line) for document, line in places if document and line})
    found = {}
    for document_id, line in wanted:
        for known in documents(connection, (document_id,)):
            page, raw = cited_lines(connection, document_id).get(line, (None, None))
            found[document_id, line] = Citation(
                document_id, known["title"], known["source_name"], line, page, raw
            )
    return found


@kept
def cited_lines(connection: Connection, document_id: str) -> dict[int, tuple[int | None, str | None]]:
    """Return the page and the text of every line of a document that a figure was read from."""
    reads = [select(t.c.line, t.c.page, t.c.raw).where(t.c.document_id == document_id) for t in _CITED]
    facts = union_all(*reads).subquery()
    statement = select(
        facts.c.line, func.min(facts.c.page).label("page"), func.max(facts.c.raw).label("raw")
    ).group_by(facts.c.line)
    return {row["line"]: (row["page"], row["raw"]) for row in rows(connection, statement)}


@kept
def documents(connection: Connection, document_ids: Sequence[str] | None = None) -> Sequence[Row]:
    """Return the documents, newest first; all of them, or the named ones."""
    statement = select(schema.document).order_by(
        schema.document.c.as_of.desc(), schema.document.c.document_id
    )
    if document_ids is not None:
        statement = statement.where(schema.document.c.document_id.in_(document_ids))
    return rows(connection, statement)
