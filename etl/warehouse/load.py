"""Builds a warehouse from rows, checks it, and puts it in place in one rename.

Readers see the old warehouse or the new one, never a part. A load that fails leaves the old one as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from sqlalchemy import Connection, Table, select, text, update
from sqlalchemy.exc import DBAPIError

from etl import facts
from etl.lock import lock
from etl.terms.measures import Thresholds, sql_measures
from etl.warehouse import builds, schema
from etl.warehouse.builds import Build
from etl.warehouse.checks import Finding, all_checks
from etl.warehouse.connect import writing_engine

_MARTS = Path(__file__).with_name("marts")
_MART_ORDER = (
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

# Rows cannot conflict with other writers' here: what fails as they are committed is the writing.
_OF_THE_DISK = (
    duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException, duckdb.TransactionException,
)  # fmt: skip

_ROWS_AT_A_TIME = 100_000


class LoadError(Exception):
    """A load that cannot be done: one line with what, where and the mend."""


class BusyError(LoadError):
    """Another load of the same warehouse is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything that goes into a warehouse: table name -> rows, each a dict of the table's columns.

    started: when its load began, in UTC.
    """

    tables: dict[str, list[dict[str, object]]]
    facts_sha256: str
    thresholds: Thresholds
    started: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))

    @property
    def load_id(self) -> str:
        """The name of the load, readable and of one time and content."""
        return builds.load_id_of(self.started, self.facts_sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What a load put into the warehouse."""

    load_id: str
    documents: int
    rows: int
    set_aside: int
    findings: int


Check = Callable[[Path], None]
"""Looks at a finished draft; raises LoadError where it must not be published."""


def build(path: Path, contents: Contents, *, builds_kept: int = 0, check: Check | None = None) -> LoadResult:
    """Build the warehouse at `path`. The file there is replaced only when the new one is whole.

    builds_kept: how many of the last builds stay beside it. check: looks at the new one before it is in
    place. LoadError where another load is under way, the disk refuses or the check does.
    """
    with _only_load(path):
        draft = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            for leftover in path.parent.glob(f"{path.name}.*.new*"):
                leftover.unlink()
            builds.clean(path, builds_kept)
            result = _fill(draft, contents)
            _check_whole(draft, path)
            if check is not None:
                check(draft)
            _publish(draft, path, Build(result.load_id), builds_kept)
        except OSError as error:
            raise LoadError(f"{path}: cannot be written ({error.strerror}); check the disk") from error
        except (duckdb.Error, DBAPIError) as error:
            reason = str(error).splitlines()[0]
            if isinstance(getattr(error, "orig", error), _OF_THE_DISK):
                raise LoadError(
                    f"{path}: cannot be written ({reason}); check the room on the disk"
                ) from error
            raise LoadError(f"{path}: not replaced: {_told(draft, contents, reason)}") from error
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            # A check or a view that stumbles over facts is a fault of ours; it is told with its document too.
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            raise LoadError(f"{path}: not replaced: {_told(draft, contents, reason)}") from error
        finally:
            for leftover in draft.parent.glob(f"{draft.name}*"):
                leftover.unlink()
    return result


def _told(draft: Path, contents: Contents, reason: str) -> str:
    """Return why facts make no warehouse, with the document that makes none by itself, and what to do."""
    alone = draft.with_name(f"{draft.name}.alone")
    for document in contents.tables["document"]:
        document_id = str(document["document_id"])
        own = {
            name: [row for row in rows if row.get("document_id", document_id) == document_id]
            for name, rows in contents.tables.items()
        }
        alone.unlink(missing_ok=True)
        try:
            _fill(alone, replace(contents, tables=own))
        except Exception as error:  # noqa: BLE001 -- which document it is, is all that is asked
            told = str(error).splitlines()[0] if str(error) else type(error).__name__
            return f"the facts of {document_id} cannot be loaded ({told}); mend them, or leave them out"
    return f"the facts can be loaded one by one, not together ({reason}); leave the newest out"


def _publish(draft: Path, path: Path, build: Build, builds_kept: int) -> None:
    # All that may want room on the disk comes before the rename. Killed between two steps, the next load
    # sets it right.
    part = builds.prepare(draft, path, build, builds_kept)
    try:
        draft.replace(path)
    except OSError:
        if part is not None:
            part.unlink()
        raise
    if part is not None:
        builds.keep(part)
    builds.prune(path, build, builds_kept)


def _fill(path: Path, contents: Contents) -> LoadResult:
    engine = writing_engine(path)
    try:
        with engine.begin() as connection:
            schema.METADATA.create_all(connection)
            for name, rows in contents.tables.items():
                _insert(connection, schema.METADATA.tables[name], rows)
            limits: list[dict[str, object]] = [
                {"name": name, "value": ", ".join(value) if isinstance(value, tuple) else str(value)}
                for name, value in asdict(contents.thresholds).items()
            ]
            _insert(connection, schema.threshold, limits)
            create_marts(connection, contents.thresholds)
            result = LoadResult(
                load_id=contents.load_id,
                documents=len(contents.tables["document"]),
                rows=sum(len(contents.tables[t.table]) for t in facts.ROW_TYPES),
                set_aside=len(contents.tables["set_aside"]),
                findings=0,
            )
            # Before the checks, which ask when the load was: a date after it is doubtful.
            began = {"started_at": contents.started, "finished_at": contents.started}
            about = {**asdict(result), **began, "facts_sha256": contents.facts_sha256}
            _insert(connection, schema.load, [about])
            findings = _run_checks(connection)
            _insert(connection, schema.finding, findings)
            result = replace(result, findings=len(findings))
            finished = datetime.now(UTC).replace(tzinfo=None)
            connection.execute(update(schema.load).values(findings=result.findings, finished_at=finished))
    finally:
        engine.dispose()
    return result


def _check_whole(draft: Path, path: Path) -> None:
    """Read a finished draft again, all of it.

    DuckDB writes the tables as it closes the file, and says nothing where the disk is full: they are then in
    its log only, which would stay behind.
    """
    if draft.with_name(f"{draft.name}.wal").exists() or builds.contents_of(draft) is None:
        raise LoadError(f"{path}: cannot be written (the new file is not whole); check the room on the disk")


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    """Insert rows, some at a time: the frame of a million cells would be larger than the warehouse."""
    for start in range(0, len(rows), _ROWS_AT_A_TIME):
        _insert_part(connection, table, rows[start : start + _ROWS_AT_A_TIME])


def _insert_part(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    names = [column.name for column in table.columns]
    # Through a data frame: one bulk insert instead of thousands of statements.
    frame = pd.DataFrame({n: pd.Series([r.get(n) for r in rows], dtype=object) for n in names})
    raw = connection.connection.driver_connection
    if raw is None:
        raise LoadError("the database connection was lost while loading; run the load again")
    cast = ", ".join(f'CAST("{n}" AS {table.c[n].type.compile(connection.dialect)})' for n in names)
    # By default DuckDB looks at a sample of the cells: a fraction that it missed became a whole number.
    raw.execute("SET pandas_analyze_sample = 1000000000")
    raw.register("_incoming", frame)
    raw.execute(f'INSERT INTO "{table.name}" SELECT {cast} FROM _incoming')  # noqa: S608 -- names of the schema
    raw.unregister("_incoming")


def create_marts(connection: Connection, thresholds: Thresholds) -> None:
    """Make each view, keep its rows, and let the view read those: a reader pays for no measure twice."""
    measures = sql_measures(thresholds)
    connection.exec_driver_sql("CREATE SCHEMA kept")
    for name in _MART_ORDER:
        statement = (_MARTS / f"{name}.sql").read_text(encoding="utf-8")
        for measure, expression in measures.items():
            statement = statement.replace("{" + measure + "}", expression)
        connection.exec_driver_sql(statement)
        # Rows that are read together stand together: a filter on the first columns passes over the others.
        connection.exec_driver_sql(f'CREATE TABLE kept."{name}" AS SELECT * FROM "{name}" ORDER BY ALL')  # noqa: S608 -- names of the marts
        connection.exec_driver_sql(f'CREATE OR REPLACE VIEW "{name}" AS SELECT * FROM kept."{name}"')  # noqa: S608


def _run_checks(connection: Connection) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    names = [item.name for item in fields(Finding)]
    for check in all_checks():
        seen: dict[str, int] = {}
        ordered = sorted(
            check.run(connection),
            key=lambda f: (f.document_id, f.line, f.subject, f.printed or "", f.explanation_en),
        )
        for found in ordered:
            stem = f"{check.name}:{found.document_id}:{found.line}"
            seen[stem] = seen.get(stem, 0) + 1
            rows.append(
                {
                    "finding_id": stem if seen[stem] == 1 else f"{stem}:{seen[stem]}",
                    "check_name": check.name,
                    **{name: getattr(found, name) for name in names},
                }
            )
    return rows


@contextmanager
def _only_load(path: Path) -> Iterator[None]:
    """Hold the load lock of this warehouse; a second load is refused, clearly."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock_path = path.with_name(f"{path.name}.lock")
    with lock_path.open("a+b") as file:
        try:
            lock(file.fileno())
        except OSError as error:
            raise BusyError(f"{path}: another load is under way; wait until it ends") from error
        yield


def thresholds_in(connection: Connection) -> Thresholds:
    """Return the limits that a warehouse was made with."""
    texts = {str(name): str(value) for name, value in connection.execute(select(schema.threshold))}
    values: dict[str, Any] = {
        limit.name: float(texts[limit.name])
        if limit.type == "float"
        else tuple(texts[limit.name].split(", "))
        for limit in fields(Thresholds)
    }
    return Thresholds(**values)


def loads(connection: Connection) -> list[dict[str, object]]:
    """Return the loads recorded in a warehouse, newest first."""
    rows = connection.execute(text("SELECT * FROM load ORDER BY started_at DESC")).mappings()
    return [dict(row) for row in rows]
