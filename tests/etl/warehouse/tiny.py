"""Tiny warehouses for the tests: a document, a direction, and the rows that a test is about."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from etl import facts
from etl.terms.measures import Thresholds, load_thresholds
from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.connect import reading_engine, writing_engine
from etl.warehouse.load import Contents, LoadResult, build

DOCUMENT = "d1"
AS_OF = date(2023, 9, 30)
_numbers = itertools.count(1)


def contents(
    *rows: facts.Row, thresholds: Thresholds | None = None, **more: list[dict[str, Any]]
) -> Contents:
    """Return what a load takes; `more` holds the tables that are not facts, e.g. succession."""
    tables: dict[str, list[dict[str, object]]] = {
        t.name: [] for t in schema.METADATA.sorted_tables if t.name not in ("finding", "threshold", "load")
    }
    for row in rows:
        tables[row.table].append({f.name: getattr(row, f.name) for f in dataclasses.fields(row)})
    for name, extra in more.items():
        tables[name].extend(extra)
    return Contents(tables=tables, facts_sha256="0" * 64, thresholds=thresholds or load_thresholds())


def load(path: Path, *rows: facts.Row, **more: Any) -> LoadResult:
    """Build a warehouse of an organisation, its document and the given rows."""
    if not any(isinstance(row, facts.Document) for row in rows):
        rows = (document(), *rows)
    return build(path, contents(organization(), *rows, **more))


def query(path: Path, statement: str) -> list[dict[str, Any]]:
    """Return the rows of a statement over a warehouse."""
    engine = reading_engine(path)
    try:
        with engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(statement)).mappings()]
    finally:
        engine.dispose()


class Bench:
    """A warehouse without views, filled again for each example of a check."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def findings(self, check: Check, rows: Sequence[facts.Row]) -> list[Finding]:
        """Return what a check finds in the rows, in the order in which a load stores it."""
        for row_type in {type(row) for row in rows}:
            self._connection.execute(schema.METADATA.tables[row_type.table].delete())
        for row in rows:
            values = {f.name: getattr(row, f.name) for f in dataclasses.fields(row)}
            self._connection.execute(schema.METADATA.tables[row.table].insert(), values)
        try:
            return sorted(
                check.run(self._connection), key=lambda f: (f.document_id, f.line, f.explanation_en)
            )
        finally:
            for row_type in {type(row) for row in rows}:
                self._connection.execute(schema.METADATA.tables[row_type.table].delete())


@contextmanager
def opened_bench(path: Path) -> Iterator[Bench]:
    """Open a bench over a new file."""
    engine = writing_engine(path)
    try:
        with engine.begin() as connection:
            schema.METADATA.create_all(connection)
            yield Bench(connection)
    finally:
        engine.dispose()


def organization() -> facts.Organization:
    return facts.Organization(organization_id="o", name="재단", document_id=DOCUMENT, line=1)


def document(
    document_id: str = DOCUMENT, as_of: date = AS_OF, fiscal_year: int | None = None
) -> facts.Document:
    return facts.Document(
        document_id=document_id,
        line=1,
        organization_id="o",
        source_name=f"{document_id}.txt",
        sha256="0" * 64,
        title="업무보고",
        kind="progress_report",
        fiscal_year=fiscal_year or as_of.year,
        as_of=as_of,
        line_count=99,
    )


def direction(direction_id: str = "o-1", **more: Any) -> facts.StrategicDirection:
    values: dict[str, Any] = {
        "document_id": DOCUMENT,
        "line": 1,
        "organization_id": "o",
        "fiscal_year": 2023,
        "position": 1,
        "name": "양성평등 정책",
    }
    return facts.StrategicDirection(direction_id=direction_id, **{**values, **more})


def program(program_id: str = "p1", **more: Any) -> facts.Program:
    values: dict[str, Any] = {
        "document_id": DOCUMENT,
        "line": 5,
        "organization_id": "o",
        "fiscal_year": 2023,
        "name": "돌봄 지원",
        "funding": None,
        "tags": None,
    }
    return facts.Program(program_id=program_id, **{**values, **more})


def budget(label: str | None = "합계", **more: Any) -> facts.BudgetLine:
    """One expenditure line printed in thousand won; amounts are given in won."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "budget_line_id": f"b{number}",
        "document_id": DOCUMENT,
        "line": 10,
        "fiscal_year": 2023,
        "as_of": AS_OF,
        "level": "item",
        "printed_unit_won": 1000,
        "grade": "proved",
    }
    return facts.BudgetLine(label=label, **{**values, **more})


def revenue(label: str | None = "합계", **more: Any) -> facts.RevenueLine:
    """One revenue line printed in thousand won."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "revenue_line_id": f"r{number}",
        "document_id": DOCUMENT,
        "line": 10,
        "fiscal_year": 2023,
        "as_of": AS_OF,
        "printed_unit_won": 1000,
        "grade": "proved",
    }
    return facts.RevenueLine(label=label, **{**values, **more})


def two_years(label: str | None = "계", **more: Any) -> facts.YearOnYear:
    """One line of a comparison printed in million won."""
    values: dict[str, Any] = {
        "document_id": DOCUMENT,
        "line": 10,
        "side": "expenditure",
        "fiscal_year": 2023,
        "previous_year": 2022,
        "printed_unit_won": 1_000_000,
        "grade": "proved",
    }
    return facts.YearOnYear(label=label, **{**values, **more})


def goal(**more: Any) -> facts.IndicatorResult:
    number = next(_numbers)
    values: dict[str, Any] = {
        "indicator_result_id": f"i{number}",
        "document_id": DOCUMENT,
        "line": 20,
        "fiscal_year": 2023,
        "as_of": AS_OF,
        "name": "교육 인원",
        "unit": "명",
        "status": "reported",
        "better": "higher",
        "grade": "proved",
        "measured": "count",
    }
    return facts.IndicatorResult(**{**values, **more})


def set_aside(text: str, **more: Any) -> facts.SetAside:
    values: dict[str, Any] = {"document_id": DOCUMENT, "line": 10, "reason": "malformed_number"}
    return facts.SetAside(text=text, **{**values, **more})
