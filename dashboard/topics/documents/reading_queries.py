"""How a document was read: what was decided, how sure its facts are, what is kept and corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import Connection, func, literal, select, union_all

from dashboard.topics.documents.queries import FACT_TABLES
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.tables import Correction, Reading
from etl.corrections import APPLIED
from etl.warehouse import schema

_GRADE = "grade"
_OF_STAFF = "evidence_grade"
"""Where a fact's own grade is a rank of its staff."""


class GradeCount(TypedDict):
    """How many facts of a table were read so surely."""

    fact: str
    grade: str
    n: int


class ReadTable(TypedDict):
    """A table of a document: its lines, how many cells with figures it has, and how many facts were read."""

    table_no: int
    first_line: int
    last_line: int
    cells: int
    facts: int


class Heading(TypedDict):
    """What heads a column of a table."""

    table_no: int
    column_path: str


@kept
def decisions(connection: Connection, document_id: str) -> Sequence[Reading]:
    """Return what was taken for the document, then for its tables: from which line, and how."""
    r = schema.reading.c
    statement = select(schema.reading).where(r.document_id == document_id)
    return rows(connection, statement.order_by(r.table_no.asc().nulls_first(), r.line, r.field), Reading)


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
    for row in rows(connection, select(counted).order_by(counted.c.fact, counted.c.grade), GradeCount):
        found.setdefault(row["fact"], {})[row["grade"]] = row["n"]
    return found


@kept
def tables(connection: Connection, document_id: str) -> Sequence[ReadTable]:
    """Return the tables of a document by number: their lines, how many cells with figures they hold, and how
    many facts were read from their lines."""
    c = schema.table_cell.c
    found = (
        select(
            c.table_no,
            func.min(c.line).label("first_line"),
            func.max(c.line).label("last_line"),
            func.count().label("cells"),
        )
        .where(c.document_id == document_id)
        .group_by(c.table_no)
        .subquery()
    )
    lines = union_all(
        *(select(table.c.line).where(table.c.document_id == document_id) for table in FACT_TABLES)
    ).subquery()
    statement = (
        select(found, func.count(lines.c.line).label("facts"))
        .outerjoin(lines, lines.c.line.between(found.c.first_line, found.c.last_line))
        .group_by(*found.c)
        .order_by(found.c.table_no)
    )
    return rows(connection, statement, ReadTable)


@kept
def headings(connection: Connection, document_id: str) -> dict[int, list[str]]:
    """Return what heads the columns of each table of a document, from left to right."""
    c = schema.table_cell.c
    statement = (
        select(c.table_no, c.column_path)
        .where(c.document_id == document_id, c.column_path.is_not(None))
        .group_by(c.table_no, c.column_path)
        .order_by(c.table_no, func.min(c.column_no))
    )
    found: dict[int, list[str]] = {}
    for row in rows(connection, statement, Heading):
        found.setdefault(row["table_no"], []).append(row["column_path"])
    return found


@kept
def corrections(connection: Connection, document_id: str) -> Sequence[Correction]:
    """Return the figures of a document that a person set right, by line."""
    c = schema.correction.c
    statement = select(schema.correction).where(c.document_id == document_id, c.state == APPLIED)
    return rows(connection, statement.order_by(c.line, c.column_name), Correction)
