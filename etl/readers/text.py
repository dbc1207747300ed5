"""Reads text that was taken out of a PDF or typed: tables in every carrier, marked and unmarked lines."""

from __future__ import annotations

import codecs
import hashlib

from etl.blocks import Block, Place, SourceDocument
from etl.readers import carriers, marks
from etl.readers.errors import ReadError
from etl.readers.format import Format

_MAX_LINE = 1_000_000
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(source_name: str, content: bytes) -> SourceDocument:
    """Return the blocks of a text. ReadError where it is no text that we know."""
    lines = lines_of(content)
    for number, line in enumerate(lines, start=1):
        if len(line) > _MAX_LINE:
            raise ReadError(f"line {number} has {len(line):,} characters; a report has lines, check the file")
    carried = carriers.find(lines)
    blocks: list[Block] = []
    for number, line in enumerate(lines, start=1):
        if table := carried.tables.get(number):
            blocks.append(table)
        # A line within a table's that is none of its rows follows the table.
        if number not in carried.taken and (block := marks.line(Place(number), line)):
            blocks.append(block)
    return SourceDocument(source_name, hashlib.sha256(content).hexdigest(), len(lines), tuple(blocks))


def lines_of(content: bytes) -> list[str]:
    """Return the lines of a text as facts count them: the first is line 1."""
    text = _decode(content)
    if not text.strip():
        raise ReadError("the file is empty; nothing was read")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return text.removesuffix("\n").split("\n")


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


def _is_text(content: bytes, ending: str) -> bool:
    is_marked = any(content.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS)
    return is_marked or ending == ".txt" or b"\0" not in content


FORMAT = Format("text", (".txt",), _is_text, read, rank=9, is_text=True)
