"""Expenditure: budgets and what was executed of them, by account, programme or object of expense.

Settlements and supplementary budgets are of this kind too: which columns a table prints tells them apart,
and each column is a figure of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl import facts
from etl.kind import Kind, OfMoney
from etl.korean import text
from etl.outline.context import Context, NamedProgram
from etl.outline.funding import split_funding
from etl.outline.levels import name_levels
from etl.outline.lines import Line
from etl.outline.money_facts import budget_rows
from etl.outline.money_parts import MoneyPart, labels_of, lines_of
from etl.outline.year_columns import compares_years
from etl.vocabulary import words


def _takes(part: MoneyPart) -> bool:
    """Tell whether this is expenditure with a budget; the one line on a programme's page is another kind."""
    is_listed = "current" in part.table.roles.own and not part.table.is_one_line
    return part.side == "expenditure" and is_listed and not compares_years(part.table)


def read(parts: Sequence[MoneyPart], context: Context) -> list[facts.Row]:
    """Return one budget line per row, and register the programmes that the table lists."""
    return [row for part in parts for row in _read_part(part, context)]


def _read_part(part: MoneyPart, context: Context) -> list[facts.Row]:
    lines = lines_of(part)
    name_levels(
        lines, "expenditure", context, labels_of(part.table), is_program_list=part.table.is_program_list
    )
    is_of_year = part.table.year == context.fiscal_year
    for line in lines:
        if line.is_entered and is_of_year:
            program = _program(line, context)
            line.direction_id, line.task_id = program.direction_id, program.task_id
    if part.table.scope.scope == "whole" and not any(line.level == "total" for line in lines):
        # Without a total of its own a table does not say that it is of everything.
        part.table.scope = replace(part.table.scope, scope="part")
    if _is_of_programs_alone(part, lines):
        part.total_scope = part.total_scope or "part"
    rows: list[facts.Row] = []
    for row, line in zip(budget_rows(part.table, lines, "expenditure", context), lines, strict=True):
        if line.account is not None and line.account.code == "project_costs":
            context.project_appropriation = line.account.code
        # What another year's table lists is no programme of this one.
        is_program = line.level == "program" and line.label and is_of_year
        if is_program and isinstance(row, facts.BudgetLine):
            program = _program(line, context)
            rows.append(replace(row, program_id=program.program_id, funding=program.funding))
        elif part.total_scope and line.level == "total" and isinstance(row, facts.BudgetLine):
            rows.append(replace(row, scope=part.total_scope))
        else:
            rows.append(row)
    return rows


def _is_of_programs_alone(part: MoneyPart, lines: Sequence[Line]) -> bool:
    """Tell whether a table tells its money by programmes, and lists none but those: its total is theirs.

    A whole budget told by programmes has lines for its staff, its upkeep or its reserve.
    """
    named = text.key(part.table.scope.caption or "")
    is_told_so = part.table.is_program_list or any(
        word in named for word in words("money", "caption", "by_program")
    )
    return is_told_so and not any(line.account is not None and line.level != "total" for line in lines)


def _program(line: Line, context: Context) -> NamedProgram:
    name, funding = split_funding(line.label or "")
    known = context.spelled.get(text.key(name))
    if known is not None and (line.is_entered or _is_on_another_sheet(known, line)):
        return known
    return context.register(
        NamedProgram(
            program_id=context.program_id(name),
            name=name,
            place=line.row.place,
            direction_id=line.direction_id,
            task_id=line.task_id,
            funding=funding,
            appropriation=_appropriation(line),
        )
    )


def _is_on_another_sheet(known: NamedProgram, line: Line) -> bool:
    """Tell whether a workbook named a programme before, on another sheet: there it is one and the same."""
    sheet = line.row.place.sheet
    return sheet is not None and known.place.sheet not in (None, sheet)


def _appropriation(line: Line) -> str | None:
    """Return the code of the section that pays for a programme."""
    above = line.parent
    while above is not None:
        if above.level == "section" and above.category:
            return above.category
        above = above.parent
    return None


KIND = Kind("expenditure", OfMoney(_takes, read), needs=("register", "strategy"))
