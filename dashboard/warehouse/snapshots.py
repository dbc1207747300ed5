"""Where a request's warehouse is chosen: of the newest build, or of one that is kept beside it, what its
audience may see.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from dashboard.warehouse.audiences import Audiences
from dashboard.warehouse.store import Store, WarehouseError
from etl.audience import EVERYTHING, Audience
from etl.warehouse import builds
from etl.warehouse.builds import Build
from etl.warehouse.connect import Share

_MOST_OPEN = 3
"""Old builds that stay open; each costs some MB and 20 ms to open again."""


class UnknownBuildError(Exception):
    """A build that is not there: never was, or no longer is. known: those that are, newest first."""

    def __init__(self, build: str, known: Sequence[Build]) -> None:
        super().__init__(f"no build {build[:60]!r} is kept")
        self.build = build
        self.known = tuple(known)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A build that is open to be read, and its place among the others.

    Builds are named by the load ids of whole warehouses, whatever of them the connection reads. newest: a
    draft itself where nothing is published. is_newest: whether it holds what the newest holds. others:
    every kept build, newest first. lend: opens one of those, or the newest, beside this one. is_draft:
    whether it is not published.
    """

    connection: Connection
    build: Build
    newest: Build
    is_newest: bool
    others: Callable[[], Sequence[Build]]
    lend: Callable[[Build], AbstractContextManager[Connection]]
    is_draft: bool = False


class Snapshots:
    """Hands out the stores of one warehouse's builds, as the audience of each request sees them.

    One for each worker. newest: the whole newest build, whoever asks.
    """

    def __init__(
        self,
        path: Path,
        audience: Callable[[], Audience] | None = None,
        drafts: Callable[[str], Path | None] = lambda _load_id: None,
        workers: int | None = None,
    ) -> None:
        """audience: of the request under way, where readers sign in; it raises where nobody is signed in.

        drafts: the file of a draft, by its load id, where whoever makes the request may see it. workers: how
        many processes like this one read, where they share a machine.
        """
        self.path = path
        self.newest = Store(path, None if workers is None else Share.of(workers))
        self._audience = audience
        self._drafts = drafts
        self._audiences = Audiences(self.newest)
        self._old: OrderedDict[Build, Store] = OrderedDict()
        self._turn = threading.Lock()

    @contextmanager
    def snapshot(self, *, build: str | None = None, audience: Audience | None = None) -> Iterator[Snapshot]:
        """Open the newest build, or the one with a load id, as long as it is read.

        audience: whose eyes it is read with; None for those of the request under way.

        UnknownBuildError where it is not kept, WarehouseError where there is no newest one.
        """
        while True:
            whole, newest = self._chosen(build)
            with self._lent(whole, build, audience) as (connection, read):
                if build is None or whole is not self.newest or read.load_id == build:
                    is_draft = build is not None and whole.path == self._drafts(build)
                    yield self._snapshot(connection, read, newest or read, is_draft=is_draft)
                    return
            # A new file was taken up in between: what was asked for is an old build by now.

    def store(self, *, build: str | None = None) -> Store:
        """Return the store of the newest build, or of the one with a load id. Errors as for `snapshot`."""
        return self._in_sight(self._chosen(build)[0], None)[0]

    def audience(self) -> Audience | None:
        """Return the audience of the request under way; None where nobody has to sign in."""
        return None if self._audience is None else self._audience()

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
        self._audiences.close()
        for store in stores:
            store.close()

    def _chosen(self, build: str | None) -> tuple[Store, Build | None]:
        """Return the store of a whole build, and which one is the newest where that had to be known."""
        if build is None:
            return self.newest, None
        try:
            newest = Build(self.newest.version())
        except WarehouseError:
            if (draft := self._drafts(build)) is None:
                raise
            # Nothing is published yet: the first draft is there to be looked at all the same.
            return self._kept(Build(build), draft), None
        if build == newest.load_id:
            return self.newest, newest
        found = builds.find(self.path, build)
        if found is not None:
            return self._kept(found, builds.file_of(self.path, found)), newest
        draft = self._drafts(build)
        if draft is None:
            raise UnknownBuildError(build, self.kept())
        return self._kept(Build(build), draft), newest

    def _snapshot(self, connection: Connection, read: Build, newest: Build, *, is_draft: bool) -> Snapshot:
        is_newest = not is_draft and self.is_same(read.load_id, newest.load_id)
        return Snapshot(connection, read, newest, is_newest, self.kept, self._lend, is_draft)

    def _kept(self, build: Build, file: Path) -> Store:
        with self._turn:
            store = self._old.pop(build, None) or Store(file, self.newest.share)
            self._old[build] = store
            idle = [each for each, held in self._old.items() if not held.is_lent and each != build]
            # One that is read stays: it goes when it is idle.
            for each in idle[: max(0, len(self._old) - _MOST_OPEN)]:
                self._old.pop(each).close()
            return store

    def _in_sight(self, whole: Store, audience: Audience | None) -> tuple[Store, str | None]:
        return self._audiences.store(whole, audience or self.audience() or EVERYTHING)

    @contextmanager
    def _lent(
        self, whole: Store, build: str | None, audience: Audience | None = None
    ) -> Iterator[tuple[Connection, Build]]:
        """Lend what is in sight of a whole build, and say which build that is."""
        try:
            store, load_id = self._in_sight(whole, audience)
            with store.lent() as lent:
                yield lent.connection, Build(load_id or lent.version)
        except WarehouseError as error:
            if build is None or whole is self.newest:
                raise
            # It was pruned since it was found, or is from before there were audiences.
            raise UnknownBuildError(build, self.kept()) from error

    @contextmanager
    def _lend(self, build: Build) -> Iterator[Connection]:
        is_newest = build.load_id == self.newest.version()
        whole = self.newest if is_newest else self._kept(build, builds.file_of(self.path, build))
        with self._lent(whole, build.load_id) as (connection, _):
            yield connection
