"""Who reports, for which year, as of when: stated by the document, or said by a person, or unknown.

Nothing is filled in. A month on the cover proposes a date; it is none. The name of the file names no
institution.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise

from etl import facts
from etl.blocks import Block, Bullet, Line, SourceDocument, Table
from etl.korean import cover_patterns, heading_marks, patterns, periods, text, units
from etl.korean.as_of import closing_days
from etl.mappings import Mappings
from etl.outline.cover_names import Found, institution, is_sheet_name, short_form
from etl.terms.periods import month_end, school_year_end, year_end
from etl.vocabulary import kinds, words

_COVER_LINES = 30
_TITLE_LINES = 12
_LONGEST_TITLE = 60
_STATEMENT = re.compile(r"[:：]")
"""What a line with a colon states is no title."""
_FIGURE = re.compile(r"[△▲-]?\d[\d,.]*+%?")
_STROKES = "|│┃║ "
"""The sides of a box that a title may stand in."""
_UNNAMED = "unnamed"
_OF_YEARS_THAT_ARE_OVER = ("settlement", "final_report", "follow_up", "task_card")
_TELLS_OF_LAST_YEAR = 3
"""The month up to which a report may tell of the year before."""
_SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person said of a document: on the command line, or in a reviewed mapping. None where nothing."""

    organization: str | None = None
    year: int | None = None
    as_of: date | None = None
    unit_won: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Institution and document, with each decision and its evidence; is_named tells whether anybody names
    it."""

    organization: facts.Organization
    document: facts.Document
    reading: list[facts.Reading]
    unit_won: int | None = None
    is_named: bool = True

    @property
    def printed_until(self) -> date | None:
        """The last day of the month that the cover prints, where nothing states a day."""
        for row in self.reading:
            if (row.field, row.how) == ("as_of", "proposed") and row.value:
                year, month, *day = map(int, row.value.split("-"))
                return None if day else month_end(year, month)
        return None


@dataclass(slots=True)
class _Stamps:
    """The dates at which figures are said to stand, counted, each with the first line that says so.

    closings: the days on which books were closed, with theirs.
    """

    counts: Counter[date] = field(default_factory=Counter)
    lines: dict[date, int] = field(default_factory=dict)
    closings: dict[date, int] = field(default_factory=dict)

    def add(self, days: Sequence[date], line: int) -> None:
        self.counts.update(days)
        for day in days:
            self.lines.setdefault(day, line)


def identify(source: SourceDocument, said: Said | None = None) -> Identity:
    """Return what a document is. What nobody states is NULL, and stands in `reading` as unknown or
    proposed."""
    said = said or Said()
    cover = list(islice(source.lines, _COVER_LINES))
    everything = list(source.lines)
    title = _title(cover, _captions(source.blocks))
    kind = said.kind or _kind(title, everything)
    stamps = _stamps(source)
    year = Found(str(said.year), None, "reviewed") if said.year else _fiscal_year(title, cover, stamps, kind)
    number = int(year.value) if year.value and year.how != "proposed" else None
    as_of = (
        Found(said.as_of.isoformat(), None, "reviewed")
        if said.as_of
        else _as_of(kind, number, stamps, title, cover)
    )
    day = date.fromisoformat(as_of.value) if as_of.value and as_of.how != "proposed" else None
    name = (
        Found(said.organization, None, "reviewed")
        if said.organization
        else institution(cover, everything, list(source.tables))
    )
    own = name.value if name.how != "proposed" else None
    organization_id = organization_id_of(own, source.sha256)
    when = day.isoformat() if day else "-".join([*([str(number)] if number else []), "undated"])
    document_id = f"{organization_id}-{when}-{kind.replace('_', '-')}"
    session = _first_match(cover, cover_patterns.SESSION)
    committee = _committee(cover)
    organization = facts.Organization(
        document_id=document_id,
        line=name.line or 1,
        organization_id=organization_id,
        name=own or words("documents", "organization", "unknown")[0],
        name_en=name.name_en,
    )
    document = facts.Document(
        document_id=document_id,
        line=title.place.line if title else 1,
        organization_id=organization_id,
        source_name=source.source_name,
        sha256=source.sha256,
        title=_full_title(title, cover) or source.source_name,
        kind=kind,
        fiscal_year=number,
        as_of=day,
        council_session=" ".join(session.groups()) if session else None,
        committee=committee,
        line_count=source.line_count,
    )
    reading = [
        _reading(document, "organization", name),
        _reading(document, "year", year),
        _reading(document, "as_of", as_of),
    ]
    if said.unit_won:
        reading.append(_reading(document, "unit", Found(str(said.unit_won), None, "reviewed")))
    return Identity(organization, document, reading, said.unit_won, own is not None)


def decided(source: SourceDocument, said: Said, mappings: Mappings) -> Identity:
    """Return what a document is: as a person says, else as a mapping of it does, else as it states itself."""
    mapping = mappings.for_document(source.sha256)
    if mapping is None:
        found = identify(source, said)
        organization = found.organization.organization_id
        mapping = mappings.for_document(source.sha256, organization, found.document.title)
        if mapping is None:
            return found
    return identify(
        source,
        Said(
            organization=said.organization or mapping.organization_name,
            year=said.year or mapping.fiscal_year,
            as_of=said.as_of or mapping.as_of,
            unit_won=said.unit_won or mapping.unit_won,
            kind=said.kind or mapping.kind,
        ),
    )


def _reading(document: facts.Document, what: str, found: Found) -> facts.Reading:
    return facts.Reading(
        document_id=document.document_id,
        line=found.line or 1,
        field=what,
        value=found.value,
        evidence_line=found.line,
        how=found.how if found.value else "proposed",
    )


def organization_id_of(name: str | None, sha256: str) -> str:
    """Return the id of an institution; two documents that name none are not of one institution."""
    unnamed = f"{_UNNAMED}-{sha256[:8]}"
    return unnamed if name is None else text.slug(short_form(name)).replace("-", "") or unnamed


def _first_match(lines: list[Line], wanted: re.Pattern[str]) -> re.Match[str] | None:
    searched = (wanted.search(line.text) for line in lines)
    return next((found for found in searched if found), None)


def _committee(cover: list[Line]) -> str | None:
    """Return the committee of the council before which a report is laid; bodies that report are none."""
    bodies = words("documents", "organization", "committees")
    found = (name for line in cover for name in cover_patterns.COMMITTEE.findall(line.text))
    return next((name for name in found if not name.endswith(bodies)), None)


def _full_title(title: Line | None, cover: list[Line]) -> str | None:
    """Return the title, with the line above it where the title began there: the year stands in the first."""
    if title is None:
        return None
    above = [line for line in cover if line.place.line == title.place.line - 1]
    if above and periods.years(above[0].text) and not periods.years(title.text):
        return f"{above[0].text} {title.text}".strip(_STROKES)
    return title.text.strip(_STROKES)


def _title(cover: list[Line], captions: set[int]) -> Line | None:
    """Return the title: no note, no row, no sheet's name; a numbered heading or an item of a list only where
    nothing stands above it, a caption only where nothing above it, but a name, says a year."""
    wanted = [text.key(word) for word in words("documents", "title", "words")]
    cover = [line for line in cover if not is_sheet_name(line)]
    dated = next((at for at, line in enumerate(cover) if _says_year(line)), len(cover))
    may_be = [
        line
        for at, line in enumerate(cover)
        if at == 0 or not (_is_numbered(line) or isinstance(line, Bullet))
        if at == 0 or line.place.line not in captions or (at <= dated and _states_no_unit(line))
    ]
    may_be = [line for line in may_be if not patterns.FOOTNOTE_LINE.match(line.text) and not _is_row(line)]
    for word in wanted:
        for line in may_be:
            is_near = line.place.line <= cover[:_TITLE_LINES][-1].place.line
            is_title = is_near and word in text.key(line.text) and len(line.text) <= _LONGEST_TITLE
            if is_title and not patterns.APPENDIX.match(line.text):
                return line
    first = [line for line in cover[:4] if line in may_be]
    names = [
        line
        for line in first
        if not _STATEMENT.search(line.text) and patterns.SYLLABLE.search(periods.without_dates(line.text))
    ]
    return max(names or first, key=lambda line: len(text.key(line.text)), default=None)


def _captions(blocks: Sequence[Block]) -> set[int]:
    """Return the lines that a unit of money tells to be captions: beside it, or above it over a table."""
    found = {
        block.place.line
        for block in blocks
        if not isinstance(block, Table) and units.stated_unit(block.text) is not None
    }
    lines = [block for block in blocks if not isinstance(block, Table)]
    return found | {above.place.line for above, below in pairwise(lines) if below.place.line in found}


def _states_no_unit(line: Line) -> bool:
    return units.stated_unit(line.text) is None


def _says_year(line: Line) -> bool:
    return bool(periods.years(line.text) or periods.short_years(line.text))


def _is_row(line: Line) -> bool:
    """Tell whether a line ends with two figures or more, as the row of a table does."""
    last = line.text.split()[-2:]
    return len(last) == 2 and all(_FIGURE.fullmatch(word) for word in last)


def _is_numbered(line: Line) -> bool:
    """Tell whether a line is the heading of a chapter or a part by its number."""
    found = heading_marks.MARK.match(line.text)
    return found is not None and found.lastgroup in ("chapter", "number", "letter")


def _kind(title: Line | None, lines: list[Line]) -> str:
    """Return what a document is: as its title says, else as the chapters do that tell of its whole year.

    One table of a settlement or a supplementary budget makes no plan one.
    """
    headings = [text.key(line.text) for line in lines if len(line.text) < 40]
    in_title = text.key(title.text) if title else ""
    for kind, kind_words in kinds().items():
        if any(text.key(word) in in_title for word in kind_words):
            return kind
    for kind, kind_words in kinds("chapter_kind").items():
        keys = [text.key(word) for word in kind_words]
        if any(h.endswith(k) and (kind == "task_card" or _is_chapter(h)) for h in headings for k in keys):
            return kind
    return "document"


def _says(line: Line, wanted: Sequence[str]) -> bool:
    key = text.key(line.text)
    return any(text.key(word) in key for word in wanted)


def _is_chapter(heading: str) -> bool:
    return bool(cover_patterns.KIND_CHAPTER.search(heading))


def _stamps(source: SourceDocument) -> _Stamps:
    stamps = _Stamps()
    for line in source.lines:
        stamps.add(periods.as_of_dates(line.text), line.place.line)
        for day in closing_days(line.text):
            stamps.closings.setdefault(day, line.place.line)
    for table in source.tables:
        for row in table.rows:
            stamps.add(periods.as_of_dates(row.raw), row.place.line)
    return stamps


def _fiscal_year(title: Line | None, cover: list[Line], stamps: _Stamps, kind: str) -> Found:
    """Return the year of a document; one that is a digit away from every date of it may be a misprint."""
    found = _stated_year(title, cover, stamps)
    months = [month.year for line in cover[:_TITLE_LINES] if (month := periods.cover_month(line.text))]
    dated = [*(day.year for day in stamps.counts), *months]
    if found.value and dated and all(_is_misprint(found.value, str(year)) for year in dated):
        return Found(found.value, found.line, "proposed")
    if found.value and kind not in _OF_YEARS_THAT_ARE_OVER and _is_all_of_next(int(found.value), stamps):
        return Found(found.value, found.line, "proposed")
    return found


def _is_all_of_next(year: int, stamps: _Stamps) -> bool:
    """Tell whether all figures stand at days well into the next year, and several do: which is it?"""
    days = stamps.counts
    is_later = all(day.year == year + 1 and day.month > _TELLS_OF_LAST_YEAR for day in days)
    return is_later and days.total() >= _SEVERAL


def _is_misprint(printed: str, year: str) -> bool:
    """Tell whether a year is another one with a wrong digit, or two exchanged; the next year is none."""
    is_digit_away = sum(one != other for one, other in zip(printed, year, strict=True)) == 1
    return abs(int(printed) - int(year)) > 1 and (is_digit_away or sorted(printed) == sorted(year))


def _stated_year(title: Line | None, cover: list[Line], stamps: _Stamps) -> Found:
    if title and len(named := set(periods.years(title.text))) > 1:
        # What was done in one year and is planned for the next: a person says which the document is of.
        return Found(str(max(named)), title.place.line, "proposed")
    for line in ([title] if title else []) + cover[:_TITLE_LINES]:
        if found := periods.years(line.text):
            return Found(str(found[0]), line.place.line)
    for line in ([title] if title else []) + cover[:_TITLE_LINES]:
        if found := periods.short_years(line.text):
            return Found(str(found[0]), line.place.line)
    if stamps.counts:
        day = _most_frequent(stamps)
        return Found(str(day.year), stamps.lines[day])
    return Found()


def _as_of(kind: str, year: int | None, stamps: _Stamps, title: Line | None, cover: list[Line]) -> Found:
    if year is None:
        return Found()
    if kind == "settlement" and title and _says(title, kinds()[kind]):
        # A settlement is of the whole year by what it is; a chapter on one makes no report a settlement's.
        titled = title.place.line
        school = [text.key(word) for word in words("documents", "title", "school_years")]
        if any(word in text.key(one.text) for one in cover[:_TITLE_LINES] for word in school):
            # A school's year ends in February; that it is one, its name alone says.
            return Found(school_year_end(year).isoformat(), titled, "proposed")
        # What was paid of the year until its books were closed is in it: a person says of which day it is.
        if late := [day for day in stamps.closings if day > year_end(year)]:
            return Found(max(late).isoformat(), stamps.closings[max(late)], "proposed")
        return Found(year_end(year).isoformat(), titled)
    in_year = _Stamps(Counter({day: n for day, n in stamps.counts.items() if day.year == year}), stamps.lines)
    if in_year.counts and kind not in ("final_report", "task_card"):
        day = _most_frequent(in_year)
        return Found(day.isoformat(), in_year.lines[day])
    for line in cover[:_TITLE_LINES]:
        if month := periods.cover_month(line.text):
            return Found(f"{month.year}-{month.month:02}", line.place.line, "proposed")
    return Found()


def _most_frequent(stamps: _Stamps) -> date:
    return max(stamps.counts, key=lambda day: (stamps.counts[day], -stamps.lines[day]))
