"""Attributes for those who do not see the page."""

from __future__ import annotations

from typing import Any

HIDDEN: dict[str, Any] = {"aria-hidden": "true"}
"""For what is said elsewhere in words."""


def named(text: str) -> dict[str, Any]:
    """Return the attribute that names an element."""
    return {"aria-label": text}
