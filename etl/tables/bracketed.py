"""Columns whose heading says what the bracket behind an amount is: '집행액(집행률)' over '45,000(75.0%)'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from etl.korean.numbers import Number, State
from etl.tables.amounts import Figures
from etl.tables.headings import BRACKETS
from etl.tables.promises import hold
from etl.tables.roles import Role, Roles
from etl.vocabulary import money_role

RATE, SHARE = "rate", "share"
_SPENT = ("executed", "received")
_AMOUNTS = ("original", "current", *_SPENT)


def bracketed(roles: Roles) -> Mapping[int, str]:
    """Return the columns of amounts of which each has a bracket that its heading names, and what that is.

    A rate of what was spent is one where most rows prove it; what most of them deny is not known.
    """
    found: dict[int, str] = {}
    for code in _AMOUNTS:
        role = roles.own.get(code)
        named = role and _named(roles.figures[role.index])
        if role is None or named is None:
            continue
        if code in _SPENT and named != SHARE and (current := roles.own.get("current")):
            held = hold(
                "rate", [_inside(roles, role), roles.figures[role.index], roles.figures[current.index]]
            )
            if held.is_contradicted or (named != RATE and not held.is_proof):
                continue
            named = RATE
        found[role.index] = SHARE if named != RATE else RATE
    return found


def _named(figures: Figures) -> str | None:
    """Return what the one bracket of a column's heading names, where each of its amounts has one too."""
    said = BRACKETS.findall(figures.column.heading)
    pairs = [
        (number, second)
        for number, second in zip(figures.numbers, figures.brackets, strict=True)
        if number.value is not None
    ]
    if len(said) != 1 or not pairs or any(second.value is None for _, second in pairs):
        return None
    code = money_role(said[0][1:-1]) or money_role(said[0][1:-1].strip())
    return code if code in (RATE, SHARE, "percent") else None


def _inside(roles: Roles, role: Role) -> Figures:
    figures = roles.figures[role.index]
    none = tuple(Number(State.EMPTY) for _ in figures.brackets)
    return replace(figures, numbers=figures.brackets, brackets=none)
