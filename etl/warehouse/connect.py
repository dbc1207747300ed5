"""Opening the warehouse, in one place."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool, QueuePool

_ROW_GROUP = 16_384
"""Rows that stand together in the file, an eighth of what DuckDB takes: fewer are looked through."""

_MOST_THREADS = 2
"""Of one statement: the small ones of pages gain nothing by more."""
_LEAST_MB, _MOST_MB = 512, 1024
"""With less, four readers at once of the documents of a large warehouse were refused memory."""
_MB = 2**20


@dataclass(frozen=True, slots=True)
class Share:
    """What one process may take of a machine: DuckDB's threads, and its memory in MB."""

    threads: int
    memory_mb: int

    @classmethod
    def of(cls, workers: int) -> Share:
        """Return the share of each of so many processes: all cores, and a quarter of the memory, for all."""
        threads = (os.cpu_count() or 1) // workers
        memory_mb = _machine_bytes() // (4 * workers * _MB)
        return cls(
            threads=min(_MOST_THREADS, max(1, threads)), memory_mb=min(_MOST_MB, max(_LEAST_MB, memory_mb))
        )

    @property
    def limits(self) -> dict[str, str]:
        """The settings of DuckDB that keep it to its share."""
        return {"memory_limit": f"{self.memory_mb}MB", "threads": f"{self.threads}"}


def _machine_bytes() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        # Windows does not say: enough of it for any share.
        return 2**40


_TO_WRITE = Share(threads=1, memory_mb=320)


def writing_engine(path: Path, share: Share = _TO_WRITE) -> Engine:
    """Return an engine that creates or extends the file at `path`, for the load only.

    Beyond its share it spills to the disk.
    """
    engine = _engine(":memory:", pooled=False, temp_directory=f"{path}.spill", **share.limits)

    @event.listens_for(engine, "connect")
    def _begin(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(f"ATTACH '{_quoted(path)}' AS warehouse (ROW_GROUP_SIZE {_ROW_GROUP})")
        cursor.execute("USE warehouse")
        cursor.close()

    return engine


def memory_engine() -> Engine:
    """Return an engine that holds nothing of its own, to attach files to."""
    return _engine(":memory:", pooled=False)


@contextmanager
def attached(connection: Connection, path: Path, name: str) -> Iterator[None]:
    """Let a writing connection read another file under a name; what was written is committed first."""
    connection.commit()
    connection.exec_driver_sql(f"ATTACH '{_quoted(path)}' AS \"{name}\" (READ_ONLY)")
    connection.commit()
    yield
    connection.commit()
    connection.exec_driver_sql(f'DETACH "{name}"')
    connection.commit()


def reading_engine(path: Path, share: Share | None = None) -> Engine:
    """Return a read-only engine over the file that stands at `path` when its first connection is made.

    Every engine reads through an instance of DuckDB of its own: one that is opened by a file's name is shared
    by the whole process, and goes on reading the old file where a new one has taken its name. No statement
    reads or writes any other file, and none lifts that. `dispose` lets go of the file. share: what of the
    machine it may take; without one, what DuckDB takes.
    """
    # What was read of the file stays in memory only so far: the machine keeps files by itself.
    limits = {} if share is None else share.limits
    engine = _engine(f":memory:{secrets.token_hex(8)}", pooled=True, **limits)
    turn = threading.Lock()

    @event.listens_for(engine, "connect")
    def _begin(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        with turn:
            cursor.execute(f"ATTACH IF NOT EXISTS '{_quoted(path)}' AS warehouse (READ_ONLY)")
            cursor.execute("SELECT current_setting('lock_configuration')")
            (is_locked,) = cursor.fetchone()
            if not is_locked:
                cursor.execute("SET enable_external_access = false")
                cursor.execute("SET lock_configuration = true")
            cursor.execute("USE warehouse")
        cursor.close()

    return engine


def _quoted(path: Path) -> str:
    # A name inside quotes: a quote in it is doubled.
    return str(path).replace("'", "''")


def _engine(database: str, *, pooled: bool, **limits: str) -> Engine:
    # Extensions are never fetched: the product runs in a closed network.
    config = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "true",
        "threads": str(_MOST_THREADS),
        # What a statement has used goes back at once: by default a worker keeps some 20 MB of it.
        "allocator_flush_threshold": "1MB",
        "allocator_bulk_deallocation_flush_threshold": "1MB",
        **limits,
    }
    return create_engine(
        URL.create("duckdb", database=database),
        connect_args={"config": config},
        poolclass=QueuePool if pooled else NullPool,
    )
