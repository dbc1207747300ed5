"""Finds the programmes whose document prints budgets, but none for them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Label, explain, subject_of
from etl.warehouse.printed import budget_lines


def run(connection: Connection) -> Iterator[Finding]:
    """Look for a budget of each programme in the document that names it."""
    lines = [line for line in budget_lines(connection) if line.program_id is not None]
    # A line that prints none ('-'), or that cannot be read, is a line: the document does not pass over it.
    named = {(line.document_id, line.program_id) for line in lines}
    printing = {line.document_id for line in lines if line.amounts["current_won"] is not None}
    table = schema.program
    for row in connection.execute(select(table).order_by(table.c.program_id)).mappings():
        programme = (row["document_id"], row["program_id"])
        if row["document_id"] not in printing or programme in named:
            continue
        korean, english = explain(CHECK.name, "none", subject=Label(row["name"]))
        yield Finding(
            document_id=row["document_id"],
            line=row["line"],
            severity="note",
            subject=subject_of(row["name"]),
            explanation_ko=korean,
            explanation_en=english,
            direction_id=row["direction_id"],
            program_id=row["program_id"],
        )


CHECK = Check(name="missing_budget", run=run)
