"""Where a figure was read."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[str, int]
"""Document and line."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document, with the text that stands there where a fact was read from it."""

    document_id: str
    title: str
    source_name: str
    line: int
    page: int | None
    raw: str | None
