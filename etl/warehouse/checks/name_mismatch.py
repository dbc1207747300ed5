"""Finds the directions, tasks and programmes that one document names differently in two places."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Label, explain

_NAMED = {
    "direction": (schema.strategic_direction, "direction_id"),
    "task": (schema.strategic_task, "task_id"),
    "program": (schema.program, "program_id"),
}


def run(connection: Connection) -> Iterator[Finding]:
    """Report each second name of a subject beside its first; the reader of the report met both."""
    subjects = {
        (kind, row[key]): row
        for kind, (table, key) in _NAMED.items()
        for row in connection.execute(select(table)).mappings()
    }
    for alias in connection.execute(select(schema.alias)).mappings():
        subject = subjects[alias["kind"], alias["subject_id"]]
        is_same = subject["document_id"] == alias["document_id"]
        korean, english = explain(
            CHECK.name, alias["kind"], subject=Label(subject["name"]), printed=Label(alias["name"])
        )
        yield Finding(
            document_id=alias["document_id"],
            line=alias["line"],
            related_document_id=alias["document_id"] if is_same else None,
            related_line=subject["line"] if is_same else None,
            severity="note",
            subject=subject["name"],
            printed=alias["name"],
            explanation_ko=korean,
            explanation_en=english,
            direction_id=subject.get("direction_id"),
            program_id=subject.get("program_id"),
        )


CHECK = Check(name="name_mismatch", run=run)
