"""Files that are known, and cannot be read: what they are, and what to do instead."""

from __future__ import annotations

from etl.blocks import SourceDocument
from etl.readers.errors import ReadError
from etl.readers.format import Format

_BY_START: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a picture (PNG); give the report itself, not its picture"),
    (b"\xff\xd8\xff", "a picture (JPEG); give the report itself, not its picture"),
    (b"GIF8", "a picture (GIF); give the report itself, not its picture"),
    (b"II*\0", "a picture (TIFF); give the report itself, not its picture"),
    (b"MM\0*", "a picture (TIFF); give the report itself, not its picture"),
    (b"HWP Document File V", "a HWP 3 file; save it as HWPX or PDF"),
    (b"{\\rtf", "a rich text file (RTF); save it as DOCX"),
    (b"7z\xbc\xaf'\x1c", "an archive (7z); unpack it first"),
    (b"Rar!\x1a\x07", "an archive (RAR); unpack it first"),
    (b"\x1f\x8b", "an archive (gzip); unpack it first"),
    (b"\x7fELF", "a program; give a report"),
    (b"MZ\x90", "a program; give a report"),
    (b"PK\x03\x04", "an archive (ZIP), and no office file; unpack it first"),
    (b"PK\x05\x06", "an empty archive (ZIP); give a report"),
    (b"SQLite format 3\0", "a database (SQLite); export the table as CSV"),
)


_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def told(content: bytes) -> str | None:
    """Return what a content is that no format reads, and the mend; None where it may be read."""
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            return "is protected by a password; save it without one"
        return "is an office file of an old form (DOC, PPT); save it as DOCX or PDF"
    return next((f"is {what}" for start, what in _BY_START if content.startswith(start)), None)


def _read(_source_name: str, content: bytes) -> SourceDocument:
    raise ReadError(told(content) or "is of an unknown kind")


# Asked after every format, and before text.
FORMAT = Format("unknown", (), lambda content, _ending: told(content) is not None, _read, rank=8)
