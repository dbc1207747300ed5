"""What an HWP file says of itself: whether it may be read, how large it is, and what its lists draw."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

import olefile

from etl.readers.errors import ReadError
from etl.readers.numbering import Level

_HEADER, _ABOUT, _TEXT = "FileHeader", "DocInfo", "BodyText"
_FLAGS = 36
_COMPRESSED = 0x1
_REFUSED = (
    (0x2, "is protected by a password; save it without one"),
    (0x4, "is for distribution, and its text locked; save it as HWPX or PDF"),
    (0x10 | 0x100 | 0x400, "is protected by rights or a certificate; save it without"),
    (1 << 14, "keeps track of changes, and does not tell what is deleted; accept them, or save it as HWPX"),
)
_MOST_BYTES, _SMALL_BYTES, _MOST_RATIO = 500_000_000, 10_000_000, 200
_CHUNK = 1 << 20
_NUMBERING, _BULLET = 23, 24
_LEVELS = 7
_HEAD = struct.Struct("<IhhI")
_FORMS = {
    0: "decimal", 1: "circled", 2: "roman", 3: "roman_small", 4: "latin", 5: "latin_small", 8: "syllable",
    10: "letter",
}  # fmt: skip
_DAMAGED = (
    OSError, ValueError, struct.error, zlib.error, IndexError, KeyError, TypeError, AttributeError,
    OverflowError, EOFError,
)  # fmt: skip
"""What the library raises for a file that is cut off or damaged."""


def opened(content: bytes) -> tuple[dict[str, tuple[Level, ...]], dict[str, str]]:
    """Return the numberings and the signs of a document, by their ids. ReadError where it may not be read."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            flags = int.from_bytes(file.openstream(_HEADER).read()[_FLAGS : _FLAGS + 4], "little")
            for bits, said in _REFUSED:
                if flags & bits:
                    raise ReadError(said)
            for path in file.listdir():
                if path[0] in (_TEXT, _ABOUT) and flags & _COMPRESSED:
                    _keep_bounds(file.openstream(path).read())
            about = file.openstream(_ABOUT).read()
            unpacked = zlib.decompressobj(-15).decompress(about) if flags & _COMPRESSED else about
            return _lists(unpacked)
    except _DAMAGED as error:
        raise ReadError("is a damaged HWP file; save it anew") from error


def _keep_bounds(packed: bytes) -> None:
    """Refuse what unpacks to more than a report holds."""
    unpacking = zlib.decompressobj(-15)
    size = 0
    rest = packed
    while rest and not unpacking.eof:
        size += len(unpacking.decompress(rest, _CHUNK))
        rest = unpacking.unconsumed_tail
        if size > _MOST_BYTES or (size > _SMALL_BYTES and size > _MOST_RATIO * len(packed)):
            raise ReadError("unpacks to many times its size; check the file")


def _lists(about: bytes) -> tuple[dict[str, tuple[Level, ...]], dict[str, str]]:
    numberings: dict[str, tuple[Level, ...]] = {}
    bullets: dict[str, str] = {}
    for tag, record in _records(about):
        if tag == _NUMBERING:
            numberings[str(len(numberings) + 1)] = tuple(_levels(record))
        elif tag == _BULLET:
            sign = record[_HEAD.size : _HEAD.size + 2].decode("utf-16-le", "replace")
            bullets[str(len(bullets) + 1)] = sign.strip("\0￿")
    return numberings, bullets


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the tag and the content of each record; the last may be cut off."""
    at = 0
    while at + 4 <= len(stream):
        header = int.from_bytes(stream[at : at + 4], "little")
        at += 4
        size = header >> 20
        if size == 0xFFF:
            size = int.from_bytes(stream[at : at + 4], "little")
            at += 4
        yield header & 0x3FF, stream[at : at + size]
        at += size


def _levels(record: bytes) -> Iterator[Level]:
    """Yield the levels of a numbering: their forms and patterns; behind all stand their first numbers."""
    at = 0
    found: list[tuple[str, str]] = []
    while len(found) < _LEVELS and at + _HEAD.size + 2 <= len(record):
        said, *_ = _HEAD.unpack_from(record, at)
        at += _HEAD.size
        length = 2 * int.from_bytes(record[at : at + 2], "little")
        at += 2
        pattern = record[at : at + length].decode("utf-16-le", "replace")
        at += length
        found.append((_FORMS.get(said >> 5 & 0xF, "decimal"), pattern))
    starts = record[at + 2 :]
    for number, (form, pattern) in enumerate(found):
        start = starts[4 * number : 4 * number + 4]
        yield Level(int.from_bytes(start, "little") if len(start) == 4 else 1, form, pattern)
