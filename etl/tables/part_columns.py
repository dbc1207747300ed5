"""Columns that are only part of what their group's heading names: another column is the sum.

'Budget at hand > budget (A), carried in (B), ? (C=A+B)': the whole is C, whatever its own heading says, and A
has its words from the group alone. Letters say so, or, where none are printed, the arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.tables.amounts import Figures
from etl.tables.formula import Sum, parse_formula
from etl.tables.header import Column
from etl.tables.headings import Words, proposed
from etl.tables.promises import FEWEST_TELLING, hold
from etl.tables.sum_groups import sum_groups
from etl.terms.codes import RATE_ROLES

_FEWEST_TERMS, _MOST_TERMS = 2, 12
_NAMELESS = (None, "total")
_MOVED = (
    "executed",
    "received",
    "settled",
    "spent_or_received",
    "balance",
    "unspent",
    "difference",
    "refunded",
)
"""What is taken from a budget leaves it the budget."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """What a table says of some of its columns: whole = the sum of terms, all below `group` ('' for none)."""

    whole: int | None
    terms: tuple[int, ...]
    group: tuple[str, ...]
    is_difference: bool = False


def part_columns(
    columns: Sequence[Column], words: Mapping[int, Words], figures: Mapping[int, Figures], year: int | None
) -> tuple[frozenset[int], Mapping[int, Words]]:
    """Return the columns that are no more than a part of what they seem to be, and the words of their wholes.

    A whole without a role of its own has its group's where the sum holds in every row.
    """
    by_index = {column.index: column for column in columns}
    parts: set[int] = set()
    wholes: dict[int, Words] = {}
    for said in (*_lettered(columns), *_reckoned(columns, words, figures, year)):
        role = proposed(replace(by_index[said.terms[0]], path=said.group), year) if said.group else None
        code = role.code if role is not None else "current"
        claiming = [term for term in said.terms if code is not None and words[term].code == code]
        if not claiming or (said.whole is not None and words[said.whole].code == code):
            continue
        if said.is_difference and (role is None or _takes_what_was_moved(said, by_index, year)):
            continue
        is_nameless = said.whole is not None and words[said.whole].code in _NAMELESS
        if role is None and not is_nameless:
            continue
        parts.update(claiming)
        if role is None or said.whole is None or not is_nameless:
            continue
        if by_index[said.whole].path[: len(said.group)] == said.group and _is_sum(said, figures):
            wholes[said.whole] = replace(role, is_sum=True)
    beside = sum_groups(columns, figures, year)
    return frozenset(parts) | beside.parts, {**wholes, **beside.wholes}


def _lettered(columns: Sequence[Column]) -> Iterator[_Statement]:
    """Yield what printed letters say: at the whole itself, or in the heading of its group."""
    letters = {c.index: found.letter if (found := parse_formula(c.heading)) else None for c in columns}
    for column in columns:
        for depth, heading in enumerate(column.path, start=1):
            formula = parse_formula(heading)
            if formula is None or formula.under or len(formula.over) < _FEWEST_TERMS:
                continue
            is_own = depth == len(column.path)
            above = column.path[: depth - is_own]
            near = [one for one in columns if one.path[: len(above)] == above and len(one.path) > len(above)]
            if is_own and above and not _has_all(near, formula.over, letters):
                # A whole under a heading of its own: its terms stand under others.
                above, near = (), list(columns)
            if not _has_all(near, formula.over, letters):
                continue
            own = [one.index for one in near if letters[one.index] == formula.letter is not None]
            whole = column.index if is_own else own[0] if len(own) == 1 else None
            terms = [one.index for name, _ in formula.over for one in near if letters[one.index] == name]
            group = above or _shared([one.path for one in columns if one.index in terms])
            is_difference = any(sign < 0 for _, sign in formula.over)
            if whole not in terms:
                yield _Statement(whole, tuple(terms), group, is_difference)


def _reckoned(
    columns: Sequence[Column], words: Mapping[int, Words], figures: Mapping[int, Figures], year: int | None
) -> Iterator[_Statement]:
    """Yield what the figures say below one heading: a column without a role is the sum of the others."""
    for group in dict.fromkeys(column.path[:1] for column in columns if len(column.path) > 1):
        near = [
            one.index for one in columns
            if one.path[:1] == group and len(one.path) > 1
            and words[one.index].code not in (*RATE_ROLES, "reason") and not figures[one.index].is_empty
        ]  # fmt: skip
        for place, whole in enumerate(near):
            for terms in (near[:place], near[place + 1 :]):
                if words[whole].code is not None or not _FEWEST_TERMS <= len(terms) <= _MOST_TERMS:
                    continue
                said = _Statement(whole, tuple(terms), group)
                if _is_sum(said, figures):
                    yield said


def _has_all(columns: Sequence[Column], over: Sum, letters: Mapping[int, str | None]) -> bool:
    """Tell whether each letter of a sum is that of exactly one of these columns."""
    return all(sum(letters[one.index] == name for one in columns) == 1 for name, _ in over)


def _shared(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the headings that stand over all of some columns."""
    shared: list[str] = []
    for headings in zip(*(path[:-1] for path in paths), strict=False):
        if len(set(headings)) > 1:
            break
        shared.append(headings[0])
    return tuple(shared)


def _takes_what_was_moved(said: _Statement, columns: Mapping[int, Column], year: int | None) -> bool:
    return any(
        proposed(replace(c, path=c.path[-1:]), year).code in _MOVED
        for c in (columns[term] for term in said.terms)
    )


def _is_sum(said: _Statement, figures: Mapping[int, Figures]) -> bool:
    """Tell whether the whole is what its terms add up to in every row that tells something."""
    if said.whole is None or said.is_difference:
        return False
    held = hold("sum", [figures[one] for one in (said.whole, *said.terms)])
    return held.tested >= FEWEST_TELLING and not held.failed
