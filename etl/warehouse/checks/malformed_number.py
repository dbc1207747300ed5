"""Finds the numbers that are not grouped as numbers are, e.g. with a group of four digits."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Label, explain, subject_of

# Where the line's own name stands, in the order in which it is looked for.
_NAMED_BY = (
    (schema.budget_line, "label"),
    (schema.revenue_line, "label"),
    (schema.year_on_year, "label"),
    (schema.indicator_result, "name"),
)


def run(connection: Connection) -> Iterator[Finding]:
    """Report each cell that was set aside for its grouping, under the name of the line it stands in."""
    aside = schema.set_aside
    malformed = select(aside.c.document_id, aside.c.line, aside.c.text).where(
        aside.c.reason == "malformed_number"
    )
    named = _named_lines(connection)
    for document_id, line, text in connection.execute(malformed):
        label, direction_id, program_id = named.get((document_id, line), (None, None, None))
        korean, english = explain(CHECK.name, "grouping", subject=Label(label), printed=text)
        yield Finding(
            document_id=document_id,
            line=line,
            severity="warning",
            subject=subject_of(label),
            printed=text,
            explanation_ko=korean,
            explanation_en=english,
            direction_id=direction_id,
            program_id=program_id,
        )


def _named_lines(connection: Connection) -> dict[tuple[str, int], tuple[str | None, str | None, str | None]]:
    named: dict[tuple[str, int], tuple[str | None, str | None, str | None]] = {}
    for table, name in _NAMED_BY:
        ordered = select(table).order_by(table.c.document_id, table.c.line, table.c[name])
        for row in connection.execute(ordered).mappings():
            place = (row["document_id"], row["line"])
            named.setdefault(place, (row[name], row.get("direction_id"), row.get("program_id")))
    return named


CHECK = Check(name="malformed_number", run=run)
