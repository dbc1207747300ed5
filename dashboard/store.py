"""The open warehouse of one worker. It takes up a new file without a restart and without a failed request."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from etl.warehouse.connect import reading_engine
from etl.warehouse.schema import load

_PATIENCE = 5.0
"""Seconds that closing waits for the last readers."""


class WarehouseError(Exception):
    """There is no warehouse to read at `path`; reason is 'missing' or 'unreadable'."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


Signature = tuple[int, int, int]


class Warehouse(Protocol):
    """What lends connections: a store, or the one of several that a request may read."""

    @property
    def path(self) -> Path:
        """The file that is read."""

    def connection(self) -> AbstractContextManager[Connection]:
        """Lend a read-only connection. WarehouseError where there is none to read."""


class Store:
    """Hands out connections to the newest warehouse file at one path.

    DuckDB keeps one instance per file name and process: a new file is seen only after every handle on the old
    one is closed. So when the file has changed, new readers wait until the running ones are done.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine: Engine | None = None
        self._signature: Signature | None = None
        self._readers = 0
        self._turn = threading.Condition()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a read-only connection. WarehouseError where there is no file, or none that can be read."""
        engine = self._enter()
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            with self._turn:
                self._readers -= 1
                self._turn.notify_all()

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._turn.wait_for(lambda: self._readers == 0, timeout=_PATIENCE)
            self._release()

    def on_disk(self) -> Signature | None:
        """Return what tells the file at the path from its successors; None where there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _enter(self) -> Engine:
        with self._turn:
            # Looked at again after each wait: another reader may have opened the new file meanwhile.
            while self._is_stale() and self._readers:
                self._turn.wait()
            if self._engine is None or self._is_stale():
                self._release()
                self._open()
            if self._engine is None:
                raise WarehouseError(self.path, "missing")
            self._readers += 1
            return self._engine

    def _is_stale(self) -> bool:
        # A file that is gone is no reason to stop: the open one stays readable until a new one appears.
        return self._engine is not None and self.on_disk() not in (None, self._signature)

    def _open(self) -> None:
        signature = self.on_disk()
        if signature is None:
            raise WarehouseError(self.path, "missing")
        engine = reading_engine(self.path)
        try:
            with engine.connect() as connection:
                connection.execute(select(load.c.load_id)).first()
        except (SQLAlchemyError, OSError) as error:
            engine.dispose()
            raise WarehouseError(self.path, "unreadable") from error
        self._engine, self._signature = engine, signature

    def _release(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = self._signature = None
            # A handle that waits in a reference cycle would keep DuckDB on the old file.
            gc.collect()
