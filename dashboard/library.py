"""The report files that are on this machine, and the lines that figures were read from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl.readers.errors import ReadError
from etl.readers.text import lines_of

_TEXT = ".txt"
_MOST_COMPARED = 256


@dataclass(frozen=True, slots=True)
class Library:
    """The folders that may hold reports. A file counts only where name and content are the document's."""

    folders: tuple[Path, ...] = ()

    def lines(self, source_name: str, sha256: str) -> Sequence[str] | None:
        """Return the lines of a text report, as its reader counts them; None where the file is not here."""
        # A name leads to a file in the folder itself, never beside or above it.
        if Path(source_name).name != source_name or Path(source_name).suffix.lower() != _TEXT:
            return None
        for folder in self.folders:
            path = folder / source_name
            try:
                found = path.stat()
            except OSError:
                continue
            lines = _lines(path, (found.st_mtime_ns, found.st_size), sha256)
            if lines is not None:
                return lines
        return None

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
        return tuple(found)


@lru_cache(maxsize=16)
def _lines(path: Path, _version: tuple[int, int], sha256: str) -> tuple[str, ...] | None:
    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            return None
        return tuple(lines_of(content))
    except (OSError, ReadError):
        return None
