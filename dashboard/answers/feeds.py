"""The secret address of each unit's calendar: made once, shown once, and good until it is renewed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from dashboard.answers.schema import KEY_LETTERS, feed
from dashboard.answers.versions import EditedMeanwhileError, hold_texts
from dashboard.answers.workflow import Writer

_SECRET_BYTES = 32
_LONGEST_SECRET = 100
F = feed.c


@dataclass(frozen=True, slots=True)
class FeedUnit:
    """A unit whose calendar is read: its institution, and its names from the top joined by '/'."""

    organization_id: str
    unit: str

    @property
    def department(self) -> str:
        """The unit as an audience has it."""
        return f"{self.organization_id}/{self.unit}"


def renew(connection: Connection, of: FeedUnit, writer: Writer) -> str:
    """Make the address of a unit anew and return its secret; the one before leads nowhere from now on.

    EditedMeanwhileError where somebody else does so at the same time.
    """
    hold_texts({"unit": (of.unit, KEY_LETTERS)})
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    row = {
        "organization_id": of.organization_id,
        "unit": of.unit,
        "number": (_newest(connection, of) or 0) + 1,
        "digest": _digest(secret),
        "made_at": datetime.now(UTC),
        "made_by": writer.key,
        "role": writer.role,
    }
    try:
        connection.execute(insert(feed), row)
    except IntegrityError as error:
        raise EditedMeanwhileError from error
    return secret


def count(connection: Connection) -> int:
    """Return how many addresses were made so far: the number tells states apart."""
    return connection.scalar(select(func.count()).select_from(feed)) or 0


def has_feed(connection: Connection, of: FeedUnit) -> bool:
    """Tell whether a unit's calendar has an address."""
    return _newest(connection, of) is not None


def unit_of(connection: Connection, secret: str) -> FeedUnit | None:
    """Return the unit that a secret leads to; None where it leads nowhere, or not any more."""
    if len(secret) > _LONGEST_SECRET:
        return None
    row = connection.execute(
        select(F.organization_id, F.unit, F.number).where(F.digest == _digest(secret))
    ).one_or_none()
    if row is None:
        return None
    of = FeedUnit(row.organization_id, row.unit)
    return of if row.number == _newest(connection, of) else None


def _newest(connection: Connection, of: FeedUnit) -> int | None:
    mine = (F.organization_id == of.organization_id, F.unit == of.unit)
    newest: int | None = connection.scalar(select(func.max(F.number)).where(*mine))
    return newest


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
