"""Remarks of the council: what is written on those that a report prints, and those that people enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeAlias
from uuid import uuid4

from sqlalchemy import Connection, func, select

from dashboard.answers import versions
from dashboard.answers.schema import KEY_LETTERS, PROGRESS, remark, remark_version
from dashboard.answers.versions import (
    MOST_LETTERS,
    UnusableError,
    hold_texts,
    read_version,
    reviewed_of,
    write_next,
)
from dashboard.answers.workflow import Writer

MOST_LINES = 2_000_000_000
"""The last line that may be named; a document has fewer."""


@dataclass(frozen=True, slots=True)
class RemarkText:
    """What is written of a remark. said: the council's words. remark: what a reviewer says to the unit."""

    said: str
    session: str = ""
    raised_on: date | None = None
    unit: str = ""
    action: str = ""
    progress: str = "open"
    due_on: date | None = None
    evidence_document_id: str = ""
    evidence_line: int | None = None
    remark: str = ""


RemarkVersion: TypeAlias = versions.Version[RemarkText]
"""What was written of a remark once."""


@dataclass(frozen=True, slots=True)
class WrittenRemark:
    """What is written of a remark. versions: oldest first, at least one."""

    remark_id: str
    remark_key: str
    fiscal_year: int
    versions: Sequence[RemarkVersion]

    @property
    def newest(self) -> RemarkVersion:
        """The version that those who write go on from."""
        return self.versions[-1]

    @property
    def reviewed(self) -> RemarkVersion | None:
        """The version that others may see once its document is published; None where none is reviewed."""
        return reviewed_of(self.versions)


def of_institution(connection: Connection, organization_id: str) -> Sequence[WrittenRemark]:
    """Return everything that is written of an institution's remarks, the earliest first."""
    statement = (
        select(remark, *(column for column in remark_version.c if column.name != "remark_id"))
        .join(remark_version, remark_version.c.remark_id == remark.c.remark_id)
        .where(remark.c.organization_id == organization_id)
        .order_by(remark.c.fiscal_year, remark.c.remark_id, remark_version.c.version)
    )
    found: dict[str, tuple[str, int, list[RemarkVersion]]] = {}
    head: tuple[str, int, list[RemarkVersion]]
    for row in connection.execute(statement).mappings():
        text = RemarkText(**{field.name: row[field.name] for field in fields(RemarkText)})
        head = (row["remark_key"], row["fiscal_year"], [])
        found.setdefault(row["remark_id"], head)[2].append(read_version(row, text))
    return [WrittenRemark(remark_id, *one) for remark_id, one in found.items()]


def new_key() -> str:
    """Return the key of a remark that is entered."""
    return uuid4().hex


def count(connection: Connection) -> int:
    """Return how many versions there are. None is changed or taken away: the number tells states apart."""
    return connection.scalar(select(func.count()).select_from(remark_version)) or 0


def write(
    connection: Connection,
    subject: tuple[str, str, int],
    act: str,
    text: RemarkText,
    writer: Writer,
    *,
    seen: int,
) -> RemarkVersion:
    """Write the next version of what is said of a remark. Whether the writer may is asked before.

    subject: the institution, the remark's key and its fiscal year. seen, and the errors: as for answers.
    """
    organization_id, key, fiscal_year = subject
    hold_texts(
        {
            "said": (text.said, MOST_LETTERS),
            "action": (text.action, MOST_LETTERS),
            "remark": (text.remark, MOST_LETTERS),
            "session": (text.session, KEY_LETTERS),
            "unit": (text.unit, KEY_LETTERS),
            "evidence_document_id": (text.evidence_document_id, KEY_LETTERS),
        }
    )
    if text.progress not in PROGRESS:
        raise UnusableError("progress")
    if text.evidence_line is not None and not 0 < text.evidence_line <= MOST_LINES:
        raise UnusableError("evidence_line")
    remark_id = connection.scalar(
        select(remark.c.remark_id).where(
            remark.c.organization_id == organization_id, remark.c.remark_key == key
        )
    )
    of = {"organization_id": organization_id, "remark_key": key, "fiscal_year": fiscal_year}
    written = {field.name: getattr(text, field.name) for field in fields(text)}
    return write_next(
        connection, (remark, remark_version), (remark_id, of), (text, written), act, writer, seen=seen
    )
