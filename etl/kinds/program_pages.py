"""A programme's own page: its period, its budget line and the lines that split it, its line of execution."""

from __future__ import annotations

import re
from dataclasses import replace

from etl import facts
from etl.blocks import Line, TableRow
from etl.kind import Kind, OfDocument
from etl.korean import numbers, patterns, periods, text
from etl.korean.numbers import Number, State
from etl.korean.year_spans import YearSpan, is_part_alone
from etl.outline import budget_text
from etl.outline.budget_text import Amount, BudgetText
from etl.outline.cells import RowReader, as_float
from etl.outline.context import Context, ProgramPage
from etl.outline.named_pages import name_pages
from etl.outline.pages import Page
from etl.terms.periods import Span

_SPLIT = re.compile(r"^(.{2,60}?)\s*[:：]\s*(?=[\d(△▵])(.+)$")


def read(context: Context) -> list[facts.Row]:
    """Name the pages, and return the budget lines that are printed in their text."""
    context.pages = name_pages(context.sections, context)
    for page in context.pages:
        page.program.span = _span(page.page)
    return [row for page in context.pages for row in _read_page(page, context)]


def _span(page: Page) -> Span | None:
    label = patterns.PERIOD_LABEL
    for line in page.body[1:8]:
        if label.match(line.text) and (span := periods.span(line.text)):
            return span
    return None


def _read_page(page: ProgramPage, context: Context) -> list[facts.Row]:
    """Return the budget lines that are printed in the text of a page."""
    label = patterns.BUDGET_LABEL
    for index, line in enumerate(page.page.body):
        if found := label.search(line.text):
            whole, following = _unbroken(line, page.page.body[index + 1 :])
            return _budget(page, whole, whole.text[found.end() :], following, context)
    context.set_aside(page.page.overview, page.program.name, "page_without_budget")
    return []


def _unbroken(line: Line, following: list[Line]) -> tuple[Line, list[Line]]:
    """Return a line with the next one that its open bracket runs on into, and the lines after it."""
    if following and line.text.count("(") > line.text.count(")"):
        joined = f"{line.text} {following[0].text}"
        if joined.count("(") == joined.count(")"):
            return replace(line, text=joined), following[1:]
    return line, following


def _budget(
    page: ProgramPage, line: Line, content: str, following: list[Line], context: Context
) -> list[facts.Row]:
    # The unit may stand in the label: 소요예산(천원): 12,659.
    stated = patterns.UNIT_AFTER_BUDGET_LABEL.match(content)
    unit_won = numbers.MONEY_UNITS["".join(stated[1].split())] if stated else None
    content = (content[stated.end() :] if stated else content).lstrip(" :：")
    own_names = (context.organization.name, *context.other_names)
    is_plan = context.document.kind == "plan"
    found = budget_text.read(content, context.fiscal_year, unit_won, own_names=own_names, is_plan=is_plan)
    if found.is_none:
        return [_no_budget(page, line, content, context)]
    whole = _line_fact(page, line, found, context)
    if whole is None:
        return []
    rows = [
        part
        for position, (funding, amount) in enumerate(found.parts, start=1)
        if (part := _part_fact(page, line, amount, whole, position, funding, context))
    ]
    below = []
    for part_line in following:
        split = _SPLIT.match(part_line.text)
        if not split or not numbers.parse_money(split[2])[1]:
            break
        stated_part = budget_text.read(split[2], context.fiscal_year, found.budget.unit_won)
        if fact := _line_fact(page, part_line, stated_part, context, whole, text.label(split[1])):
            below.append(fact)
    if found.adds_up:
        rows = [replace(row, grade="proved") for row in rows]
    if below and sum(row.current_won or 0 for row in below) == whole.current_won:
        below = [replace(row, grade="proved") for row in below]
        whole = replace(whole, grade="proved")
    if found.adds_up:
        whole = replace(whole, grade="proved")
    return [whole, *rows, *below]


def _no_budget(page: ProgramPage, line: Line, content: str, context: Context) -> facts.BudgetLine:
    """Return the line that prints that there is no budget: a fact without an amount, not a missing one."""
    return facts.BudgetLine(
        document_id=context.document_id,
        line=line.place.line,
        page=line.place.page,
        raw=line.text,
        budget_line_id=f"{context.document_id}:{line.place.line}",
        fiscal_year=context.fiscal_year,
        as_of=context.document.as_of,
        level="program_detail",
        label=page.program.name,
        direction_id=page.program.direction_id,
        task_id=page.program.task_id,
        program_id=page.program.program_id,
        funding=page.program.funding,
        printed_unit_won=1,
        reason=text.label(content),
    )


def _line_fact(
    page: ProgramPage,
    line: Line,
    found: BudgetText,
    context: Context,
    whole: facts.BudgetLine | None = None,
    label: str | None = None,
) -> facts.BudgetLine | None:
    """Return the fact of one amount with, in brackets, what was executed of it; proved by the printed rate.

    Where an amount cannot be money of its unit, by the rate beside it, or is not simply the year's budget,
    the line is left.
    """
    unit_won = found.budget.unit_won
    if unit_won is None:
        reason = "not_a_number" if found.budget.number.value is None else "unit_unknown"
        context.set_aside(line.place, line.text, reason)
        return None
    days = set(periods.as_of_dates(line.text))
    is_dated_otherwise = len(days) > 1 or any(day.year != context.fiscal_year for day in days)
    if doubt := found.doubt or (
        "unit_contradicted" if found.is_contradicted else "date_contradiction" if is_dated_otherwise else None
    ):
        context.set_aside(line.place, line.text, doubt)
        return None
    if any(letter.isdigit() for letter in found.rest):
        context.set_aside(line.place, found.rest.strip(), "figure_in_text")
    reader = RowReader(context, TableRow(line.place, (line.text,)), unit_won)
    current_won = reader.amount("current_won", found.budget.text, found.budget.number)
    executed_won = None
    rate = found.rate
    if found.spent_doubt is not None:
        context.set_aside(line.place, found.spent, found.spent_doubt)
    elif found.is_ahead:
        context.set_aside(line.place, found.spent, "planned_figure")
        rate = Number(State.NONE)
    elif found.during is not None and not days and _is_of_another_day(found.during, context):
        context.set_aside(line.place, found.spent, "date_contradiction")
        rate = Number(State.NONE)
    elif found.executed is not None:
        executed_won = reader.amount("executed_won", found.executed.text, found.executed.number)
    return facts.BudgetLine(
        document_id=context.document_id,
        line=line.place.line,
        page=line.place.page,
        raw=line.text,
        budget_line_id=f"{context.document_id}:{line.place.line}",
        parent_id=whole.budget_line_id if whole else None,
        fiscal_year=context.fiscal_year,
        as_of=days.pop() if days else context.document.as_of,
        level="subprogram" if whole else "program_detail",
        label=label or page.program.name,
        direction_id=page.program.direction_id,
        task_id=page.program.task_id,
        program_id=page.program.program_id,
        funding=None if whole else page.program.funding,
        current_won=current_won,
        executed_won=executed_won,
        printed_rate=as_float(rate),
        rate_places=rate.places if rate.value is not None else None,
        printed_unit_won=unit_won,
        unreadable=reader.unreadable,
        grade="proved" if found.agrees and rate.value is not None else "named",
    )


def _is_of_another_day(said: YearSpan, context: Context) -> bool:
    """Tell whether a span of the year is not known to be the year up to the document's day."""
    return said.is_bare or is_part_alone(said) or said.ends_on != context.document.as_of


def _part_fact(
    page: ProgramPage,
    line: Line,
    amount: Amount,
    whole: facts.BudgetLine,
    position: int,
    funding: str,
    context: Context,
) -> facts.BudgetLine | None:
    """Return the part of a budget that one source of funding pays, as the same line states it."""
    unit_won = amount.unit_won
    if unit_won is None:
        context.set_aside(line.place, amount.text, "unit_unknown")
        return None
    reader = RowReader(context, TableRow(line.place, (line.text,)), unit_won)
    return replace(
        whole,
        budget_line_id=f"{whole.budget_line_id}:{position}",
        parent_id=whole.budget_line_id,
        level="subprogram",
        funding=funding,
        current_won=reader.amount("current_won", amount.text, amount.number),
        executed_won=None,
        printed_rate=None,
        rate_places=None,
        printed_unit_won=unit_won,
        unreadable=reader.unreadable,
        grade="named",
    )


KIND = Kind(
    "program_pages", OfDocument(read), needs=("institutions", "expenditure", "task_card", "unbudgeted_tasks")
)
