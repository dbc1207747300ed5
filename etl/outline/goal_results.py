"""What a cell of results prints: a result of its year, another's, a plan, or that it is still to come."""

from __future__ import annotations

from etl.blocks import Table, TableRow
from etl.korean import goal_cells, goal_headings, numbers, patterns, standing, superseded, text
from etl.korean.goal_cells import Figure
from etl.korean.numbers import Number, State
from etl.korean.standing import Standing
from etl.outline import denials
from etl.outline.above import is_note
from etl.outline.context import Context
from etl.outline.goal_column import Column
from etl.outline.goal_facts import Setting
from etl.outline.quantities import masked, quantities
from etl.tables.doubts import names_another
from etl.vocabulary import words

_LAST = 12
_LOOK_BACK = 4
_LONGEST_CAPTION = 40
_SHORT = 2
NOT_READ = Figure(Number(State.TEXT))
"""A result that is printed and was set aside."""


def denied(cell: str, column: Column | None, setting: Setting) -> str | None:
    """Return why the figure of a cell is no result of its year: '290명(추정)', '4회 (11월 1회 포함)'.

    What is told of a second figure in brackets is not told of the first: '410건(목표 420건)'.
    """
    if not any(letter.isdigit() for letter in cell) or goal_cells.is_announced(cell):
        return None
    as_of = (column.as_of if column else None) or setting.as_of
    at = Standing((column.year if column else None) or setting.year, as_of, setting.document_year)
    if setting.is_forecast or _is_to_come(at, setting) or goal_headings.is_expected(cell):
        return "planned_figure"
    if not setting.has_own_results and at.year >= setting.document_year:
        return "planned_figure"
    counts = quantities(masked(cell))
    if counts:
        reason = denials.of_line(cell, at).get(counts[0].start)
        # Of '4.6점/5점' the cell's own grammar knows that 5 is the scale.
        return None if reason == "second_figure" and goal_cells.figures(cell) else reason
    return denials.of_words(_without_second(cell), at)


def _is_to_come(at: Standing, setting: Setting) -> bool:
    """Tell whether a result is of a year that has not begun, or of the end of the one that is reported on."""
    if at.as_of is None or setting.as_of is None:
        return False
    return at.year > at.as_of.year or (at.as_of.month == _LAST and at.as_of > setting.as_of)


def _without_second(cell: str) -> str:
    """Return a cell without the brackets that hold a figure of their own."""
    mask = masked(cell)
    kept = cell
    for bracket in reversed(list(patterns.IN_BRACKETS.finditer(cell))):
        if any(letter.isdigit() for letter in mask[bracket.start() : bracket.end()]):
            kept = kept[: bracket.start()] + " " + kept[bracket.end() :]
    return kept


def caption_denies(table: Table, context: Context) -> str | None:
    """Return why nothing of a table is a goal, by the line that names it: another's, or superseded."""
    own_names = (context.organization.name, *context.other_names)
    for block in context.blocks_before(table.place, _LOOK_BACK):
        if isinstance(block, Table) or len(block.text) > _LONGEST_CAPTION:
            return None
        if superseded.is_first_goal(block.text):
            return "superseded"
        if is_note(block):
            continue
        named = text.key(block.text)
        # A short word may be part of a name; at the end it says what the table is.
        says = any(
            named.endswith(word) if len(word) <= _SHORT else word in named
            for word in map(
                text.key,
                (
                    *words("money", "of_nobody"),
                    *words("regions", "bodies"),
                    *words("money", "average"),
                    *words("goals", "commissioned"),
                ),
            )
        )
        is_others = says or standing.is_of_others(block.text) or names_another(block.text, own_names)
        return "other_institution" if is_others else None
    return None


def denied_name(name: str, setting: Setting, context: Context) -> str | None:
    """Return why what is called by this name is no goal of the year: '상담건수(2030년)', another's.

    A year that stands elsewhere may be what the goal is about: '2032년 대회 유치'.
    """
    own_names = (context.organization.name, *context.other_names)
    if standing.is_of_others(name) or names_another(name, own_names):
        return "other_institution"
    at = Standing(setting.year, setting.as_of, setting.document_year)
    brackets = list(patterns.IN_BRACKETS.finditer(name))
    if not brackets or brackets[-1].end() != len(name):
        return None
    return "other_year" if denials.of_words(brackets[-1][0], at) == "other_year" else None


def is_printed(cell: str) -> bool:
    """Tell whether a cell prints a result, understood or not: '4회/410건', '달성'.

    Nothing, a dash, a footnote, the number of a survey, and that the figure is still to come are none.
    """
    number = numbers.parse(cell)
    if number.state is State.VALUE and number.unit is None and cell[:1].isdigit():
        return True  # a few digits alone: in a line they would number it
    if number.state in (State.EMPTY, State.NONE) or goal_cells.is_announced(cell):
        return False
    if patterns.FOOTNOTE_LINE.match(cell) or goal_cells.is_mark(cell):
        return False
    if numbers.parse(cell).state is State.VALUE:
        return True  # a number alone, which in a text would be that of a page
    mask = masked(cell)
    has_figure = any(letter.isdigit() for letter in mask) or standing.DATE_MARK in mask
    is_in_words = any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell))
    return has_figure or is_in_words


def read(cell: str, column: Column | None, setting: Setting) -> tuple[list[Figure], str | None]:
    """Return the figures of a cell of results, and why they are set aside where nothing of it is taken.

    Then there is one figure without a value: NOT_READ where a result is printed, else one that is to come.
    """
    if why := denied(cell, column, setting):
        return [NOT_READ], why
    found = goal_cells.figures(cell)
    year = (column.year if column else None) or setting.year
    if any(figure.year not in (None, year) for figure in found):
        return [NOT_READ], "other_year"
    as_of = (column.as_of if column else None) or setting.as_of
    months = {figure.month for figure in found} - {None}
    if as_of is not None and as_of.year == year and months - {as_of.month}:
        return [NOT_READ], "date_contradiction"
    if any(figure.limit for figure in found):
        return [NOT_READ], "not_a_number"  # 'at least 2,700' is a bound
    if found and not any(figure.number.state in (State.TEXT, State.MALFORMED) for figure in found):
        return found, None
    reason = "year_unknown" if any(word in cell for word in words("series", "cumulated")) else "not_a_number"
    return [NOT_READ if is_printed(cell) else Figure(Number(State.PENDING))], reason


def leave_beside(figure: Figure, printed: str, row: TableRow, context: Context) -> None:
    """Set aside what is printed beside a figure that is taken, and a print that was regrouped to read it."""
    if figure.details:
        context.set_aside(row.place, " · ".join(figure.details), "second_figure")
    if figure.is_regrouped:
        context.set_aside(row.place, printed, "malformed_number")
