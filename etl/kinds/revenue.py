"""Revenue: what was to come in, and what did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl import facts
from etl.kind import Kind, OfMoney
from etl.outline.context import Context
from etl.outline.levels import name_levels
from etl.outline.money_facts import budget_rows
from etl.outline.money_parts import MoneyPart, labels_of, lines_of
from etl.outline.year_columns import compares_years


def _takes(part: MoneyPart) -> bool:
    """Tell whether this is revenue with a budget, or with what was received."""
    own = part.table.roles.own
    is_planned = "current" in own or "received" in own
    return part.side == "revenue" and is_planned and not compares_years(part.table)


def read(parts: Sequence[MoneyPart], context: Context) -> list[facts.Row]:
    """Return one revenue line per row."""
    return [row for part in parts for row in _read_part(part, context)]


def _read_part(part: MoneyPart, context: Context) -> list[facts.Row]:
    lines = lines_of(part)
    name_levels(lines, "revenue", context, labels_of(part.table), is_program_list=False)
    if part.table.scope.scope == "whole" and not any(line.level == "total" for line in lines):
        # Without a total of its own a table does not say that it is of everything.
        part.table.scope = replace(part.table.scope, scope="part")
    return list(budget_rows(part.table, lines, "revenue", context))


KIND = Kind("revenue", OfMoney(_takes, read), needs=("strategy",))
