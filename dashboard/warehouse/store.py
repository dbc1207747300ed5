"""One warehouse file as one worker reads it. A new file is taken up without a restart or a failed request."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from etl.warehouse.connect import Share, reading_engine
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


@dataclass(slots=True, eq=False)
class _Held:
    """A file that is open, under the signature that it had on the disk. version: its load id."""

    engine: Engine
    signature: Signature
    version: str
    readers: int = 0


@dataclass(frozen=True, slots=True)
class Lent:
    """A connection as long as it is lent. version: the load id of what it reads, from first to last."""

    connection: Connection
    version: str


class Store:
    """Lends connections to the newest warehouse file at one path.

    When the file has changed, the next reader opens the new one; those who read go on with the old one, which
    is closed after the last of them.
    """

    def __init__(self, path: Path, share: Share | None = None) -> None:
        """share: what of the machine its reading may take."""
        self.path = path
        self.share = share
        self._held: _Held | None = None
        self._readers = 0
        self._turn = threading.Condition()

    @property
    def is_lent(self) -> bool:
        """Whether somebody reads."""
        return self._readers > 0

    def version(self) -> str:
        """Return the load id that the next reader gets; a new file is taken up. It costs no query.

        WarehouseError where there is no file, or none that can be read.
        """
        with self._turn:
            return self._renewed().version

    @contextmanager
    def lent(self) -> Iterator[Lent]:
        """Lend a read-only connection with the load id of what it reads. WarehouseError as for `version`."""
        with self._turn:
            held = self._renewed()
            held.readers += 1
            self._readers += 1
        try:
            with held.engine.connect() as connection:
                yield Lent(connection, held.version)
        finally:
            with self._turn:
                held.readers -= 1
                self._readers -= 1
                if held is not self._held and not held.readers:
                    held.engine.dispose()
                self._turn.notify_all()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a read-only connection. WarehouseError as for `version`."""
        with self.lent() as lent:
            yield lent.connection

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._turn.wait_for(lambda: self._readers == 0, timeout=_PATIENCE)
            if self._held is not None:
                self._held.engine.dispose()
            self._held = None

    def _renewed(self) -> _Held:
        found = self._on_disk()
        held = self._held
        # A file that is gone is no reason to stop: the open one stays readable until a new one appears.
        if held is None or found not in (None, held.signature):
            self._held = self._opened(found)
            if held is not None and not held.readers:
                held.engine.dispose()
            return self._held
        return held

    def _on_disk(self) -> Signature | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _opened(self, signature: Signature | None) -> _Held:
        if signature is None:
            raise WarehouseError(self.path, "missing")
        engine = reading_engine(self.path, self.share)
        try:
            with engine.connect() as connection:
                version = connection.execute(select(load.c.load_id)).scalars().first()
        except (SQLAlchemyError, OSError) as error:
            engine.dispose()
            raise WarehouseError(self.path, "unreadable") from error
        return _Held(engine, signature, str(version))
