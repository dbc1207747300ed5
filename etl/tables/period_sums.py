"""What was spent or came in so far, as the sum of columns of months or quarters: '1분기 | 2분기 | 계'.

The columns must add up in every row, end at the table's day, and the printed rate must be the share of their
sum in the budget in every row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from etl.korean import text
from etl.korean.heading_periods import heading_period
from etl.tables.doubts import is_planned
from etl.tables.header import Column, Grid
from etl.tables.promises import FEWEST_TELLING, hold, with_dashes
from etl.tables.roles import PROVED, Role, Roles
from etl.terms.periods import month_end
from etl.vocabulary import is_one_of, words

_FEWEST_PARTS = 2
_UNKNOWN = "column_unknown"
_MOVED = {"revenue": ("received", "moved_received"), "expenditure": ("executed", "moved_executed")}


@dataclass(frozen=True, slots=True)
class _Period:
    """A column of a part of the year: the months in which it begins and ends."""

    index: int
    first: int
    last: int


def with_sum_of_periods(roles: Roles, grid: Grid, side: str | None, own: date | None) -> Roles:
    """Return the roles with what the columns of a year's months or quarters add up to.

    own: the day of the table, in which the last of them that holds anything must lie.
    """
    if own is None or side not in _MOVED or not {"current", "rate"} <= roles.own.keys():
        return roles
    code, moved = _MOVED[side]
    if {"executed", "received"} & roles.own.keys():
        return roles
    found = [
        (whole, [one.index for one in parts])
        for whole in _wholes(roles, grid)
        if (parts := _periods_beside(whole, roles, grid, moved, own.year)) and _reach(parts, roles, own)
        if _is_proved(whole, [one.index for one in parts], roles)
    ]
    if len(found) != 1:
        return roles
    whole, indexes = found[0]
    proved = {one: replace(roles.own[one], grade=PROVED) for one in ("current", "rate")}
    kept = {one: role for one, role in roles.own.items() if role.index != whole}
    own_roles: Mapping[str, Role] = {**kept, **proved, code: Role(code, whole, grade=PROVED)}
    left = {index: reason for index, reason in roles.left.items() if index != whole}
    return replace(roles, own=own_roles, left={**left, **dict.fromkeys(indexes, "part_of_year")})


def _wholes(roles: Roles, grid: Grid) -> list[int]:
    """Return the columns that may be a sum: headed by a word for one, or for what adds up."""
    sums = (*words("money", "roles", "total"), *words("money", "cumulated"))
    named = [
        column.index for column in grid.figures if is_one_of(column.path[-1] if column.path else "", sums)
    ]
    given = {role.index: code for code, role in roles.own.items()}
    return [one for one in named if given.get(one, "total") == "total"]


def _periods_beside(whole: int, roles: Roles, grid: Grid, moved: str, year: int) -> list[_Period]:
    """Return the columns of periods that end right before a sum, or begin right behind it."""
    columns = {column.index: column for column in grid.figures}
    for step in (-1, 1):
        found: list[_Period] = []
        index = whole + step
        while index in columns and roles.left.get(index) == _UNKNOWN:
            one = _period(columns[index], moved, year)
            if one is None:
                break
            found.append(one)
            index += step
        ordered = sorted(found, key=lambda one: one.index)
        if len(found) >= _FEWEST_PARTS and _follow(ordered):
            return ordered
    return []


def _follow(parts: Sequence[_Period]) -> bool:
    """Tell whether periods begin with the year, and each where the one before ends."""
    ends = [0, *(one.last for one in parts)]
    return all(one.first == end + 1 for one, end in zip(parts, ends, strict=False))


def _period(column: Column, moved: str, year: int) -> _Period | None:
    heading = " ".join(column.path)
    said = heading_period(heading, year)
    if said is None or said.part is None or said.year not in (None, year) or is_planned(heading):
        return None
    up_to = any(word in said.rest for word in words("money", "up_to"))
    rest = text.key(said.rest)
    for word in words("money", "up_to"):
        rest = rest.replace(text.key(word), "")
    if rest and rest not in words("money", moved):
        return None
    last = 3 * int(said.part[1:]) if said.part.startswith("Q") else int(said.part)
    length = 3 if said.part.startswith("Q") else 1
    return _Period(column.index, 1 if up_to else last - length + 1, last)


def _reach(parts: Sequence[_Period], roles: Roles, own: date) -> bool:
    """Tell whether the last period that holds an amount is the one in which the table's day lies."""
    filled = [one for one in parts if any(number.value for number in roles.figures[one.index].numbers)]
    return bool(filled) and month_end(own.year, filled[-1].last) == own


def _is_proved(whole: int, parts: Sequence[int], roles: Roles) -> bool:
    moved = roles.figures[whole]
    rate, current = (roles.figures[roles.own[code].index] for code in ("rate", "current"))
    sums = hold("sum", [moved, *(with_dashes(roles.figures[one]) for one in parts)])
    return all(
        one.tested >= FEWEST_TELLING and not one.failed
        for one in (sums, hold("rate", [rate, moved, current]))
    )
