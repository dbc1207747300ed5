"""Finds the tables whose stated date contradicts their document's."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import explain


def run(connection: Connection) -> Iterator[Finding]:
    """Report each caption that was set aside for its date, beside the date of its document."""
    aside, document = schema.set_aside.c, schema.document.c
    captions = (
        select(aside.document_id, aside.line, aside.text, document.as_of, document.title)
        .join_from(schema.set_aside, schema.document, aside.document_id == document.document_id)
        .where(aside.reason == "date_contradiction")
    )
    for document_id, line, stated, as_of, title in connection.execute(captions):
        korean, english = explain(CHECK.name, "caption", printed=stated, computed=as_of.isoformat())
        yield Finding(
            document_id=document_id,
            line=line,
            severity="warning",
            subject=title,
            printed=stated,
            computed=as_of.isoformat(),
            explanation_ko=korean,
            explanation_en=english,
        )


CHECK = Check(name="date_contradiction", run=run)
