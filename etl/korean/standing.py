"""When a printed figure stands, and whose it is, by the words around it: '26년, 하반기, 예정, 타 기관.

A text is given together with its mask (`outline/quantities.py: masked`), in which a date is a run of marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etl.korean import as_of, patterns
from etl.korean.years import IN_FIGURES, RELATIVE, number, offset
from etl.terms.periods import month_end

DATE_MARK = "\1"
_DATE_RUN = re.compile(rf"{DATE_MARK}++")
_SPACED_DAY = re.compile(r"(?<![\d.])(?:1[0-2]|0?[1-9])\.\s(?:3[01]|[12]\d|0?[1-9])\.(?!\d)")
_BEGINNING = re.compile(r"(?<![\d.])(?:\d{1,2}\s?\.\s?\d{1,2}\s?\.?\s?[~∼-]|[1-4]\s?/)\s?$")
_UNIT_OF_PERIOD = re.compile(r"\s?(?:/\s?4\s?)?(?:분기|월)")
_LONGEST_DAY = 14
_JOINED = re.compile(r"[\s~∼,·\-'’‘`]*+")
_YEAR = re.compile(rf"{IN_FIGURES}|(?<![\d.,'’‘`])(?P<dotted>\d\d)(?=\.\s?\d{{1,2}}\s?월)")
_SPAN_OF_YEARS = re.compile(r"^년?\s*+(?:이상|이하|미만|이내|간|차|째|기념|경력|근속|만기|동안|넘)")
_FARTHEST = 15
"""How many years off a bare '10년' may be and still name a year; beyond, it is a length of time."""
_RELATIVE = re.compile(rf"(?<![가-힣])(?:{RELATIVE}|(?P<usual>예년))")
_COMPARED = re.compile(
    r"(?:[^,;/]|,(?=\d{3})){0,60}?(?<!목표)(?<!목표\s)(?<!계획)(?<!계획\s)(?:대비|보다|비교|에\s?비해|에\s?비하여|比)"
)
"""Between a year and the word for a comparison may stand a count, and no mark."""
_HALF = re.compile(r"(?P<first>상반기)|하반기|연말|연내|년말")
_MONTH = re.compile(r"(\d{1,2})\s*+월(?:\s*+(\d{1,2})\s*+일)?")
_SPAN_OF_MONTHS = re.compile(r"(?<!\d)(\d{1,2})\s*+[~∼,·-]\s*+\d{1,2}\s*+월")
_QUARTER = re.compile(r"([1-4])\s*+(?:/\s?4\s?)?분기")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})(?:\s*+\.\s*+(\d{1,2})(?!\d))?")


@dataclass(frozen=True, slots=True)
class Standing:
    """The year that figures are to be of, the day to which they are known, and the year of their document.

    own_names: how the document's institution is called; without them no name is told to be another's.
    """

    year: int
    as_of: date | None
    document_year: int
    own_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A year or a period that a text names. begins_on, ends_on: month and day, where printed."""

    start: int
    years: frozenset[int]
    begins_on: tuple[int, int | None] | None = None
    ends_on: tuple[int, int | None] | None = None


def mentions(content: str, mask: str, standing: Standing) -> list[Mention]:
    """Return the years and periods that a text names, in order; what it only compares with is none."""
    found: list[Mention] = []
    for start, end in _runs(content, mask):
        printed = content[start:end]
        years = _years(content, start, end, standing)
        if not _COMPARED.match(content, end):
            days = _days(printed)
            found.append(
                Mention(start, frozenset(years), days[0] if days else None, days[-1] if days else None)
            )
    for match in _RELATIVE.finditer(content):
        years_off = -1 if match["usual"] else offset(match)
        # A chapter on last year may call its own year 'this year': it is counted from the document's.
        if not _COMPARED.match(content, match.end()):
            found.append(Mention(match.start(), frozenset({standing.document_year + years_off})))
    for match in _HALF.finditer(content):
        if not _COMPARED.match(content, match.end()):
            month = 6 if match["first"] else 12
            found.append(Mention(match.start(), frozenset(), (month, None), (month, None)))
    return sorted(found, key=lambda mention: mention.start)


def compared(content: str, mask: str, standing: Standing) -> list[tuple[int, int]]:
    """Return the stretches from another year to the word that compares with it: '전년(12회) 대비'."""
    found: list[tuple[int, int]] = []
    dated = [(end, _years(content, start, end, standing)) for start, end in _runs(content, mask)]
    told = [(match.end(), -1 if match["usual"] else offset(match)) for match in _RELATIVE.finditer(content)]
    for end, years in (*dated, *((end, {standing.document_year + off}) for end, off in told)):
        if years and standing.year not in years and (stretch := _COMPARED.match(content, end)):
            found.append(stretch.span())
    return found


def denied(found: Sequence[Mention], standing: Standing) -> str | None:
    """Return why figures that stand after these words are none of the year, None where nothing says so."""
    stated = [mention for mention in found if mention.years]
    if stated and stated[-1].years != {standing.year}:
        return "other_year"
    return "planned_figure" if found and is_ahead(found[-1], standing) else None


def is_ahead(mention: Mention, standing: Standing, *, is_whole: bool = False) -> bool:
    """Tell whether a period of the standing's own year ends after the day to which figures are known.

    is_whole: whether it must begin after that day too.
    """
    printed = mention.begins_on if is_whole else mention.ends_on
    if printed is None or standing.as_of is None:
        return False
    month, day = printed
    try:
        ends_on = date(standing.year, month, day) if day else month_end(standing.year, month)
    except ValueError:
        return False  # no such day: no date
    return ends_on > standing.as_of


def is_planned(text: str) -> bool:
    """Tell whether words say that what they speak of is planned, expected, wished or still to be done."""
    return patterns.PLANNED.search(text) is not None


def is_unsettled(bracket: str) -> bool:
    """Tell whether a bracket behind a figure says that it is expected, estimated or not yet counted."""
    return patterns.UNSETTLED.search(bracket) is not None or (bracket != "" and is_planned(bracket))


def is_of_others(text: str) -> bool:
    """Tell whether words say that what they speak of is another institution's."""
    return patterns.OF_OTHERS.search(text) is not None


def base_day(text: str) -> date | None:
    """Return the last day at which a heading says that its figures stand."""
    found = as_of.stamps(text)
    return found[-1].day if found else None


def _runs(content: str, mask: str) -> list[tuple[int, int]]:
    """Return where dates stand; those that only a mark of a span or a list parts are one."""
    found: list[tuple[int, int]] = []
    places = [*_DATE_RUN.finditer(mask), *_SPACED_DAY.finditer(mask)]
    for match in sorted(places, key=lambda place: place.start()):
        start, end = match.span()
        if unit := _UNIT_OF_PERIOD.match(content, end):
            end = unit.end()  # of '2031년 4분기' only the year and the figure are masked
        last = found[-1][1] if found else 0
        if begun := _BEGINNING.search(content, max(last, start - _LONGEST_DAY), start):
            start = begun.start()  # the first day of '8.11~10.6.' is not masked, nor is the 3 of '3/4분기'
        if found and (joint := _JOINED.match(mask, found[-1][1])) and joint.end() == start:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _years(content: str, start: int, end: int, standing: Standing) -> set[int]:
    found: set[int] = set()
    for match in _YEAR.finditer(content, start, end):
        year = int(f"20{match['dotted']}") if match["dotted"] else number(match)
        is_length = match["bare"] and (
            _SPAN_OF_YEARS.match(content[match.end() : match.end() + 12])
            or abs(year - standing.document_year) > _FARTHEST
        )
        if not is_length:
            found.add(year)
    return found


def _days(printed: str) -> list[tuple[int, int | None]]:
    """Return the months that a printed date names, each with the day where there is one."""
    rest = _YEAR.sub(" ", printed)
    if quarters := _QUARTER.findall(rest):
        return [(3 * int(quarter), None) for quarter in quarters]
    found = _MONTH.findall(rest)
    if found and (span := _SPAN_OF_MONTHS.search(rest)):
        found.insert(0, (span[1], ""))
    if not found and "년" not in rest and "일" not in rest:
        found = [pair for pair in _DOTTED.findall(rest) if 1 <= int(pair[0]) <= 12]
    return [(int(month), int(day) if day else None) for month, day in found]
