"""The documents that were read: what became of each, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, Connection, Table, func, literal, select, union_all

from dashboard.ui.rows import Row
from dashboard.warehouse.reading import first, kept, only, rows
from dashboard.warehouse.tables import Document, Load, SetAside
from etl.warehouse import schema

FACT_TABLES: tuple[Table, ...] = (
    schema.budget_line, schema.revenue_line, schema.year_on_year, schema.indicator_result, schema.program,
    schema.strategic_direction, schema.strategic_task, schema.department, schema.output,
    schema.series_point, schema.milestone, schema.staffing, schema.survey_cell,
    schema.follow_up,
)  # fmt: skip
D = schema.document.c
_NEWEST_FIRST = (D.as_of.desc(), D.document_id)
_TOGETHER = 500
"""So many documents are shown in one list; of more, those of one institution at a time."""


class DocumentsOf(TypedDict):
    """An institution that documents are of, with how many."""

    organization_id: str
    name: str
    n: int


class ListedDocument(Document):
    """A document with its institution, None where nothing names it, and how much was set aside or found."""

    organization_name: str | None
    set_aside: int
    findings: int


class FactCount(TypedDict):
    """How many facts of a table a document gave, and the first line of them."""

    document_id: str
    fact: str
    position: int
    n: int
    line: int


class SetAsideCount(TypedDict):
    """How many lines of a document were set aside for a reason, and the first of them."""

    document_id: str
    reason: str
    n: int
    line: int


class Newest(TypedDict):
    """Which load a warehouse is of, and the newest date in it; None where it has none."""

    load_id: str | None
    as_of: date | None


@kept
def institutions(connection: Connection) -> Sequence[DocumentsOf]:
    """Return the institutions that documents are of, by name, with how many each has."""
    organization = schema.organization
    name = func.coalesce(organization.c.name, D.organization_id)
    statement = (
        select(D.organization_id, name.label("name"), func.count().label("n"))
        .select_from(schema.document)
        .outerjoin(organization, organization.c.organization_id == D.organization_id)
        .group_by(D.organization_id, name)
        .order_by(name, D.organization_id)
    )
    return rows(connection, statement, DocumentsOf)


def fit_together(connection: Connection) -> bool:
    """Tell whether there are so few documents that all of them are one list."""
    return count(connection) <= _TOGETHER


def count(connection: Connection) -> int:
    """Return how many documents there are."""
    return sum(row["n"] for row in institutions(connection))


def newest_ids(connection: Connection, offset: int, limit: int) -> tuple[str, ...]:
    """Return the ids of so many documents, newest first, after those that are passed over."""
    statement = select(D.document_id).order_by(*_NEWEST_FIRST).limit(limit).offset(offset)
    return tuple(connection.scalars(statement))


def of_documents(
    column: ColumnElement[Any],
    organization_id: str | None,
    document_id: str | None,
    among: Sequence[str] | None = None,
) -> list[ColumnElement[bool]]:
    """Return the conditions that a column of document ids holds those of an institution, or one document.

    among: those of some documents.
    """
    conditions = [] if document_id is None else [column == document_id]
    if among is not None:
        conditions.append(column.in_(among))
    if organization_id is not None:
        conditions.append(column.in_(select(D.document_id).where(D.organization_id == organization_id)))
    return conditions


@kept
def listing(
    connection: Connection,
    *,
    organization_id: str | None = None,
    document_id: str | None = None,
    among: tuple[str, ...] | None = None,
) -> Sequence[ListedDocument]:
    """Return the documents, newest first, each with its institution and how much was set aside or found.

    organization_id, document_id, among: only those of an institution, one, or some.
    """
    aside, found = schema.set_aside, schema.finding
    chosen = organization_id, document_id, among
    set_asides, findings = (
        select(each.document_id, func.count().label("n"))
        .where(*of_documents(each.document_id, *chosen))
        .group_by(each.document_id)
        .subquery()
        for each in (aside.c, found.c)
    )
    organization = schema.organization
    statement = (
        select(
            schema.document,
            organization.c.name.label("organization_name"),
            func.coalesce(set_asides.c.n, 0).label("set_aside"),
            func.coalesce(findings.c.n, 0).label("findings"),
        )
        .outerjoin(organization, organization.c.organization_id == D.organization_id)
        .outerjoin(set_asides, set_asides.c.document_id == D.document_id)
        .outerjoin(findings, findings.c.document_id == D.document_id)
        .where(*of_documents(D.document_id, *chosen))
        .order_by(*_NEWEST_FIRST)
    )
    return rows(connection, statement, ListedDocument)


@kept
def has_unpublished(connection: Connection, document_ids: Sequence[str]) -> bool:
    """Return whether one of the documents is not published."""
    statement = select(D.document_id).where(D.document_id.in_(document_ids), D.published.isnot(True)).limit(1)
    return connection.scalar(statement) is not None


@kept
def facts_by_table(
    connection: Connection,
    *,
    organization_id: str | None = None,
    document_id: str | None = None,
    among: tuple[str, ...] | None = None,
) -> dict[str, list[FactCount]]:
    """Return how many facts of each table a document gave, and the first line of them, by document."""
    counted = union_all(
        *(
            select(
                table.c.document_id,
                literal(table.name).label("fact"),
                literal(position).label("position"),
                func.count().label("n"),
                func.min(table.c.line).label("line"),
            )
            .where(*of_documents(table.c.document_id, organization_id, document_id, among))
            .group_by(table.c.document_id)
            for position, table in enumerate(FACT_TABLES)
        )
    ).subquery()
    statement = select(counted).order_by(counted.c.document_id, counted.c.position)
    found: dict[str, list[FactCount]] = {}
    for row in rows(connection, statement, FactCount):
        found.setdefault(row["document_id"], []).append(row)
    return found


@kept
def facts_between(
    connection: Connection, document_id: str, first_line: int, last_line: int
) -> list[tuple[str, Row]]:
    """Return the facts that were read from some lines of a document, in their order, with their table."""
    found: list[tuple[str, Row]] = []
    for table in FACT_TABLES:
        statement = select(table).where(
            table.c.document_id == document_id, table.c.line.between(first_line, last_line)
        )
        # Rows of every table: no one type has their columns.
        found += [(table.name, dict(row)) for row in connection.execute(statement).mappings()]
    return sorted(found, key=lambda fact: fact[1]["line"])


@kept
def set_aside_by_reason(
    connection: Connection, *, organization_id: str | None = None, document_id: str | None = None
) -> Sequence[SetAsideCount]:
    """Return how many lines were set aside for each reason, by document, most first."""
    a = schema.set_aside.c
    statement = select(a.document_id, a.reason, func.count().label("n"), func.min(a.line).label("line"))
    statement = statement.where(*of_documents(a.document_id, organization_id, document_id))
    statement = statement.group_by(a.document_id, a.reason).order_by(
        func.count().desc(), a.document_id, a.reason
    )
    return rows(connection, statement, SetAsideCount)


@kept
def set_aside(connection: Connection, document_id: str) -> Sequence[SetAside]:
    """Return the lines of a document that were set aside, in their order."""
    a = schema.set_aside.c
    statement = (
        select(schema.set_aside).where(a.document_id == document_id).order_by(a.line, a.reason, a.text)
    )
    return rows(connection, statement, SetAside)


@kept
def loaded(connection: Connection) -> Load | None:
    """Return the load that made this warehouse."""
    return first(connection, select(schema.load).order_by(schema.load.c.finished_at.desc()), Load)


def newest(connection: Connection) -> Newest:
    """Return load_id and the newest as_of, never from memory: whoever asks wants the file to be read."""
    load_id = select(schema.load.c.load_id).order_by(schema.load.c.finished_at.desc()).limit(1)
    as_of = select(func.max(D.as_of))
    statement = select(load_id.scalar_subquery().label("load_id"), as_of.scalar_subquery().label("as_of"))
    return only(connection, statement, Newest)
