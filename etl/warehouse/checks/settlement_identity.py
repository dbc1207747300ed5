"""Finds a settled budget that is not what was executed, carried over, refunded and left unspent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator
from fractions import Fraction
from functools import partial

from sqlalchemy import Connection

from etl.warehouse.accusing import Judged, accusing
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, explain, subject_of
from etl.warehouse.printed import PrintedLine, budget_lines

_LEFT = "unspent_won"


def run(connection: Connection) -> Iterator[Finding]:
    """Add up each line of the tables that print what was left: without it there is no settlement.

    A dash counts as nothing in a column that the table has. Where a cell cannot be read, nothing is judged.
    """
    lines = budget_lines(connection)
    columns: dict[Hashable, set[str]] = defaultdict(set)
    for line in lines:
        columns[line.group] |= {name for name, won in line.settled.items() if won is not None}
    judged = (_judged(line, columns[line.group]) for line in lines)
    yield from accusing((one for one in judged if one), partial(explain, CHECK.name, "doubted"))


def _judged(line: PrintedLine, columns: Collection[str]) -> Judged | None:
    current, executed = line.amounts["current_won"], line.amounts["executed_won"]
    parts = ["executed_won", *columns]
    if _LEFT not in columns or current is None or line.unreadable & {"current_won", *parts}:
        return None
    settled = [won for name in columns if (won := line.settled[name]) is not None]
    if executed is None and not settled:
        return None
    amounts = [executed or 0, *settled]
    difference = current - sum(amounts)
    if abs(difference) <= Fraction(line.unit_won * (len(amounts) + 1), 2):
        return Judged(line.group, line.grade, None)
    printed, computed = Amount(current, line.unit_won), Amount(sum(amounts), line.unit_won)
    gap = Amount(difference, line.unit_won)
    korean, english = explain(
        CHECK.name, "differs", subject=Label(line.label), printed=printed, computed=computed, difference=gap,
        executed=Amount(executed or 0, line.unit_won),
        rest=Amount(sum(amounts) - (executed or 0), line.unit_won),
    )  # fmt: skip
    finding = Finding(
        document_id=line.document_id,
        line=line.line,
        severity="error",
        subject=subject_of(line.label),
        printed=printed.digits,
        computed=computed.digits,
        difference=gap.digits,
        explanation_ko=korean,
        explanation_en=english,
        direction_id=line.direction_id,
        program_id=line.program_id,
    )
    return Judged(line.group, line.grade, finding)


CHECK = Check(name="settlement_identity", run=run)
