"""What people write stands in versions that nothing changes: two who write on one are told of each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, Table, func, insert, select
from sqlalchemy.exc import IntegrityError

from dashboard.answers.workflow import ACTS, Writer

T = TypeVar("T")
MOST_LETTERS = 4_000
"""How long a text may be."""


class EditedMeanwhileError(Exception):
    """Somebody else wrote a version since the one that this change began with; nothing was written."""


class UnusableError(Exception):
    """What is to be written cannot be: `field` says which part of it."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} cannot be kept")
        self.field = field


@dataclass(frozen=True)
class Version(Generic[T]):
    """A text as it was written once. number: from one. written_by: the digest of the person."""

    number: int
    state: str
    text: T
    written_at: datetime
    written_by: str
    role: str


def reviewed_of(versions: Sequence[Version[T]]) -> Version[T] | None:
    """Return the version that others may see; None where none is reviewed.

    It stays while a next one is written, and goes where it was returned itself.
    """
    seen: Version[T] | None = None
    before = ""
    for version in versions:
        if version.state == "reviewed":
            seen = version
        elif version.state == "returned" and before == "reviewed":
            seen = None
        before = version.state
    return seen


def read_version(row: RowMapping, text: T) -> Version[T]:
    """Return a version as a row has it."""
    at = row["written_at"]
    # SQLite keeps no zone: what is written there is UTC.
    return Version(
        row["version"],
        row["state"],
        text,
        at if at.tzinfo else at.replace(tzinfo=UTC),
        row["written_by"],
        row["role"],
    )


def write_next(
    connection: Connection,
    tables: tuple[Table, Table],
    subject: tuple[str | None, Mapping[str, object]],
    text: tuple[T, Mapping[str, object]],
    act: str,
    writer: Writer,
    *,
    seen: int,
) -> Version[T]:
    """Write the next version of something and return it.

    tables: of what is written about and of its versions; the first column of each is the id. subject: its
    id, None where it is new, with its columns. text: with its columns. seen: the number of the version that
    the change began with, 0 where there was none. EditedMeanwhileError where there is another one by now.
    """
    owner, versions = tables
    (id_column, *_), (own_id, *_) = owner.c, versions.c
    subject_id, of = subject
    newest = 0
    if subject_id is not None:
        newest = connection.scalar(select(func.max(versions.c.version)).where(own_id == subject_id)) or 0
    if newest != seen:
        raise EditedMeanwhileError
    version = Version(seen + 1, ACTS[act], text[0], datetime.now(UTC), writer.key, writer.role)
    try:
        if subject_id is None:
            subject_id = uuid4().hex
            connection.execute(insert(owner), {id_column.name: subject_id, **of})
        written: dict[str, Any] = {
            own_id.name: subject_id,
            "version": version.number,
            "state": version.state,
            **text[1],
            "written_at": version.written_at,
            "written_by": version.written_by,
            "role": version.role,
        }
        connection.execute(insert(versions), written)
    except IntegrityError as error:
        # Another one was quicker by less than this statement took.
        raise EditedMeanwhileError from error
    return version


def hold_texts(texts: Mapping[str, tuple[str, int]]) -> None:
    """Raise UnusableError where a text is longer than its limit, or holds what no text holds."""
    for name, (said, limit) in texts.items():
        # PostgreSQL keeps no NUL, and no database half a surrogate.
        if len(said) > limit or "\0" in said or not _is_text(said):
            raise UnusableError(name)


def _is_text(said: str) -> bool:
    try:
        said.encode()
    except UnicodeEncodeError:
        return False
    return True
