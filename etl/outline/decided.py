"""The columns of a table of money as a confirmed mapping names them: a person's decision before any word.

The arithmetic is not asked again: what a row contradicts is that row's finding.
"""

from __future__ import annotations

from dataclasses import replace

from etl.mappings import TableMapping
from etl.tables.amounts import figures_of, rates_of
from etl.tables.header import Grid
from etl.tables.headings import proposed
from etl.tables.nearby import Stated
from etl.tables.roles import Role, Roles
from etl.tables.scope import TableScope
from etl.terms.codes import RATE_ROLES, REPEATABLE_ROLES

REVIEWED = "reviewed"
_UNREAD = ("unit", "ignore")


def labelled(grid: Grid, mapping: TableMapping) -> Grid:
    """Return the grid with the columns of labels that the mapping names."""
    columns = zip(grid.columns, mapping.roles, strict=True)
    return replace(grid, labels=tuple(column.index for column, role in columns if role == "label"))


def year_of(mapping: TableMapping, fiscal_year: int, stated: int | None) -> int:
    """Return the year that a mapped table's columns are of where their headings state none.

    stated: what the lines above the table say; it counts only where the mapping leaves the year to headings.
    """
    if mapping.year == "previous":
        return fiscal_year - 1
    return stated or fiscal_year if mapping.year == "heading" else fiscal_year


def roles_of(grid: Grid, mapping: TableMapping, year: int) -> Roles:
    """Return the roles of a grid's columns. year: the table's; a heading's own year is its column's."""
    figures = figures_of(grid)
    own: dict[str, Role] = {}
    other: dict[tuple[str, int], Role] = {}
    left: dict[int, str] = {}
    shares: list[int] = []
    for column, code in zip(grid.columns, mapping.roles, strict=True):
        if code == "label":
            continue
        if code in _UNREAD:
            left[column.index] = "column_ignored"
            continue
        if code in RATE_ROLES:
            figures[column.index] = rates_of(grid, column)
        if code == "share":
            shares.append(column.index)
            continue
        # The year in a heading belongs to its column, whatever the table's is.
        printed = proposed(column, year).year
        of = None if printed in (None, year) else printed
        if code == "previous":
            code, of = "current", of or year - 1
        role = Role(code, column.index, of, REVIEWED)
        taken = own.get(code) if of is None else other.get((code, of))
        if taken is not None and code not in REPEATABLE_ROLES:
            # 'previous' and a heading's own year may be one year: neither is then better than the other.
            left |= {taken.index: "column_uncertain", column.index: "column_uncertain"}
        elif of is None:
            own[code] = role
        else:
            other[code, of] = role
    uncertain = {index for index, reason in left.items() if reason == "column_uncertain"}
    own = {key: role for key, role in own.items() if role.index not in uncertain}
    other = {key: role for key, role in other.items() if role.index not in uncertain}
    return Roles(own, other, figures, left, tuple(shares))


def scoped(grid: Grid, scope: TableScope, mapping: TableMapping) -> TableScope:
    """Return what is known of a table, with what its mapping decides of unit, side and scope.

    Right below another table, the unit above is the other's.
    """
    decided = {"unit": mapping.unit_won, "side": mapping.side, "scope": mapping.scope}
    reading = {
        name: Stated(str(value), None, REVIEWED) for name, value in decided.items() if value is not None
    }
    return replace(
        scope,
        unit_won=mapping.unit_won or (None if grid.is_below and not grid.stated else scope.unit_won),
        side=mapping.side or scope.side,
        scope=mapping.scope or scope.scope,
        reading={**scope.reading, **reading},
    )
