"""Quantified results (교육 29회, 2,040명): the counts in the lines of results blocks, and in their tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl import facts
from etl.blocks import Line, Table
from etl.kinds import accounts, goals, series, staffing, survey
from etl.kinds.program_pages import ProgramPage, program_at
from etl.korean import text
from etl.outline import count_tables, remainder
from etl.outline.cells import as_float
from etl.outline.context import Context, NamedProgram
from etl.outline.count_tables import Cell
from etl.outline.funding import split_tags
from etl.outline.quantities import Counted, counted
from etl.outline.results import ResultsBlock
from etl.vocabulary import pattern, words

_LONGEST_RAW = 200
_LONGEST_LINE = 220
_NEAR = 2
_NUMBER = re.compile(r"^[\s\d.]+")
_STATED = re.compile(r"\([^()]*\)\s*$")


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of counts in a results block; what another kind claims is none."""
    if table.place.line not in context.result_tables or remainder.names_persons(table):
        return False
    if accounts.header_of(table) or any(k.claims(table, context) for k in (goals, series, staffing, survey)):
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
        year = _year(part, context)
        for cell in _cells(part, by_line, year, context):
            rows.append(
                facts.Output(
                    document_id=context.document_id,
                    line=cell.place.line,
                    page=cell.place.page,
                    raw=cell.raw[:_LONGEST_RAW],
                    program_id=program.program_id if program else None,
                    fiscal_year=year,
                    label=cell.label,
                    value=as_float(cell.number) or 0.0,
                    unit=cell.unit,
                )
            )
    return rows


def _named(part: ResultsBlock, context: Context) -> NamedProgram | None:
    """Return the programme that a heading in a chapter of results names."""
    name = text.label(_NUMBER.sub("", part.heading.text)) if part.chapter else None
    return context.program_named(split_tags(name, "")[0]) if name else None


def _cells(part: ResultsBlock, tables: dict[int, Table], year: int, context: Context) -> list[Cell]:
    found: list[Cell] = []
    parent: Line | None = None
    caption: str | None = None
    for block in part.blocks:
        if isinstance(block, Table):
            if table := tables.get(block.place.line):
                unit = series.unit_above(table.place, context)
                found.extend(count_tables.read(table, unit, caption, year, context))
            continue
        caption = text.label(_STATED.sub("", block.text)) or caption
        if len(block.text) > _LONGEST_LINE or pattern("outputs", "footnote").match(block.text):
            continue  # columns that OCR ran together, or a note
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
    if stated is None or stated in (context.document.fiscal_year, context.document.fiscal_year - 1):
        return stated or context.document.fiscal_year
    context.set_aside(part.heading.place, part.heading.text, "year_contradicted")
    return context.document.fiscal_year
