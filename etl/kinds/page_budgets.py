"""The one line of budget and execution that a programme's own page prints as a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from etl import facts
from etl.kind import Kind, OfMoney
from etl.korean import text
from etl.outline.context import Context
from etl.outline.money_facts import budget_rows
from etl.outline.money_parts import MoneyPart, lines_of


def _takes(part: MoneyPart) -> bool:
    """Tell whether a part is one line of one programme."""
    return part.side == "expenditure" and "current" in part.table.roles.own and part.table.is_one_line


def read(parts: Sequence[MoneyPart], context: Context) -> list[facts.Row]:
    """Return the line of each part under the programme on whose page it stands."""
    return [row for part in parts for row in _read_part(part, context)]


def _read_part(part: MoneyPart, context: Context) -> list[facts.Row]:
    place = part.table.grid.place
    owner = context.pages[: bisect_right(context.pages, place.line, key=lambda page: page.page.first_line)]
    lines = lines_of(part)
    if not lines:
        return []
    if not owner or context.is_left(place):
        context.set_aside(lines[0].row.place, lines[0].row.raw, "page_without_name")
        return []
    program = owner[-1].program
    other = context.spelled.get(text.key(lines[0].label or ""))
    if other is not None and other.program_id != program.program_id:
        # A row that is named as another page's programme is that one's, wherever it stands.
        context.set_aside(lines[0].row.place, lines[0].row.raw, "name_contradicted")
        return []
    for line in lines:
        line.level, line.label = "program", line.label or program.name
        line.direction_id, line.task_id = program.direction_id, program.task_id
        context.also_named("program", program.program_id, program.name, line.label, line.row.place)
    return [
        # A page is of its programme whole, whatever the words above its table say.
        replace(row, program_id=program.program_id, funding=program.funding, scope="whole")
        for row in budget_rows(part.table, lines, "expenditure", context)
        if isinstance(row, facts.BudgetLine)
    ]


KIND = Kind("page_budgets", OfMoney(_takes, read), needs=("program_pages",))
