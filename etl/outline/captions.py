"""What stands above a table: the date at which its figures are said to stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from etl.blocks import Line, Place, Table
from etl.korean import notes, patterns, periods, text, units
from etl.korean.as_of import yearless_stamps
from etl.outline.context import Context
from etl.outline.results import tells
from etl.tables.nearby import heads_reference, is_in_brackets, is_marked_note

_LOOK_BACK = 3
_LONGEST_TITLE = 60
_FRAMES = "[]<>【】〈〉《》〔〕"
"""The brackets that a caption may stand in; round ones hold what is added to one."""


def check_dates(tables: Iterable[Table], context: Context) -> None:
    """Set aside each caption whose date contradicts its document's; the facts keep the document's date."""
    own = context.document.as_of
    for table in tables:
        for line in context.lines_dating(table.place, _LOOK_BACK):
            stated = periods.as_of_dates(line.text)
            if stated and own and all((day.year, day.month) != (own.year, own.month) for day in stated):
                context.set_aside(line.place, stated[0].isoformat(), "date_contradiction")
            if stated:
                break


def unit_above(place: Place, context: Context) -> str | None:
    """Return the unit that is stated between a table and the one before it: '(단위 : 건)'; of two, none."""
    if len(set(units_above(place, context))) > 1:
        return None
    for block in context.blocks_before(place, _LOOK_BACK):
        if isinstance(block, Table):
            return None
        if found := patterns.UNIT_ABOVE.search(block.text):
            return found[1]
    return None


def units_above(place: Place, context: Context) -> tuple[str, ...]:
    """Return every unit that is stated between a table and the one before it: '(단위 : 명, %)'."""
    for block in context.blocks_before(place, _LOOK_BACK):
        if isinstance(block, Table):
            return ()
        if patterns.ANY_UNIT_LABEL.search(block.text) or block.text.startswith(("(", "[")):
            if stated := units.stated_unit(block.text):
                return stated.words
            if found := patterns.UNIT_ABOVE.search(block.text):
                return (str(found[1]),)
    return ()


def lines_above(place: Place, context: Context) -> list[Line]:
    """Return the last lines between a table and the one before it, the nearest first."""
    found: list[Line] = []
    for block in context.blocks_before(place, _LOOK_BACK):
        if isinstance(block, Table):
            break
        found.append(block)
    return found


def title_above(
    place: Place, context: Context, tells_besides: Callable[[str], bool] = notes.states_figure
) -> str | None:
    """Return the words of the nearest line between a table and the one before it that is its title.

    A note, a unit, a date and the strokes of a box are none; what stands in round brackets alone is a part of
    what has a title. What heads the results or the plans of a page names nothing that is counted, nor does
    the document's own title. tells_besides: whether a line tells something of what the table is of, and
    names it not: '응답자: 200명'.
    """
    for block in lines_above(place, context):
        if tells(block) or block.place.line in (context.document.line, context.organization.line):
            return None
        if is_marked_note(block) or heads_reference(block) or patterns.FOOTNOTE_LINE.match(block.text):
            continue
        content = block.text
        if tells_besides(content):
            continue
        if units.stated_unit(content):
            content = notes.without_brackets(content)
        if units.stated_unit(content) or not text.key(periods.without_dates(text.key(content))):
            continue
        if is_in_brackets(block) and not _is_framed(block):
            if not _is_date(content):
                return None
        elif title := text.label(_unframed(content)):
            return title if len(title) <= _LONGEST_TITLE else None
    return None


def _unframed(content: str) -> str:
    """Return a line without the frame around all of it: '<지출 현황>'; that of '<표 3> 지출 현황' holds a
    number."""
    return content.strip(_FRAMES) if content.endswith(tuple(_FRAMES)) else content


def _is_framed(line: Line) -> bool:
    return line.text.startswith(tuple(_FRAMES))


def _is_date(content: str) -> bool:
    return bool(periods.as_of_dates(content) or yearless_stamps(content))
