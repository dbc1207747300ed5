"""Files that are known, and cannot be read: what they are, and what to do instead."""

from __future__ import annotations

import json
import re

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
_ARCHIVE, _END_OF_ARCHIVE = b"PK\x03\x04", b"PK\x05\x06"
_BY_PART: tuple[tuple[bytes, str], ...] = (
    (
        b"mimetypeapplication/vnd.oasis.opendocument",
        "an OpenDocument file (ODT, ODS); save it as DOCX or XLSX",
    ),
    (b"ppt/presentation.xml", "a presentation (PPTX); save it as PDF"),
)
"""What tells the kind of an archive: the names of its parts, and the first part where it is not packed."""
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml")
_BY_NAMESPACE: tuple[tuple[bytes, str], ...] = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "a workbook of Excel 2003 (XML); save it as XLSX"),
    (b"urn:oasis:names:tc:opendocument", "an OpenDocument file (ODT, ODS); save it as DOCX or XLSX"),
)
_MAIL = re.compile(rb"(?:From|MIME-Version|Received|Return-Path|Message-ID|Delivered-To): ", re.IGNORECASE)
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*[\[{]\s*["{\[]')
_SEEN = 4_096

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def told(content: bytes) -> str | None:
    """Return what a content is that no format reads, and the mend; None where it may be read."""
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            return "is protected by a password; save it without one"
        return "is an office file of an old form (DOC, PPT), or a damaged HWP or XLS; save it as DOCX or PDF"
    kind = next((what for start, what in _BY_START if content.startswith(start)), None)
    what = _within(content) or kind
    return f"is {what}" if what else None


def _within(content: bytes) -> str | None:
    """Return what the inside of a content tells that its first letters do not."""
    seen = content[:_SEEN]
    if content.startswith(_ARCHIVE):
        if _END_OF_ARCHIVE not in content:
            return "an archive (ZIP) that is cut off; copy it anew"
        return next((what for part, what in _BY_PART if part in content), None)
    if _MARKUP.match(seen):
        return next((what for name, what in _BY_NAMESPACE if name in seen), None)
    if _MAIL.match(seen) and b"MIME-Version:" in seen:
        return "a mail, or a page that was saved as one (MHT); save it as HTML or PDF"
    if _JSON.match(seen) and _is_json(content):
        return "JSON, and no export of QWGJK; export the table as CSV"
    return None


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _read(_source_name: str, content: bytes) -> SourceDocument:
    raise ReadError(told(content) or "is of an unknown kind")


# Asked after every format, and before text.
FORMAT = Format("unknown", (), lambda content, _ending: told(content) is not None, _read, rank=8)
