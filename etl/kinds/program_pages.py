"""A programme's own page: its period, its budget line and the lines that split it, its line of execution."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
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
from etl.outline.context import Context, NamedProgram, ProgramPage
from etl.outline.funding import closing_funding, split_funding
from etl.outline.pages import Page, Section
from etl.terms.codes import FUNDING
from etl.terms.periods import Span
from etl.vocabulary import words

_SAME_TASK = 0.75
_SAME_NAME = 0.8
_ALIKE = 0.8
_SPLIT = re.compile(r"^(.{2,60}?)\s*[:：]\s*(?=[\d(△▵])(.+)$")
_INSTITUTION = FUNDING[-1]
_PAID_APART = "commissioned_institutions"


def read(context: Context) -> list[facts.Row]:
    """Name the pages, and return the budget lines that are printed in their text."""
    context.pages = _name_pages(context.sections, context)
    for page in context.pages:
        page.program.span = _span(page.page)
    return [row for page in context.pages for row in _read_page(page, context)]


def _name_pages(found_sections: list[Section], context: Context) -> list[ProgramPage]:
    """Return every page that has a name, with its programme: the one of the list of programmes, or a new one.

    A page without a name, or whose name could be two programmes', is set aside; its figures are left.
    """
    tasks = _tasks_of(found_sections, context)
    has_list = bool(context.programs)
    by_key: dict[str, list[NamedProgram]] = defaultdict(list)
    for program in context.programs:
        by_key[text.key(program.name)].append(program)
    found: list[tuple[Page, NamedProgram | None]] = []
    for section in found_sections:
        task = tasks.get(section.place.line)
        if task and not has_list:
            context.also_named("task", task.task_id, task.name, section.title, section.place)
        for page in section.pages:
            alike = _listed(page, tasks.get(page.section.place.line), by_key) if page.name else []
            if page.name is None or len(alike) > 1:
                _leave(page, context)
            else:
                found.append((page, alike[0] if alike else None))
    claims = Counter(program.program_id for _, program in found if program)
    by_name = Counter(program.program_id for page, program in found if program and _is_own(page, program))
    pages: list[ProgramPage] = []
    for page, listed in found:
        is_claimed = listed is not None and claims[listed.program_id] > 1
        # Of several pages that may be one programme's, it is the one that prints its name.
        if listed and is_claimed and (by_name[listed.program_id] != 1 or not _is_own(page, listed)):
            _leave(page, context)
            continue
        own = tasks.get(page.section.place.line)
        program = listed or _registered(page, own, context)
        for spelling in _spellings(page):
            context.spell(program, spelling)
        _note_other_name(program, page, context)
        pages.append(ProgramPage(page, program))
    context.unnamed_pages.sort()
    _note_funding(context)
    return pages


def _is_own(page: Page, program: NamedProgram) -> bool:
    return page.title is not None and text.key(page.title) == text.key(program.name)


def _note_funding(context: Context) -> None:
    """Give a programme without a mark the funding that a heading elsewhere prints after its name."""
    stated: dict[str, set[str]] = defaultdict(set)
    for line in context.source.lines:
        name, funding = closing_funding(line.text)
        if funding:
            stated[text.key(name)].add(funding)
    for program in context.programs:
        marks = stated.get(text.key(program.name), set())
        if program.funding is None and len(marks) == 1:
            (program.funding,) = marks


def _leave(page: Page, context: Context) -> None:
    """Set aside a page that nothing names with certainty."""
    place = page.title_place or page.overview
    context.set_aside(place, page.title or page.body[0].text, "page_without_name")
    context.unnamed_pages.append((page.first_line, page.last_line))


def _spellings(page: Page) -> list[str]:
    return [s for s in (page.item.name if page.item else None, page.title) if s]


def _listed(
    page: Page, task: facts.StrategicTask | None, by_key: dict[str, list[NamedProgram]]
) -> list[NamedProgram]:
    """Return the programmes of the document's list that a page may be: none, the one, or several alike."""
    for spelling in _spellings(page):
        if found := by_key.get(text.key(spelling)):
            # A name that stands under two tasks is told by the task of the page's section.
            own = [p for p in found if task and p.task_id == task.task_id]
            return own if len(found) > 1 and own else found
    names = list(by_key)
    for spelling in _spellings(page):
        index = text.closest(spelling, names, _SAME_NAME)
        if index is not None:
            return by_key[names[index]]
    return _as_alike(page.title or "", names, by_key)


def _as_alike(title: str, names: list[str], by_key: dict[str, list[NamedProgram]]) -> list[NamedProgram]:
    """Return the programmes between which a title does not decide."""
    first = text.closest(title, names, _SAME_NAME, margin=0.0)
    if first is None:
        return []
    others = [name for name in names if name != names[first]]
    second = text.closest(title, others, _SAME_NAME, margin=0.0)
    return [*by_key[names[first]], *(by_key[others[second]] if second is not None else ())]


def _registered(page: Page, task: facts.StrategicTask | None, context: Context) -> NamedProgram:
    """Return a new programme under the name of its page, and under the task that its chapter is called by.

    What is paid apart may be of no direction, whatever chapter reports on it: a list of programmes tells.
    Where a table names it that was not read as one, the chapter does not decide.
    """
    name = page.name or ""
    appropriation = _appropriation(name, page.funding, context)
    own = None if appropriation == _PAID_APART and _stands_in_a_table(page, context) else task
    return context.register(
        NamedProgram(
            program_id=context.program_id(name),
            name=name,
            place=page.title_place or (page.item.place if page.item else page.overview),
            direction_id=own.direction_id if own else None,
            task_id=own.task_id if own else None,
            funding=page.funding,
            appropriation=appropriation,
            tags=page.tags,
        )
    )


def _stands_in_a_table(page: Page, context: Context) -> bool:
    names = {text.key(spelling) for spelling in _spellings(page)}
    return any(
        text.key(split_funding(cell)[0]) in names
        for table in context.source.tables
        for row in table.rows
        for cell in row.cells
    )


def _note_other_name(program: NamedProgram, page: Page, context: Context) -> None:
    """Record the name that the page or its section's list gives a programme besides its own."""
    if page.item is None or page.title is None:
        return
    is_title = text.key(program.name) == text.key(page.title)
    place = page.item.place if is_title else page.title_place or page.overview
    other = page.item.name if is_title else page.title
    context.also_named("program", program.program_id, program.name, other, place)


def _appropriation(name: str, funding: str | None, context: Context) -> str | None:
    """Return what pays for a programme of a strategy: the running of an institution is paid apart."""
    if not context.directions:
        return context.project_appropriation
    is_institution = funding == _INSTITUTION or _is_commissioned(name, context)
    return _PAID_APART if is_institution else "programs"


def _is_commissioned(program: str, context: Context) -> bool:
    """Tell whether a programme is the running of a commissioned institution."""
    for suffix in words("institutions", "after_name"):
        program = program.removesuffix(suffix).strip()
    return any(text.similarity(name, program) >= _ALIKE for name in context.commissioned)


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
    if found.is_ahead:
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
