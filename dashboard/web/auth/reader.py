"""Who is signed in: a role, departments, and until when. Nothing that tells the person."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.audience import EVERYTHING, OF_DEPARTMENTS, ROLES, Audience

_MOST_LETTERS = 1_000
"""How long the departments of one reader may be together: a browser keeps no larger cookie."""


class NoRoleError(Exception):
    """The provider knows the person, but gives no role that means something here."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A signed-in reader. key: a digest, which stands for the person; until: seconds since 1970."""

    key: str
    role: str
    departments: tuple[str, ...]
    until: float

    @property
    def audience(self) -> Audience:
        """What the reader may see."""
        return Audience(self.role, self.departments)


@dataclass(frozen=True, slots=True)
class Claims:
    """Where a provider's claims say role and departments: a claim's name, or a path of names with dots."""

    role: str
    departments: str

    def reader(self, claims: Mapping[str, Any], until: float) -> Reader:
        """Return the reader that claims speak of; of several roles the widest. NoRoleError without one.

        Who loads and runs departments does both: that one is wider does not take the other away.
        """
        given = _texts(claims, self.role)
        role = next((role for role in ROLES if role in given), None)
        if role is None:
            raise NoRoleError
        departments: tuple[str, ...] = ()
        if OF_DEPARTMENTS in given and role != EVERYTHING.role:
            given = _texts(claims, self.departments)
            departments = tuple(sorted({unicodedata.normalize("NFC", d) for d in given if d.isprintable()}))
            if sum(len(department) for department in departments) > _MOST_LETTERS:
                raise NoRoleError
        person = f"{claims['iss']}\n{claims['sub']}"
        return Reader(hashlib.sha256(person.encode()).hexdigest()[:32], role, departments, until)


def _texts(claims: Mapping[str, Any], name: str) -> list[str]:
    """Return the texts of a claim, which may be one text or a list of them."""
    found: object = claims.get(name)
    if name not in claims:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return [found]
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []
