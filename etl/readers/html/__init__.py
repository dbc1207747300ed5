"""Reads pages of the web, and the spreadsheets that are such pages in truth, as many an export is.

Nothing is loaded, and nothing is run.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from etl.blocks import SourceDocument
from etl.readers.errors import ReadError
from etl.readers.format import Format
from etl.readers.transcript import Transcript

_TEXTS = (".txt", ".md")
_SEEN = 4_096
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEFORE = re.compile(r"\s+|<\?xml[^>]*>|<!--.*?-->|<!\[[^>]*>", re.DOTALL)
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_PART = re.compile(
    r"<(?:head|body|title|meta|style|table|div|form|center|font|h[1-6]|p|span)[\s>]", re.IGNORECASE
)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_KOREAN = re.compile(r"euc[-_]?kr|ks_?c|ksc|korean|cp949|ms949|uhc|949", re.IGNORECASE)
_OTHERS = re.compile(
    r"utf-?(?:8|16|16le|16be|32)|euc-jp|shift_jis|gbk?|gb2312|gb18030|big5|johab", re.IGNORECASE
)


def _recognises(content: bytes, ending: str) -> bool:
    start = _start(content[:_SEEN])
    return bool(_PAGE.match(start) or (ending not in _TEXTS and _PART.match(start)))


def _start(seen: bytes) -> str:
    """Return how a content begins, without what may stand before a page's first tag."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if seen.startswith(mark)), "latin-1")
    text = seen.decode(encoding, "replace")
    at = 0
    while before := _BEFORE.match(text, at):
        at = before.end()
    return text[at : at + 100]


def _read(source_name: str, content: bytes) -> SourceDocument:
    from etl.readers import story
    from etl.readers.html import sheet
    from etl.readers.html.page import pieces

    transcript = Transcript("html")
    text = _decoded(content)
    found = pieces(text)
    if sheet.is_sheet(text, found):
        sheet.write(transcript, found, Path(source_name).stem)
    else:
        story.write(transcript, found)
    return transcript.document(source_name, content)


def _decoded(content: bytes) -> str:
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ReadError("its letters are of no encoding that we know; save it as UTF-8")


def _encodings(content: bytes) -> Iterator[str]:
    """Yield the encodings that a page may be in, the surest first.

    What is whole UTF-8 is UTF-8, whatever it says of itself; and many a page says that it is Latin, as its
    program was made elsewhere.
    """
    yield from (name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark))
    yield "utf-8"
    said = _CHARSET.search(content[:_SEEN])
    declared = said[1].decode() if said else ""
    if _OTHERS.fullmatch(declared):
        yield declared
    yield "cp949"
    if declared and not _KOREAN.search(declared):
        yield "windows-1252"


FORMAT = Format("HTML", (".html", ".htm"), _recognises, _read, rank=2)
