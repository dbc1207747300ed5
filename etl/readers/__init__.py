"""Bytes to blocks: one file or folder per format, found by listing. A reader knows no budget.

A file is known by its content. Its ending counts for texts alone, which nothing else tells apart.
"""

from __future__ import annotations

import importlib
import pkgutil
import stat
from functools import lru_cache
from pathlib import Path

from etl.blocks import SourceDocument
from etl.readers.errors import ReadError
from etl.readers.format import Format

MAX_BYTES = 200_000_000
"""A larger file is no report."""


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """Return the formats that can be read, in the order in which they are asked."""
    modules = (importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__))
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return tuple(sorted(found, key=lambda one: (one.rank, one.name)))


def read_file(path: Path, called: str | None = None) -> SourceDocument:
    """Read a report. ReadError is one line: file, what is wrong, the mend.

    called: the name that the document is known by, where its file stands under another.
    """
    try:
        return read_content(called or shown(Path(path.name)), content_of(path))
    except ReadError as error:
        raise ReadError(f"{shown(path)}: {error}") from error
    except OSError as error:
        reason = error.strerror or error
        raise ReadError(f"{shown(path)}: cannot be read ({reason}); check the name and the rights") from error


def read_content(source_name: str, content: bytes) -> SourceDocument:
    """Read the content of a file. ReadError where it is no report of a known format."""
    return format_of(source_name, content).read(source_name, content)


def format_of(source_name: str, content: bytes) -> Format:
    """Return the format of a content. ReadError where none is known, or nothing is in it."""
    ending = Path(source_name).suffix.lower()
    if not content.strip():
        raise ReadError("the file is empty; nothing was read")
    has_known_ending = any(ending in one.endings for one in formats())
    for one in formats():
        if (has_known_ending or not one.is_text) and one.recognises(content, ending):
            return one
    if has_known_ending:
        raise ReadError(f"its content is none of a {ending} file, nor of another that is known; save it anew")
    raise ReadError(f"unknown file type {ending or '(none)'!r}; known are {known()}")


def known() -> str:
    """Return the formats that can be read and their endings, for people."""
    named = sorted((one for one in formats() if one.endings), key=lambda one: one.name)
    return ", ".join(f"{one.name} ({' '.join(one.endings)})" for one in named)


def content_of(path: Path) -> bytes:
    """Return the content of a regular file of a report's size. ReadError, OSError."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise ReadError("is no regular file; only files are read")
    if found.st_size > MAX_BYTES:
        raise ReadError(f"larger than {MAX_BYTES // 1_000_000} MB; split the report")
    with path.open("rb") as file:
        # It may have grown since it was asked.
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ReadError(f"larger than {MAX_BYTES // 1_000_000} MB; split the report")
    return content


def shown(path: Path) -> str:
    """Return a path as it can be printed: what is no letter, or moves a terminal, is escaped."""
    text = str(path).encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
