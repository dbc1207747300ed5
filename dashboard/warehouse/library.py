"""The report files that are on this machine: their lines, and the pictures of their pages."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard.warehouse.facsimiles import Box, Facsimiles, PrintedLine
from etl.drawing import is_drawable
from etl.facsimile import may_be
from etl.readers import content_of, format_of
from etl.readers.errors import ReadError
from etl.readers.text import lines_of

_TEXT = ".txt"
_PDF = b"%PDF-"
_HEAD_BYTES = 1024
_MOST_COMPARED = 256


@dataclass(frozen=True, slots=True)
class Library:
    """The folders that may hold reports. A file counts only where name and content are the document's.

    facsimiles: what is kept of documents that are no text; without it nothing is shown of them.
    """

    folders: tuple[Path, ...] = ()
    facsimiles: Facsimiles | None = None

    def file(self, source_name: str, sha256: str) -> Path | None:
        """Return the file of a report; None where it is not here."""
        for path in may_be(self.folders, source_name, sha256):
            try:
                found = path.stat()
            except OSError:
                continue
            if _digest(path, (found.st_mtime_ns, found.st_size)) == sha256:
                return path
        return None

    def lines(self, source_name: str, sha256: str) -> Sequence[PrintedLine] | None:
        """Return the lines of a report, as its reader counts them, every number once and in order.

        None where the file is not here, or is being read: then they are there later.
        """
        path = self.file(source_name, sha256)
        if path is None:
            return None
        if path.suffix.lower() == _TEXT and (texts := _lines(path, sha256)) is not None:
            return texts
        return self.facsimiles.lines(path, sha256) if self.facsimiles else None

    def has_pages(self, source_name: str, sha256: str) -> bool:
        """Tell whether pictures of a report's pages can be made."""
        path = self.file(source_name, sha256) if self.facsimiles else None
        return path is not None and (_is_pdf(path, sha256) or self.is_drawn(sha256))

    def is_drawable(self, source_name: str, sha256: str) -> bool:
        """Tell by its content whether a load could draw a report's pages."""
        path = self.file(source_name, sha256)
        return path is not None and _is_drawable(path, sha256)

    def is_drawn(self, sha256: str) -> bool:
        """Tell whether the pages of a report are those that a program drew of it."""
        return self.facsimiles is not None and self.facsimiles.is_drawn(sha256)

    def page(self, source_name: str, sha256: str, page: int, box: Box | None = None) -> bytes | None:
        """Return the picture of a page (PNG), or of the part around a box; None where there is none."""
        path = self.file(source_name, sha256)
        if path is None or self.facsimiles is None or not self.has_pages(source_name, sha256):
            return None
        return self.facsimiles.page(path, sha256, page, box)

    def version(self) -> tuple[tuple[str, int, int], ...] | None:
        """Return what tells the files here now from those of another time; None where they are too many."""
        found: list[tuple[str, int, int]] = []
        for folder in self.folders:
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if len(found) == _MOST_COMPARED:
                            return None
                        state = entry.stat()
                        found.append((entry.path, state.st_mtime_ns, state.st_size))
            except OSError:
                continue
        if self.facsimiles is not None:
            found += [(digest, made, 0) for digest, made in self.facsimiles.read()]
        return tuple(found)


@lru_cache(maxsize=256)
def _digest(path: Path, _version: tuple[int, int]) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


@lru_cache(maxsize=16)
def _lines(path: Path, sha256: str) -> tuple[PrintedLine, ...] | None:
    """Return the lines of a text; None where it is none. sha256: its content's, so that no other is kept."""
    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            return None
        if not format_of(path.name, content).is_text:
            return None
        texts = lines_of(content)
    except (OSError, ReadError):
        return None
    return tuple(PrintedLine(number, tuple(text.split("\t"))) for number, text in enumerate(texts, start=1))


@lru_cache(maxsize=256)
def _is_drawable(path: Path, _sha256: str) -> bool:
    try:
        return is_drawable(format_of(path.name, content_of(path)).name)
    except (OSError, ReadError):
        return False


@lru_cache(maxsize=256)
def _is_pdf(path: Path, _sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return _PDF in file.read(_HEAD_BYTES)
    except OSError:
        return False
