"""How a document was read: what was decided, how sure its facts are, what is kept and corrected."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, literal, select, union_all

from dashboard.queries.documents import FACT_TABLES
from dashboard.queries.reading import first, kept, rows
from dashboard.rows import Row
from etl.corrections import APPLIED
from etl.warehouse import schema

_GRADE = "grade"
_OF_STAFF = "evidence_grade"
"""Where a fact's own grade is a rank of its staff."""


@kept
def decisions(connection: Connection, document_id: str) -> Sequence[Row]:
    """Return what was taken for the document, then for its tables: from which line, and how."""
    r = schema.reading.c
    statement = select(schema.reading).where(r.document_id == document_id)
    return rows(connection, statement.order_by(r.table_no.asc().nulls_first(), r.line, r.field))


@kept
def grades(connection: Connection, document_id: str) -> dict[str, dict[str, int]]:
    """Return how many facts of each table were read how surely: by table and grade."""
    counted = union_all(
        *(
            select(literal(table.name).label("fact"), grade.label("grade"), func.count().label("n"))
            .where(table.c.document_id == document_id)
            .group_by(grade)
            for table in FACT_TABLES
            for grade in [table.c.get(_OF_STAFF, table.c.get(_GRADE))]
            if grade is not None
        )
    ).subquery()
    found: dict[str, dict[str, int]] = {}
    for row in rows(connection, select(counted).order_by(counted.c.fact, counted.c.grade)):
        found.setdefault(row["fact"], {})[row["grade"]] = row["n"]
    return found


@kept
def cells(connection: Connection, document_id: str) -> Row:
    """Return how many tables and cells of a document are kept as they stand."""
    c = schema.table_cell.c
    statement = select(func.count(c.table_no.distinct()).label("tables"), func.count().label("cells"))
    return first(connection, statement.where(c.document_id == document_id)) or {"tables": 0, "cells": 0}


@kept
def corrections(connection: Connection, document_id: str) -> Sequence[Row]:
    """Return the figures of a document that a person set right, by line."""
    c = schema.correction.c
    statement = select(schema.correction).where(c.document_id == document_id, c.state == APPLIED)
    return rows(connection, statement.order_by(c.line, c.column_name))
