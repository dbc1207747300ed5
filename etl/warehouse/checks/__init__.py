"""The checks: one file each, exporting one `CHECK`. To add one, add a file; to remove one, delete it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What does not agree: where, what is printed, what the arithmetic gives, in plain words."""

    document_id: str
    line: int
    severity: str
    subject: str
    explanation_ko: str
    explanation_en: str
    related_document_id: str | None = None
    related_line: int | None = None
    printed: str | None = None
    computed: str | None = None
    difference: str | None = None
    direction_id: str | None = None
    program_id: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A named function of the warehouse that returns the rows which do not agree."""

    name: str
    run: Callable[[Connection], Iterable[Finding]]


def all_checks() -> tuple[Check, ...]:
    """Return every check of this folder, by name."""
    found: list[Check] = []
    for module in pkgutil.iter_modules(__path__):
        check = importlib.import_module(f"{__name__}.{module.name}").CHECK
        if check.name != module.name:
            raise ValueError(f"{module.name}.py declares the check {check.name!r}; name it after its file")
        found.append(check)
    return tuple(sorted(found, key=lambda check: check.name))
