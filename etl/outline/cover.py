"""Who reports, for which year, as of when: from the first lines, the headings and the dates of a document."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import islice

from etl import facts
from etl.blocks import Line, Place, SourceDocument, Table
from etl.korean import periods, text
from etl.outline.errors import RecognitionError
from etl.terms.periods import year_end
from etl.vocabulary import kinds, pairs, pattern, value, words

_COVER_LINES = 12
_LATIN_NAME = re.compile(r"^[A-Za-z][A-Za-z&,.' -]{8,}$")


def identify(source: SourceDocument) -> tuple[facts.Organization, facts.Document, bool]:
    """Return the institution and the document; the flag tells whether the document names its institution.

    RecognitionError where no fiscal year is printed.
    """
    cover = list(islice(source.lines, _COVER_LINES))
    everything = list(source.lines)
    title = _title(cover)
    kind = _kind(title, everything)
    stamps = _stamps(source)
    year = _fiscal_year(title, cover, stamps, source)
    as_of = _as_of(kind, year, stamps)
    name, place, name_en = _organization(cover, everything, list(source.tables))
    is_named = name is not None
    name = name or source.source_name.rsplit(".", 1)[0]
    organization_id = text.slug(_short_form(name)).replace("-", "") or "unnamed"
    document_id = f"{organization_id}-{as_of.isoformat()}-{kind.replace('_', '-')}"
    session = _first_match(cover, "session")
    organization = facts.Organization(
        document_id=document_id,
        line=place.line,
        organization_id=organization_id,
        name=name,
        name_en=name_en,
        raw=None,
    )
    document = facts.Document(
        document_id=document_id,
        line=title.place.line if title else 1,
        organization_id=organization_id,
        source_name=source.source_name,
        sha256=source.sha256,
        title=_full_title(title, cover) or source.source_name,
        kind=kind,
        fiscal_year=year,
        as_of=as_of,
        council_session=" ".join(session.groups()) if session else None,
        committee=committee[1] if (committee := _first_match(cover, "committee")) else None,
        line_count=source.line_count,
    )
    return organization, document, is_named


def _first_match(lines: list[Line], what: str) -> re.Match[str] | None:
    searched = (pattern("documents", what, "pattern").search(line.text) for line in lines)
    return next((found for found in searched if found), None)


def _full_title(title: Line | None, cover: list[Line]) -> str | None:
    """Return the title, with the line above it where the title began there: the year stands in the first."""
    if title is None:
        return None
    above = [line for line in cover if line.place.line == title.place.line - 1]
    if above and periods.years(above[0].text) and not periods.years(title.text):
        return f"{above[0].text} {title.text}"
    return title.text


def _title(cover: list[Line]) -> Line | None:
    wanted = [text.key(word) for word in words("documents", "title", "words")]
    for word in wanted:
        for line in cover:
            if word in text.key(line.text):
                return line
    return max(cover[:4], key=lambda line: len(text.key(line.text)), default=None)


def _kind(title: Line | None, lines: list[Line]) -> str:
    headings = [text.key(line.text) for line in lines if len(line.text) < 40]
    in_title = text.key(title.text) if title else ""
    for kind, kind_words in kinds().items():
        if any(text.key(word) in in_title for word in kind_words):
            return kind
    for kind, kind_words in kinds().items():
        keys = [text.key(word) for word in kind_words]
        if any(h.endswith(k) and (kind == "task_card" or _is_chapter(h)) for h in headings for k in keys):
            return kind
    return "plan"


def _is_chapter(heading: str) -> bool:
    return bool(pattern("documents", "chapter", "pattern").search(heading))


def _stamps(source: SourceDocument) -> Counter[date]:
    counted: Counter[date] = Counter()
    for line in source.lines:
        counted.update(periods.as_of_dates(line.text))
    for table in source.tables:
        for row in table.rows:
            counted.update(periods.as_of_dates(row.raw))
    return counted


def _fiscal_year(title: Line | None, cover: list[Line], stamps: Counter[date], source: SourceDocument) -> int:
    for line in ([title] if title else []) + cover:
        if found := periods.years(line.text):
            return found[0]
    if stamps:
        return _most_frequent(stamps).year
    counted: Counter[int] = Counter()
    for block in source.lines:
        counted.update(periods.years(block.text))
        counted.update(periods.short_years(block.text))
    if not counted:
        raise RecognitionError("no fiscal year is printed; name it in the title of the report")
    return max(counted, key=lambda y: (counted[y], y))


def _as_of(kind: str, year: int, stamps: Counter[date]) -> date:
    in_year = Counter({day: n for day, n in stamps.items() if day.year == year})
    if kind in ("final_report", "task_card") or not in_year:
        return year_end(year) if kind != "plan" or not in_year else _most_frequent(in_year)
    return _most_frequent(in_year)


def _most_frequent(stamps: Counter[date]) -> date:
    return max(stamps, key=lambda day: (stamps[day], day))


def _organization(
    cover: list[Line], lines: list[Line], tables: list[Table]
) -> tuple[str | None, Place, str | None]:
    endings = "|".join(words("documents", "organization", "endings"))
    after = "|".join(words("documents", "organization", "after"))
    letters = value("documents", "organization", "letters")
    named = re.compile(rf"^({letters}{{2,40}}?(?:{endings}))(?:\s+(?:{after}))?$")
    for index, line in enumerate(cover):
        if found := named.match(line.text):
            following = cover[index + 1].text if index + 1 < len(cover) else ""
            return found[1], line.place, following if _LATIN_NAME.match(following) else None
    ordinance = pattern("documents", "organization", "ordinance")
    cells = [(row.place, cell) for table in tables for row in table.rows for cell in row.cells]
    for place, content in [*((line.place, line.text) for line in lines), *cells]:
        if found := ordinance.search(content):
            return _usual_spelling(found[1], lines, cells), place, None
    for word in words("documents", "organization", "responsible"):
        for line in lines:
            if line.text.startswith(word):
                office = line.text[len(word) :].strip().split(" ")[0].strip(":：")
                if office:
                    return office, line.place, None
    return None, Place(1), None


def _usual_spelling(name: str, lines: list[Line], cells: list[tuple[Place, str]]) -> str:
    """Return the institution's name as the document prints it most often: in full or in everyday form."""
    forms = {name, name.replace(" ", ""), _short_form(name), _short_form(name).replace(" ", "")}
    everything = "\n".join([line.text for line in lines] + [cell for _, cell in cells])
    return max(sorted(forms), key=everything.count)


def _short_form(name: str) -> str:
    for full, short in pairs("documents", "organization", "short_forms"):
        name = name.replace(full, short)
    return name
