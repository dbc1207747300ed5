"""Where a figure was read: the document, the line, and the text of that line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select, tuple_, union_all

from dashboard.citation import Citation, Place
from dashboard.queries.reading import rows
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
    if not wanted:
        return {}
    known = {row["document_id"]: row for row in documents(connection)}
    reads = [
        select(t.c.document_id, t.c.line, t.c.page, t.c.raw).where(
            tuple_(t.c.document_id, t.c.line).in_(wanted)
        )
        for t in _CITED
    ]
    facts = union_all(*reads).subquery()
    statement = select(
        facts.c.document_id,
        facts.c.line,
        func.min(facts.c.page).label("page"),
        func.max(facts.c.raw).label("raw"),
    ).group_by(facts.c.document_id, facts.c.line)
    read = {(row["document_id"], row["line"]): row for row in rows(connection, statement)}
    found = {}
    for document_id, line in wanted:
        if document_id in known:
            fact = read.get((document_id, line))
            found[document_id, line] = Citation(
                document_id,
                known[document_id]["title"],
                known[document_id]["source_name"],
                line,
                fact["page"] if fact else None,
                fact["raw"] if fact else None,
            )
    return found


def documents(connection: Connection, document_ids: Sequence[str] | None = None) -> Sequence[Row]:
    """Return the documents, newest first; all of them, or the named ones."""
    statement = select(schema.document).order_by(
        schema.document.c.as_of.desc(), schema.document.c.document_id
    )
    if document_ids is not None:
        statement = statement.where(schema.document.c.document_id.in_(document_ids))
    return rows(connection, statement)
