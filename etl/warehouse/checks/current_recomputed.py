"""Finds a current budget that is not the original budget plus the adjustment of its own line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection

from etl.warehouse.accusing import Judged, accusing
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, explain, subject_of
from etl.warehouse.printed import PrintedLine, budget_lines, revenue_lines


def run(connection: Connection) -> Iterator[Finding]:
    """Add up each line that prints all three. They are rounded apart, so one printed unit is no finding.

    A dash is nothing where the document has a column of adjustments; where it has none, nothing is added up.
    """
    yield from accusing(_judged(connection), partial(explain, CHECK.name, "doubted"))


def _judged(connection: Connection) -> Iterator[Judged]:
    lines = (*budget_lines(connection), *revenue_lines(connection))
    adjusting = {line.document_id for line in lines if line.amounts["adjustment_won"] is not None}
    for line in lines:
        original, adjustment, current = (
            line.amounts[name] for name in ("original_won", "adjustment_won", "current_won")
        )
        if line.document_id in adjusting and "adjustment_won" not in line.unreadable:
            adjustment = adjustment or 0
        if original is None or adjustment is None or current is None:
            continue
        printed, computed = Amount(current, line.unit_won), Amount(original + adjustment, line.unit_won)
        difference = Amount(printed.won - computed.won, line.unit_won)
        if abs(difference.won) <= line.unit_won:
            yield Judged(line.group, line.grade, None)
            continue
        korean, english = explain(
            CHECK.name, "differs", subject=Label(line.label), printed=printed, computed=computed,
            original=Amount(original, line.unit_won), adjustment=Amount(adjustment, line.unit_won),
            difference=difference,
        )  # fmt: skip
        yield Judged(line.group, line.grade, _finding(line, (printed, computed, difference), korean, english))


def _finding(line: PrintedLine, amounts: tuple[Amount, ...], korean: str, english: str) -> Finding:
    printed, computed, difference = amounts
    return Finding(
        document_id=line.document_id,
        line=line.line,
        severity="error",
        subject=subject_of(line.label),
        printed=printed.digits,
        computed=computed.digits,
        difference=difference.digits,
        explanation_ko=korean,
        explanation_en=english,
        direction_id=line.direction_id,
        program_id=line.program_id,
    )


CHECK = Check(name="current_recomputed", run=run)
