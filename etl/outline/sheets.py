"""Tables of one form on several sheets of a workbook: months, drafts, offices, whose names do not say so.

Where two of them give a line different amounts for one year, nothing tells which of them holds. Where only
their totals differ, each is of a part; the whole is the one that the others add up to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from etl.korean import text
from etl.outline.levels import is_total
from etl.outline.money_parts import MoneyPart

_AMOUNTS = ("original", "current", "executed", "received")
_Key = tuple[object, ...]


def contradicted(parts: Sequence[MoneyPart]) -> list[MoneyPart]:
    """Return the parts that another sheet's table of the same form contradicts.

    Those whose totals alone differ are of a part from now on, but for the sum of the others.
    """
    on_sheets = [part for part in parts if part.table.grid.place.sheet is not None]
    amounts: dict[_Key, list[tuple[MoneyPart, Decimal]]] = defaultdict(list)
    totals: dict[_Key, list[tuple[MoneyPart, Decimal]]] = defaultdict(list)
    for part in on_sheets:
        form = _form(part)
        for names, code, amount in _amounts(part):
            if is_total(names[-1]):
                if code != "executed":
                    totals[form, code].append((part, amount))
            else:
                amounts[form, tuple(map(text.key, names)), code].append((part, amount))
    denied = {id(part) for found in amounts.values() if _differ(found) for part, _ in found}
    for stated in totals.values():
        found = [(part, amount) for part, amount in stated if id(part) not in denied]
        if _differ(found):
            _part(found)
    return [part for part in on_sheets if id(part) in denied]


def _form(part: MoneyPart) -> _Key:
    """Return what tables of one form share: their headings, and of when, of what side they are."""
    grid, scope = part.table.grid, part.table.scope
    headings = tuple(tuple(map(text.key, column.path)) for column in grid.columns)
    return headings, part.side, scope.year, scope.as_of, scope.scope


def _amounts(part: MoneyPart) -> Iterator[tuple[Sequence[str], str, Decimal]]:
    """Yield the amounts of a part in this year's columns: the names of the row, the column, the amount."""
    for code in _AMOUNTS:
        column = part.table.roles.of(code)
        for row in part.rows if column is not None else ():
            names = part.table.grid.names[row]
            amount = column.values[row] if column is not None else None
            if names and amount is not None:
                yield names, code, amount


def _differ(found: Sequence[tuple[MoneyPart, Decimal]]) -> bool:
    """Tell whether amounts differ from sheet to sheet; a table's own rows of one name are its own matter."""
    on_sheet: dict[str | None, set[Decimal]] = defaultdict(set)
    for part, amount in found:
        on_sheet[part.table.grid.place.sheet].add(amount)
    return len(set(map(frozenset, on_sheet.values()))) > 1


def _part(found: Sequence[tuple[MoneyPart, Decimal]]) -> None:
    whole = max(amount for _, amount in found)
    is_sum = sum(amount for _, amount in found) == 2 * whole
    for part, amount in found:
        if part.table.scope.scope != "whole":
            continue
        if is_sum and amount == whole:
            part.total_scope = "whole"
        else:
            part.table.scope = replace(part.table.scope, scope="part")
