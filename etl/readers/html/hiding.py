"""What a page hides: by an attribute, by its own style, or by the plain rules of its style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from etl.readers.tree import Element

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_HIDES = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*collapse|mso-hide\s*:\s*all)",
    re.IGNORECASE,
)
_KEEPS_PLACE = re.compile(
    r"(?:^|[;\s])(?:visibility\s*:\s*hidden|opacity\s*:\s*0*\.?0+\s*(?:;|!|$)"
    r"|font-size\s*:\s*0+[a-z%]*\s*(?:;|!|$)|color\s*:\s*transparent)",
    re.IGNORECASE,
)
"""What hides an element, but leaves its room: a cell stays a cell."""
_WHITE = re.compile(r"(?:^|[;\s])color\s*:\s*(?:white|#fff(?:fff)?)\s*(?:;|!|$)", re.IGNORECASE)
_GROUND = re.compile(r"background", re.IGNORECASE)
_STRIKES = re.compile(r"(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_SELECTOR = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)?(?:([.#])([\w-]+))?")
_STRUCK_TAGS = ("del", "s", "strike")

Name = tuple[str, str, str]
"""A plain selector: a tag, '.' or '#', and the name; each may be empty."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The plain selectors (tag, tag.class, #id) that hide or strike out; what strikes out may do so inside
    of other elements alone.

    has_grounds: whether a sheet gives anything a background, on which white text may be seen. tabs: the
    elements, by their ids, that a tab shows, with its name.
    """

    hidden: frozenset[Name] = field(default_factory=frozenset)
    emptied: frozenset[Name] = field(default_factory=frozenset)
    struck: frozenset[tuple[Name, ...]] = field(default_factory=frozenset)
    has_grounds: bool = False
    tabs: Mapping[str, str] = field(default_factory=dict)

    def hides(self, element: Element) -> bool:
        """Tell whether an element is not shown."""
        if self.tabs and element.get("id") in self.tabs:
            return False
        return (
            element.get("hidden") is not None
            or bool(_HIDES.search(element.get("style", "")))
            or (bool(self.hidden) and not self.hidden.isdisjoint(_names(element)))
            or self._is_emptied(element)
            or self._is_white(element)
        )

    def keeps_place(self, element: Element) -> bool:
        """Tell whether an element that is not shown leaves its room."""
        style = element.get("style", "")
        return (
            element.get("hidden") is None
            and not _HIDES.search(style)
            and (self.hidden.isdisjoint(_names(element)))
        )

    def _is_emptied(self, element: Element) -> bool:
        is_said = bool(self.emptied) and not self.emptied.isdisjoint(_names(element))
        return is_said or bool(_KEEPS_PLACE.search(element.get("style", "")))

    def _is_white(self, element: Element) -> bool:
        """Tell whether text has the colour of the paper, as nothing lays another one below it."""
        if self.has_grounds or not _WHITE.search(element.get("style", "")):
            return False
        return not any(
            one.get("bgcolor") or one.get("background") or _GROUND.search(one.get("style", ""))
            for one in (element, *element.iterancestors())
        )

    def strikes(self, element: Element) -> bool:
        """Tell whether a line is drawn through an element."""
        return (
            element.tag in _STRUCK_TAGS
            or bool(_STRIKES.search(element.get("style", "")))
            or (bool(self.struck) and self._is_struck(element))
        )

    def _is_struck(self, element: Element) -> bool:
        names = _names(element)
        return any(path[-1] in names and _stands_in(element, path[:-1]) for path in self.struck)


def _stands_in(element: Element, path: tuple[Name, ...]) -> bool:
    """Tell whether elements of a path's names stand around one, the first outermost."""
    left = list(path)
    for one in element.iterancestors() if left else ():
        if left[-1] in _names(one):
            left.pop()
            if not left:
                return True
    return not left


def rules(root: Element, tabs: Mapping[str, str]) -> Rules:
    """Return the rules of a page's style sheets. Those for one medium (@media) are passed over."""
    hidden: set[Name] = set()
    emptied: set[Name] = set()
    struck: set[tuple[Name, ...]] = set()
    has_grounds = False
    for sheet in root.iter("style"):
        text = _COMMENT.sub(" ", sheet.text or "")
        has_grounds = has_grounds or bool(_GROUND.search(text))
        for selectors, said in _plain_rules(text):
            paths = set(_paths(selectors))
            for wanted, kept in ((_HIDES, hidden), (_KEEPS_PLACE, emptied)):
                if wanted.search(said):
                    kept |= {path[0] for path in paths if len(path) == 1}
            struck |= paths if _STRIKES.search(said) else set()
    is_grounded = has_grounds or _links_sheets(root)
    return Rules(frozenset(hidden), frozenset(emptied), frozenset(struck), is_grounded, tabs)


def _links_sheets(root: Element) -> bool:
    """Tell whether a page has style sheets elsewhere, which are not read."""
    return any("stylesheet" in link.get("rel", "").lower() for link in root.iter("link"))


def _plain_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and what is said of them, outside of rules that hold others."""
    depth = start = opened = 0
    for found in re.finditer(r"[{}]", sheet):
        if found[0] == "{":
            depth += 1
            opened = found.end() if depth == 1 else opened
        else:
            depth = max(depth - 1, 0)
            if not depth:
                selectors = sheet[start : opened - 1].rpartition(";")[2]
                if "@" not in selectors:
                    yield selectors, sheet[opened : found.start()]
                start = found.end()


def _paths(selectors: str) -> Iterator[tuple[Name, ...]]:
    """Yield the selectors of plain parts, each from the outermost element to the one that is meant."""
    for one in selectors.split(","):
        found = [_SELECTOR.fullmatch(part) for part in one.split()]
        if found and all(found):
            yield tuple(((part[1] or "").lower(), part[2] or "", part[3] or "") for part in found if part)


def _names(element: Element) -> set[Name]:
    """Return every plain selector that means an element."""
    named = [(".", one) for one in element.get("class", "").split()]
    named += [("#", own)] if (own := element.get("id")) else []
    return {(tag, *one) for tag in ("", element.tag) for one in named} | {(element.tag, "", "")}
