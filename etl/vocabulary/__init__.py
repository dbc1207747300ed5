"""Source words to codes, as data (`*.toml`), behind one strict lookup: a word is known, or it is not."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl.korean import patterns, text


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def role_of(section: str, heading: str) -> str | None:
    """Return the role of a column heading in a kind of table, or None: role_of("goal", "지 표") is "name".

    A unit in brackets is no part of it. A year before it and formula letters after it count only where the
    vocabulary names them: 예산(A) is the original budget, but 2031년 집행액(D) is 집행액.
    """
    roles = _roles(section)
    wanted = patterns.YEAR_OF_HEADING.sub("", text.key(patterns.UNIT_IN_HEADING.sub("", heading)))
    return roles.get(wanted) or roles.get(patterns.FORMULA_OF_HEADING.sub("", wanted))


@cache
def _roles(section: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for role, words in _data("headings")[section].items():
        for word in words:
            if found.setdefault(text.key(word), role) != role:
                raise ValueError(f"headings.toml: [{section}] {word!r} has two roles")
    return found


@cache
def money_role(heading: str) -> str | None:
    """Return the role of a heading of a table of money, or None: money_role("집행 액") is "executed"."""
    return _money_roles().get(text.key(heading) or heading.strip())


@cache
def _money_roles() -> dict[str, str]:
    found: dict[str, str] = {}
    for role, headings in _data("money")["roles"].items():
        for word in headings:
            if found.setdefault(text.key(word) or word, role) != role:
                raise ValueError(f"money.toml: [roles] {word!r} has two roles")
    return found


@dataclass(frozen=True, slots=True)
class Account:
    """A standard label of revenue or expenditure, whatever it stands under."""

    code: str
    words: tuple[str, ...]


@cache
def accounts(side: str) -> tuple[Account, ...]:
    """Return the standard labels of 'revenue' or 'expenditure'."""
    return tuple(Account(e["code"], tuple(e["words"])) for e in _data("accounts")[side])


@cache
def words(name: str, *path: str) -> tuple[str, ...]:
    """Return a list of words: words("pages", "overview")."""
    return tuple(value(name, *path))


def value(name: str, *path: str) -> Any:  # noqa: ANN401 -- a TOML value is a word, a list or a number
    """Return a single value: value("institutions", "look_ahead")."""
    found: Any = _data(name)
    for step in path:
        found = found[step]
    return found


def pairs(name: str, *path: str) -> tuple[tuple[str, str], ...]:
    """Return a list of pairs of words."""
    return tuple((pair[0], pair[1]) for pair in value(name, *path))


def kinds(stated: str = "kind") -> dict[str, tuple[str, ...]]:
    """Return the words of each kind of document, most telling kind first.

    stated: by which words, those of its title or those of its chapters ('chapter_kind').
    """
    return {kind: tuple(found) for kind, found in _data("documents")[stated].items()}


def is_one_of(line: str, options: tuple[str, ...]) -> bool:
    """Tell whether a line is one of the words, whatever its spacing and marks."""
    return text.key(line) in _keys(options)


@cache
def _keys(options: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(text.key, options))
