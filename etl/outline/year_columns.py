"""The columns of a table of money that compares two years: the amounts of both, and what they give."""

from __future__ import annotations

from dataclasses import dataclass

from etl.outline.money_table import MoneyTable
from etl.tables.roles import Role

_AMOUNTS = ("current", "target")


@dataclass(frozen=True, slots=True)
class YearColumns:
    """The amounts of two years, and the columns of their change."""

    amount: Role
    year: int
    previous: Role
    previous_year: int
    change: Role | None
    change_rate: Role | None


def compares_years(found: MoneyTable) -> bool:
    """Tell whether a table compares two years and reports nothing executed."""
    return year_columns(found) is not None and not {"executed", "received"} & found.roles.own.keys()


def year_columns(found: MoneyTable) -> YearColumns | None:
    """Return the columns of the two newest years of one kind of amount."""
    own, other = found.roles.own, found.roles.other
    for code in _AMOUNTS:
        years = sorted(
            ((year, role) for (of, year), role in other.items() if of == code), key=lambda pair: -pair[0]
        )
        if code in own:
            years = [(found.year, own[code]), *years]
        years.sort(key=lambda pair: -pair[0])
        if len(years) == 2:
            (year, amount), (previous_year, previous) = years
            return YearColumns(
                amount, year, previous, previous_year, own.get("change"), own.get("change_rate")
            )
    return None
