"""Columns in groups side by side, of which one group is the sum of the others: 일반회계, 특별회계, 합계."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from etl.korean.heading_periods import heading_period
from etl.tables.amounts import Figures
from etl.tables.header import Column
from etl.tables.headings import Words, proposed
from etl.tables.promises import FEWEST_TELLING, hold, with_dashes
from etl.terms.codes import RATE_ROLES
from etl.vocabulary import is_one_of, money_role, words

_FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class SumGroups:
    """The columns of the parts, and the words of those that add them up."""

    parts: frozenset[int] = frozenset()
    wholes: Mapping[int, Words] = field(default_factory=dict)


def sum_groups(columns: Sequence[Column], figures: Mapping[int, Figures], year: int | None) -> SumGroups:
    """Return the groups of columns that one of them adds up, in every row and under each heading of amounts.

    They have the same headings in the same order. Nothing else of the table stands in more than one row of
    headings.
    """
    groups: dict[str, list[Column]] = {}
    for column in columns:
        if len(column.path) > 1:
            groups.setdefault(column.path[0], []).append(column)
    totals = [name for name in groups if is_one_of(name, words("money", "grand_total"))]
    parts = [group for name, group in groups.items() if name not in totals]
    named = [name for name in groups if name not in totals]
    if len(totals) != 1 or len(parts) < _FEWEST_PARTS or any(_says_more(name, year) for name in named):
        return SumGroups()
    whole = groups[totals[0]]
    leaves = [column.path[1:] for column in whole]
    if any([column.path[1:] for column in group] != leaves for group in parts):
        return SumGroups()
    said = {column.index: proposed(replace(column, path=column.path[1:]), year) for column in whole}
    summed = [
        place for place, column in enumerate(whole) if said[column.index].code not in (*RATE_ROLES, None)
    ]
    if not summed or not all(_adds_up(whole[at], [group[at] for group in parts], figures) for at in summed):
        return SumGroups()
    return SumGroups(
        frozenset(column.index for group in parts for column in group),
        {index: replace(words, is_sum=True) for index, words in said.items()},
    )


def _says_more(name: str, year: int | None) -> bool:
    """Tell whether a group is of a time, or of a kind of money: months add up to a year so far, and no budget
    is the sum of a budget and its change."""
    return heading_period(name, year or date.max.year) is not None or money_role(name) is not None


def _adds_up(whole: Column, parts: Sequence[Column], figures: Mapping[int, Figures]) -> bool:
    held = hold("sum", [with_dashes(figures[column.index]) for column in (whole, *parts)])
    return held.tested >= FEWEST_TELLING and not held.failed
