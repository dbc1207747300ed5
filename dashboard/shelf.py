"""Where a request's warehouse is chosen: the newest build, or one that is kept beside it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from dashboard.store import Lent, Store, WarehouseError
from etl.warehouse import builds
from etl.warehouse.builds import Build

_MOST_OPEN = 3
"""Old builds that stay open; each costs some MB and 20 ms to open again."""


class UnknownBuildError(Exception):
    """A build that is not there: never was, or no longer is. known: those that are, newest first."""

    def __init__(self, build: str, known: Sequence[Build]) -> None:
        super().__init__(f"no build {build[:60]!r} is kept")
        self.build = build
        self.known = tuple(known)


@dataclass(frozen=True, slots=True)
class Edition:
    """A build that is open to be read, and its place among the others.

    is_newest: whether what it holds is what the newest holds. others: every kept build, newest first.
    lend: opens one of those beside this one.
    """

    connection: Connection
    build: Build
    newest: Build
    is_newest: bool
    others: Callable[[], Sequence[Build]]
    lend: Callable[[Build], AbstractContextManager[Connection]]


class Shelf:
    """Hands out the stores of one warehouse's builds. One for each worker."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.newest = Store(path)
        self._old: OrderedDict[Build, Store] = OrderedDict()
        self._turn = threading.Lock()

    @contextmanager
    def edition(self, *, build: str | None = None) -> Iterator[Edition]:
        """Open the newest build, or the one with a load id, as long as it is read.

        UnknownBuildError where it is not kept, WarehouseError where there is no newest one.
        """
        while True:
            store, newest = self._chosen(build)
            with self._lent(store, build) as lent:
                read = Build(lent.version)
                if build is None or store is not self.newest or read.load_id == build:
                    yield self._edition(lent.connection, read, newest or read)
                    return
            # A new file was taken up in between: what was asked for is an old build by now.

    def store(self, *, build: str | None = None) -> Store:
        """Return the store of the newest build, or of the one with a load id. Errors as for `edition`."""
        return self._chosen(build)[0]

    def is_same(self, load_id: str, other: str) -> bool:
        """Whether two loads published the same: the later one only repeated what the earlier one brought."""
        if load_id == other:
            return True
        found = builds.find(self.path, load_id)
        return found is not None and found == builds.find(self.path, other)

    def kept(self) -> tuple[Build, ...]:
        """Return the builds that are kept, newest first."""
        return builds.kept(self.path)

    def close(self) -> None:
        """Let go of every file."""
        with self._turn:
            stores = [self.newest, *self._old.values()]
            self._old.clear()
        for store in stores:
            store.close()

    def _chosen(self, build: str | None) -> tuple[Store, Build | None]:
        """Return the store of a build, and which one is the newest where that had to be known."""
        if build is None:
            return self.newest, None
        newest = Build(self.newest.version())
        if build == newest.load_id:
            return self.newest, newest
        found = builds.find(self.path, build)
        if found is None:
            raise UnknownBuildError(build, self.kept())
        return self._kept(found), newest

    def _edition(self, connection: Connection, read: Build, newest: Build) -> Edition:
        is_newest = self.is_same(read.load_id, newest.load_id)
        return Edition(connection, read, newest, is_newest, self.kept, self._lend)

    def _kept(self, build: Build) -> Store:
        with self._turn:
            store = self._old.pop(build, None) or Store(builds.file_of(self.path, build))
            self._old[build] = store
            idle = [each for each, held in self._old.items() if not held.is_lent and each != build]
            # One that is read stays: it goes when it is idle.
            for each in idle[: max(0, len(self._old) - _MOST_OPEN)]:
                self._old.pop(each).close()
            return store

    @contextmanager
    def _lent(self, store: Store, build: str | None) -> Iterator[Lent]:
        try:
            with store.lent() as lent:
                yield lent
        except WarehouseError as error:
            if build is None or store is self.newest:
                raise
            # It was pruned since it was found.
            raise UnknownBuildError(build, self.kept()) from error

    @contextmanager
    def _lend(self, build: Build) -> Iterator[Connection]:
        with self._lent(self._kept(build), build.load_id) as lent:
            yield lent.connection
