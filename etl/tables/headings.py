"""What the words of a column's headings say that it is: a role, and the year that it is of.

A role is a proposal here; the arithmetic accepts it (`etl.tables.roles`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.korean import patterns, periods, text, units
from etl.korean.years import heading_year, printed, without_year
from etl.tables.header import Column
from etl.vocabulary import is_one_of, money_role, words

_SPENT = ("executed", "received", "settled", "spent_or_received")
_AMOUNT, _CARRIED = "amount", "carried"
_LEAF_OF = {
    "current": ("original", "adjustment", "supplementary", "carried_in", "share", "rate"),
    _CARRIED: ("carried_explicit", "carried_accident", "carried_continuing"),
    "change": ("change_rate",),
    "executed": ("rate",),
    "received": ("rate",),
    "settled": ("rate",),
    "target": ("share",),
    "amount": ("share",),
}
"""What a heading may say of the one above it; any other two roles in one path contradict each other."""
BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a column's headings say. year: absolute. above: those that say nothing known.

    is_sum: whether the column is the sum of others under the same heading. is_year_alone: whether nothing but
    a year heads it.
    """

    code: str | None
    year: int | None = None
    above: str = ""
    is_sum: bool = False
    is_year_alone: bool = False


def proposed(column: Column, year: int | None) -> Words:
    """Return what the headings of a column say of it.

    year: the table's, which 'last year' counts from; where it is unknown such a column has no role.
    """
    found: list[str] = []
    own_year: int | None = None
    unknown: list[str] = []
    for heading in column.path:
        if is_formula(heading):
            continue
        role = _role_in(heading)
        if role is None and found == [_CARRIED]:
            kinds = (code for code in _LEAF_OF[_CARRIED] if is_one_of(heading, words("money", "below", code)))
            role = next(kinds, None)
        if role is None and (stated := heading_year(heading)) is not None:
            counted = stated.year if year is None else stated.in_document_of(year)
            if counted is None or (own_year is not None and own_year != counted):
                return Words(None, None, heading)
            own_year = counted
            rest = without_year(heading)
            if not text.key(rest) or is_formula(rest):
                continue
            role = _role_in(rest)
        if role is not None:
            found.append(role)
        elif found and not (found == ["reason"] and heading.startswith("(")):
            return Words(None, own_year, heading)
        elif found:
            continue
        else:
            unknown.append(text.key(heading))
    code = _joined(found)
    is_year_alone = not found and not unknown and own_year is not None
    if is_year_alone:
        code = "current"  # a year alone heads the amounts of that year
    is_sum = len(found) > 1 and found[-1] == "total"
    return Words(code, own_year, "/".join(unknown), is_sum=is_sum, is_year_alone=is_year_alone)


def names_same_part(columns: Sequence[Column]) -> bool:
    """Tell whether the headings of one of several columns say that it is of the same part of another year.

    Then a column that only a year heads is of that part too, and no budget of the year.
    """
    keys = [text.key(heading) for column in columns for heading in column.path]
    return any(text.key(word) in key for word in words("series", "same_part") for key in keys)


def _role_in(heading: str) -> str | None:
    """Return the role of a heading; brackets may hold a unit, a formula, a date or a rule, and nothing
    else."""
    whole = patterns.BUDGET_SESSION.sub("", patterns.FORMULA_LETTERS.sub("", text.key(heading)))
    if not whole and "%" in heading:
        return money_role("%")
    if (role := money_role(whole)) is not None:
        return role
    notes = BRACKETS.findall(heading)
    if not notes or not all(_says_nothing(note) for note in notes):
        return None
    return money_role(patterns.FORMULA_LETTERS.sub("", text.key(BRACKETS.sub(" ", heading))))


def _says_nothing(note: str) -> bool:
    """Tell whether what stands in brackets leaves a heading's meaning as it is."""
    inside = note[1:-1].strip()
    return (
        is_formula(inside)
        or inside in ("%", "％")
        or units.stated_unit(note) is not None
        or bool(periods.as_of_dates(inside))
        or not text.key(periods.without_dates(inside))
    )


def is_formula(content: str) -> bool:
    """Tell whether a heading is nothing but a letter or a formula: (A), B/A, C=A+B; '2030(A)' is a year."""
    plain = content.strip()
    return (
        bool(plain)
        and not printed(plain)
        and bool(patterns.FORMULA_HEADING.fullmatch(plain))
        and any(letter.isalpha() for letter in plain)
    )


def _joined(found: Sequence[str]) -> str | None:
    """Return the role that several headings in one path give together; None where they contradict."""
    if not found:
        return None
    code = found[0]
    for leaf in found[1:]:
        if leaf in ("total", code):
            continue
        if leaf == "percent" and code == "change":
            code = "change_rate"
        elif leaf == "percent" and code in _SPENT:
            code = "rate"
        elif leaf == "percent" and code in ("current", "target", _AMOUNT):
            code = "share"
        elif leaf in _LEAF_OF.get(code, ()):
            code = leaf
        else:
            return None
    return code
