"""Which institution a document is of, as its cover, its ordinance or a line of it names it.

Signs in place of a name, and the name of a worksheet, name none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.blocks import Bullet, Heading, Line, Place, Table
from etl.korean import cover_patterns, units
from etl.vocabulary import is_one_of, pairs, words

_LONGEST_NAME = 30
_LATIN_NAME = re.compile(r"^[A-Za-z][A-Za-z&,.' -]{8,}$")
_SHORTEST_PLACE = 3
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
    after = "|".join(words("documents", "organization", "after"))
    named = re.compile(rf"^({cover_patterns.ORGANIZATION_LETTERS}{{2,40}}?(?:{endings}))(?:\s+(?:{after}))?$")
    # What calls itself the institution's name is none of a title's words.
    said = ((_stated(line.text, "named"), line.place.line) for line in cover)
    stated = next(((name, line) for name, line in said if name and named.match(name)), None)
    sheets = [line for line in cover if is_sheet_name(line)]
    cover = [line for line in cover if line not in sheets and not _is_placeholder(line)]
    for index, line in enumerate(cover):
        if (found := named.match(line.text)) and (stated is None or stated[0] == found[1]):
            following = cover[index + 1].text if index + 1 < len(cover) else ""
            is_english = bool(_LATIN_NAME.match(following))
            over = _place(cover[index - 1]) if index else None
            whole = found[1] if over is None or stated else f"{over} {found[1]}"
            return Found(whole, line.place.line, name_en=following if is_english else None)
    if stated is not None:
        return Found(*stated)
    ordinance = cover_patterns.ORDINANCE
    cells = [(row.place, cell) for table in tables for row in table.rows for cell in row.cells]
    for place, content in [*((line.place, line.text) for line in lines), *cells]:
        if (found := ordinance.search(content)) and not cover_patterns.PLACEHOLDER.search(found[1]):
            return Found(_usual_spelling(found[1], lines, cells), place.line)
    for line in cover[:4]:
        if name := _named_in(line.text):
            return Found(name, line.place.line)
        if of_office := _office_in(line.text):
            return Found(of_office, line.place.line, "proposed")
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


def _named_in(content: str) -> str | None:
    """Return the institution that the first or last word of a title names."""
    pieces = content.split()
    if not pieces or units.stated_unit(content) is not None:
        return None
    endings = words("documents", "organization", "endings")
    places = words("documents", "organization", "places")
    bodies = words("documents", "organization", "bodies")
    is_of_place = pieces[0].endswith(places) and not any(map(str.isdigit, pieces[0]))  # '2031년도' is none
    if len(pieces) > 1 and is_of_place and _is_house(pieces[1]):
        return f"{pieces[0]} {pieces[1]}"
    if _office_in(content):
        return None
    for printed in dict.fromkeys((pieces[0], pieces[-1])):
        # A report on a city's bodies names the city, glued to them or not.
        piece = printed.removesuffix(next((body for body in bodies if printed.endswith(body)), ""))
        if any(letter.isdigit() for letter in piece):
            continue
        if piece.endswith(endings) and len(piece) > _SHORTEST_PLACE:
            return piece
        if piece.endswith(places) and len(piece) >= _SHORTEST_PLACE:
            return piece
    return None


def _is_house(piece: str) -> bool:
    """Tell whether a word behind a place names a house that is an institution with it: '가람시 나눔센터'."""
    endings = ("endings", "headquarters", "schools")
    if any(letter.isdigit() for letter in piece) or len(piece) < _SHORTEST_PLACE:
        return False
    ranks, no_places = (words("documents", "organization", one) for one in ("ranks", "no_places"))
    is_place = piece.endswith(ranks) and not piece.endswith(no_places)
    return is_place or any(piece.endswith(words("documents", "organization", one)) for one in endings)


def _office_in(content: str) -> str | None:
    """Return the body of a university that a title names: whether it or all of it reports, nobody says."""
    pieces = content.split()[:2]
    if len(pieces) < 2 or not pieces[0].endswith(words("documents", "organization", "universities")):
        return None
    place, office = pieces
    is_word = (
        office.endswith(words("documents", "organization", "no_offices")) or len(office) < _SHORTEST_PLACE
    )
    is_office = office.endswith(words("documents", "organization", "offices")) and not is_word
    has_figure = any(letter.isdigit() for letter in place + office)
    return f"{place} {office}" if is_office and not has_figure and len(place) >= _SHORTEST_PLACE else None


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
