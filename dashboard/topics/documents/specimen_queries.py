"""Which documents to try the pages on: of those whose facts have the same shape one tells as much as all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, Connection, Select, String, Table, cast, func, select

from dashboard.topics.documents.queries import FACT_TABLES
from dashboard.warehouse.reading import rows
from dashboard.warehouse.views import direction_scorecard, program_execution, report, unit
from etl.warehouse.schema import document, program

_SEPARATOR = ";"
P, S, U, R, D = program_execution.c, direction_scorecard.c, unit.c, report.c, document.c


@dataclass(frozen=True, slots=True)
class Specimen:
    """A document in one of its fiscal years, with some of what it speaks of.

    subjects: ids by kind of subject; where a kind has several shapes (a programme with an office and one
    without), one of each.
    """

    document_id: str
    organization_id: str
    fiscal_year: int
    as_of: date | None
    subjects: Mapping[str, Sequence[str]]


class _Shape(TypedDict):
    document_id: str
    shape: str


class _Kind(TypedDict):
    document_id: str
    kind: str


class _Year(TypedDict):
    organization_id: str
    fiscal_year: int
    as_of: date | None


def in_order(connection: Connection) -> list[str]:
    """Return the ids of all documents: first one of each shape, then the others, each newest first."""
    shapes: dict[str, list[str]] = {}
    for table in FACT_TABLES:
        for row in rows(connection, _shapes(table), _Shape):
            shapes.setdefault(row["document_id"], []).append(f"{table.name} {row['shape']}")
    newest_first = select(D.document_id, D.kind).order_by(D.as_of.desc(), D.document_id)
    seen: set[tuple[str, ...]] = set()
    new: list[str] = []
    known: list[str] = []
    for one in rows(connection, newest_first, _Kind):
        shape = (one["kind"], *shapes.get(one["document_id"], ()))
        (known if shape in seen else new).append(one["document_id"])
        seen.add(shape)
    return new + known


def _shapes(table: Table) -> Select[Any]:
    """Which columns of a table are empty in a document: in no row, in some, or in all."""
    filled: list[ColumnElement[str]] = []
    for column in table.columns:
        if column.nullable:
            filled += [_said(func.count(column) == 0), _said(func.count(column) == func.count())]
    shape = func.concat_ws(_SEPARATOR, *filled, _said(func.count() > 1))
    return select(table.c.document_id, shape.label("shape")).group_by(table.c.document_id)


def _said(is_so: ColumnElement[bool]) -> ColumnElement[str]:
    return cast(is_so, String)


def of_document(connection: Connection, document_id: str) -> Iterator[Specimen]:
    """Yield a document in each fiscal year that it speaks of."""
    statement = select(R.organization_id, R.fiscal_year, R.as_of).where(R.document_id == document_id)
    for row in rows(connection, statement.order_by(R.fiscal_year), _Year):
        yield Specimen(
            document_id,
            row["organization_id"],
            row["fiscal_year"],
            row["as_of"],
            {
                "program": _programs(connection, document_id, row["fiscal_year"]),
                "direction": _directions(connection, document_id, row["fiscal_year"]),
                "department": _units(connection, row["organization_id"], row["fiscal_year"]),
                "document": [document_id],
            },
        )


def _programs(connection: Connection, document_id: str, fiscal_year: int) -> list[str]:
    """One programme of each shape that the document's year has, and one that only stands in its list."""
    parts = (
        P.direction_id, P.task_id, P.offices, P.funding, P.lineage_id, P.current_won, P.executed_won,
    )  # fmt: skip
    shape = [column.is_(None) for column in parts]
    first = (
        select(func.min(P.program_id))
        .where(P.document_id == document_id, P.fiscal_year == fiscal_year)
        .group_by(*shape)
    )
    own = select(func.min(program.c.program_id)).where(program.c.document_id == document_id)
    ids = {*connection.scalars(first), *connection.scalars(own)}
    return sorted(one for one in ids if one is not None)


def _directions(connection: Connection, document_id: str, fiscal_year: int) -> list[str]:
    statement = (
        select(func.min(S.direction_id))
        .where(S.document_id == document_id, S.fiscal_year == fiscal_year)
        .group_by(S.basis, S.theme_id.is_(None), S.program_count == 0, S.goals_total == 0)
    )
    return sorted(connection.scalars(statement))


def _units(connection: Connection, organization_id: str, fiscal_year: int) -> list[str]:
    statement = (
        select(func.min(U.unit_id))
        .where(U.organization_id == organization_id, U.fiscal_year == fiscal_year)
        .group_by(U.level)
    )
    return sorted(connection.scalars(statement))
