"""Finds the lines where more was executed than the current budget holds."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, explain, subject_of
from etl.warehouse.printed import budget_lines


def run(connection: Connection) -> Iterator[Finding]:
    """Compare each line. A programme printed twice in a document is reported once, at its first place."""
    reported: set[tuple[str, str]] = set()
    for line in budget_lines(connection):
        current, executed = line.amounts["current_won"], line.amounts["executed_won"]
        # Both are rounded: up to one printed unit above may still be no more than the budget.
        if current is None or executed is None or executed - current <= (line.unit_won if current else 0):
            continue
        if line.program_id is not None:
            programme = (line.document_id, line.program_id)
            if programme in reported:
                continue
            reported.add(programme)
        printed, budget = Amount(executed, line.unit_won), Amount(current, line.unit_won)
        difference = Amount(executed - current, line.unit_won)
        korean, english = explain(
            CHECK.name, "differs", subject=Label(line.label), executed=printed, current=budget,
            difference=difference,
        )  # fmt: skip
        yield Finding(
            document_id=line.document_id,
            line=line.line,
            severity="warning",
            subject=subject_of(line.label),
            printed=printed.digits,
            computed=budget.digits,
            difference=difference.digits,
            explanation_ko=korean,
            explanation_en=english,
            direction_id=line.direction_id,
            program_id=line.program_id,
        )


CHECK = Check(name="over_executed", run=run)
