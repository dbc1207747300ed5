"""The open warehouse of one worker. It takes up a new file without a restart and without a failed request."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


class Store:
    """Hands out connections to the newest warehouse file at one path.

    DuckDB keeps one instance per file name and process: a new file is seen only after every handle on the old
    one is closed. So when the file has changed, new readers wait until the running ones are done.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine: Engine | None = None
        self._signature: Signature | None = None
        self._version: str | None = None
        self._readers = 0
        self._turn = threading.Condition()

    @property
    def version(self) -> str | None:
        """The load id of the open file, without looking at the disk; None where none is open.

        While a connection is lent it is that connection's.
        """
        return self._version

    @property
    def is_lent(self) -> bool:
        """Whether somebody reads."""
        return self._readers > 0

    def take_up(self) -> str:
        """Take up a new file if there is one, and return the load id that the next reader gets.

        WarehouseError as for `connection`. Not while this thread reads: a new file waits for all readers.
        """
        with self._turn:
            self._renew()
            return str(self._version)

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

    def _enter(self) -> Engine:
        with self._turn:
            engine = self._renew()
            self._readers += 1
            return engine

    def _renew(self) -> Engine:
        # Looked at again after each wait: another reader may have opened the new file meanwhile.
        while self._is_stale() and self._readers:
            self._turn.wait()
        if self._engine is None or self._is_stale():
            self._release()
            self._open()
        if self._engine is None:
            raise WarehouseError(self.path, "missing")
        return self._engine

    def _is_stale(self) -> bool:
        # A file that is gone is no reason to stop: the open one stays readable until a new one appears.
        return self._engine is not None and self._on_disk() not in (None, self._signature)

    def _on_disk(self) -> Signature | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _open(self) -> None:
        signature = self._on_disk()
        if signature is None:
            raise WarehouseError(self.path, "missing")
        engine = reading_engine(self.path)
        try:
            with engine.connect() as connection:
                found = connection.execute(select(load.c.load_id)).scalars().first()
        except (SQLAlchemyError, OSError) as error:
            engine.dispose()
            raise WarehouseError(self.path, "unreadable") from error
        self._engine, self._signature, self._version = engine, signature, str(found)

    def _release(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = self._signature = self._version = None
            # A handle that waits in a reference cycle would keep DuckDB on the old file.
            gc.collect()
