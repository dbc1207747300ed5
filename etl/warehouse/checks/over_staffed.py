"""Finds the units where more staff are in place than are authorized."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection, RowMapping, select

from etl.warehouse import schema
from etl.warehouse.accusing import Judged, accusing, tables_of
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Label, explain, subject_of


def run(connection: Connection) -> Iterator[Finding]:
    """Compare each unit and grade; what a document prints twice is reported once, at its first place."""
    staff = schema.staffing.c
    both = select(schema.staffing).where(staff.authorized.is_not(None), staff.current.is_not(None))
    order = (staff.document_id, staff.line, staff.unit_name, staff.grade)
    first: dict[tuple[object, ...], RowMapping] = {}
    for row in connection.execute(both.order_by(*order)).mappings():
        key = row["document_id"], row["unit_name"], row["grade"], row["as_of"]
        first.setdefault((*key, row["authorized"], row["current"]), row)
    tables = tables_of(connection, ((row["document_id"], row["line"]) for row in first.values()))
    judged = (
        Judged(tables[row["document_id"], row["line"]], row["evidence_grade"], _finding(row))
        for row in first.values()
    )
    yield from accusing(judged, partial(explain, CHECK.name, "doubted"))


def _finding(row: RowMapping) -> Finding | None:
    authorized, current = int(row["authorized"]), int(row["current"])
    if current <= authorized:
        return None
    subject = f"{row['unit_name']} · {row['grade']}"
    korean, english = explain(
        CHECK.name, "differs", subject=Label(subject), current=current, authorized=authorized,
        difference=current - authorized,
    )  # fmt: skip
    return Finding(
        document_id=row["document_id"],
        line=row["line"],
        severity="warning",
        subject=subject_of(subject),
        printed=str(authorized),
        computed=str(current),
        difference=str(authorized - current),
        explanation_ko=korean,
        explanation_en=english,
    )


CHECK = Check(name="over_staffed", run=run)
