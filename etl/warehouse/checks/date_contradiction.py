"""Finds the tables and results whose stated date contradicts their document's."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import explain

_CASES = {"date_contradiction": "caption", "year_contradicted": "heading"}
"""The reasons for which something was set aside, and the sentence for each."""


def run(connection: Connection) -> Iterator[Finding]:
    """Report the captions and headings that were set aside for their date, beside their document's."""
    aside, document = schema.set_aside.c, schema.document.c
    captions = (
        select(aside.document_id, aside.line, aside.text, aside.reason, document.as_of, document.title)
        .join_from(schema.set_aside, schema.document, aside.document_id == document.document_id)
        .where(aside.reason.in_(_CASES), document.as_of.is_not(None))
    )
    for document_id, line, stated, reason, as_of, title in connection.execute(captions):
        korean, english = explain(CHECK.name, _CASES[reason], printed=stated, computed=as_of.isoformat())
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
