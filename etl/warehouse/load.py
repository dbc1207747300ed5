"""Builds a warehouse of parts, and puts it in place in one rename.

Readers see the old warehouse or the new one, never a part. A load that fails leaves the old one as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from etl import facts
from etl.lock import lock
from etl.terms.measures import Thresholds
from etl.warehouse import builds, merging, part, schema
from etl.warehouse.builds import Build
from etl.warehouse.connect import Share, reading_engine, writing_engine
from etl.warehouse.part import OF_THE_DISK, PartError, Tables


class LoadError(Exception):
    """A load that cannot be done: one line with what, where and the mend."""


class BusyError(LoadError):
    """Another load of the same warehouse is under way."""


_OF_A_CHANGE = Share(threads=1, memory_mb=64)
"""Most of a warehouse stays as it is: what a change of it takes does not grow with it."""

_PARTS_AT_ONCE = 8
"""How many are put in at once: they wait on the disk for that, each some twenty megabytes."""

Parts = Callable[[Path], Iterator[Path]]
"""Makes the files of the parts, one by one. All their names begin with that of the path it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What ends a load: the digest of its facts, the tables of no institution, common rows of others."""

    facts_sha256: str
    common: Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a load makes of a warehouse: parts that come, institutions that go, what is of none of them.

    base: the warehouse that is changed, and its load; without one all is made anew. gone: those whose rows
    go, whether a part brings others or not. closing: asked for when all parts are made. started: when the
    load began, in UTC.
    """

    parts: Parts
    closing: Callable[[], Closing]
    thresholds: Thresholds
    recipe_sha256: str | None = None
    base: tuple[Path, str] | None = None
    gone: Collection[str] = ()
    started: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything that goes into a warehouse: table name -> rows, each a dict of the table's columns.

    started: when its load began, in UTC.
    """

    tables: dict[str, list[dict[str, object]]]
    facts_sha256: str
    thresholds: Thresholds
    started: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))

    def as_changes(self) -> Changes:
        """Return it as what makes a warehouse anew, of one part."""
        common = {table.name for table in schema.OF_NO_INSTITUTION} - {schema.theme.name}
        own = {name: rows for name, rows in self.tables.items() if name not in common}

        def parts(stem: Path) -> Iterator[Path]:
            path = stem.with_name(f"{stem.name}.part")
            part.fill(path, own, self.thresholds, self.started)
            yield path

        whole = {table.name: self.tables.get(table.name, []) for table in (schema.theme, schema.mapping)}
        return Changes(
            parts=parts,
            closing=lambda: Closing(facts_sha256=self.facts_sha256, common=whole),
            thresholds=self.thresholds,
            started=self.started,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What stands in a warehouse after a load."""

    load_id: str
    documents: int
    rows: int
    set_aside: int
    findings: int


Check = Callable[[Path], None]
"""Looks at a finished draft; raises LoadError where it must not be published."""


def build(
    path: Path, contents: Contents | Changes, *, builds_kept: int = 0, check: Check | None = None
) -> LoadResult:
    """Build the warehouse at `path`. The file there is replaced only when the new one is whole.

    builds_kept: how many of the last builds stay beside it. check: looks at the new one before it is in
    place. LoadError where another load is under way, the disk refuses or the check does.
    """
    changes = contents.as_changes() if isinstance(contents, Contents) else contents
    with _only_load(path):
        draft = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            _clear(path.parent.glob(f"{path.name}.*.new*"))
            builds.clean(path, builds_kept)
            result = _fill(draft, changes)
            _check_whole(draft, path, changes)
            if check is not None:
                check(draft)
            _publish(draft, path, Build(result.load_id), builds_kept)
        except OSError as error:
            raise LoadError(f"{path}: cannot be written ({error.strerror}); check the disk") from error
        except PartError as error:
            raise LoadError(f"{path}: not replaced: {error}") from error
        except (duckdb.Error, DBAPIError) as error:
            reason = str(error).splitlines()[0]
            if isinstance(getattr(error, "orig", error), OF_THE_DISK):
                raise LoadError(
                    f"{path}: cannot be written ({reason}); check the room on the disk"
                ) from error
            raise LoadError(f"{path}: not replaced: {reason}; run: python -m etl --whole") from error
        finally:
            _clear(draft.parent.glob(f"{draft.name}*"))
    return result


def _clear(leftovers: Iterable[Path]) -> None:
    for leftover in leftovers:
        if leftover.is_dir():
            # What a killed load spilled.
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def _publish(draft: Path, path: Path, build: Build, builds_kept: int) -> None:
    # All that may want room on the disk comes before the rename. Killed between two steps, the next load
    # sets it right.
    part = builds.prepare(draft, path, build, builds_kept)
    try:
        draft.replace(path)
    except OSError:
        if part is not None:
            part.unlink()
        raise
    if part is not None:
        builds.keep(part)
    builds.prune(path, build, builds_kept)


def _fill(path: Path, changes: Changes) -> LoadResult:
    if changes.base is not None:
        shutil.copyfile(changes.base[0], path)
    engine = writing_engine(path) if changes.base is None else writing_engine(path, _OF_A_CHANGE)
    try:
        with engine.connect() as connection:
            if changes.base is not None:
                _check_base(connection, changes.base[1], path)
            is_empty = changes.base is None
            merging.remove(connection, changes.gone)
            for some in _some(changes.parts(path)):
                if is_empty:
                    merging.prepare(connection, some[0])
                    is_empty = False
                merging.add(connection, some)
                for one in some:
                    one.unlink()
            connection.commit()
            result = finish(connection, changes)
            connection.commit()
    finally:
        engine.dispose()
    return result


def _some(parts: Iterator[Path]) -> Iterator[list[Path]]:
    while some := list(islice(parts, _PARTS_AT_ONCE)):
        yield some


def _check_base(connection: Connection, load_id: str, path: Path) -> None:
    if connection.execute(select(schema.load.c.load_id)).scalar_one() != load_id:
        raise LoadError(f"{path}: another load was published meanwhile; run this one again")


def finish(connection: Connection, changes: Changes) -> LoadResult:
    """Write what is of no institution, and what the load was."""
    closing = changes.closing()
    limits: list[dict[str, object]] = [
        {"name": name, "value": ", ".join(value) if isinstance(value, tuple) else str(value)}
        for name, value in asdict(changes.thresholds).items()
    ]
    for name, rows in {**closing.common, schema.threshold.name: limits}.items():
        merging.replace_common(connection, schema.METADATA.tables[name], list(rows))
    counts = {
        name: connection.execute(select(func.count()).select_from(schema.METADATA.tables[name])).scalar_one()
        for name in (*(row_type.table for row_type in facts.ROW_TYPES), schema.finding.name)
    }
    result = LoadResult(
        load_id=builds.load_id_of(changes.started, closing.facts_sha256),
        documents=counts[facts.Document.table],
        rows=sum(counts[row_type.table] for row_type in facts.ROW_TYPES),
        set_aside=counts[facts.SetAside.table],
        findings=counts[schema.finding.name],
    )
    about = {
        **asdict(result),
        "started_at": changes.started,
        "finished_at": datetime.now(UTC).replace(tzinfo=None),
        "facts_sha256": closing.facts_sha256,
    }
    merging.replace_common(connection, schema.load, [about])
    made_with: list[dict[str, object]] = [{"sha256": changes.recipe_sha256}] if changes.recipe_sha256 else []
    merging.replace_common(connection, schema.recipe, made_with)
    return result


def _check_whole(draft: Path, path: Path, changes: Changes) -> None:
    """Read a finished draft again: all of it, or where most of it was copied, that it can be opened.

    DuckDB writes the tables as it closes the file, and says nothing where the disk is full: they are then in
    its log only, which would stay behind.
    """
    is_readable = builds.contents_of(draft) if changes.base is None else load_of(draft)
    if draft.with_name(f"{draft.name}.wal").exists() or is_readable is None:
        raise LoadError(f"{path}: cannot be written (the new file is not whole); check the room on the disk")


def load_of(path: Path) -> dict[str, Any] | None:
    """Return the load that a warehouse is of; None where the file is no warehouse of ours."""
    engine = reading_engine(path)
    try:
        with engine.connect() as connection:
            return dict(connection.execute(select(schema.load)).mappings().one())
    except DBAPIError:
        return None
    finally:
        engine.dispose()


@contextmanager
def _only_load(path: Path) -> Iterator[None]:
    """Hold the load lock of this warehouse; a second load is refused, clearly."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock_path = path.with_name(f"{path.name}.lock")
    with lock_path.open("a+b") as file:
        try:
            lock(file.fileno())
        except OSError as error:
            raise BusyError(f"{path}: another load is under way; wait until it ends") from error
        yield


def thresholds_in(connection: Connection) -> Thresholds:
    """Return the limits that a warehouse was made with."""
    texts = {str(name): str(value) for name, value in connection.execute(select(schema.threshold))}
    values: dict[str, Any] = {
        limit.name: float(texts[limit.name])
        if limit.type == "float"
        else tuple(texts[limit.name].split(", "))
        for limit in fields(Thresholds)
    }
    return Thresholds(**values)


def loads(connection: Connection) -> list[dict[str, object]]:
    """Return the loads recorded in a warehouse, newest first."""
    rows = connection.execute(text("SELECT * FROM load ORDER BY started_at DESC")).mappings()
    return [dict(row) for row in rows]
