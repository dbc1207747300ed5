"""Bytes to blocks: one reader per format, found by the file's ending. A reader knows no budget."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from etl.blocks import SourceDocument
from etl.readers import text
from etl.readers.errors import ReadError

_READERS: dict[str, Callable[[str, bytes], SourceDocument]] = {".txt": text.read}
MAX_BYTES = 200_000_000
"""A larger file is no report."""


def read_file(path: Path) -> SourceDocument:
    """Read a report. ReadError is one line: file, what is wrong, the mend."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(_READERS))
        raise ReadError(f"{path}: unknown file type {path.suffix or '(none)'!r}; known are {known}")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB; split the report")
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{path}: cannot be read ({error.strerror}); check the name and the rights"
        ) from error
    try:
        return reader(path.name, content)
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from error
