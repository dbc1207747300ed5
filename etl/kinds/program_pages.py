"""A programme's own page: its period, its budget line and the lines that split it, its line of execution."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl import facts
from etl.blocks import Line, Place, Table, TableRow
from etl.kinds import institutions
from etl.kinds.accounts import Entry, fact_of, header_of, is_program_list
from etl.korean import numbers, periods, text
from etl.korean.numbers import Number, State
from etl.outline.cells import RowReader, as_float, unit_of
from etl.outline.context import Context, NamedProgram
from etl.outline.sections import Page, Section
from etl.terms.codes import FUNDING
from etl.terms.periods import Span
from etl.vocabulary import pattern, value, words

_SAME_TASK = 0.75
_SPLIT = re.compile(r"^(.{2,60}?)\s*[:：]\s*(?=[\d(△▵])(.+)$")
_INSTITUTION = FUNDING[-1]
_MARKS = "|".join(sorted(FUNDING, key=len, reverse=True))
_PART = re.compile(rf"({_MARKS})\s*[:：]?\s*({value('pages', 'budget', 'amount')})")


@dataclass(frozen=True, slots=True)
class ProgramPage:
    """A page, and the programme that it is about."""

    page: Page
    program: NamedProgram
    span: Span | None


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is the line of execution on a programme's page: its list has a single line."""
    header = header_of(table)
    return header is not None and is_program_list(header) and len(table.rows) - header.rows == 1


def name_pages(sections: list[Section], commissioned: list[facts.Row], context: Context) -> list[ProgramPage]:
    """Return every page with its programme: the one of the list of programmes, or a new one."""
    tasks = _tasks_of(sections, context)
    pages = [page for section in sections for page in section.pages]
    has_marks = any(page.funding for page in pages)
    listed = bool(context.programs)
    found: list[ProgramPage] = []
    for section in sections:
        task = tasks.get(section.place.line)
        if task and not listed:
            context.also_named("task", task.task_id, task.name, section.title, section.place)
        for page in section.pages:
            name = page.name
            if not name:
                context.set_aside(page.overview, page.body[0].text, "page_without_name")
                continue
            spellings = [s for s in (page.item.name if page.item else None, page.title) if s]
            program = (
                next((p for s in spellings if (p := context.program_named(s))), None) if listed else None
            )
            if program is None:
                funding = page.funding or (FUNDING[0] if has_marks else None)
                place = page.title_place or (page.item.place if page.item else page.overview)
                program = context.register(
                    NamedProgram(
                        program_id=context.program_id(name),
                        name=name,
                        place=place,
                        direction_id=task.direction_id if task else None,
                        task_id=task.task_id if task else None,
                        funding=funding,
                        appropriation=_appropriation(name, funding, commissioned, context),
                        tags=page.tags,
                    )
                )
            for spelling in spellings:
                context.spell(program, spelling)
            _note_other_name(program, page, context)
            found.append(ProgramPage(page, program, _span(page)))
    return found


def _note_other_name(program: NamedProgram, page: Page, context: Context) -> None:
    """Record the name that the page or its section's list gives a programme besides its own."""
    if page.item is None or page.title is None:
        return
    is_title = text.key(program.name) == text.key(page.title)
    place = page.item.place if is_title else page.title_place or page.overview
    other = page.item.name if is_title else page.title
    context.also_named("program", program.program_id, program.name, other, place)


def _appropriation(
    name: str, funding: str | None, commissioned: list[facts.Row], context: Context
) -> str | None:
    """Return what pays for a programme of a strategy: the running of an institution is paid apart."""
    if not context.directions:
        return context.project_appropriation
    is_institution = funding == _INSTITUTION or institutions.is_named(name, commissioned)
    return "commissioned_institutions" if is_institution else "programs"


def _tasks_of(sections: list[Section], context: Context) -> dict[int, facts.StrategicTask]:
    """Return the task of each section, by likeness of their names; no task belongs to two sections."""
    pairs = sorted(
        (
            (text.similarity(section.title, task.name), section.place.line, number)
            for section in sections
            for number, task in enumerate(context.tasks)
        ),
        key=lambda pair: -pair[0],
    )
    taken: dict[int, int] = {}
    for score, line, number in pairs:
        if score >= _SAME_TASK and line not in taken and number not in taken.values():
            taken[line] = number
    return {line: context.tasks[number] for line, number in taken.items()}


def _span(page: Page) -> Span | None:
    label = pattern("pages", "period", "label")
    for line in page.body[1:8]:
        if label.match(line.text) and (span := periods.span(line.text)):
            return span
    return None


def read(page: ProgramPage, context: Context) -> list[facts.Row]:
    """Return the budget lines that are printed in the text of a page."""
    label = pattern("pages", "budget", "label")
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
    stated = pattern("pages", "budget", "unit_in_label").match(content)
    unit_won = numbers.MONEY_UNITS["".join(stated[1].split())] if stated else None
    content = (content[stated.end() :] if stated else content).lstrip(" :：")
    if any(text.key(content).startswith(text.key(word)) for word in words("pages", "budget", "none")):
        return [_no_budget(page, line, context)]
    whole, unit_won = _line_fact(page, line, content, "program_detail", None, context, unit_won)
    if whole is None:
        return []
    rows: list[facts.Row] = [whole]
    for position, (funding, amount) in enumerate(_PART.findall(content), start=1):
        part, _ = _line_fact(page, line, amount, "subprogram", whole, context, unit_won, position, funding)
        if part:
            rows.append(part)
    for part_line in following:
        split = _SPLIT.match(part_line.text)
        if not split or not numbers.parse_money(split[2])[0].unit:
            break
        part, _ = _line_fact(
            page,
            part_line,
            split[2],
            "subprogram",
            whole,
            context,
            unit_won,
            None,
            None,
            text.label(split[1]),
        )
        if part:
            rows.append(part)
    return rows


def _no_budget(page: ProgramPage, line: Line, context: Context) -> facts.BudgetLine:
    """Return the line that prints that there is no budget: a fact without an amount, not a missing one."""
    return facts.BudgetLine(
        document_id=context.document_id,
        line=line.place.line,
        page=line.place.page,
        raw=line.text,
        budget_line_id=f"{context.document_id}:{line.place.line}",
        fiscal_year=context.document.fiscal_year,
        as_of=context.document.as_of,
        level="program_detail",
        label=page.program.name,
        direction_id=page.program.direction_id,
        task_id=page.program.task_id,
        program_id=page.program.program_id,
        funding=page.program.funding,
        printed_unit_won=1,
    )


def _line_fact(
    page: ProgramPage,
    line: Line,
    content: str,
    level: str,
    whole: facts.BudgetLine | None,
    context: Context,
    unit_won: int | None,
    position: int | None = None,
    funding: str | None = None,
    label: str | None = None,
) -> tuple[facts.BudgetLine | None, int | None]:
    """Read one amount with, in brackets, what was executed of it. Returns the fact and the line's unit."""
    executed_text = pattern("pages", "budget", "executed").search(content)
    rate_text = pattern("pages", "budget", "rate").search(content)
    executed, executed_unit = numbers.parse_money(executed_text[1]) if executed_text else (None, None)
    # An amount without a unit takes that of the other amount on its line; without either it is no money.
    amount, unit = numbers.parse_money(content.split("(")[0] or content, unit_won or executed_unit)
    if amount.state is State.TEXT or unit is None:
        context.set_aside(
            line.place, line.text, "unit_unknown" if amount.value is not None else "not_a_number"
        )
        return None, None
    row = TableRow(line.place, (line.text,))
    reader = RowReader(context, row, unit)
    current_won = reader.amount("current_won", content.split("(")[0], amount)
    executed_won = None
    if executed is not None and executed_text is not None:
        executed_won = reader.amount("executed_won", executed_text[1], executed)
    rate = numbers.parse_rate(rate_text[1]) if rate_text else Number(State.NONE)
    identity = f"{context.document_id}:{line.place.line}" + (f":{position}" if position else "")
    fact = facts.BudgetLine(
        document_id=context.document_id,
        line=line.place.line,
        page=line.place.page,
        raw=line.text,
        budget_line_id=identity,
        parent_id=whole.budget_line_id if whole else None,
        fiscal_year=context.document.fiscal_year,
        as_of=context.document.as_of,
        level=level,
        label=label or page.program.name,
        direction_id=page.program.direction_id,
        task_id=page.program.task_id,
        program_id=page.program.program_id,
        funding=funding or (None if whole else page.program.funding),
        current_won=current_won,
        executed_won=executed_won,
        printed_rate=as_float(rate),
        rate_places=rate.places if rate.value is not None else None,
        printed_unit_won=unit,
        unreadable=reader.unreadable,
    )
    return fact, unit


def program_at(pages: Sequence[ProgramPage], place: Place) -> NamedProgram | None:
    """Return the programme on whose page a place stands; the pages are in order."""
    before = bisect_right(pages, place.line, key=lambda p: p.page.first_line)
    if not before or place.line > pages[before - 1].page.last_line:
        return None
    return pages[before - 1].program


def read_table(table: Table, pages: list[ProgramPage], context: Context) -> list[facts.Row]:
    """Return the line of execution that a page prints as a table; the page gives it its programme."""
    header = header_of(table)
    if header is None:
        return []
    row = table.rows[header.rows]
    owner = pages[: bisect_right(pages, table.place.line, key=lambda p: p.page.first_line)]
    unit_won = unit_of(context, table)
    if not owner or unit_won is None:
        context.set_aside(row.place, row.raw, "unit_unknown" if owner else "page_without_name")
        return []
    program = owner[-1].program
    entry = Entry(row, text.label(header.cell(row, "label") or "") or program.name, level="program")
    context.also_named("program", program.program_id, program.name, entry.name or program.name, row.place)
    entry.direction_id, entry.task_id = program.direction_id, program.task_id
    return [
        fact_of(
            entry,
            header,
            "expenditure",
            context,
            unit_won,
            program_id=program.program_id,
            funding=program.funding,
        )
    ]
