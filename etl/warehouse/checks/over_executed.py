"""Finds the lines where more was executed than the current budget holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection

from etl.warehouse.accusing import Judged, accusing
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, explain, subject_of
from etl.warehouse.printed import budget_lines


def run(connection: Connection) -> Iterator[Finding]:
    """Compare each line. A programme printed twice in a document is reported once, at its first place."""
    yield from accusing(_judged(connection), partial(explain, CHECK.name, "doubted"))


def _judged(connection: Connection) -> Iterator[Judged]:
    reported: set[tuple[str, str]] = set()
    for line in budget_lines(connection):
        current, executed = line.amounts["current_won"], line.amounts["executed_won"]
        # Both are rounded: up to one printed unit above may still be no more than the budget.
        if current is None or executed is None:
            continue
        if executed - current <= (line.unit_won if current else 0):
            yield Judged(line.group, line.grade, None)
            continue
        if line.program_id is not None:
            programme = (line.document_id, line.program_id)
            if programme in reported:
                continue
            reported.add(programme)
        spent, budget = Amount(executed, line.unit_won), Amount(current, line.unit_won)
        korean, english = explain(
            CHECK.name, "differs", subject=Label(line.label), executed=spent, current=budget,
            difference=Amount(executed - current, line.unit_won),
        )  # fmt: skip
        # As wherever parts exceed a whole: the printed limit, and what stands against it.
        finding = Finding(
            document_id=line.document_id,
            line=line.line,
            severity="warning",
            subject=subject_of(line.label),
            printed=budget.digits,
            computed=spent.digits,
            difference=Amount(current - executed, line.unit_won).digits,
            explanation_ko=korean,
            explanation_en=english,
            direction_id=line.direction_id,
            program_id=line.program_id,
        )
        yield Judged(line.group, line.grade, finding)


CHECK = Check(name="over_executed", run=run)
