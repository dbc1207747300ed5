"""The builds of a warehouse that are kept beside it: what was shown earlier can be shown again.

`warehouse.duckdb.builds/<load_id>.duckdb`: one file for each contents that were published, under the load
that first brought them. A load that changes nothing keeps nothing more, so that it pushes no history out.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, func, literal_column, select, text
from sqlalchemy.exc import DBAPIError

from etl.warehouse import schema
from etl.warehouse.connect import reading_engine

# It becomes a file's name: nothing else may pass. Without milliseconds: as it was written at first.
_LOAD_ID = re.compile(
    r"(?P<day>[0-9]{8})T(?P<time>[0-9]{6})(?P<milliseconds>[0-9]{3})?-(?P<facts>[0-9a-f]{12})"
)
_SUFFIX = ".duckdb"
PART_SUFFIX = ".part"
"""The ending of a build that is not published yet: it is no build."""


@dataclass(frozen=True, slots=True, order=True)
class Build:
    """One published warehouse, by its load; the order is that of time."""

    load_id: str

    @property
    def made_at(self) -> datetime | None:
        """When its load began, in UTC; None where the id does not say it."""
        found = _LOAD_ID.fullmatch(self.load_id)
        if found is None:
            return None
        try:
            moment = datetime.strptime(found["day"] + found["time"], "%Y%m%d%H%M%S")  # noqa: DTZ007 -- UTC below
        except ValueError:
            return None
        return moment.replace(microsecond=int(found["milliseconds"] or 0) * 1000, tzinfo=UTC)

    @property
    def facts(self) -> str:
        """The beginning of the digest of its facts."""
        return self.load_id.rpartition("-")[2]


def load_id_of(started: datetime, facts_sha256: str) -> str:
    """Return the id of a load: one load of a warehouse follows the other: a millisecond tells them apart."""
    return f"{started:%Y%m%dT%H%M%S}{started.microsecond // 1000:03d}-{facts_sha256[:12]}"


def folder_of(path: Path) -> Path:
    """Return the folder of a warehouse's kept builds."""
    return path.with_name(f"{path.name}.builds")


def file_of(path: Path, build: Build) -> Path:
    """Return the file of a kept build of the warehouse at `path`."""
    return folder_of(path) / f"{build.load_id}{_SUFFIX}"


def kept(path: Path) -> tuple[Build, ...]:
    """Return the kept builds of the warehouse at `path`, newest first."""
    try:
        names = [entry.name for entry in folder_of(path).iterdir()]
    except OSError:
        return ()
    found = [name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)]
    return tuple(sorted((Build(name) for name in found if _LOAD_ID.fullmatch(name)), reverse=True))


def find(path: Path, load_id: str) -> Build | None:
    """Return the kept build that holds what a load published; None where there is none, or it is no id.

    A load that repeated the facts of the build before it is found under that one.
    """
    if not _LOAD_ID.fullmatch(load_id):
        return None
    asked = Build(load_id)
    earlier = next((build for build in kept(path) if build <= asked), None)
    return earlier if earlier == asked or (earlier and earlier.facts == asked.facts) else None


def prepare(draft: Path, path: Path, build: Build, most: int) -> Path | None:
    """Lay a finished draft beside the kept builds, before it is published; None where it is not to be kept.

    That is where nothing is kept, and where the newest build holds the same.
    """
    if not most:
        return None
    before = next(iter(kept(path)), None)
    # Other facts of the same contents are kept too: `find` knows a repetition by its facts.
    if before is not None and before.facts == build.facts:
        digest = contents_of(draft)
        if digest is not None and digest == contents_of(file_of(path, before)):
            return None
    part = file_of(path, build).with_suffix(PART_SUFFIX)
    try:
        part.parent.mkdir(exist_ok=True)
        _same_file(draft, part)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return part


def keep(part: Path) -> None:
    """Take a prepared build, now that it is published, among the kept ones."""
    part.replace(part.with_suffix(_SUFFIX))


def clean(path: Path, most: int) -> None:
    """Set right what a load that was killed left: parts go, and what it published is kept after all.

    So is a warehouse from before builds were kept.
    """
    for leftover in folder_of(path).glob(f"*{PART_SUFFIX}"):
        leftover.unlink()
    published = _published(path)
    if published is not None and find(path, published.load_id) is None:
        part = prepare(path, path, published, most)
        if part is not None:
            keep(part)


def prune(path: Path, newest: Build, most: int) -> None:
    """Let go of what is older than the newest ones; never of what is newer than the build just published."""
    older = [build for build in kept(path) if build < newest or not most]
    is_kept = file_of(path, newest).exists()
    for build in older[max(0, most - is_kept) :]:
        # Where an open file cannot be removed, the next load tries again.
        with suppress(OSError):
            file_of(path, build).unlink()
    with suppress(OSError):
        # Only an empty folder goes.
        folder_of(path).rmdir()


def contents_of(path: Path) -> str | None:
    """Return a digest of everything in a warehouse but its load; None where the file is no warehouse."""
    engine = reading_engine(path)
    try:
        with engine.connect() as connection:
            return _digest(connection)
    except DBAPIError:
        return None
    finally:
        engine.dispose()


def _digest(connection: Connection) -> str:
    parts: list[str] = []
    shapes = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    views = "SELECT view_name, sql FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
    for statement in (shapes, views):
        parts += [repr(tuple(row)) for row in connection.execute(text(statement))]
    for table in schema.METADATA.sorted_tables:
        if table is not schema.load:
            # A row's hash, added up: the same rows give the same sum in any order, at the speed of a scan.
            sums = select(func.count(), func.sum(func.hash(literal_column(table.name)))).select_from(table)
            parts.append(f"{table.name} {tuple(connection.execute(sums).one())}")
    return sha256("\n".join(parts).encode()).hexdigest()


def _published(path: Path) -> Build | None:
    if not path.exists():
        return None
    engine = reading_engine(path)
    try:
        with engine.connect() as connection:
            load_id: Sequence[str] = connection.execute(select(schema.load.c.load_id)).scalars().all()
    except DBAPIError:
        return None
    finally:
        engine.dispose()
    return next((Build(each) for each in load_id if _LOAD_ID.fullmatch(each)), None)


def _same_file(source: Path, target: Path) -> None:
    """Give a file a second name; a copy where the file system has no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
