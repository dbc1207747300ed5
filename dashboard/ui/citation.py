"""Where a figure was read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypedDict
from urllib.parse import quote

Place = tuple[str, int]
"""Document and line."""


class Cited(TypedDict):
    """A row that was read from a place."""

    document_id: str
    line: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document, with the text that stands there where a fact was read from it."""

    document_id: str
    title: str
    source_name: str
    line: int
    page: int | None
    raw: str | None
    query: str = ""

    @property
    def address(self) -> str:
        """The address of the line in its document's own page. query: what else the address keeps."""
        path = line_address(self.document_id, self.line)
        return f"{path}&{self.query}" if self.query else path


@lru_cache(maxsize=4096)
def quoted(identifier: str) -> str:
    """Return an id as it stands in a path: the same ones are written again and again."""
    return quote(identifier, safe="")


def line_address(document_id: str, line: int) -> str:
    """Return the address of a line in its document's own page."""
    return f"/sources/{quoted(document_id)}?line={line}"
