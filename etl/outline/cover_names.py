"""Which institution a document is of, as its cover, its ordinance or a line of it names it.

Signs in place of a name, and the name of a worksheet, name none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from etl.blocks import Bullet, Heading, Line, Place, Table
from etl.korean import cover_patterns, units, years
from etl.vocabulary import is_one_of, pairs, words

_LONGEST_NAME = 30
_LATIN_NAME = re.compile(r"^[A-Za-z][A-Za-z&,.' -]{8,}$")
_SHORTEST_PLACE = 3
_TITLE_LINES = 4
_COVER_LINES = 8
_SIGNS = frozenset("○◯ㅇ□")


@dataclass(slots=True)
class Found:
    """A value with the line that states it."""

    value: str | None = None
    line: int | None = None
    how: str = "stated"
    name_en: str | None = None


def institution(cover: list[Line], lines: list[Line], tables: list[Table]) -> Found:
    """Return the institution that a cover, an ordinance or a line names, with the line that does."""
    endings = "|".join(words("documents", "organization", "endings"))
    bodies = "|".join(words("documents", "organization", "committees"))
    after = "|".join(words("documents", "organization", "after"))
    letters = cover_patterns.ORGANIZATION_LETTERS
    named = re.compile(rf"^({letters}{{2,40}}?(?:{endings}|{bodies}))(?:\s+(?:{after}))?$")
    # What calls itself the institution's name is none of a title's words.
    said = ((_stated(line.text, "named"), line.place.line) for line in cover)
    stated = next(((name, line) for name, line in said if name and named.match(name)), None)
    sheets = [line for line in cover if is_sheet_name(line)]
    cover = [line for line in cover if line not in sheets and not _is_placeholder(line)]
    for index, line in enumerate(cover):
        found = named.match(line.text)
        name = found[1] if found and _may_be_name(found[1]) else None
        name = name or (_incorporated(line) if index < _COVER_LINES else None)
        if name and (stated is None or stated[0] == name):
            following = cover[index + 1].text if index + 1 < len(cover) else ""
            is_english = bool(_LATIN_NAME.match(following))
            over = _place(cover[index - 1]) if index else None
            whole = name if over is None or stated else f"{over} {name}"
            return Found(whole, line.place.line, name_en=following if is_english else None)
    if stated is not None:
        return Found(*stated)
    ordinance = cover_patterns.ORDINANCE
    cells = [(row.place, cell) for table in tables for row in table.rows for cell in row.cells]
    for place, content in [*((line.place, line.text) for line in lines), *cells]:
        if (found := ordinance.search(content)) and not cover_patterns.PLACEHOLDER.search(found[1]):
            return Found(_usual_spelling(found[1], lines, cells), place.line)
    for line in cover[:_TITLE_LINES]:
        if name := _stated(line.text):
            return Found(name, line.place.line)
        if in_title := _named_in(line.text):
            name, how = in_title
            if not name.endswith(words("documents", "organization", "ranks")):
                return Found(name, line.place.line, how)
            return _with_office(Found(name, line.place.line, how), cover)
    for line in cover:
        if name := _stated(line.text):
            return Found(name, line.place.line)
    for word in words("documents", "organization", "responsible"):
        for line in lines:
            if line.text.startswith(word):
                office = line.text[len(word) :].strip().split(" ")[0].strip(":：")
                if office:
                    return Found(office, line.place.line)
    on_sheets = [line for line in sheets if named.match(line.text)]
    return Found(on_sheets[0].text, on_sheets[0].place.line, "proposed") if on_sheets else Found()


def _is_placeholder(line: Line) -> bool:
    """Tell whether a line prints signs in place of a name; at its start they pass for the mark of an item."""
    mark = line.mark if isinstance(line, Bullet) else ""
    is_marked_twice = len(mark) > 1 and set(mark) <= _SIGNS
    return is_marked_twice or cover_patterns.PLACEHOLDER.search(line.text) is not None


def _place(line: Line) -> str | None:
    """Return the city or university that a line of the cover is, and nothing more: its own house follows."""
    content = line.text.strip()
    is_name = len(content) >= _SHORTEST_PLACE and cover_patterns.PLACE_ALONE.fullmatch(content) is not None
    no_places = words("documents", "organization", "no_places")
    return content if is_name and not content.endswith(no_places) else None


def _may_be_name(content: str) -> bool:
    """Tell whether what ends like a house is a name: no title with a year or a session, no works."""
    forms = (
        *words("documents", "organization", "endings"),
        *words("documents", "organization", "legal_forms"),
    )
    is_title = bool(years.printed(content)) or cover_patterns.SESSION.search(content) is not None
    is_works = content.endswith(words("documents", "organization", "works"))
    return not (is_title or is_works or is_one_of(content, forms))


def _incorporated(line: Line) -> str | None:
    """Return the body that a line is by its legal form and its name, and nothing more: '재단법인 늘봄'."""
    content = unicodedata.normalize("NFKC", line.text).strip()
    form = next((f for f in words("documents", "organization", "legal_forms") if content.startswith(f)), "")
    name = content.removeprefix(form).strip()
    is_plain = cover_patterns.PLAIN_NAME.fullmatch(name) is not None
    no_names = words("documents", "organization", "no_names")
    is_name = bool(form) and is_plain and not isinstance(line, Bullet) and not name.endswith(no_names)
    return line.text.strip() if is_name and not _is_common(name) else None


def _is_common(word: str) -> bool:
    """Tell whether a word is a common noun that ends as the names of places and bodies do: 정보공시."""
    if word in words("documents", "organization", "true_places"):
        return False
    common = (*words("documents", "organization", "no_places"), *words("documents", "organization", "works"))
    return word.endswith(common) or is_one_of(word, words("documents", "organization", "legal_forms"))


def _named_in(content: str) -> tuple[str, str] | None:
    """Return the institution that the first or last word of a title names, and whether it states that.

    What the last word alone names, and an office that may report on the whole of its house, is only proposed.
    """
    pieces = content.split()
    if not pieces or units.stated_unit(content) is not None:
        return None
    endings = words("documents", "organization", "endings")
    places = words("documents", "organization", "places")
    bodies = words("documents", "organization", "bodies")
    is_of_place = pieces[0].endswith(places) and not any(map(str.isdigit, pieces[0]))  # '2031년도' is none
    if len(pieces) > 1 and is_of_place and _is_house(pieces[1]):
        return f"{pieces[0]} {pieces[1]}", "stated"
    if office := _office_in(content):
        return office
    for printed in dict.fromkeys((pieces[0], pieces[-1])):
        # A report on a city's bodies names the city, glued to them or not.
        piece = printed.removesuffix(next((body for body in bodies if printed.endswith(body)), ""))
        if any(letter.isdigit() for letter in piece) or _is_common(piece):
            continue
        if piece.endswith(endings) and len(piece) > _SHORTEST_PLACE:
            # Beside a year alone it may be what the report is about: '2031년 작은도서관'.
            is_title = len(pieces) == 2 and printed == pieces[1] and bool(years.printed(pieces[0]))
            return piece, "proposed" if is_title else "stated"
        if piece.endswith(places) and len(piece) >= _SHORTEST_PLACE:
            is_first = printed == pieces[0] or piece != printed
            return piece, "stated" if is_first and _may_be_province(piece) else "proposed"
    return None


def _may_be_province(word: str) -> bool:
    """Tell whether a word is no other than a province, where it ends as one does."""
    provinces = words("documents", "organization", "provinces")
    is_of_its_rank = word.endswith(words("documents", "organization", "province"))
    return not is_of_its_rank or word.endswith(provinces)


def _is_house(piece: str) -> bool:
    """Tell whether a word behind a place names a house that is an institution with it: '가람시 나눔센터'."""
    endings = ("endings", "headquarters", "schools")
    if any(letter.isdigit() for letter in piece) or len(piece) < _SHORTEST_PLACE:
        return False
    ranks, no_places = (words("documents", "organization", one) for one in ("ranks", "no_places"))
    is_place = piece.endswith(ranks) and not piece.endswith(no_places)
    return is_place or any(piece.endswith(words("documents", "organization", one)) for one in endings)


def _office_in(content: str) -> tuple[str, str] | None:
    """Return the office of a university or a city that a title names with its house, and how.

    Of a university's, and of one that keeps the whole house's money, nobody says whether they or all of it
    report.
    """
    pieces = content.split()[:2]
    if len(pieces) < 2 or len(pieces[0]) < _SHORTEST_PLACE or any(map(str.isdigit, "".join(pieces))):
        return None
    place, office = pieces
    is_university = place.endswith(words("documents", "organization", "universities"))
    offices = words("documents", "organization", "offices" if is_university else "city_offices")
    offices = offices if is_university else (*offices, *words("documents", "organization", "committees"))
    is_city = place.endswith(words("documents", "organization", "city_houses")) and not _is_common(place)
    if not (is_university or is_city) or not _is_office(office, offices):
        return None
    is_of_all = is_university or any(word in office for word in words("documents", "organization", "of_all"))
    return f"{place} {office}", "proposed" if is_of_all else "stated"


def _is_office(word: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a word is the name of an office, and no common noun that ends so."""
    no_offices = words("documents", "organization", "no_offices")
    is_noun = word.endswith(no_offices) or len(word) < _SHORTEST_PLACE or _is_common(word)
    return word.endswith(endings) and not is_noun


def _with_office(place: Found, cover: list[Line]) -> Found:
    """Return a city with the office that its cover names in a line of its own: that one reports."""
    for line in cover[:_COVER_LINES]:
        is_alone = len(line.text.split()) == 1 and not isinstance(line, Bullet)
        if is_alone and (found := _office_in(f"{place.value} {line.text.strip()}")):
            return replace(place, value=found[0], how=found[1] if place.how == "stated" else place.how)
    return place


def _stated(content: str, labels: str = "stated") -> str | None:
    """Return the institution that a line states after a colon: 'institution: …'. labels: which words may."""
    label, colon, name = content.replace("：", ":").partition(":")
    if not colon or not is_one_of(label, words("documents", "organization", labels)):
        return None
    for form in words("documents", "organization", "legal_forms"):
        name = name.replace(form, " ")
    name = name.split("(")[0].strip()
    return name if 1 < len(name) <= _LONGEST_NAME and not any(letter.isdigit() for letter in name) else None


def _usual_spelling(name: str, lines: list[Line], cells: list[tuple[Place, str]]) -> str:
    """Return the institution's name as the document prints it most often: in full or in everyday form."""
    forms = {name, name.replace(" ", ""), short_form(name), short_form(name).replace(" ", "")}
    everything = "\n".join([line.text for line in lines] + [cell for _, cell in cells])
    return max(sorted(forms), key=everything.count)


def short_form(name: str) -> str:
    for full, short in pairs("documents", "organization", "short_forms"):
        name = name.replace(full, short)
    return name


def is_sheet_name(line: Line) -> bool:
    """Tell whether a line is the name of a worksheet: often that of a part, or of what stands on it."""
    return isinstance(line, Heading) and line.place.cell is None and line.text == line.place.sheet
