"""The warehouse that each reader sees: one file for each audience and load, made when it is first asked for.

This is the one place that knows who sees what. Everything that reads borrows its connection here.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, select

from dashboard.store import Signature, Store, WarehouseError
from etl.audience import EVERYTHING, Audience, audience_path
from etl.warehouse.schema import load

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[1]
_MOST_OPEN = 8
"""How many audiences' warehouses a worker holds open: each has its own memory."""


class Audiences:
    """Hands out the store of an audience, always of the same load as the whole warehouse."""

    def __init__(self) -> None:
        self._open: dict[Path, Store] = {}
        self._loads: dict[Path, tuple[Signature, str]] = {}
        self._turn = threading.Lock()
        self._making: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)

    def store(self, whole: Store, audience: Audience) -> Store:
        """Return the store of what an audience may see of a warehouse. WarehouseError where there is none."""
        if audience == EVERYTHING:
            return whole
        path = audience_path(whole.path, self._load_id(whole), audience)
        with self._making[path]:
            if not path.exists():
                _make(whole.path, path, audience)
        with self._turn:
            # The one that was asked for longest ago stands first, and goes first.
            found = self._open.pop(path, None) or Store(path)
            self._open[path] = found
            left = [self._open.pop(next(iter(self._open))) for _ in range(len(self._open) - _MOST_OPEN)]
        for store in left:
            # It waits for its readers: nobody else shall.
            threading.Thread(target=store.close, daemon=True).start()
        return found

    def close(self) -> None:
        """Let go of every file."""
        with self._turn:
            left = list(self._open.values())
            self._open.clear()
        for store in left:
            store.close()

    def _load_id(self, whole: Store) -> str:
        """Return the load of a warehouse; asked of it only where its file is another one."""
        on_disk = whole.on_disk()
        known = self._loads.get(whole.path)
        # A file that is gone leaves the open one to be read, as the store does.
        if known is not None and on_disk in (None, known[0]):
            return known[1]
        with whole.connection() as connection:
            load_id = str(connection.execute(select(load.c.load_id)).scalar_one())
        if on_disk is not None:
            self._loads[whole.path] = on_disk, load_id
        return load_id


class WarehouseInSight:
    """What the request under way may read, as if it were the only warehouse.

    audience: of that request; it raises where nobody is signed in.
    """

    def __init__(self, whole: Store, audiences: Audiences, audience: Callable[[], Audience]) -> None:
        self._whole = whole
        self._audiences = audiences
        self._audience = audience

    @property
    def path(self) -> Path:
        """The file that this request may read."""
        return self._audiences.store(self._whole, self._audience()).path

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a read-only connection. WarehouseError where there is no file, or none that can be read."""
        with self._audiences.store(self._whole, self._audience()).connection() as connection:
            yield connection


def _make(warehouse_path: Path, path: Path, audience: Audience) -> None:
    """Make the warehouse of an audience, in a process of its own: it takes what a load takes."""
    command = [sys.executable, "-m", "etl", "audience", "--warehouse", str(warehouse_path.resolve())]
    done = subprocess.run(  # noqa: S603 -- our own interpreter and program
        [*command, "--", audience.role, *audience.departments],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        _LOG.error("the warehouse of %s cannot be made: %s", audience.key, done.stderr.strip())
        raise WarehouseError(path, "unreadable")
