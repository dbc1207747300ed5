"""The pages of programmes, each with its programme: by the names that it prints, never by its place."""

from __future__ import annotations

from collections import Counter, defaultdict

from etl import facts
from etl.korean import text
from etl.outline.context import Context, NamedProgram, ProgramPage
from etl.outline.funding import closing_funding, split_funding
from etl.outline.pages import Page, Section
from etl.terms.codes import FUNDING
from etl.vocabulary import words

_SAME_TASK = 0.75
_SAME_NAME = 0.8
_ALIKE = 0.8
_INSTITUTION = FUNDING[-1]
_PAID_APART = "commissioned_institutions"


def name_pages(found_sections: list[Section], context: Context) -> list[ProgramPage]:
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
