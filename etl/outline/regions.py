"""Stretches of a document that are not its own: of another year, of another institution, or only asked for.

An appendix or a chapter whose heading names another year rules what stands below it, as does a heading that
names others, or a wish. It ends where the next heading of its rank stands. The name of a sheet rules the
whole sheet. What is printed there becomes a fact only where its own column or caption gives it that year.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl import facts
from etl.blocks import Heading, Line, SourceDocument, Table
from etl.korean import patterns, superseded, text, years
from etl.korean.heading_marks import MARK
from etl.tables.doubts import ends_with_another, is_of_another_year, names_another
from etl.tables.nearby import heads_reference
from etl.vocabulary import words

_LONGEST = 60
_LONGEST_UNMARKED = 20
_ADDED_UP = (facts.BudgetLine, facts.RevenueLine, facts.Output)
_SHEET, _APPENDIX, _CHAPTER, _MARKED, _UNMARKED = -1, 0, 1, 2, 3
_NUMBERED = ("number", "chapter")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_FURTHEST_YEARS = 12
"""Sheets that are named '26', '27' are of years where all such numbers lie so close to the document's."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines from the heading to `last`, and the reason for which their figures are no facts of the document.

    year: of which they are, where the heading says so. is_span: whether it is of several years, so that it
    denies only what may be of all of them together.
    """

    heading: Line
    last: int
    reason: str
    year: int | None = None
    is_span: bool = False

    @property
    def first(self) -> int:
        """The line of the heading."""
        return self.heading.place.line

    def allows(self, row: facts.Row) -> bool:
        """Tell whether a fact is of the very year of its region, by its own heading."""
        if self.is_span:
            return not isinstance(row, _ADDED_UP)
        if self.year is None:
            return False
        period = getattr(row, "period", None)
        day = getattr(row, "as_of", None)
        stated = getattr(row, "fiscal_year", None) or (day.year if day else None)
        return self.year in (stated, int(period[:4]) if period and period[:4].isdigit() else None)


def regions_of(source: SourceDocument, year: int, own_names: Sequence[str]) -> list[Region]:
    """Return the stretches that are not the document's own, in order; none begins inside of another."""
    headings = [(line, rank) for line in _lines(source) if (rank := _rank(line)) is not None]
    of_years = _sheets_of_years([line.text for line, rank in headings if rank == _SHEET], year)
    found: list[Region] = []
    for number, (line, rank) in enumerate(headings):
        if found and line.place.line <= found[-1].last:
            continue
        opened = _opened(line, rank, year, own_names)
        if rank == _SHEET and of_years.get(line.text, year) != year:
            opened = "other_year", of_years[line.text]
        if opened is None:
            continue
        reason, stated = opened
        following = headings[number + 1 :]
        if heads_reference(line):
            last = _end_of_reference(line, source, following)
        else:
            end = next((below for below, other in following if other <= rank), None)
            last = end.place.line - 1 if end else source.line_count
            if reason == "other_institution" and (resumed := _resumed(line, source)) is not None:
                last = min(last, resumed.place.line - 1)
        found.append(Region(line, last, reason, stated, is_span=years.is_span(line.text)))
    return found


def _resumed(line: Line, source: SourceDocument) -> Line | None:
    """Return the heading behind a line that goes on with the numbers before it: 'Ⅲ. …' after 'Ⅱ. …'.

    Where the numbers begin anew behind the line, they are of what it heads.
    """
    last: dict[str, int] = {}
    for one in _lines(source):
        found = MARK.match(one.text)
        number = _number(found[0]) if found and found.lastgroup in _NUMBERED else None
        if found is None or number is None or len(one.text) > _LONGEST:
            continue
        kind = str(found.lastgroup)
        if one.place.line < line.place.line:
            last[kind] = number
        elif number == last.get(kind, number) + 1:
            return one
        elif number <= last.get(kind, 0):
            del last[kind]
    return None


def _number(mark: str) -> int | None:
    """Return the number that a mark prints: '3.', 'Ⅲ.', 'II .'; None where it cannot be read."""
    plain = unicodedata.normalize("NFKC", mark).strip("#* .")
    if plain.isdecimal():
        return int(plain)
    return _ROMAN.index(plain) + 1 if plain in _ROMAN else None


def _end_of_reference(line: Line, source: SourceDocument, following: Sequence[tuple[Line, int]]) -> int:
    """Return the last line of what a note shows for reference: one table, or what stands before a heading."""
    end = following[0][0].place.line - 1 if following else source.line_count
    tables = (
        block for block in source.blocks if isinstance(block, Table) and line.place.line < block.place.line
    )
    first = next(tables, None)
    return first.rows[-1].place.line if first is not None and first.place.line <= end else end


def chapters_of(source: SourceDocument) -> list[Line]:
    """Return the headings of chapters and appendices, and the names of sheets, in order."""
    return [line for line in _lines(source) if _rank(line) in (_SHEET, _APPENDIX, _CHAPTER)]


def at(regions: Sequence[Region], line: int) -> Region | None:
    """Return the region in which a line stands."""
    index = bisect_right(regions, line, key=lambda region: region.first) - 1
    return regions[index] if index >= 0 and line <= regions[index].last else None


def own(rows: Iterable[facts.Row], regions: Sequence[Region]) -> Iterator[facts.Row]:
    """Yield the facts that no region denies."""
    for row in rows:
        region = at(regions, row.line)
        # An office is one for all its pages; it may be named first on one that is another year's.
        if region is None or isinstance(row, facts.Department) or region.allows(row):
            yield row


def _lines(source: SourceDocument) -> Iterator[Line]:
    return (block for block in source.blocks if not isinstance(block, Table))


def _is_name_of_sheet(line: Line) -> bool:
    return isinstance(line, Heading) and line.place.sheet is not None and line.place.cell is None


def _sheets_of_years(names: Sequence[str], year: int) -> dict[str, int]:
    """Return the year of each sheet that is named by two digits; none where one of them is no year near."""
    found = {name: year - year % 100 + int(name) for name in names if len(name) == 2 and name.isdecimal()}
    is_of_years = len(found) > 1 or (year % 100) - 1 in (int(name) for name in found)
    is_near = all(year - _FURTHEST_YEARS <= one <= year + 1 for one in found.values())
    return found if is_of_years and is_near else {}


def _rank(line: Line) -> int | None:
    """Return how high a heading stands: a sheet, an appendix, a chapter, one with a mark, words; None for
    text."""
    if _is_name_of_sheet(line):
        return _SHEET
    content = line.text
    if len(content) > _LONGEST:
        return None
    if patterns.APPENDIX.match(content):
        return _APPENDIX
    if patterns.CHAPTER.match(content):
        return _CHAPTER
    if patterns.PAGE_HEADING.match(content):
        return _MARKED
    is_words = len(content) <= _LONGEST_UNMARKED and patterns.WORDS_ALONE.match(content)
    # The name of an institution stands under a heading, and is none.
    is_name = content.endswith(words("documents", "organization", "endings"))
    return _UNMARKED if is_words and not is_name else None


def _opened(line: Line, rank: int, year: int, own_names: Sequence[str]) -> tuple[str, int | None] | None:
    """Return the reason and the year of what a heading opens, None where it is the document's own."""
    words_alone = patterns.IN_BRACKETS.sub("", line.text)
    if _heads_others(words_alone):
        return "other_institution", None
    if any(text.key(words_alone).endswith(text.key(word)) for word in words("regions", "wished")):
        return "planned_figure", None
    if rank > _CHAPTER:
        return None
    named = set(years.printed(line.text, with_compared=True))
    if len(named) == 1 and named != {year}:
        return "other_year", named.pop()
    if years.is_span(line.text) or (not named and is_of_another_year(line.text)):
        return "other_year", None
    if rank == _SHEET and superseded.is_before_change(line.text):
        return "superseded", None
    if rank in (_SHEET, _APPENDIX):
        return ("other_institution", None) if names_another(line.text, own_names) else None
    # A bracket that is a name says whose chapter it is; one that tells what is done with whom does not.
    brackets = patterns.IN_BRACKETS.findall(line.text)
    is_anothers = any(ends_with_another(bracket, own_names) for bracket in brackets)
    return ("other_institution", None) if is_anothers else None


def _heads_others(heading: str) -> bool:
    """Tell whether a heading is a word for other institutions, alone or with what is told of them."""
    named = text.key(heading)
    begun = [text.key(word) for kind in ("others", "bodies") for word in words("regions", kind)]
    if (found := patterns.OF_OTHERS.search(heading)) and not text.key(heading[: found.start()]):
        begun.append(text.key(found[0]))
    rests = {"", *(text.key(word) for word in words("regions", "rests"))}
    return any(named.startswith(word) and named.removeprefix(word) in rests for word in begun)
