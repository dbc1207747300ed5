"""The parts of a DOCX file: its document, notes and margins, and what its styles and lists say."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.readers.archive import Archive
from etl.readers.errors import ReadError
from etl.readers.numbering import Level, Numbering
from etl.readers.tree import Element, attribute, child, children, local, number, root_of

_ROOT = ""
_HEADING = re.compile(r"^heading ([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc [1-9]|table of figures)$", re.IGNORECASE)
_BODY_RANK = 10
_FORMS = {
    "decimal": "decimal",
    "decimalEnclosedCircle": "circled",
    "decimalEnclosedCircleChinese": "circled",
    "upperRoman": "roman",
    "lowerRoman": "roman_small",
    "upperLetter": "latin",
    "lowerLetter": "latin_small",
    "ganada": "syllable",
    "chosung": "letter",
    "bullet": "bullet",
    "none": "none",
}
_MOST_BASES = 20
WHITE = "FFFFFF"
_NO_COLOURS = ("AUTO", "", WHITE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs, with what it is based on.

    rank: of an outline, from 1; 0 where it is text. list_id, level: of the list that it draws. is_contents:
    of a table of contents. is_coloured: whether it lays a colour below letters.
    """

    rank: int = 0
    list_id: str = ""
    level: int | None = None
    is_hidden: bool = False
    is_struck: bool = False
    is_contents: bool = False
    is_coloured: bool = False


@dataclass(slots=True)
class Package:
    """The parts of one file."""

    archive: Archive
    styles: dict[str, Style] = field(init=False)
    default_style: str = field(init=False, default="")
    document: Element = field(init=False)
    _relations: dict[str, list[str]] = field(init=False)
    _lists: dict[str, Numbering] = field(init=False)
    _levels_of_styles: dict[tuple[str, str], int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        main = self._related(_ROOT).get("officeDocument", [])
        if not main:
            raise ReadError("names no document in its package; save it anew")
        self.document = self._root(main[0])
        self._relations = self._related(main[0])
        self.styles = {}
        for root in self._parts("styles"):
            self._read_styles(root)
        self._lists = {}
        for root in self._parts("numbering"):
            self._read_lists(root)

    def notes(self, kind: str) -> dict[str, Element]:
        """Return the notes of a kind ('footnotes', 'endnotes') by their ids."""
        return {attribute(note, "id"): note for root in self._parts(kind) for note in root}

    def margins(self) -> Iterator[Element]:
        """Yield what stands above and below the text of pages."""
        yield from self._parts("header")
        yield from self._parts("footer")

    def mark(self, list_id: str, level: int | None, style: str) -> tuple[str, int]:
        """Count a paragraph of a list; return what is drawn before it, and its level."""
        own = self._levels_of_styles.get((list_id, style), 0) if level is None else level
        counted = self._lists.get(list_id)
        return (counted.mark(own) if counted else "", own)

    def _related(self, part: str) -> dict[str, list[str]]:
        """Return the parts that a part names, by their kind; none is outside of the file."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, list[str]] = {}
        if relations not in self.archive:
            return found
        for one in children(root_of(self.archive.markup(relations), relations), "Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, attribute(one, "Target"))).lstrip("/")
            if attribute(one, "TargetMode") != "External" and target in self.archive:
                found.setdefault(attribute(one, "Type").rpartition("/")[2], []).append(target)
        return found

    def _parts(self, kind: str) -> Iterator[Element]:
        return (self._root(name) for name in dict.fromkeys(self._relations.get(kind, ())))

    def _root(self, name: str) -> Element:
        return root_of(self.archive.markup(name), name)

    def _read_styles(self, root: Element) -> None:
        by_id = {attribute(style, "styleId"): style for style in children(root, "style")}
        for name, style in by_id.items():
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                self.default_style = name
            self.styles[name] = _style(name, by_id)

    def _read_lists(self, root: Element) -> None:
        abstract = {attribute(one, "abstractNumId"): one for one in children(root, "abstractNum")}
        shared: dict[str, Numbering] = {}
        for one in children(root, "num"):
            own, base = attribute(one, "numId"), _value(one, "abstractNumId")
            source = self._linked(root, abstract, base)
            overrides = list(children(one, "lvlOverride"))
            levels = _levels(source, overrides) if source is not None else ()
            is_shared = not any(local(part) for override in overrides for part in override)
            self._lists[own] = shared.setdefault(base, Numbering(levels)) if is_shared else Numbering(levels)
            for level in children(source, "lvl") if source is not None else ():
                if style := _value(level, "pStyle"):
                    self._levels_of_styles[own, style] = number(level, "ilvl")

    def _linked(self, root: Element, abstract: dict[str, Element], base: str) -> Element | None:
        """Return the list that is meant, where one only names the style of another."""
        found = abstract.get(base)
        link = _value(found, "numStyleLink") if found is not None else ""
        if not link or link not in self.styles:
            return found
        other = next(
            (one for one in children(root, "num") if attribute(one, "numId") == self.styles[link].list_id),
            None,
        )
        return abstract.get(_value(other, "abstractNumId")) if other is not None else None


def is_on(properties: Element | None, name: str) -> bool | None:
    """Tell whether a property is set; None where nothing is said of it."""
    found = child(properties, name) if properties is not None else None
    return None if found is None else attribute(found, "val", "true") not in ("0", "false", "off")


def _value(element: Element, *path: str) -> str:
    found = child(element, *path)
    return attribute(found, "val") if found is not None else ""


def rank_of(properties: Element | None) -> int | None:
    """Return the rank in the outline that properties of a paragraph say; None where they say none."""
    level = child(properties, "outlineLvl") if properties is not None else None
    if level is None:
        return None
    rank = number(level, "val", _BODY_RANK) + 1
    return rank if rank < _BODY_RANK else 0


def is_shaded(shade: Element) -> bool:
    """Tell whether a shade has another colour than the paper."""
    return (
        attribute(shade, "fill", "auto").upper() not in _NO_COLOURS
        or attribute(shade, "val", "clear") not in ("clear", "nil")
        or bool(attribute(shade, "themeFill"))
    )


def list_of(properties: Element | None) -> tuple[str, int | None] | None:
    """Return the list and the level that properties of a paragraph name; None where they name none."""
    found = child(properties, "numPr") if properties is not None else None
    if found is None:
        return None
    level = child(found, "ilvl")
    return _value(found, "numId"), None if level is None else number(level, "val")


def _style(name: str, by_id: dict[str, Element]) -> Style:
    rank: int | None = None
    own: tuple[str, int | None] | None = None
    is_hidden: bool | None = None
    is_struck: bool | None = None
    is_contents = is_coloured = False
    for _ in range(_MOST_BASES):
        style = by_id.get(name)
        if style is None:
            break
        is_coloured = is_coloured or any(map(is_shaded, style.iter("{*}shd")))
        is_contents = is_contents or bool(_CONTENTS.match(_value(style, "name")))
        if rank is None:
            named = _HEADING.match(_value(style, "name"))
            rank = rank_of(child(style, "pPr"))
            rank = int(named[1]) if rank is None and named else rank
        own = own if own and own[0] else list_of(child(style, "pPr")) or own
        drawn = child(style, "rPr")
        is_hidden = is_on(drawn, "vanish") if is_hidden is None else is_hidden
        is_struck = is_on(drawn, "strike") if is_struck is None else is_struck
        name = _value(style, "basedOn")
    list_id, level = own or ("", None)
    return Style(rank or 0, list_id, level, bool(is_hidden), bool(is_struck), is_contents, is_coloured)


def _levels(source: Element, overrides: list[Element]) -> list[Level]:
    own = {number(level, "ilvl"): level for level in children(source, "lvl")}
    starts: dict[int, int] = {}
    for override in overrides:
        at = number(override, "ilvl")
        if (level := child(override, "lvl")) is not None:
            own[at] = level
        if (start := child(override, "startOverride")) is not None:
            starts[at] = number(start, "val", 1)
    return [
        _level(own[at], starts.get(at)) if at in own else Level(form="none")
        for at in range(min(max(own, default=-1) + 1, _BODY_RANK))
    ]


def _level(level: Element, start: int | None) -> Level:
    first = child(level, "start")
    form = _FORMS.get(_value(level, "numFmt") or "decimal", "decimal")
    begins = start if start is not None else number(first, "val", 1) if first is not None else 0
    return Level(begins, form, _value(level, "lvlText"))
