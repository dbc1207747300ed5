"""The warehouse that each reader sees: one file for each audience and load, made when it is first asked for.

This is the one place that knows who sees what of a build. `snapshots` asks it whenever it opens one.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from dashboard.warehouse.store import Store, WarehouseError
from etl.audience import Audience, audience_path
from etl.warehouse.published import published_in

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_MOST_OPEN = 8
"""How many audiences' warehouses a worker holds open: each has its own memory."""


class Audiences:
    """Hands out the store of an audience, always of the same load as the whole warehouse or build."""

    def __init__(self, newest: Store) -> None:
        """newest: the whole warehouse, which says what is published."""
        self._newest = newest
        self._open: dict[Path, Store] = {}
        self._declared: tuple[str, frozenset[tuple[str, str]]] | None = None
        self._turn = threading.Lock()
        self._making: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)

    def store(self, whole: Store, audience: Audience) -> tuple[Store, str | None]:
        """Return the store of what an audience may see of a build, and the build's own load id.

        The load id is None where the audience sees the build itself: only whoever borrows it knows it then.
        WarehouseError where there is nothing to see.
        """
        if audience.sees_everything:
            return whole, None
        while True:
            load_id = whole.version()
            published = None if whole is self._newest else self._published()
            path = audience_path(self._newest.path, load_id, audience, published)
            with self._making[path]:
                if not path.exists():
                    self._make(None if whole is self._newest else load_id, path, audience)
            # Made of a load that came in between, it stands under that one's name.
            if path.exists() or (load_id == whole.version() and published in (None, self._published())):
                return self._opened(path), load_id

    def close(self) -> None:
        """Let go of every file."""
        with self._turn:
            left = list(self._open.values())
            self._open.clear()
        for store in left:
            store.close()

    def _opened(self, path: Path) -> Store:
        with self._turn:
            # The one that was asked for longest ago stands first, and goes first.
            found = self._open.pop(path, None) or Store(path, self._newest.share)
            self._open[path] = found
            left = [self._open.pop(next(iter(self._open))) for _ in range(len(self._open) - _MOST_OPEN)]
        for store in left:
            # It waits for its readers: nobody else shall.
            threading.Thread(target=store.close, daemon=True).start()
        return found

    def _published(self) -> Collection[tuple[str, str]]:
        """Return the documents that are declared published today, by id and digest."""
        known = self._declared
        if known is not None and known[0] == self._newest.version():
            return known[1]
        try:
            with self._newest.lent() as lent:
                found = published_in(lent.connection)
        except SQLAlchemyError as error:
            raise WarehouseError(self._newest.path, "unreadable") from error
        self._declared = lent.version, found
        return found

    def _make(self, build: str | None, path: Path, audience: Audience) -> None:
        """Make the warehouse of an audience, in a process of its own: it takes what a load takes."""
        command = [sys.executable, "-m", "etl", "audience", "--warehouse", str(self._newest.path.resolve())]
        if build is not None:
            command += ["--build", build]
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
