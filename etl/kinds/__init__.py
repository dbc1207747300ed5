"""Blocks to facts. A table is claimed by exactly one recogniser: none sets it aside, two are an error."""

from __future__ import annotations

import re

from etl import facts
from etl.blocks import SourceDocument, Table, TableRow
from etl.kinds import (
    accounts,
    departments,
    goals,
    institutions,
    milestones,
    outputs,
    program_list,
    program_pages,
    project,
    series,
    staffing,
    strategy,
    survey,
    task_card,
    two_year,
)
from etl.korean import numbers
from etl.korean.numbers import State
from etl.outline import captions, cover, remainder, sections
from etl.outline.context import Context
from etl.outline.errors import RecognitionError

_TABLE_KINDS = (two_year, accounts, program_list, program_pages, goals, staffing, series, survey, outputs)
_LONGEST_CELL = 30
_UNIT = re.compile(r"^(?:%|[가-힣㎡]{1,4})(?:\s*\(.*\))?$")


def recognise(source: SourceDocument) -> list[facts.Row]:
    """Return every fact of a document, and every line that was set aside, in the order of the document.

    RecognitionError where it holds no table that we know, or where a table could be two things.
    """
    organization, document, is_named = cover.identify(source)
    context = Context(source, organization, document)
    if not is_named:
        context.set_aside(source.blocks[0].place, source.source_name, "institution_unnamed")
    kinds = _sort(context)
    strategy.read(context)
    found: list[facts.Row] = []
    for table in kinds[two_year.__name__]:
        found += two_year.read(table, context)
    for table in kinds[accounts.__name__]:
        found += accounts.read(table, context)
    strategy.read_unbudgeted_tasks(context)
    found += program_list.read_all(kinds[program_list.__name__], context)
    commissioned = institutions.read(context)
    found += commissioned
    found += task_card.read(context)
    pages = program_pages.name_pages(sections.read(context), commissioned, context)
    single = project.name_project(context)
    spans = {page.program.program_id: page.span for page in pages}
    if single:
        found += project.read(single, context)
        spans[single.program_id] = project.span(context)
    for page in pages:
        found += program_pages.read(page, context)
        found += milestones.read(page, context)
    for table in kinds[program_pages.__name__]:
        found += program_pages.read_table(table, pages, context)
    for table in kinds[goals.__name__]:
        found += goals.read(table, pages, context)
    found += departments.read(pages, context)
    for table in kinds[staffing.__name__]:
        found += staffing.read(table, context)
    found += staffing.read_lines(context)
    for table in kinds[series.__name__]:
        found += series.read(table, pages, context)
    found += series.read_lines(pages, context)
    found += survey.read_all(kinds[survey.__name__], context)
    found += outputs.read_all(kinds[outputs.__name__], pages, context)
    captions.check_dates((table for tables in kinds.values() for table in tables), context)
    remainder.set_aside(context, found)
    if not found:
        raise RecognitionError(
            "holds no table that we know, nothing was read; check that it is the text of a report"
        )
    programs: list[facts.Row] = [
        facts.Program(
            document_id=context.document_id,
            line=program.place.line,
            page=program.place.page,
            program_id=program.program_id,
            organization_id=organization.organization_id,
            fiscal_year=document.fiscal_year,
            name=program.name,
            direction_id=program.direction_id,
            task_id=program.task_id,
            funding=program.funding,
            appropriation=program.appropriation,
            tags=",".join(program.tags) or None,
            starts_on=span.starts_on if (span := spans.get(program.program_id)) else None,
            ends_on=span.ends_on if span else None,
        )
        for program in context.programs
    ]
    rows: list[facts.Row] = [organization, document, *context.directions, *context.tasks, *programs]
    return rows + sorted(found + context.rows, key=lambda row: row.line)


def _sort(context: Context) -> dict[str, list[Table]]:
    """Return the tables by the recogniser that claims them; set aside those with figures that none claims."""
    kinds: dict[str, list[Table]] = {kind.__name__: [] for kind in _TABLE_KINDS}
    for table in context.source.whole_tables:
        claiming = [kind for kind in _TABLE_KINDS if kind.claims(table, context)]
        if len(claiming) > 1:
            names = " and ".join(kind.__name__.rsplit(".", 1)[-1] for kind in claiming)
            raise RecognitionError(
                f"line {table.place.line}: the table could be {names}; separate what it mixes"
            )
        if claiming:
            kinds[claiming[0].__name__].append(table)
            continue
        if remainder.names_persons(table):
            continue  # names of private persons are not kept, not even as set aside
        for row in table.rows:
            if any(_is_figure(cell) for cell in row.cells):
                context.set_aside(row.place, _figures_of(row), "table_unknown")
    return kinds


def _is_figure(cell: str) -> bool:
    """Tell whether a cell holds one number and perhaps its unit; a date or a sentence with digits is none."""
    number = numbers.parse(cell)
    return number.state is State.MALFORMED or (
        number.value is not None and (number.unit is None or bool(_UNIT.match(number.unit)))
    )


def _figures_of(row: TableRow) -> str:
    """Return a row without its sentences: what is kept of a report are its figures."""
    cells = (cell if len(cell) <= _LONGEST_CELL else "…" for cell in row.cells)
    return " | ".join(cell for cell in cells if cell)
