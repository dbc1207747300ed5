"""Lists the figures that a person set right, with what the document prints."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from etl.corrections import APPLIED
from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.decisions import digits_of, value_of
from etl.warehouse.explanations import Label, explain, named, subject_of


def run(connection: Connection) -> Iterator[Finding]:
    """Report each correction that was applied: the printed value, and the right one that stands instead."""
    table = schema.correction
    applied = select(table).where(table.c.state == APPLIED).order_by(table.c.document_id, table.c.line)
    for row in connection.execute(applied).mappings():
        printed, right = (value_of(row[name], row["unit_won"]) for name in ("printed", "corrected"))
        told = {"subject": Label(row["label"]), "column": named(row["column_name"])}
        if row["reason"] is None:
            korean, english = explain(CHECK.name, "figure", printed=printed, right=right, **told)
        else:
            korean, english = explain(
                CHECK.name, "reason", printed=printed, right=right, reason=row["reason"], **told
            )
        yield Finding(
            document_id=row["document_id"],
            line=row["line"],
            severity="note",
            subject=subject_of(row["label"]),
            printed=digits_of(row["printed"], row["unit_won"]),
            computed=digits_of(row["corrected"], row["unit_won"]),
            explanation_ko=korean,
            explanation_en=english,
            direction_id=row["direction_id"],
            program_id=row["program_id"],
        )


CHECK = Check(name="corrected", run=run)
