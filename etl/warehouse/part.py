"""A part of a warehouse: everything of some institutions, made as if there were no others.

No measure and no check looks from one institution at another, so that a warehouse is the sum of its parts,
and a load makes anew what belongs to the institutions that it changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from sqlalchemy import Boolean, Connection, Float, Integer, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from etl.terms.measures import Thresholds, sql_measures
from etl.warehouse import schema
from etl.warehouse.checks import Finding, all_checks
from etl.warehouse.connect import Share, writing_engine
from etl.warehouse.explanations import cases
from etl.warehouse.printed import read_once

Tables = Mapping[str, Sequence[dict[str, object]]]
"""Rows by the names of their tables, each a dict of the table's columns."""

KEPT = "kept"
"""The schema that the marts' rows stand in."""
_MARTS = Path(__file__).with_name("marts")
MARTS = (
    "whole_budget_line",
    "whole_revenue_line",
    "unit",
    "program_unit",
    "program_execution",
    "goal_attainment",
    "direction_scorecard",
    "institution_summary",
    "yearly_trend",
    "report",
    "cited_line",
)
"""The measures, in the order in which one is made of the others."""

# Rows cannot conflict with other writers' here: what fails as they are committed is the writing.
OF_THE_DISK = (
    duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException, duckdb.TransactionException,
)  # fmt: skip

_ROWS_AT_A_TIME = 100_000
_DTYPES = ((Integer, "Int64"), (Float, "Float64"), (Boolean, "boolean"))
_SHARE = Share(threads=1, memory_mb=2_048)
"""Parts are made side by side, a core each."""


class PartError(Exception):
    """Facts of which no part can be made: one line with the document, and the mend."""


def fill(path: Path, tables: Tables, thresholds: Thresholds, started: datetime) -> None:
    """Make the file of a part: its rows, its marts, its findings.

    started: when the load began, in UTC. PartError names the document whose facts cannot be loaded; what the
    disk refuses is passed on.
    """
    try:
        _fill(path, tables, thresholds, started)
    except (duckdb.Error, DBAPIError) as error:
        if isinstance(getattr(error, "orig", error), OF_THE_DISK):
            raise
        raise PartError(_told(path, tables, thresholds, started, str(error).splitlines()[0])) from error
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        # A check or a view that stumbles over facts is a fault of ours; it is told with its document too.
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise PartError(_told(path, tables, thresholds, started, reason)) from error


def _fill(path: Path, tables: Tables, thresholds: Thresholds, started: datetime) -> None:
    engine = writing_engine(path, _SHARE)
    try:
        with engine.begin() as connection:
            schema.METADATA.create_all(connection)
            for name, rows in tables.items():
                insert(connection, schema.METADATA.tables[name], rows)
            _make_marts(connection, thresholds)
            # Before the checks, which ask when the load was: a date after it is doubtful.
            insert(connection, schema.load, [_begun(started)])
            insert(connection, schema.finding, run_checks(connection))
    finally:
        engine.dispose()


def _begun(started: datetime) -> dict[str, object]:
    nothing = dict.fromkeys(("documents", "rows", "set_aside", "findings"), 0)
    return {"load_id": "", "started_at": started, "finished_at": started, "facts_sha256": "", **nothing}


def _told(path: Path, tables: Tables, thresholds: Thresholds, started: datetime, reason: str) -> str:
    """Return why facts make no warehouse, with the document that makes none by itself, and what to do."""
    alone = path.with_name(f"{path.name}.alone")
    for document in tables["document"]:
        document_id = str(document["document_id"])
        own = {
            name: [row for row in rows if row.get("document_id", document_id) == document_id]
            for name, rows in tables.items()
        }
        alone.unlink(missing_ok=True)
        try:
            _fill(alone, own, thresholds, started)
        except Exception as error:  # noqa: BLE001 -- which document it is, is all that is asked
            told = str(error).splitlines()[0] if str(error) else type(error).__name__
            return f"the facts of {document_id} cannot be loaded ({told}); mend them, or leave them out"
    return f"the facts can be loaded one by one, not together ({reason}); leave the newest out"


def insert(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    """Insert rows, some at a time: the frame of a million cells would be larger than the warehouse."""
    for start in range(0, len(rows), _ROWS_AT_A_TIME):
        _insert_some(connection, table, rows[start : start + _ROWS_AT_A_TIME])


def _insert_some(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    names = [column.name for column in table.columns]
    # Through a data frame: one bulk insert instead of thousands of statements.
    frame = pd.DataFrame(
        {n: pd.Series([r.get(n) for r in rows], dtype=_dtype(table.c[n].type)) for n in names}
    )
    raw = connection.connection.driver_connection
    if raw is None:
        raise PartError("the database connection was lost while loading; run the load again")
    cast = ", ".join(f'CAST("{n}" AS {table.c[n].type.compile(connection.dialect)})' for n in names)
    # By default DuckDB looks at a sample of the cells: a fraction that it missed became a whole number.
    raw.execute("SET pandas_analyze_sample = 1000000000")
    raw.register("_incoming", frame)
    raw.execute(f'INSERT INTO "{table.name}" SELECT {cast} FROM _incoming')  # noqa: S608 -- names of the schema
    raw.unregister("_incoming")


def _dtype(kind: TypeEngine[Any]) -> Any:  # noqa: ANN401 -- what a series takes as its type
    """Return the type of a series: where it says what it holds, DuckDB need not look at every cell."""
    return next((dtype for of, dtype in _DTYPES if isinstance(kind, of)), object)


def _make_marts(connection: Connection, thresholds: Thresholds) -> None:
    """Make each view, keep its rows, and let the view read those: a reader pays for no measure twice."""
    measures = sql_measures(thresholds)
    connection.exec_driver_sql(f"CREATE SCHEMA {KEPT}")
    for name in MARTS:
        statement = (_MARTS / f"{name}.sql").read_text(encoding="utf-8")
        for measure, expression in measures.items():
            statement = statement.replace("{" + measure + "}", expression)
        connection.exec_driver_sql(statement)
        # Rows that are read together stand together: a filter on the first columns passes over the others.
        connection.exec_driver_sql(
            f'CREATE TABLE {KEPT}."{name}" AS SELECT * FROM "{name}" ORDER BY ALL'  # noqa: S608 -- names of the marts
        )
        connection.exec_driver_sql(view_of(name))


def load_code() -> None:
    """Load what makes a part, before processes that do are forked: each would load it again."""
    all_checks()
    cases()


def view_of(mart: str) -> str:
    """Return the statement that lets a mart be read by its name."""
    return f'CREATE OR REPLACE VIEW "{mart}" AS SELECT * FROM {KEPT}."{mart}"'  # noqa: S608 -- names of the marts


def run_checks(connection: Connection) -> list[dict[str, object]]:
    """Return the findings of all checks over the rows that stand there, with their ids."""
    rows: list[dict[str, object]] = []
    names = [item.name for item in fields(Finding)]
    with read_once(connection):
        found_by = {check.name: sorted(check.run(connection), key=_place) for check in all_checks()}
    for check_name, ordered in found_by.items():
        seen: dict[str, int] = {}
        for found in ordered:
            stem = f"{check_name}:{found.document_id}:{found.line}"
            seen[stem] = seen.get(stem, 0) + 1
            rows.append(
                {
                    "finding_id": stem if seen[stem] == 1 else f"{stem}:{seen[stem]}",
                    "check_name": check_name,
                    **{name: getattr(found, name) for name in names},
                }
            )
    return rows


def _place(found: Finding) -> tuple[str, int, str, str, str]:
    return found.document_id, found.line, found.subject, found.printed or "", found.explanation_en
