"""Opening the warehouse, in one place: the SQLAlchemy dialect and `duckdb.connect` cannot share a file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool, QueuePool


def writing_engine(path: Path) -> Engine:
    """Return an engine that creates or extends the file at `path`; for the load only."""
    return _engine(path, {}, pooled=False)


def reading_engine(path: Path) -> Engine:
    """Return a read-only engine over an existing warehouse. Closing it (`dispose`) lets go of the file."""
    return _engine(path, {"read_only": True}, pooled=True)


def _engine(path: Path, arguments: dict[str, object], *, pooled: bool) -> Engine:
    # Extensions are never fetched: the product runs in a closed network.
    config = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "threads": "2",
    }
    engine = create_engine(
        URL.create("duckdb", database=str(path)),
        connect_args={**arguments, "config": config},
        poolclass=QueuePool if pooled else NullPool,
    )

    @event.listens_for(engine, "connect")
    def _deterministic(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("SET preserve_insertion_order = true")
        cursor.close()

    return engine
