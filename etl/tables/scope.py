"""What a table is of: its unit, year, date, side and scope, each with the line that says so, or unknown.

Nothing is assumed: what no line states is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from etl.blocks import Block, Bullet, Heading, Line, Table
from etl.korean import notes, patterns, periods, superseded, text, years
from etl.korean.as_of import is_day_of_papers, yearless_stamps
from etl.korean.year_spans import YearSpan
from etl.tables import doubts, remarks, suggested, unit
from etl.tables.caption import pieces_of, without_statements
from etl.tables.extent import extent_of
from etl.tables.header import Grid
from etl.tables.nearby import NOTHING_OVER, REACH, Over, Stated, is_in_brackets, is_marked_note, lines_near
from etl.vocabulary import words

_LONGEST_CAPTION = 60
_LONGEST_NOTE = 120


@dataclass(frozen=True, slots=True)
class TableScope:
    """What is known of a table.

    unit_won: won per printed unit, None where unknown. as_of: its own stated date. year: its own stated
    fiscal year. side: revenue or expenditure. scope: a code of what it is of. reading: each decision by its
    field. doubt: the code of the reason why nothing of the table may be a fact of this institution and year.
    is_planned: whether caption or date say that what the table prints is only planned. amounts: the role of
    its plain amounts, by its caption. denied: the rows of which alone a note says why they are none. until: a
    day that the amounts may be of, which is only suggested: the end of a span, a month without the word for
    its end. during: the span of a year that brackets, or what stands behind a colon, say and nothing else.
    is_year_noted: whether a note below says too that the table is of another year than the document.
    is_dated: whether its caption, or what stands between that and the table, states its day. notes: those
    right below it.
    """

    unit_won: int | None
    year: int | None
    as_of: date | None
    side: str | None
    scope: str
    reading: dict[str, Stated]
    caption: str | None = None
    doubt: str | None = None
    is_planned: bool = False
    amounts: str | None = None
    denied: dict[int, str] = field(default_factory=dict)
    until: date | None = None
    during: YearSpan | None = None
    is_year_noted: bool = False
    is_dated: bool = False
    notes: tuple[str, ...] = ()


def scope_of(
    grid: Grid,
    above: Sequence[Block],
    below: Sequence[Block] = (),
    *,
    own_names: Sequence[str] = (),
    default_unit_won: int | None = None,
    fiscal_year: int | None = None,
    is_plan: bool = False,
    over: Over = NOTHING_OVER,
    dating: Sequence[Line] | None = None,
) -> TableScope:
    """Return what the lines above a table and its own head say of it.

    above: the blocks before the table, nearest first. below: those behind it. own_names: what a caption may
    say besides common words without being of a part: the institution's name. default_unit_won: what a person
    said is the document's. fiscal_year: the document's, of which a date without a year is. is_plan: whether
    it is a plan, whose original budget is the one that holds. over: what the headings over it say. dating:
    those of the lines above that may date it, all of them where none are given.
    """
    reading: dict[str, Stated] = {}
    near = lines_near(above, REACH)
    unit_won = unit.won(grid, above, reading, default_unit_won, below)
    dated = near if dating is None else [line for line in near if line in dating]
    named, noted = remarks.parted(near)
    labels = [names[-1] if names else "" for names in grid.names]
    # A note of one row alone dates that row, and no table.
    of_rows = {note.place.line for note in noted if remarks.rows_named(note.text, labels)}
    dated = [line for line in dated if line.place.line not in of_rows]
    caption = _caption(named)
    year, as_of = _time(dated, caption, fiscal_year, reading)
    if year is None and as_of is None:
        year, as_of = _time_over(over, fiscal_year, reading)
    side = _side(grid, near, reading)
    naming = [line for line in named if line is caption or is_in_brackets(line)]
    doubt = _doubt(grid, caption, naming, (year, as_of), fiscal_year, own_names)
    if not is_plan and any(superseded.is_of_original_budget(x.text) for x in (*naming, *_notes(below))):
        doubt = doubt or "superseded"
    scope = extent_of(grid, caption, named, own_names, over, reading)
    is_planned = over.is_planned or any(doubts.is_planned(line.text) for line in naming)
    of_year = year or (as_of.year if as_of else fiscal_year)
    denied: dict[int, str] = {}
    is_year_noted = False
    if any(remarks.is_of_another_basis(piece) for line in naming for piece in pieces_of(line.text)):
        doubt = doubt or "column_uncertain"
    for note in (*noted, *_notes(below)):
        is_other = fiscal_year is not None and of_year != fiscal_year
        is_year_noted |= is_other and remarks.is_of_another_year(note.text, fiscal_year)
        said = remarks.remark(note.text, of_year, own_names, unit_won)
        if (why := said.denial(as_of)) and (rows := remarks.rows_named(note.text, labels)):
            denied |= dict.fromkeys(rows, why)
            continue
        doubt = doubt or said.doubt
        is_planned = is_planned or said.is_planned
        if said.narrows and scope == "whole":
            scope = "part"
            reading["scope"] = Stated(scope, note.place.line, "stated")
        if said.as_of is not None and as_of is None and said.as_of.year == of_year:
            as_of = said.as_of
            reading["as_of"] = Stated(as_of.isoformat(), note.place.line, "stated")
        elif said.as_of is not None and as_of is not None and said.as_of != as_of:
            doubt = doubt or "date_contradiction"
    return TableScope(
        unit_won, year, as_of, side, scope, reading,
        caption=caption.text if caption else None, doubt=doubt, is_planned=is_planned,
        amounts=doubts.amounts(caption.text) if caption else None, denied=denied,
        until=suggested.until(naming, reading),
        during=suggested.during(named, caption, own_names, reading, of_year),
        is_year_noted=is_year_noted,
        is_dated=_is_dated(caption, reading),
        notes=tuple(note.text for note in _notes(below)),
    )  # fmt: skip


def _is_dated(caption: Line | None, reading: dict[str, Stated]) -> bool:
    """Tell whether a day is stated by the caption or nearer to the table, and not by a title above."""
    line = reading["as_of"].line if "as_of" in reading else None
    return line is not None and (caption is None or line >= caption.place.line)


def _notes(below: Sequence[Block]) -> Iterator[Line]:
    """Yield the notes right below a table."""
    for block in below:
        if isinstance(block, Table) or len(block.text) > _LONGEST_NOTE:
            return
        if not (is_marked_note(block) or is_in_brackets(block) or patterns.FOOTNOTE_LINE.match(block.text)):
            return
        yield block


def _time(
    near: Sequence[Line], caption: Line | None, year: int | None, reading: dict[str, Stated]
) -> tuple[int | None, date | None]:
    """Return the year, or the date, that the nearest line states; a date above a year is of that year."""
    named: Line | None = None
    own = year
    for line in near:
        if periods.cover_month(line.text) or is_day_of_papers(line.text):
            continue  # when the document was printed, or the books of a year before were closed
        dates = periods.as_of_dates(line.text)
        if not dates and own is not None:
            # 'as of the end of September' is of the document's own year.
            dates = [one.in_year(own) for one in yearless_stamps(line.text)]
        if dates and (named is None or dates[0].year == own):
            reading["as_of"] = Stated(dates[0].isoformat(), line.place.line, "stated")
            return None, dates[0]
        if named is None and not dates and (stated := _year_of(line, caption)) is not None:
            named, own = line, stated
    if named is None or own is None:
        return None, None
    reading["year"] = Stated(str(own), named.place.line, "stated")
    return own, None


def _time_over(
    over: Over, fiscal_year: int | None, reading: dict[str, Stated]
) -> tuple[int | None, date | None]:
    """Return the year, or the date, that a heading over a table states, where it is another than the own."""
    if over.line is None or over.year in (None, fiscal_year):
        return None, None
    field, said = ("as_of", over.as_of.isoformat()) if over.as_of else ("year", str(over.year))
    reading[field] = Stated(said, over.line.place.line, "stated")
    return (None, over.as_of) if over.as_of else (over.year, None)


def _year_of(line: Line, caption: Line | None) -> int | None:
    """Return the year of which a line says that what it heads is; None for one that only tells of a year.

    A sentence, an amount or a count states something of its own, as does an item of the caption's own list.
    """
    if len(line.text) > _LONGEST_CAPTION or _is_told(line) or years.is_of_several(line.text):
        return None
    is_other = caption is not None and line is not caption and line.place.line < caption.place.line
    if is_other and (_is_sibling(line, caption) or _counts(line)):
        return None
    printed = set(years.printed(line.text))
    return printed.pop() if len(printed) == 1 else None


def _is_told(line: Line) -> bool:
    """Tell whether a line is a sentence, or of what began or ended in its year, and no name of a table."""
    if doubts.states_a_year(line.text):
        return False
    return notes.is_sentence(line.text) or years.is_since(notes.without_brackets(line.text))


def _is_sibling(line: Line, other: Line | None) -> bool:
    if not isinstance(line, Bullet) or not isinstance(other, Bullet):
        return False
    return (line.mark, line.indent) == (other.mark, other.indent)


def _counts(line: Line) -> bool:
    return patterns.QUANTITY.search(periods.without_dates(line.text)) is not None


def _side(grid: Grid, near: Sequence[Line], reading: dict[str, Stated]) -> str | None:
    """Return the side that the table's own labels' heading, its headings or its caption name, and only one
    of them."""
    label_headings = [column.heading for column in grid.columns if column.index in grid.labels]
    spending = words("money", "side", "label_of_expenditure")
    if any(text.key(word) in text.key(heading) for word in spending for heading in label_headings):
        reading["side"] = Stated("expenditure", grid.place.line, "stated")
        return "expenditure"
    for place, content in [
        *((grid.place.line, heading) for heading in label_headings),
        *((line.place.line, line.text) for line in near if len(line.text) <= _LONGEST_CAPTION),
    ]:
        named = _sides_in(content)
        if len(named) == 1:
            side = named.pop()
            reading["side"] = Stated(side, place, "stated")
            return side
        if named:
            return None
    return None


def _sides_in(content: str) -> set[str]:
    key = text.key(content)
    return {
        side
        for side in ("revenue", "expenditure")
        if any(text.key(w) in key for w in words("money", "side", side))
    }


def _doubt(
    grid: Grid,
    caption: Line | None,
    naming: Sequence[Line],
    stated: tuple[int | None, date | None],
    fiscal_year: int | None,
    own_names: Sequence[str],
) -> str | None:
    """Return why a table is doubtful: it is of others, of an average, only asked for, of several years, or of
    another year than the date beside it or this one.

    Where the columns' headings name years, several years above them deny nothing.
    """
    year, as_of = stated
    texts = [line.text for line in naming]
    if any(map(doubts.is_of_another_year, texts)):
        return "other_year"
    if any(map(doubts.is_wished, texts)):
        return "planned_figure"
    if any(doubts.is_from_another(piece, own_names) for one in texts for piece in pieces_of(one)):
        return "other_institution"
    names_years = any(years.heading_year(heading) for column in grid.columns for heading in column.path)
    several = years.is_of_several if as_of is None else years.is_together
    if not names_years and any(map(several, texts)):
        return "other_year"
    if caption is None:
        return None
    if doubts.is_of_others(caption.text, own_names):
        return "other_institution"
    if doubts.is_average(caption.text):
        return "recomputed"
    printed = set(years.printed(caption.text))
    if as_of is not None and len(printed) == 1 and printed != {as_of.year}:
        return "year_contradicted"
    # A sentence that tells of another year neither dates the table nor is it to be overlooked.
    is_told = not names_years and as_of is None and year is None and _is_told(caption)
    return "year_contradicted" if is_told and printed - {fiscal_year} else None


def _caption(near: Sequence[Line]) -> Line | None:
    """Return the line that names the table: the nearest that is more than a unit, a date or a mark."""
    for line in near:
        if len(line.text) > _LONGEST_CAPTION:
            return None
        if notes.states_figure(line.text):
            continue
        if text.key(without_statements(line.text)):
            return line
        if isinstance(line, Heading):
            return None
    return None
