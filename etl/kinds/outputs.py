"""Quantified results (교육 29회, 2,040명): the counts in the lines of results blocks, and in their tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl import facts
from etl.blocks import Bullet, Heading, Line, Paragraph, Table
from etl.kind import Kind, OfTables
from etl.korean import patterns, series_patterns, standing, text
from etl.korean.standing import Standing
from etl.outline import captions, count_tables, denials, figure_denials, remainder, worded_cells
from etl.outline.above import Above
from etl.outline.cells import as_float
from etl.outline.context import Context, NamedProgram
from etl.outline.count_tables import Cell
from etl.outline.funding import closing_funding, split_tags
from etl.outline.quantities import Counted, Quantity, counted, is_money, masked, quantities
from etl.outline.results import ResultsBlock
from etl.vocabulary import is_one_of, words

_LONGEST_RAW = 200
_DAMAGED = re.compile(r"\d[OoIl](?![A-Za-z])|\d[lI]\d|(?<![A-Za-z\d])[OoIl]\d")
"""A figure in a name one of whose digits was misread as a letter: '5O'."""
_LONGEST_LINE = 220
_LONGEST_NAME = 40
_NEAR = 2
_NUMBER = re.compile(r"^[\s\d.]+")
_BRACKETED = re.compile(r"\(([^()]{4,60})\)")
_FEWEST_HEADINGS = 3
_FEWEST_BARS = 2
_SHORTEST_LABEL = 2
_STATED = re.compile(r"\([^()]*\)\s*$")
_PLAN = "plan"


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of counts in a results block."""
    if table.place.line not in context.result_tables or remainder.names_persons(table):
        return False
    unit = captions.unit_above(table.place, context)
    if unit in words("outputs", "money"):
        return False
    return count_tables.layout(table, unit) is not None or worded_cells.holds(table)


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return the counts of every results block, under the programme on whose page it stands."""
    if not context.pages:
        return []
    by_line = {table.place.line: table for table in tables}
    rows: list[facts.Row] = []
    for part in context.results:
        if not part.is_plain:
            continue
        program = context.program_at(part.heading.place) or _named(part, context)
        owners = _owners(part, context) if part.chapter else {}
        at, denial = _standing(part, context)
        for cell in _told_apart(list(_cells(part, by_line, at, denial, context)), part):
            if context.is_left(cell.place) or _DAMAGED.search(cell.label):
                continue  # a figure that was misread as letters stands in its name
            owner = owners.get(cell.place.line, program)
            rows.append(
                facts.Output(
                    document_id=context.document_id,
                    line=cell.place.line,
                    page=cell.place.page,
                    raw=cell.raw[:_LONGEST_RAW],
                    program_id=owner.program_id if owner else None,
                    fiscal_year=at.year,
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


def _cells(
    part: ResultsBlock, tables: dict[int, Table], at: Standing, denial: str | None, context: Context
) -> Iterator[Cell]:
    """Yield the counts of a block; denial: why none of them is a result of its year."""
    caption: str | None = None
    above, rows = Above(), _Rows()
    last: Line | None = None
    for block in part.blocks:
        if isinstance(block, Table):
            if table := tables.get(block.place.line):
                unit = captions.unit_above(table.place, context)
                below = figure_denials.of_notes(table.rows[-1].place, context)
                beside = figure_denials.of_table(table.place, context)
                why = denial or below or beside or denials.of_lines_above(above.of_table(), at)
                if count_tables.layout(table, unit) is None:
                    yield from worded_cells.read(table, at, why, context)
                else:
                    yield from count_tables.read(table, unit, caption, at, why, context)
            continue
        if not quantities(masked(block.text)):
            caption = text.label(_STATED.sub("", block.text)) or caption
        if len(block.text) > _LONGEST_LINE or patterns.FOOTNOTE_LINE.match(block.text):
            continue  # columns that OCR ran together, or a note
        higher = above.over(block)
        if rows.hold(block):
            if not rows.of_targets and (figures := remainder.figures(block.text)):
                context.set_aside(block.place, " · ".join(figures), "table_unknown")
            continue
        certain, uncertain = counted(block.text, at.year, _label_above(block, higher, last))
        last = block
        told = _reasons(block, certain, denial or denials.of_lines_above(higher, at), at)
        kept = [one for one in certain if one.quantity.start not in told]
        for one in kept:
            yield Cell(one.label, one.quantity.number, one.quantity.unit, block.place, block.text)
        if kept:
            caption = kept[0].label
        _set_aside(block, [*(one.quantity for one in certain), *uncertain], kept, told, context)


def _reasons(line: Line, certain: Sequence[Counted], why: str | None, at: Standing) -> dict[int, str]:
    """Return, by where it begins, why a count of a line is no result; why: what is said of all of them."""
    found = denials.of_line(line.text, at)
    names = Counter((one.label, one.quantity.unit) for one in certain if one.quantity.start not in found)
    for one in certain:
        if names[one.label, one.quantity.unit] > 1:
            found.setdefault(one.quantity.start, "second_figure")
        elif len(text.key(one.label)) < _SHORTEST_LABEL:
            found.setdefault(one.quantity.start, "figure_in_text")
    return {one.start: why for one in quantities(masked(line.text))} if why else found


def _set_aside(
    line: Line,
    counts: Sequence[Quantity],
    kept: Sequence[Counted],
    told: dict[int, str],
    context: Context,
) -> None:
    """Set aside the figures of a line that are no results, each with its reason.

    A line without results is left to those who read changes and money; what they do not take is set aside
    in the end.
    """
    rest = list(line.text)
    is_change = series_patterns.ARROW.search(line.text) is not None
    taken = [one.quantity for one in kept]
    for one in counts:
        reason = told.get(one.start, "figure_in_text")
        if reason != "figure_in_text" and not is_change and not is_money(one):
            context.set_aside(line.place, line.text[one.start : one.end].strip(), reason)
            taken.append(one)
    for one in taken:
        rest[one.start : one.end] = " " * (one.end - one.start)
    if kept and (figures := remainder.figures("".join(rest))):
        context.set_aside(line.place, " · ".join(figures), "figure_in_text")


def _label_above(line: Line, higher: Sequence[Line], last: Line | None) -> str | None:
    """Return the words of the line above that name a count without words: one of a higher level, close by.

    Of unmarked lines, one that is nothing but a figure stands below its name.
    """
    above = higher[0] if higher else None
    if isinstance(line, Paragraph):
        mask = masked(line.text)
        is_figure = any(one.start == 0 and one.end == len(mask) for one in quantities(mask))
        is_below = isinstance(last, Paragraph) and last.place.line == line.place.line - 1
        above = last if is_figure and is_below else None
    if above is None or line.place.line - above.place.line > _NEAR or quantities(masked(above.text)):
        return None
    return text.label(above.text)


def _told_apart(cells: Sequence[Cell], part: ResultsBlock) -> list[Cell]:
    """Return the counts of a block, with the words of the line that they stand below where theirs name
    nothing alone: where they say only how was counted, or stand below two lines.
    """
    heads = _heads(part)
    below: dict[tuple[str, str | None], set[str | None]] = {}
    for one in cells:
        below.setdefault((one.label, one.unit), set()).add(heads.get(one.place.line))
    found = []
    for one in cells:
        head = heads.get(one.place.line)
        is_bare = is_one_of(one.label, words("outputs", "measures")) or len(below[one.label, one.unit]) > 1
        if head and is_bare and text.key(head) not in text.key(one.label):
            one = replace(one, label=f"{head} {one.label}")
        found.append(one)
    return found


def _heads(part: ResultsBlock) -> dict[int, str]:
    """Return the name of the item of a list that each line stands right below: its words before a count."""
    above, found = Above(), dict[int, str]()
    for block in part.blocks:
        if isinstance(block, Table):
            continue
        higher = above.over(block)
        if not higher or not isinstance(higher[0], Bullet):
            continue
        head = higher[0].text
        counts = quantities(masked(head))
        name = text.label(head[: counts[0].start] if counts else head)
        if name and len(name) <= _LONGEST_NAME:
            found[block.place.line] = name
    return found


class _Rows:
    """Tells the lines of a table that was not read as one: they are no statements."""

    def __init__(self) -> None:
        """Begin outside of any."""
        self._is_below_heads = False
        self.of_targets = False

    def hold(self, line: Line) -> bool:
        """Tell whether a line is a row: by its bars, by headings above it, or by a bare figure at its end."""
        if line.text.count("|") >= _FEWEST_BARS:
            self.of_targets = False
            return True
        if isinstance(line, Bullet):
            self._is_below_heads = self.of_targets = False
        elif _heads_targets(line.text):
            self._is_below_heads = self.of_targets = True
        elif _heads_rows(line.text):
            self._is_below_heads, self.of_targets = True, False
        elif isinstance(line, Heading):
            self._is_below_heads = self._is_below_heads and self.of_targets
        is_bare = isinstance(line, Paragraph) and patterns.BARE_FIGURE_LAST.search(masked(line.text))
        return self._is_below_heads or bool(is_bare)


def _heads_rows(content: str) -> bool:
    """Tell whether a line is the headings of a table, run together: '구분 일시 내용 인원'."""
    firsts = (*words("outputs", "label"), *words("outputs", "numbering"))
    is_first = text.key(content).startswith(tuple(text.key(first) for first in firsts))
    return is_first and len(content.split()) >= _FEWEST_HEADINGS and not quantities(masked(content))


def _heads_targets(content: str) -> bool:
    """Tell whether a line is the headings of a table of goals, run together: '구분 목표 실적 내용'."""
    headings = content.split()
    aims = words("outputs", "aim")
    has_digit = any(letter.isdigit() for letter in content)
    return len(headings) >= _FEWEST_HEADINGS and not has_digit and any(h in aims for h in headings)


def _standing(part: ResultsBlock, context: Context) -> tuple[Standing, str | None]:
    """Return the year and the day of a block's results, and why they are none of the document's, if so.

    A plan reports on the year before, unless the heading says which: without a year it is unknown. A heading
    of a year that no report of this year speaks of is misprinted where all that it heads is of this year;
    else it is believed.
    """
    day = standing.base_day(part.heading.text)
    as_of = min(filter(None, (day, context.document.as_of)), default=None)
    own_names = (context.organization.name, *context.other_names)
    at = Standing(part.year or context.fiscal_year, as_of, context.fiscal_year, own_names)
    if not part.years:
        is_plan = context.document.kind == _PLAN
        return at, "year_unknown" if is_plan else denials.of_words(part.note, at)
    if part.year is None:
        return at, "year_unknown"
    if part.year in (context.fiscal_year, context.fiscal_year - 1):
        return at, denials.of_words(part.note, at)
    told = (day.isoformat(), "date_contradiction") if day else (part.heading.text, "year_contradicted")
    context.set_aside(part.heading.place, *told)
    at = Standing(context.fiscal_year, context.document.as_of, context.fiscal_year, own_names)
    lines = [block.text for block in part.blocks if not isinstance(block, Table)]
    years = {
        year for line in lines for one in standing.mentions(line, masked(line), at) for year in one.years
    }
    return at, None if years == {context.fiscal_year} else "other_year"


KIND = Kind("outputs", OfTables(claims, read, is_remainder=True), needs=("program_pages", "project"))
