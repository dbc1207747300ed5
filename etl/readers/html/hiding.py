"""What a page hides: by an attribute, by its own style, or by the plain rules of its style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.readers.tree import Element

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_HIDES = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)",
    re.IGNORECASE,
)
_STRIKES = re.compile(r"(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_SELECTOR = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)?(?:([.#])([\w-]+))?")
_STRUCK_TAGS = ("del", "s", "strike")


@dataclass(frozen=True, slots=True)
class Rules:
    """The plain selectors (tag, tag.class, #id) that hide or strike out."""

    hidden: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)
    struck: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)

    def hides(self, element: Element) -> bool:
        """Tell whether an element is not shown."""
        return (
            element.get("hidden") is not None
            or bool(_HIDES.search(element.get("style", "")))
            or (bool(self.hidden) and not self.hidden.isdisjoint(_names(element)))
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
    struck: set[tuple[str, str, str]] = set()
    for sheet in root.iter("style"):
        for selectors, said in _plain_rules(_COMMENT.sub(" ", sheet.text or "")):
            for wanted, kept in ((_HIDES, hidden), (_STRIKES, struck)):
                if wanted.search(said):
                    kept |= set(_simple(selectors))
    return Rules(frozenset(hidden), frozenset(struck))


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
