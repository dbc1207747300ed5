"""Where a figure was read: the document, the line, and the text of that line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, select

from dashboard.ui.citation import Citation, Place
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.tables import Document
from dashboard.warehouse.views import CitedLine, cited_line
from etl.warehouse import schema

C = cited_line.c
Text = tuple[int | None, str | None]
"""The page and the text of a line."""
_READ_WHOLE = 12
"""Of so few documents all cited lines are read, and kept for the next page; of more, those asked for."""


def citations(
    connection: Connection, places: Iterable[tuple[str | None, int | None]]
) -> dict[Place, Citation]:
    """Return the citation of each place; a place of an unknown document has none."""
    wanted = sorted({(document, line) for document, line in places if document and line})
    if not wanted:
        return {}
    ids = sorted({document_id for document_id, _ in wanted})
    if len(ids) <= _READ_WHOLE:
        texts = _cited_lines(connection, ids)
    else:
        texts = _texts(connection, C.document_id.in_(ids), C.line.in_(sorted({line for _, line in wanted})))
    known = {row["document_id"]: row for row in documents(connection, ids)}
    return {
        (document_id, line): Citation(
            document_id,
            known[document_id]["title"],
            known[document_id]["source_name"],
            line,
            *texts.get((document_id, line), (None, None)),
        )
        for document_id, line in wanted
        if document_id in known
    }


@kept
def _cited_lines(connection: Connection, document_ids: Sequence[str]) -> dict[Place, Text]:
    return _texts(connection, C.document_id.in_(document_ids))


def _texts(connection: Connection, *chosen: ColumnElement[bool]) -> dict[Place, Text]:
    found = rows(connection, select(cited_line).where(*chosen), CitedLine)
    return {(row["document_id"], row["line"]): (row["page"], row["raw"]) for row in found}


@kept
def documents(connection: Connection, document_ids: Sequence[str] | None = None) -> Sequence[Document]:
    """Return the documents, newest first; all of them, or the named ones."""
    statement = select(schema.document).order_by(
        schema.document.c.as_of.desc(), schema.document.c.document_id
    )
    if document_ids is not None:
        statement = statement.where(schema.document.c.document_id.in_(document_ids))
    return rows(connection, statement, Document)
