"""Reads rendered pages as a person would: their text, their links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def parts(root: Any) -> Iterator[Any]:
    """Yield every component and text of a page, outermost first."""
    yield root
    if isinstance(root, Component):
        children = getattr(root, "children", None)
        for child in children if isinstance(children, (list, tuple)) else [children]:
            if child is not None:
                yield from parts(child)


def text_of(root: Any) -> str:
    """Return the text of a page, pieces joined by a space."""
    return " ".join(str(part) for part in parts(root) if isinstance(part, (str, int, float)))


def links_of(root: Any) -> list[str]:
    """Return the addresses that a page leads to."""
    return [part.href for part in parts(root) if isinstance(part, Component) and getattr(part, "href", None)]
