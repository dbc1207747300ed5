"""The parts of an HWPX file: its sections in order, and the styles that their paragraphs name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.readers.archive import Archive
from etl.readers.errors import ReadError
from etl.readers.numbering import Level
from etl.readers.tree import Element, attribute, child, children, local, number, root_of

_PACKAGE = "Contents/content.hpf"
_SECTION = re.compile(r"(?:^|/)section(\d+)\.xml$", re.IGNORECASE)
_HEADER = re.compile(r"(?:^|/)header\.xml$", re.IGNORECASE)
_NO_LINES = ("", "NONE", "3D")
"""'3D' stands at letters without a line, in many a file of Hancom Office."""
FORMS = {
    "DIGIT": "decimal",
    "CIRCLED_DIGIT": "circled",
    "ROMAN_CAPITAL": "roman",
    "ROMAN_SMALL": "roman_small",
    "LATIN_CAPITAL": "latin",
    "LATIN_SMALL": "latin_small",
    "HANGUL_SYLLABLE": "syllable",
    "HANGUL_JAMO": "letter",
}
_WHITE = "#FFFFFF"
_NO_COLOURS = ("NONE", "", _WHITE)


@dataclass(frozen=True, slots=True)
class Head:
    """What is drawn before paragraphs of a style. kind: OUTLINE, NUMBER, BULLET, NONE. level: from 0."""

    kind: str
    list_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Styles:
    """The heads of paragraphs by the ids of their forms, the lists that these name, and the ids of letters
    that a line is drawn through, of raised ones, and of white ones.

    filled: the ids of borders that fill what they surround; coloured: of forms of paragraphs that have one.
    """

    heads: dict[str, Head] = field(default_factory=dict)
    numberings: dict[str, tuple[Level, ...]] = field(default_factory=dict)
    bullets: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    white: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    coloured: set[str] = field(default_factory=set)


def sections(archive: Archive) -> tuple[Styles, Iterator[Element]]:
    """Return the styles and the sections in order. ReadError where there is no section."""
    names = _in_order(archive)
    if not names:
        raise ReadError("holds no section of text; save it anew")
    header = next((name for name in archive.names if _HEADER.search(name)), None)
    styles = _styles(root_of(archive.markup(header), header)) if header else Styles()
    return styles, (root_of(archive.markup(name), name) for name in names)


def _in_order(archive: Archive) -> list[str]:
    """Return the names of the sections as the package lists them; what it does not list, by number."""
    by_number = sorted(
        (int(found[1]), name)
        for name in archive.names
        if (found := _SECTION.search(name)) and len(found[1]) < 6
    )
    names = [name for _, name in by_number]
    listed = [name for name in _spine(archive) if name in names]
    return [*listed, *(name for name in names if name not in listed)]


def _spine(archive: Archive) -> list[str]:
    if _PACKAGE not in archive:
        return []
    root = root_of(archive.markup(_PACKAGE), _PACKAGE)
    manifest, spine = child(root, "manifest"), child(root, "spine")
    if manifest is None or spine is None:
        return []
    hrefs = {attribute(item, "id"): attribute(item, "href") for item in children(manifest, "item")}
    found = [hrefs.get(attribute(item, "idref"), "") for item in children(spine, "itemref")]
    folder = posixpath.dirname(_PACKAGE)
    return [href if href in archive else posixpath.join(folder, href) for href in dict.fromkeys(found)]


def _styles(root: Element) -> Styles:
    styles = Styles()
    for element in root.iter("{*}borderFill"):
        if _is_filled(element):
            styles.filled.add(attribute(element, "id"))
    for element in root.iter():
        name, own = local(element), attribute(element, "id") if len(element.attrib) else ""
        if name == "paraPr":
            border = child(element, "border")
            if border is not None and attribute(border, "borderFillIDRef") in styles.filled:
                styles.coloured.add(own)
            heading = child(element, "heading")
            if heading is not None:
                styles.heads[own] = Head(
                    attribute(heading, "type", "NONE"), attribute(heading, "idRef"), number(heading, "level")
                )
        elif name == "numbering":
            heads = sorted(children(element, "paraHead"), key=lambda head: number(head, "level"))
            styles.numberings[own] = tuple(map(_level, heads))
        elif name == "charPr":
            line = child(element, "strikeout")
            if line is not None and attribute(line, "shape") not in _NO_LINES:
                styles.struck.add(own)
            if child(element, "supscript") is not None:
                styles.raised.add(own)
            shade = attribute(element, "shadeColor", "none")
            if attribute(element, "textColor").upper() == _WHITE and shade.upper() in _NO_COLOURS:
                styles.white.add(own)
        elif name == "bullet":
            styles.bullets[own] = attribute(element, "char")
    return styles


def _is_filled(element: Element) -> bool:
    """Tell whether a border or a shape is filled with anything but white."""
    brush = child(element, "fillBrush")
    if brush is None:
        return False
    return any(
        local(one) != "winBrush"
        or attribute(one, "faceColor", "none").upper() not in _NO_COLOURS
        or attribute(one, "hatchStyle")
        for one in brush
    )


def _level(head: Element) -> Level:
    form = FORMS.get(attribute(head, "numFormat"), "decimal")
    return Level(number(head, "start", 1), form, head.text or "")
