"""Quantified results (교육 29회, 2,040명): the counts in the lines of results blocks, and in their tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl import facts
from etl.blocks import Bullet, Line, Table
from etl.kinds import goals, series, staffing, survey
from etl.kinds.program_pages import ProgramPage, is_left, program_at
from etl.korean import patterns, periods, text
from etl.outline import count_tables, remainder
from etl.outline.cells import as_float
from etl.outline.context import Context, NamedProgram
from etl.outline.count_tables import Cell
from etl.outline.funding import closing_funding, split_tags
from etl.outline.quantities import Counted, counted, masked, quantities
from etl.outline.results import ResultsBlock
from etl.vocabulary import words

_LONGEST_RAW = 200
_LONGEST_LINE = 220
_NEAR = 2
_NUMBER = re.compile(r"^[\s\d.]+")
_BRACKETED = re.compile(r"\(([^()]{4,60})\)")
_FEWEST_HEADINGS = 3
_STATED = re.compile(r"\([^()]*\)\s*$")


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of counts in a results block; what another kind claims is none."""
    if table.place.line not in context.result_tables or remainder.names_persons(table):
        return False
    if table.place.line in context.money_lines or any(
        k.claims(table, context) for k in (goals, series, staffing, survey)
    ):
        return False
    unit = series.unit_above(table.place, context)
    return unit not in words("outputs", "money") and count_tables.layout(table, unit) is not None


def read_all(tables: Sequence[Table], pages: Sequence[ProgramPage], context: Context) -> list[facts.Row]:
    """Return the counts of every results block, under the programme on whose page it stands."""
    if not pages:
        return []
    by_line = {table.place.line: table for table in tables}
    rows: list[facts.Row] = []
    for part in context.results:
        if not part.is_plain:
            continue
        program = program_at(pages, part.heading.place) or _named(part, context)
        owners = _owners(part, context) if part.chapter else {}
        year = _year(part, context)
        for cell in _cells(part, by_line, year, context):
            if is_left(cell.place, context):
                continue
            owner = owners.get(cell.place.line, program)
            rows.append(
                facts.Output(
                    document_id=context.document_id,
                    line=cell.place.line,
                    page=cell.place.page,
                    raw=cell.raw[:_LONGEST_RAW],
                    program_id=owner.program_id if owner else None,
                    fiscal_year=year,
                    label=cell.label,
                    value=as_float(cell.number) or 0.0,
                    unit=cell.unit,
                )
            )
    return rows


def _owners(part: ResultsBlock, context: Context) -> dict[int, NamedProgram]:
    """Return the programmes that lines of a chapter name themselves, with the lines below them in the list.

    'ㅇ 나무 은행 운영 : 12회' is that programme's, under whatever heading; so is what the list says below it.
    """
    found: dict[int, NamedProgram] = {}
    owner: NamedProgram | None = None
    mark, last = "", 0
    for block in part.blocks:
        if isinstance(block, Table):
            owner = None
            continue
        own = block.mark if isinstance(block, Bullet) else ""
        if named := _names(block.text, context):
            owner, mark = named, own
        elif own == mark or not own or block.place.line != last + 1:
            owner = None
        if owner:
            found[block.place.line] = owner
        last = block.place.line
    return found


def _names(content: str, context: Context) -> NamedProgram | None:
    """Return the programme that a line's head, or a bracket of it, names letter by letter."""
    head, _ = closing_funding(patterns.COLON.split(content)[0])
    for name in (head, *_BRACKETED.findall(content)):
        if found := context.spelled.get(text.key(name)):
            return found
    return None


def _named(part: ResultsBlock, context: Context) -> NamedProgram | None:
    """Return the programme that a heading in a chapter of results names."""
    name = text.label(_NUMBER.sub("", part.heading.text)) if part.chapter else None
    return context.program_named(split_tags(name, "")[0]) if name else None


def _cells(part: ResultsBlock, tables: dict[int, Table], year: int, context: Context) -> list[Cell]:
    found: list[Cell] = []
    parent: Line | None = None
    caption: str | None = None
    is_below_targets = False
    for block in part.blocks:
        if isinstance(block, Table):
            if table := tables.get(block.place.line):
                unit = series.unit_above(table.place, context)
                found.extend(count_tables.read(table, unit, caption, year, context))
            continue
        if not quantities(masked(block.text)):
            caption = text.label(_STATED.sub("", block.text)) or caption
        if len(block.text) > _LONGEST_LINE or patterns.FOOTNOTE_LINE.match(block.text):
            continue  # columns that OCR ran together, or a note
        if isinstance(block, Bullet):
            is_below_targets = False
        elif _heads_targets(block.text):
            is_below_targets = True
        if is_below_targets:
            continue  # rows of a table whose columns are lost: which figure is a target is not certain
        is_near = parent is not None and block.place.line - parent.place.line <= _NEAR
        certain, _ = counted(block.text, year, text.label(parent.text) if parent and is_near else None)
        for one in certain:
            quantity = one.quantity
            found.append(Cell(one.label, quantity.number, quantity.unit, block.place, block.text))
        if certain:
            caption = certain[0].label
            _set_aside_rest(block, certain, context)
        else:
            parent = block
    return found


def _heads_targets(content: str) -> bool:
    """Tell whether a line is the headings of a table of goals, run together: '구분 목표 실적 내용'."""
    headings = content.split()
    aims = words("outputs", "aim")
    has_digit = any(letter.isdigit() for letter in content)
    return len(headings) >= _FEWEST_HEADINGS and not has_digit and any(h in aims for h in headings)


def _set_aside_rest(line: Line, certain: Sequence[Counted], context: Context) -> None:
    """Set aside the figures of a line that were not read with certainty."""
    rest = line.text
    for one in certain:
        start, end = one.quantity.start, one.quantity.end
        rest = rest[:start] + " " * (end - start) + rest[end:]
    if figures := remainder.figures(rest):
        context.set_aside(line.place, " · ".join(figures), "figure_in_text")


def _year(part: ResultsBlock, context: Context) -> int:
    """Return the year that the heading states; one that no report of this year speaks of is set aside."""
    stated = part.year
    if stated is None or stated in (context.fiscal_year, context.fiscal_year - 1):
        return stated or context.fiscal_year
    dates = periods.as_of_dates(part.heading.text)
    told = (dates[0].isoformat(), "date_contradiction") if dates else (part.heading.text, "year_contradicted")
    context.set_aside(part.heading.place, *told)
    return context.fiscal_year
