"""Reads rendered pages as a person would: their text, their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from dash.development.base_component import Component

from dashboard.ui.fragment import Element, Fragment


def parts(root: Any) -> Iterator[Any]:
    """Yield every element, component and text of a page, outermost first."""
    yield root
    if isinstance(root, Fragment) and hasattr(root, "html"):
        yield unescape(re.sub(r"<[^>]*>", " ", str(root.html)))
    elif isinstance(root, Element | Component):
        children = getattr(root, "children", None)
        for child in children if isinstance(children, (list, tuple)) else [children]:
            if child is not None:
                yield from parts(child)


def text_of(root: Any) -> str:
    """Return the text of a page, pieces joined by a space."""
    return " ".join(str(part) for part in parts(root) if isinstance(part, (str, int, float)))


def links_of(root: Any) -> list[str]:
    """Return the addresses that a page leads to."""
    return [part.href for part in parts(root) if getattr(part, "href", None)]
