"""Office files are archives (ZIP) of markup: what may stand in one, and reading it within bounds.

Nothing is unpacked to the disk. A library that opens the content by itself gets it after `check` only.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO

from etl.readers.errors import ReadError

MOST_ENTRIES = 10_000
MOST_BYTES = 500_000_000
MOST_RATIO = 200
SMALL_BYTES = 10_000_000
"""An entry below it may be packed as tightly as it likes: blank pages and pictures are."""

_CHUNK = 1 << 20
_FIRST = b"PK\x03\x04"
_BEFORE_ENTRY = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\0-\x1f]")
_PICTURE = re.compile(r"\.(?:svg|png|jpe?g|gif|bmp|tiff?|emf|wmf|wdp|ico|bin|ttf|odttf|ole)$", re.IGNORECASE)
_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})")
_ENCODINGS = (b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii")
_FORBIDDEN = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_LONGEST_FORBIDDEN = max(map(len, _FORBIDDEN))
_LONGEST_SHOWN = 80
_DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError, ValueError,
    LookupError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile raises for a content that is no whole archive, or one that it cannot unpack."""


class Archive:
    """An archive that keeps the bounds. ReadError, one line, where it does not."""

    def __init__(self, content: bytes) -> None:
        # Counted before it is opened: each entry costs memory then.
        if content.count(_ENTRY) > MOST_ENTRIES:
            raise ReadError(f"holds more than {MOST_ENTRIES:,} parts; it is no report, check the file")
        with _as_damaged():
            self._file = zipfile.ZipFile(io.BytesIO(content))
        self._entries = {one.filename: one for one in self._file.infolist()}
        _keep_bounds(self._file.infolist())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its entries, folders left out."""
        return tuple(name for name, one in self._entries.items() if not one.is_dir())

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Return what an entry holds. ReadError where it is not there, or is damaged."""
        return b"".join(self.chunks(name))

    def markup(self, name: str) -> bytes:
        """Return an entry of markup. ReadError where it declares entities, which office files never do."""
        return b"".join(_without_entities(name, self.chunks(name)))

    def check(self) -> None:
        """Read every entry, and refuse what a library that opens the archive by itself could fall for."""
        for name in self.names:
            chunks = self.chunks(name)
            for _ in chunks if _PICTURE.search(name) else _without_entities(name, chunks):
                pass

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield what an entry holds, a part at a time."""
        if name not in self._entries:
            raise ReadError(f"lacks its part {_shown(name)}; it is damaged, save it anew")
        entry = self._entries[name]
        size = 0
        with _as_damaged():
            file = self._file.open(entry)
        with file:
            while chunk := _next(file):
                size += len(chunk)
                if size > entry.file_size:
                    raise ReadError(f"{_shown(name)} is larger than it says; it is damaged, save it anew")
                yield chunk


def names_in(content: bytes) -> tuple[str, ...]:
    """Return the names of an archive's entries, to tell its format; none where it is no archive.

    Nothing is unpacked, and nothing is refused: that is the reader's. Of a damaged one the names are told
    that stand before its entries.
    """
    if not content.startswith(_FIRST):
        return ()
    if content.count(_ENTRY) <= MOST_ENTRIES:
        try:
            with _as_damaged(), zipfile.ZipFile(io.BytesIO(content)) as file:
                return tuple(file.namelist())
        except ReadError:
            pass
    found = islice(_BEFORE_ENTRY.finditer(content), MOST_ENTRIES)
    sizes = ((match.end(), int.from_bytes(match[1], "little")) for match in found)
    return tuple(content[start : start + size].decode("utf-8", "replace") for start, size in sizes)


def _keep_bounds(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise ReadError(f"holds more than {MOST_ENTRIES:,} parts; it is no report, check the file")
    twice = [name for name, count in Counter(one.filename for one in entries).items() if count > 1]
    if twice:
        raise ReadError(f"holds its part {_shown(twice[0])} twice; save it anew")
    for one in entries:
        # Of a name with a NUL, zipfile keeps what stands before it.
        if _OUTSIDE.search(one.orig_filename.replace("\\", "/")):
            raise ReadError(f"holds a part outside of itself ({_shown(one.orig_filename)}); check the file")
        if one.flag_bits & _ENCRYPTED:
            raise ReadError("is protected by a password; save it without one")
        if one.file_size > SMALL_BYTES and one.file_size > MOST_RATIO * one.compress_size:
            times = f"{one.file_size // max(one.compress_size, 1):,}"
            raise ReadError(f"{_shown(one.filename)} unpacks to {times} times its size; check the file")
    if sum(one.file_size for one in entries) > MOST_BYTES:
        raise ReadError(f"unpacks to more than {MOST_BYTES // 1_000_000} MB; split the report")


def _next(file: IO[bytes]) -> bytes:
    with _as_damaged():
        return file.read(_CHUNK)


def _without_entities(name: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield chunks of markup up to one that declares entities: that is refused."""
    before = b""
    for number, chunk in enumerate(chunks):
        declared = _DECLARED.match(chunk) if number == 0 else None
        if declared and declared[1].lower() not in _ENCODINGS:
            raise ReadError(f"{_shown(name)} is written in {declared[1].decode()}; save it anew")
        seen = before + chunk
        if any(word in seen for word in _FORBIDDEN):
            raise ReadError(f"{_shown(name)} declares entities, as no office does; check the file")
        before = seen[-_LONGEST_FORBIDDEN:]
        yield chunk


@contextmanager
def _as_damaged() -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise ReadError(f"is a damaged archive ({type(error).__name__}); save it anew") from error


def _shown(name: str) -> str:
    return ascii(name[:_LONGEST_SHOWN])
