"""What the headings over a place say of all that stands below them: a year, a plan, another body.

It holds until the next heading of the same rank or a higher one (`ranks.py`). A heading below that says
something of the same kind wins for its own stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etl import facts
from etl.blocks import Line, Paragraph, Place
from etl.korean import notes, patterns, periods, text, years
from etl.korean.heading_marks import unmarked
from etl.outline.context import Context
from etl.outline.ranks import APPENDIX, CHAPTER, LIST_MARKS, mark_of
from etl.outline.results import tells
from etl.tables import doubts
from etl.tables.nearby import Over
from etl.vocabulary import words

_OF_A_BODY = (facts.BudgetLine, facts.RevenueLine, facts.IndicatorResult, facts.Staffing)
_OF_A_YEAR = (*_OF_A_BODY, facts.SeriesPoint, facts.SurveyCell, facts.Output)
_OF_NO_PLAN = (facts.Staffing, facts.SeriesPoint, facts.SurveyCell)
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class SaidYear:
    """A year that a heading says, with the heading. year: None where it is several. as_of: its day.

    is_printed: whether it is said in figures, and not as 'last year'.
    """

    line: Line
    year: int | None
    as_of: date | None = None
    is_printed: bool = True


def is_of_a_part(line: Line) -> bool:
    """Tell whether a heading stands within a chapter: of those of chapters `regions.py` tells."""
    return mark_of(line) not in (APPENDIX, CHAPTER)


def year_over(headings: Sequence[Line], fiscal_year: int) -> SaidYear | None:
    """Return the year that the nearest heading says that says one; headings: the nearest first."""
    return next((said for line in headings if (said := _year(line, fiscal_year))), None)


def over_table(place: Place, context: Context) -> Over:
    """Return what the headings within its chapter say of a table."""
    within = tuple(line for line in context.headings_over(place) if is_of_a_part(line))
    said = year_over(within, context.fiscal_year)
    is_planned = is_plan_over(within)
    parts = tuple(line for line in context.ranks.parts_over(place.line) if is_of_a_part(line))
    marked = tuple(line for line in parts if mark_of(line) not in (None, *LIST_MARKS))
    if said is None or not said.is_printed:
        return Over(parts, is_planned=is_planned, marked=marked)
    return Over(parts, said.year, said.as_of, said.line, is_planned, marked)


def is_plan_over(headings: Sequence[Line]) -> bool:
    """Tell whether the nearest heading that says a plan or a result says a plan."""
    for line in headings:
        if isinstance(line, Paragraph) and mark_of(line) is None and not tells(line):
            continue  # text without a mark may speak of a plan by the way
        if doubts.is_planned(line.text):
            return True
        if doubts.is_result(line.text):
            return False
    return False


def body_over(headings: Sequence[Line], own_names: Sequence[str]) -> Line | None:
    """Return the nearest heading that names a body, where that is not the house itself."""
    for line in headings:
        if any(text.key(name) in text.key(line.text) for name in own_names):
            return None
        if names_a_body(line, own_names):
            return line
    return None


def denial(
    row: facts.Row, own: Line | None, headings: Sequence[Line], fiscal_year: int, own_names: Sequence[str]
) -> str | None:
    """Return why a fact below these headings, the nearest first, is none: of another body, year, or planned.

    own: the line that states it, where it is of no table; what that says itself wins over all headings.
    """
    if isinstance(row, _OF_A_BODY) and _is_of_a_body(row, headings, own_names):
        return "other_institution"
    within = [line for line in headings if is_of_a_part(line)]
    said = year_over(within, fiscal_year) if isinstance(row, _OF_A_YEAR) else None
    if said is not None and said.year not in (None, fiscal_year) and _falls_back(row, fiscal_year):
        return "other_year"
    return "planned_figure" if _is_done(row, own) and is_plan_over(within) else None


def _is_of_a_body(row: facts.Row, headings: Sequence[Line], own_names: Sequence[str]) -> bool:
    """Tell whether a fact stands below the name of another body, and does not say itself that it is that
    body's."""
    body = body_over(headings, own_names)
    if body is None:
        return False
    if isinstance(row, facts.IndicatorResult) and not mark_of(headings[0]) and mark_of(body):
        # A list of bodies goes on in marked items: goals under a line without a mark stand beside it.
        return False
    name = text.key(getattr(row, "unit_name", None) or getattr(row, "label", None) or "")
    between = headings[: headings.index(body) + 1]
    is_own = any(text.key(line.text).startswith(name) for line in between)
    return not (is_own and len(name) >= _SHORTEST_NAME)


def _falls_back(row: facts.Row, fiscal_year: int) -> bool:
    """Tell whether a fact is of the document's year, or of none, and does not print that year itself."""
    if fiscal_year in years.printed(getattr(row, "raw", None) or ""):
        return False
    period, day = getattr(row, "period", None), getattr(row, "as_of", None)
    of_period = int(period[:4]) if period and period[:4].isdigit() else None
    stated = getattr(row, "fiscal_year", None) or of_period or (day.year if day else None)
    return stated in (None, fiscal_year)


def _is_done(row: facts.Row, own: Line | None) -> bool:
    """Tell whether a fact says that something was done, or is so, and its own line does not say it itself."""
    if own is not None and doubts.is_result(own.text):
        return False
    spent = getattr(row, "executed_won", None), getattr(row, "received_won", None)
    # A line of money says itself what was spent; in a table a heading alone does.
    return isinstance(row, _OF_NO_PLAN) or (own is None and any(one is not None for one in spent))


def _year(line: Line, fiscal_year: int) -> SaidYear | None:
    content = unmarked(line.text)
    if years.is_since(notes.without_brackets(content)):
        return None
    if days := periods.as_of_dates(content):
        return SaidYear(line, days[0].year, days[0]) if len({day.year for day in days}) == 1 else None
    stated = years.heading_year(content)
    plain = text.key(notes.without_brackets(years.without_year(content)))
    if patterns.QUANTITY.search(periods.without_dates(notes.without_brackets(content))):
        return None  # it tells of something that it counts
    if stated is None or not plain.endswith(tuple(map(text.key, words("regions", "dated")))):
        return None
    several = years.is_of_several(content)
    year = None if several else stated.in_document_of(fiscal_year)
    return SaidYear(line, year, is_printed=stated.year is not None)


def names_a_body(line: Line, own_names: Sequence[str]) -> bool:
    """Tell whether a heading is the name of a body, or a word for such, with what may be told of it."""
    content = unmarked(line.text)
    plain = _without_rests(text.key(notes.without_brackets(content)))
    own = {text.key(name) for name in own_names}
    is_unnamed = text.key(words("documents", "organization", "unknown")[0]) in own
    if _is_run(plain, own):
        return True
    return not is_unnamed and _is_name(plain, own)


def _without_rests(named: str) -> str:
    rests = sorted(map(text.key, words("regions", "rests")), key=len, reverse=True)
    while rest := next((one for one in rests if named.endswith(one) and named != one), None):
        named = named.removesuffix(rest).removesuffix(text.key(words("regions", "joining")[0]))
    return named


def _is_run(named: str, own: set[str]) -> bool:
    """Tell whether words say 'commissioned facilities' or the like."""
    bodies = words("regions", "run_bodies")
    if named in map(text.key, words("regions", "own_bodies")):
        return False
    if named in map(text.key, words("regions", "independent_bodies")):
        return not any(name.endswith(words("documents", "organization", "independent")) for name in own)
    return any(named == text.key(f"{run}{body}") for run in words("regions", "run") for body in bodies)


def _is_name(named: str, own: set[str]) -> bool:
    endings = (*words("documents", "organization", "endings"), *words("regions", "facilities"))
    ending = max((one for one in endings if named.endswith(one)), key=len, default=None)
    if ending is None or named == ending or any(named in name or name in named for name in own):
        return False
    return named.removesuffix(ending) not in map(text.key, words("regions", "of_the_house"))
