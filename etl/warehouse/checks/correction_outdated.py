"""Finds the corrections whose printed value is no longer what the reading gives: they are not applied."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from etl.corrections import OUTDATED
from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.decisions import digits_of, value_of
from etl.warehouse.explanations import Label, explain, named, subject_of


def run(connection: Connection) -> Iterator[Finding]:
    """Report each, and whether the reading has become what the correction says, or something else."""
    table = schema.correction
    outdated = select(table).where(table.c.state == OUTDATED).order_by(table.c.document_id, table.c.line)
    for row in connection.execute(outdated).mappings():
        unit_won = row["unit_won"]
        told = {
            "subject": Label(row["label"]),
            "column": named(row["column_name"]),
            "printed": value_of(row["printed"], unit_won),
            "right": value_of(row["corrected"], unit_won),
        }
        if row["reads_now"] == row["corrected"]:
            korean, english = explain(CHECK.name, "agrees", **told)
        else:
            now = value_of(row["reads_now"], unit_won)
            korean, english = explain(CHECK.name, "differs", now=now, **told)
        yield Finding(
            document_id=row["document_id"],
            line=row["line"],
            severity="warning",
            subject=subject_of(row["label"]),
            printed=digits_of(row["printed"], unit_won),
            computed=digits_of(row["reads_now"], unit_won),
            explanation_ko=korean,
            explanation_en=english,
            direction_id=row["direction_id"],
            program_id=row["program_id"],
        )


CHECK = Check(name="correction_outdated", run=run)
