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
    with_budget = {(x.document_id, x.program_id) for x in lines if x.amounts["current_won"] is not None}
    # A budget that is printed but cannot be read is reported where it stands, not as missing.
    with_budget |= {(x.document_id, x.program_id) for x in lines if "current_won" in x.unreadable}
    printing = {document_id for document_id, _ in with_budget}
    table = schema.program
    for row in connection.execute(select(table).order_by(table.c.program_id)).mappings():
        programme = (row["document_id"], row["program_id"])
        if row["document_id"] not in printing or programme in with_budget:
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
