"""Answers: written as versions that nothing changes afterwards, read as their newest one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, func, select

from dashboard.answers import versions
from dashboard.answers.schema import KEY_LETTERS, answer, answer_move, answer_version
from dashboard.answers.versions import (
    MOST_LETTERS,
    EditedMeanwhileError,
    hold_texts,
    read_version,
    reviewed_of,
    write_next,
)
from dashboard.answers.workflow import Writer

V, M = answer_version.c, answer_move.c


@dataclass(frozen=True, slots=True)
class Subject:
    """What is answered for: a programme or a goal of an institution, in a year, at a date.

    subject_key: how the report names it. link_key: what stays when a report words it anew; None where it
    would lead to two. name, unit: as it is called now, and who runs it.
    """

    organization_id: str
    subject: str
    subject_key: str
    fiscal_year: int
    as_of: date
    name: str
    unit: str | None
    link_key: str | None = None

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


Version: TypeAlias = versions.Version[Text]
"""An answer as it was written once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered for a subject. versions: oldest first, at least one; without those that were moved."""

    answer_id: str
    subject: Subject
    versions: Sequence[Version]

    @property
    def newest(self) -> Version:
        """The version that those who write go on from."""
        return self.versions[-1]

    @property
    def reviewed(self) -> Version | None:
        """The version that others may see once its report is published; None where none is reviewed."""
        return reviewed_of(self.versions)


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
    """Return the answers of an institution's earlier years, the newest first, by each name of a subject."""
    a = answer.c
    found: dict[tuple[str, str], list[Answer]] = {}
    for one in reversed(_read(connection, a.organization_id == organization_id, a.fiscal_year < fiscal_year)):
        for name in dict.fromkeys((one.subject.subject_key, one.subject.link_key)):
            if name is not None:
                found.setdefault((one.subject.subject, name), []).append(one)
    return found


def matched(
    found: Mapping[tuple[str, str], Answer], subjects: Iterable[Subject]
) -> tuple[Mapping[tuple[str, str], Answer], Sequence[Answer]]:
    """Return the answer to each subject of a date, and those answers that no subject is named by any more.

    found: the answers of the date. An answer whose name is gone goes to the subject with the same link and
    unit: who sees a part of a report alone cannot tell that a link leads to two, of which one is another's.
    """
    named = {(one.subject, one.subject_key): one for one in subjects}
    loose = {key: answer for key, answer in found.items() if key not in named}
    matching = {key: answer for key, answer in found.items() if key in named}
    links: dict[tuple[str, str | None, str], tuple[str, str]] = {}
    for key, one in loose.items():
        of = one.subject
        links.update({(of.subject, of.unit, name): key for name in (of.subject_key, of.link_key) if name})
    for key, subject in named.items():
        if key not in matching and subject.link_key is not None:
            other = links.get((subject.subject, subject.unit, subject.link_key))
            if other in loose:
                matching[key] = loose.pop(other)
    return matching, [*loose.values()]


def count(connection: Connection) -> int:
    """Return how many versions there are. None is changed or taken away: the number tells states apart."""
    return connection.scalar(select(func.count()).select_from(answer_version)) or 0


def write(
    connection: Connection,
    subject: Subject,
    act: str,
    text: Text,
    writer: Writer,
    *,
    seen: int,
    answer_id: str | None = None,
) -> Version:
    """Write the next version of a subject's answer and return it. Whether the writer may is asked before.

    seen: the number of the version that the change began with, 0 where there was none. answer_id: of the
    answer, where it was begun under another name. EditedMeanwhileError where there is another version by now;
    UnusableError where the text is too long or holds what no text holds.
    """
    hold_texts(
        {
            "reason": (text.reason, MOST_LETTERS),
            "plan": (text.plan, MOST_LETTERS),
            "remark": (text.remark, MOST_LETTERS),
            "name": (subject.name, KEY_LETTERS),
            "subject_key": (subject.subject_key, KEY_LETTERS),
            "link_key": (subject.link_key or "", KEY_LETTERS),
        }
    )
    answer_id = answer_id or id_of(connection, subject)
    moved = connection.scalar(select(func.max(M.version)).where(M.answer_id == answer_id)) or 0
    if 0 < seen <= moved:
        # What it went on from is at another place by now.
        raise EditedMeanwhileError
    seen = seen or moved
    return write_next(
        connection,
        (answer, answer_version),
        (answer_id, _values(subject)),
        (text, _values(text)),
        act,
        writer,
        seen=seen,
    )


def _values(of: Subject | Text) -> dict[str, object]:
    return {field.name: getattr(of, field.name) for field in fields(of)}


def id_of(connection: Connection, subject: Subject) -> str | None:
    """Return the id of a subject's answer; None where it never had one."""
    a = answer.c
    columns = (a.organization_id, a.subject, a.subject_key, a.fiscal_year, a.as_of)
    same = (column == value for column, value in zip(columns, subject.identity, strict=True))
    return connection.scalar(select(a.answer_id).where(and_(*same)))


def _read(connection: Connection, *chosen: ColumnElement[bool]) -> list[Answer]:
    a = answer.c
    moved = select(func.max(M.version)).where(M.answer_id == a.answer_id).scalar_subquery()
    statement = (
        select(answer, *(column for column in V if column.name != "answer_id"))
        .join(answer_version, V.answer_id == a.answer_id)
        .where(*chosen, V.version > func.coalesce(moved, 0))
        .order_by(a.fiscal_year, a.as_of, a.answer_id, V.version)
    )
    found: dict[str, tuple[Subject, list[Version]]] = {}
    for row in connection.execute(statement).mappings():
        subject = Subject(**{field.name: row[field.name] for field in fields(Subject)})
        text = Text(**{field.name: row[field.name] for field in fields(Text)})
        found.setdefault(row["answer_id"], (subject, []))[1].append(read_version(row, text))
    return [Answer(answer_id, *one) for answer_id, one in found.items()]
