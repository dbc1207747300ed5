"""What a page hides: by an attribute, by its own style, or by the plain rules of its style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class Rules:
    """The plain selectors (tag, tag.class, #id) that hide or strike out.

    has_grounds: whether a sheet gives anything a background, on which white text may be seen.
    """

    hidden: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)
    emptied: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)
    struck: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)
    has_grounds: bool = False

    def hides(self, element: Element) -> bool:
        """Tell whether an element is not shown."""
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
            or (bool(self.struck) and not self.struck.isdisjoint(_names(element)))
        )


def rules(root: Element) -> Rules:
    """Return the rules of a page's style sheets. Those for one medium (@media) are passed over."""
    hidden: set[tuple[str, str, str]] = set()
    emptied: set[tuple[str, str, str]] = set()
    struck: set[tuple[str, str, str]] = set()
    has_grounds = False
    for sheet in root.iter("style"):
        text = _COMMENT.sub(" ", sheet.text or "")
        has_grounds = has_grounds or bool(_GROUND.search(text))
        for selectors, said in _plain_rules(text):
            for wanted, kept in ((_HIDES, hidden), (_KEEPS_PLACE, emptied), (_STRIKES, struck)):
                if wanted.search(said):
                    kept |= set(_simple(selectors))
    return Rules(frozenset(hidden), frozenset(emptied), frozenset(struck), has_grounds or _links_sheets(root))


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


def _simple(selectors: str) -> Iterator[tuple[str, str, str]]:
    for one in selectors.split(","):
        found = _SELECTOR.fullmatch(one.strip())
        if found and found[0]:
            yield (found[1] or "").lower(), found[2] or "", found[3] or ""


def _names(element: Element) -> set[tuple[str, str, str]]:
    """Return every plain selector that means an element."""
    named = [(".", one) for one in element.get("class", "").split()]
    named += [("#", own)] if (own := element.get("id")) else []
    return {(tag, *one) for tag in ("", element.tag) for one in named} | {(element.tag, "", "")}
