"""Finds documents whose programmes add to more than the appropriation printed for them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from etl.warehouse.appropriations import excesses
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, explain, subject_of


def run(connection: Connection) -> Iterator[Finding]:
    """Add up the programmes of each appropriation, each counted once, and hold them against its line."""
    for excess in excesses(connection, "current_won"):
        total, largest = excess.limits[0], excess.largest
        korean, english = explain(
            CHECK.name, "differs", subject=" + ".join(subject_of(line.label) for line in excess.limits),
            programs=len(excess.programmes), computed=excess.computed, printed=excess.limit,
            difference=excess.difference, largest=Label(largest.label),
            largest_amount=excess.largest_amount,
        )  # fmt: skip
        yield Finding(
            document_id=total.document_id,
            line=total.line,
            related_document_id=largest.document_id,
            related_line=largest.line,
            severity="warning",
            subject=subject_of(total.label),
            printed=excess.limit.digits,
            computed=excess.computed.digits,
            difference=Amount(-excess.difference.won, total.unit_won).digits,
            explanation_ko=korean,
            explanation_en=english,
        )


CHECK = Check(name="detail_exceeds_total", run=run)
