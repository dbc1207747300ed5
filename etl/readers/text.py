"""Reads text that was taken out of a PDF or typed: tab-separated tables, marked and unmarked lines."""

from __future__ import annotations

import codecs
import hashlib
import html
import re
import unicodedata

from etl.blocks import Block, Bullet, Heading, Paragraph, Place, SourceDocument, Table, TableRow
from etl.readers.errors import ReadError

_MAX_LINE = 1_000_000
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<[a-zA-Z]+(?:\s+[a-zA-Z-]+=\"[^\"<>]*)?$")
_INLINE_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|sub|sup|span|font|mark)(?:\s[^<>]{0,300})?>", re.IGNORECASE
)
"""Tags that change how letters look: they part no words."""
_RULE_CELL = re.compile(r"^:?-{2,}:?$")
_HEADING = re.compile(r"^#{1,6}\s+(.*)$")
_BULLET = re.compile(r"^(?:\s*(?:[-•·∙◦○◯ㅇ❍❖▶▷◆◇□■☑✓√※*]|[oO](?=\s)))+\s*(\S.*)$")


def read(source_name: str, content: bytes) -> SourceDocument:
    """Return the blocks of a text. ReadError where it is no text that we know."""
    lines = lines_of(content)
    blocks: list[Block] = []
    rows: list[TableRow] = []
    for number, line in enumerate(lines, start=1):
        if len(line) > _MAX_LINE:
            raise ReadError(f"line {number} has {len(line):,} characters; a report has lines, check the file")
        if "\t" in line:
            cells = tuple(plain(cell) for cell in line.rstrip("\r").split("\t"))
            if not all(_RULE_CELL.match(cell) or not cell for cell in cells) or not any(cells):
                rows.append(TableRow(Place(number), cells))
            continue
        if rows:
            blocks.append(Table(tuple(rows)))
            rows = []
        if block := _line_block(number, line):
            blocks.append(block)
    if rows:
        blocks.append(Table(tuple(rows)))
    return SourceDocument(source_name, hashlib.sha256(content).hexdigest(), len(lines), tuple(blocks))


def lines_of(content: bytes) -> list[str]:
    """Return the lines of a text as facts count them: the first is line 1."""
    text = _decode(content)
    if not text.strip():
        raise ReadError("the file is empty; nothing was read")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return text.removesuffix("\n").split("\n")


def plain(text: str) -> str:
    """Return text without markup, in composed Unicode, with single spaces."""
    if "<" in text:
        text = _TAG.sub(" ", _INLINE_TAG.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    text = unicodedata.normalize("NFC", text).translate(_WIDE)
    kept = "".join(c if unicodedata.category(c) not in _DROPPED else " " for c in text)
    return " ".join(kept.replace("**", "").split())


_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width digits, commas and brackets, as some fonts print them, to the usual ones."""
_DROPPED = {"Cc", "Cf", "Co", "Cs", "Cn"}


def _line_block(number: int, line: str) -> Block | None:
    stripped = plain(line)
    if not stripped or _RULE_CELL.match(stripped):
        return None
    place = Place(number)
    # An ornament of a private font marks a heading, as '#' does.
    if unicodedata.category(line.strip()[0]) == "Co":
        return Heading(place, stripped)
    if heading := _HEADING.match(line.strip()):
        marked = plain(heading[1])
        return Heading(place, marked) if marked else None
    if bullet := _BULLET.match(stripped):
        return Bullet(place, bullet[1].strip())
    return Paragraph(place, stripped)


def _decode(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if b"\0" in content:
        raise ReadError("holds NUL bytes: not a text; save the report as text (UTF-8)")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A report cut off inside its last character is still a report; anything earlier is another encoding.
        if error.end == len(content) and error.reason == "unexpected end of data":
            return content[: error.start].decode("utf-8")
        first_bad = error.start
    try:
        return content.decode("cp949")
    except UnicodeDecodeError as error:
        # The file is most likely UTF-8 with a damaged character: that is the place to look at.
        raise ReadError(
            f"byte {first_bad}: neither UTF-8, UTF-16 nor CP949; save the report as UTF-8"
        ) from error


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"byte {error.start}: neither UTF-8, UTF-16 nor CP949; save the report as UTF-8"
        ) from error
    if "\0" in text:
        raise ReadError("holds NUL characters: not a text; save the report as text (UTF-8)")
    return text
