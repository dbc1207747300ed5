"""Where a figure was read: the document, the line, and the text of that line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypedDict

from sqlalchemy import Connection, and_, select

from dashboard.ui.citation import Citation, Place
from dashboard.warehouse.reading import ANSWERS, kept, rows
from dashboard.warehouse.tables import Document
from dashboard.warehouse.views import cited_line
from etl.warehouse import schema

C = cited_line.c
D = schema.document.c
_READ_WHOLE = 16
"""Of so few documents all cited lines are read, and kept for the next page; of more, those asked for."""


class _CitedLine(TypedDict):
    """A document with one of its cited lines; None where it has none."""

    document_id: str
    title: str
    source_name: str
    line: int | None
    page: int | None
    raw: str | None


@dataclass(frozen=True, slots=True)
class _Cited:
    """What citations say of a document. lines: page and text of each."""

    title: str
    source_name: str
    lines: dict[int, tuple[int | None, str | None]]


def citations(
    connection: Connection, places: Iterable[tuple[str | None, int | None]]
) -> dict[Place, Citation]:
    """Return the citation of each place; a place of an unknown document has none."""
    wanted = sorted({(document, line) for document, line in places if document and line})
    if not wanted:
        return {}
    ids = sorted({document_id for document_id, _ in wanted})
    if len(ids) <= _READ_WHOLE:
        known = ANSWERS.each(connection.engine, "cited documents", ids, partial(_cited, connection))
    else:
        known = _cited(connection, ids, sorted({line for _, line in wanted}))
    return {
        (document_id, line): Citation(
            document_id,
            known[document_id].title,
            known[document_id].source_name,
            line,
            *known[document_id].lines.get(line, (None, None)),
        )
        for document_id, line in wanted
        if document_id in known
    }


def _cited(
    connection: Connection, document_ids: Sequence[str], lines: Sequence[int] | None = None
) -> dict[str, _Cited]:
    """Documents with their cited lines, in one statement. lines: only those, where they are too many."""
    is_of = [C.document_id == D.document_id, *([] if lines is None else [C.line.in_(lines)])]
    statement = (
        select(D.document_id, D.title, D.source_name, C.line, C.page, C.raw)
        .select_from(schema.document.outerjoin(cited_line, and_(*is_of)))
        .where(D.document_id.in_(document_ids))
    )
    found: dict[str, _Cited] = {}
    for row in rows(connection, statement, _CitedLine):
        own = found.setdefault(row["document_id"], _Cited(row["title"], row["source_name"], {}))
        if row["line"] is not None:
            own.lines[row["line"]] = row["page"], row["raw"]
    return found


@kept
def documents(connection: Connection, document_ids: Sequence[str] | None = None) -> Sequence[Document]:
    """Return the documents, newest first; all of them, or the named ones."""
    statement = select(schema.document).order_by(D.as_of.desc(), D.document_id)
    if document_ids is not None:
        statement = statement.where(D.document_id.in_(document_ids))
    return rows(connection, statement, Document)
