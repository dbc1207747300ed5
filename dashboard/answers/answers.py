"""Answers: written as versions that nothing changes afterwards, read as their newest one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select
from sqlalchemy.exc import IntegrityError

from dashboard.answers.schema import KEY_LETTERS, answer, answer_version
from dashboard.answers.workflow import ACTS, Writer

MOST_LETTERS = 4_000
"""How long a reason, a plan or a remark may be."""
V = answer_version.c


class EditedMeanwhileError(Exception):
    """Somebody else wrote a version since the one that this change began with; nothing was written."""


class UnusableError(Exception):
    """What is to be written cannot be: `field` says which part of it."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} cannot be kept")
        self.field = field


@dataclass(frozen=True, slots=True)
class Subject:
    """What is answered for: a programme or a goal of an institution, in a year, at a date.

    key: what stays when a report is read again. name, unit: as it is called now, and who runs it.
    """

    organization_id: str
    subject: str
    subject_key: str
    fiscal_year: int
    as_of: date
    name: str
    unit: str | None

    @property
    def identity(self) -> tuple[str, str, str, int, date]:
        """What tells it from every other subject."""
        return self.organization_id, self.subject, self.subject_key, self.fiscal_year, self.as_of


@dataclass(frozen=True, slots=True)
class Text:
    """What is written. remark: what a reviewer says to the unit."""

    reason: str = ""
    plan: str = ""
    due_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """An answer as it was written once. number: from one. written_by: the digest of the person."""

    number: int
    state: str
    text: Text
    written_at: datetime
    written_by: str
    role: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered for a subject. versions: oldest first, at least one."""

    answer_id: str
    subject: Subject
    versions: Sequence[Version]

    @property
    def newest(self) -> Version:
        """The version that those who write go on from."""
        return self.versions[-1]

    @property
    def reviewed(self) -> Version | None:
        """The version that others may see once its report is published; None where none is reviewed.

        It stays while a next one is written, and goes where it was returned itself.
        """
        seen: Version | None = None
        before = ""
        for version in self.versions:
            if version.state == "reviewed":
                seen = version
            elif version.state == "returned" and before == "reviewed":
                seen = None
            before = version.state
        return seen


def of_date(
    connection: Connection, organization_id: str, fiscal_year: int, as_of: date
) -> Mapping[tuple[str, str], Answer]:
    """Return the answers of an institution at a date, by what kind of subject they are for and its key."""
    a = answer.c
    found = _read(
        connection,
        a.organization_id == organization_id,
        a.fiscal_year == fiscal_year,
        a.as_of == as_of,
    )
    return {(one.subject.subject, one.subject.subject_key): one for one in found}


def before(
    connection: Connection, organization_id: str, fiscal_year: int
) -> Mapping[tuple[str, str], Sequence[Answer]]:
    """Return the answers of an institution's earlier years, the newest first, by subject."""
    a = answer.c
    found: dict[tuple[str, str], list[Answer]] = {}
    for one in reversed(_read(connection, a.organization_id == organization_id, a.fiscal_year < fiscal_year)):
        found.setdefault((one.subject.subject, one.subject.subject_key), []).append(one)
    return found


def count(connection: Connection) -> int:
    """Return how many versions there are. None is changed or taken away: the number tells states apart."""
    return connection.scalar(select(func.count()).select_from(answer_version)) or 0


def write(
    connection: Connection, subject: Subject, act: str, text: Text, writer: Writer, *, seen: int
) -> Version:
    """Write the next version of a subject's answer and return it. Whether the writer may is asked before.

    seen: the number of the version that the change began with, 0 where there was none. EditedMeanwhileError
    where there is another one by now; UnusableError where the text is too long or holds what no text holds.
    """
    _hold(subject, text)
    answer_id = _id_of(connection, subject)
    newest = 0
    if answer_id is not None:
        newest = connection.scalar(select(func.max(V.version)).where(V.answer_id == answer_id)) or 0
    if newest != seen:
        raise EditedMeanwhileError
    version = Version(seen + 1, ACTS[act], text, datetime.now(UTC), writer.key, writer.role)
    try:
        if answer_id is None:
            answer_id = uuid4().hex
            connection.execute(insert(answer), {"answer_id": answer_id, **_values(subject)})
        connection.execute(
            insert(answer_version),
            {
                "answer_id": answer_id,
                "version": version.number,
                "state": version.state,
                **_values(text),
                "written_at": version.written_at,
                "written_by": version.written_by,
                "role": version.role,
            },
        )
    except IntegrityError as error:
        # Another one was quicker by less than this statement took.
        raise EditedMeanwhileError from error
    return version


def _values(of: Subject | Text) -> dict[str, object]:
    return {field.name: getattr(of, field.name) for field in fields(of)}


def _hold(subject: Subject, text: Text) -> None:
    for name, limit, said in (
        ("reason", MOST_LETTERS, text.reason),
        ("plan", MOST_LETTERS, text.plan),
        ("remark", MOST_LETTERS, text.remark),
        ("name", KEY_LETTERS, subject.name),
        ("subject_key", KEY_LETTERS, subject.subject_key),
    ):
        # PostgreSQL keeps no NUL, and no database half a surrogate.
        if len(said) > limit or "\0" in said or not _is_text(said):
            raise UnusableError(name)


def _is_text(said: str) -> bool:
    try:
        said.encode()
    except UnicodeEncodeError:
        return False
    return True


def _id_of(connection: Connection, subject: Subject) -> str | None:
    a = answer.c
    columns = (a.organization_id, a.subject, a.subject_key, a.fiscal_year, a.as_of)
    same = (column == value for column, value in zip(columns, subject.identity, strict=True))
    return connection.scalar(select(a.answer_id).where(and_(*same)))


def _read(connection: Connection, *chosen: ColumnElement[bool]) -> list[Answer]:
    a = answer.c
    statement = (
        select(answer, *(column for column in V if column.name != "answer_id"))
        .join(answer_version, V.answer_id == a.answer_id)
        .where(*chosen)
        .order_by(a.fiscal_year, a.as_of, a.answer_id, V.version)
    )
    found: dict[str, tuple[Subject, list[Version]]] = {}
    for row in connection.execute(statement).mappings():
        subject = Subject(**{field.name: row[field.name] for field in fields(Subject)})
        text = Text(**{field.name: row[field.name] for field in fields(Text)})
        _, versions = found.setdefault(row["answer_id"], (subject, []))
        written_at = row["written_at"]
        versions.append(
            Version(
                row["version"],
                row["state"],
                text,
                # SQLite keeps no zone: what is written there is UTC.
                written_at if written_at.tzinfo else written_at.replace(tzinfo=UTC),
                row["written_by"],
                row["role"],
            )
        )
    return [Answer(answer_id, subject, versions) for answer_id, (subject, versions) in found.items()]
