"""Opening the warehouse, in one place."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool, QueuePool


def writing_engine(path: Path) -> Engine:
    """Return an engine that creates or extends the file at `path`; for the load only."""
    return _engine(str(path), pooled=False)


def reading_engine(path: Path) -> Engine:
    """Return a read-only engine over the file that stands at `path` when its first connection is made.

    Every engine reads through an instance of DuckDB of its own: one that is opened by a file's name is shared
    by the whole process, and goes on reading the old file where a new one has taken its name. `dispose` lets
    go of the file.
    """
    instance = f":memory:{secrets.token_hex(8)}"
    # A name inside quotes: a quote in it is doubled.
    file = str(path).replace("'", "''")
    return _engine(
        instance,
        pooled=True,
        first=(f"ATTACH IF NOT EXISTS '{file}' AS warehouse (READ_ONLY)", "USE warehouse"),
    )


def _engine(database: str, *, pooled: bool, first: Sequence[str] = ()) -> Engine:
    # Extensions are never fetched: the product runs in a closed network.
    config = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "threads": "2",
    }
    engine = create_engine(
        URL.create("duckdb", database=database),
        connect_args={"config": config},
        poolclass=QueuePool if pooled else NullPool,
    )

    @event.listens_for(engine, "connect")
    def _begin(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for statement in (*first, "SET preserve_insertion_order = true"):
            cursor.execute(statement)
        cursor.close()

    return engine
