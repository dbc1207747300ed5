"""Writes HWP 5 as its published form says: records of tags and levels in the streams of a compound file."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from tests.documents.compound import compound
from tests.documents.merging import Merged, apart, merged
from tests.documents.pieces import pieces

COMPRESSED, PASSWORD, DISTRIBUTION, CHANGES = 0x1, 0x2, 0x4, 1 << 14
_PROPERTIES, _MAPPINGS, _FACE, _BORDER, _LETTERS, _NUMBERING, _BULLET, _FORM, _STYLE = (
    16, 17, 19, 20, 21, 23, 24, 25, 26,
)  # fmt: skip
_PARAGRAPH, _TEXT, _LETTERS_OF, _LINES, _CONTROL, _LIST, _PAGE, _TABLE = 66, 67, 68, 69, 71, 72, 73, 77
_MANY = 0xFFF
_LAST = 0x80000000
_ENDED = b"\x0d\0"
_TBL, _SECD = struct.unpack(">II", b"tbl secd")
_WIDTH, _HEIGHT = 4_000, 1_500


@dataclass(frozen=True)
class Form:
    """What is drawn before a paragraph: 0 nothing, 1 outline, 2 number, 3 bullet; which list; its level."""

    kind: int = 0
    list_id: int = 0
    level: int = 0


def record(tag: int, level: int, content: bytes) -> bytes:
    """Return a record."""
    size = min(len(content), _MANY)
    header = struct.pack("<I", tag | level << 10 | size << 20)
    return header + (struct.pack("<I", len(content)) if size == _MANY else b"") + content


def words(text: str, level: int = 0, form: int = 0, *, is_last: bool = True) -> bytes:
    """Return a paragraph of text; a tab is eight places, as in the format."""
    tab = struct.pack("<8H", 9, 0, 0, 0, 0, 0, 0, 9)
    drawn = b"".join(tab if c == "\t" else c.encode("utf-16-le") for c in text.replace("\n", "\x0a"))
    return _paragraph(drawn + _ENDED, b"", level, form, is_last=is_last)


def section() -> bytes:
    """Return the paragraph with which a section begins: an A4 page, and the numbering of its outline."""
    settings = record(
        _CONTROL, 1, struct.pack("<IIHHHIHHHHHI", _SECD, 0, 1_134, 0, 0, 8_000, 1, 0, 0, 0, 0, 0)
    )
    page = record(
        _PAGE, 2, struct.pack("<10I", 59_528, 84_188, 8_504, 8_504, 5_668, 4_252, 4_252, 4_252, 0, 0)
    )
    return _paragraph(struct.pack("<HI8sH", 2, _SECD, b"", 2) + _ENDED, settings + page, controls=1 << 2)


def table(cells: Sequence[Merged]) -> bytes:
    """Return a table in a paragraph of its own."""
    rows = max(cell.row + cell.rows for cell in cells)
    width = max(cell.column + cell.columns for cell in cells)
    counts = [sum(cell.row == row for cell in cells) for row in range(rows)]
    margins = [141] * 4
    owner = struct.pack(
        "<IIiiIIi4HIiH", _TBL, 0x082A2210, 0, 0, _WIDTH * width, _HEIGHT * rows, 0, *margins, 1, 0, 0
    )
    drawn = struct.pack("<IHHH4H", 4, rows, width, 0, *margins) + struct.pack(f"<{rows}HHH", *counts, 1, 0)
    content = record(_CONTROL, 1, owner) + record(_TABLE, 2, drawn)
    for cell in cells:
        place = struct.pack(
            "<HHIHHHHII4HHI", 1, 0, 0x20, cell.column, cell.row, cell.columns, cell.rows,
            _WIDTH * cell.columns, _HEIGHT * cell.rows, *margins, 1, _WIDTH * cell.columns,
        )  # fmt: skip
        content += record(_LIST, 2, place.ljust(47, b"\0")) + words(cell.text, 2)
    return _paragraph(struct.pack("<HI8sH", 11, _TBL, b"", 11) + _ENDED, content, controls=1 << 11)


def _paragraph(
    text: bytes,
    content: bytes = b"",
    level: int = 0,
    form: int = 0,
    *,
    is_last: bool = True,
    controls: int = 0,
) -> bytes:
    count = len(text) // 2 | (_LAST if is_last else 0)
    line = struct.pack("<IiiiiiiiI", 0, 0, 1_000, 1_000, 850, 600, 0, 42_520, 393_216)
    return (
        record(_PARAGRAPH, level, struct.pack("<IIHBBHHHIH", count, controls, form, 0, 0, 1, 0, 1, 0, 0))
        + record(_TEXT, level + 1, text)
        + record(_LETTERS_OF, level + 1, struct.pack("<II", 0, 0))
        + record(_LINES, level + 1, line)
        + content
    )


def package(
    body: bytes, *, flags: int = COMPRESSED, forms: Sequence[Form] = (Form(),), lists: Sequence[bytes] = (),
    bullets: Sequence[str] = (),
) -> bytes:  # fmt: skip
    """Return a file of one section. lists: numberings. bullets: signs."""
    counts = [0, *[1] * 7, 1, 1, 0, len(lists), len(bullets), len(forms), 1, 0, 0, 0]
    about = record(_PROPERTIES, 0, struct.pack("<7H3I", 1, 1, 1, 1, 1, 1, 1, 0, 0, 0))
    about += record(_MAPPINGS, 0, struct.pack("<18i", *counts))
    face = "바탕".encode("utf-16-le")
    about += record(_FACE, 1, struct.pack("<BH", 0, len(face) // 2) + face) * 7
    about += record(_BORDER, 1, struct.pack("<H", 0) + b"\0\0\0\0\0\0" * 5 + struct.pack("<I", 0))
    about += record(
        _LETTERS,
        1,
        struct.pack(
            "<7H7B7b7B7biIbbIIIIHI",
            *[0] * 7,
            *[100] * 7,
            *[0] * 7,
            *[100] * 7,
            *[0] * 7,
            1_000,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ),
    )
    about += b"".join(record(_NUMBERING, 1, one) for one in lists)
    for one in bullets:
        about += record(
            _BULLET, 1, struct.pack("<IhhI", 8, 0, 50, 0xFFFFFFFF) + one.encode("utf-16-le") + b"\0" * 10
        )
    for form in forms:
        kind = 0x180 | form.kind << 23 | form.level << 25
        about += record(
            _FORM,
            1,
            struct.pack("<I6iHHH4hIII", kind, 0, 0, 0, 0, 0, 160, 0, form.list_id, 1, 0, 0, 0, 0, 0, 0, 160),
        )
    name = "바탕글".encode("utf-16-le")
    about += record(_STYLE, 1, struct.pack("<H", 3) + name + struct.pack("<HBBhHHH", 0, 0, 0, 1042, 0, 0, 0))
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)
    # What is to be larger than the least of a stream is filled up behind its end.
    return compound(
        {
            "FileHeader": header.ljust(256, b"\0"),
            "DocInfo": _packed(about, flags),
            "BodyText/Section0": _packed(body, flags),
        }
    )


def _packed(content: bytes, flags: int) -> bytes:
    if not flags & COMPRESSED:
        return content
    pack = zlib.compressobj(wbits=-15)
    return pack.compress(content) + pack.flush()


def numbering(*levels: tuple[int, str]) -> bytes:
    """Return a numbering: for each level the code of its form and its pattern."""
    filled = [*levels, *[(0, "")] * (7 - len(levels))]
    heads = b"".join(
        struct.pack("<IhhIH", 0xC | form << 5, 0, 50, 0xFFFFFFFF, len(text)) + text.encode("utf-16-le")
        for form, text in filled
    )
    return heads + struct.pack("<H7I", 0, *[1] * 7)


def write(text: str) -> bytes:
    """Write a report without merged cells."""
    return _written(text, is_merged=False)


def write_merged(text: str) -> bytes:
    """Write a report whose headings and groups are merged cells."""
    return _written(text, is_merged=True)


def _written(text: str, *, is_merged: bool) -> bytes:
    return package(
        section()
        + b"".join(
            words(piece, is_last=False)
            if isinstance(piece, str)
            else table((merged if is_merged else apart)(piece))
            for piece in pieces(text)
        )
    )


WRITERS = {"hwp": write, "merged.hwp": write_merged}
