"""Opening the warehouse, in one place: the SQLAlchemy dialect and `duckdb.connect` cannot share a file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool, QueuePool


def writing_engine(path: Path) -> Engine:
    """Return an engine that creates or extends the file at `path`; for the load only."""
    return _engine(path, {}, {}, pooled=False)


def reading_engine(path: Path) -> Engine:
    """Return a read-only engine over an existing warehouse. Closing it (`dispose`) lets go of the file."""
    # No statement reads or writes any other file, and none lifts that.
    closed = {"enable_external_access": "false", "lock_configuration": "true"}
    return _engine(path, {"read_only": True}, closed, pooled=True)


def _engine(path: Path, arguments: dict[str, object], config: dict[str, str], *, pooled: bool) -> Engine:
    # Extensions are never fetched: the product runs in a closed network.
    common = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "true",
        "threads": "2",
    }
    return create_engine(
        URL.create("duckdb", database=str(path)),
        connect_args={**arguments, "config": {**common, **config}},
        poolclass=QueuePool if pooled else NullPool,
    )
