"""The records of an old workbook (BIFF8) and the compound file around them, which no library writes."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_SMALLEST = 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def record(kind: int, data: bytes = b"") -> bytes:
    """Return a record."""
    return struct.pack("<HH", kind, len(data)) + data


def string(text: str, length: str = "<H") -> bytes:
    """Return a text with its length before it."""
    coded = text.encode("utf-16-le")
    return struct.pack(length, len(coded) // 2) + b"\x01" + coded


def begin(kind: int) -> bytes:
    """Return the record that begins a workbook (5) or a sheet (16)."""
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


END = record(0x000A)


def workbook(sheets: Mapping[str, tuple[bytes, int]], codes: Sequence[str], *, before: bytes = b"") -> bytes:
    """Return a workbook: sheets by name, their records and whether they are hidden (0, 1, 2), and formats.

    A cell's style is the number of its code.
    """
    head = begin(5) + before + record(0x0042, struct.pack("<H", 1200))
    head += record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial")
    for number, code in enumerate(codes):
        head += record(0x041E, struct.pack("<H", 164 + number) + string(code))
    for number in range(len(codes)):
        head += record(0x00E0, struct.pack("<HHH", 0, 164 + number, 1) + bytes(14))
    bodies = [begin(16) + records + END for records, _ in sheets.values()]
    named = [(struct.pack("<BB", hidden, 0) + string(name, "<B")) for name, (_, hidden) in sheets.items()]
    start = len(head) + sum(8 + len(one) for one in named) + len(END)
    for one, body in zip(named, bodies, strict=True):
        head += record(0x0085, struct.pack("<I", start) + one)
        start += len(body)
    return compound({"Workbook": head + END + b"".join(bodies)})


def text(row: int, column: int, style: int, content: str) -> bytes:
    """Return the record of a text."""
    return record(0x0204, struct.pack("<HHH", row, column, style) + string(content))


def number(row: int, column: int, style: int, value: float) -> bytes:
    """Return the record of a number."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def flag(row: int, column: int, value: int, *, is_error: bool) -> bytes:
    """Return the record of a truth value, or of an error."""
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, value, is_error))


def merged(areas: Sequence[tuple[int, int, int, int]]) -> bytes:
    """Return the records of merged cells: top, left, bottom, right."""
    found = b""
    for first in range(0, len(areas), 1000):
        some = areas[first : first + 1000]
        packed = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in some)
        found += record(0x00E5, struct.pack("<H", len(some)) + packed)
    return found


def hidden_row(row: int) -> bytes:
    """Return the record of a row that is hidden."""
    return record(0x0208, struct.pack("<HHHHHHI", row, 0, 256, 255, 0, 0, 0x00000120))


def hidden_column(column: int) -> bytes:
    """Return the record of a column that is hidden."""
    return record(0x007D, struct.pack("<HHHHHH", column, column, 2048, 0, 1, 0))


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file of streams, each large enough to have sectors of its own."""
    padded = {name: content.ljust(_SMALLEST, b"\0") for name, content in streams.items()}
    chains = [[0]]  # the directory
    following = 1
    for content in padded.values():
        count = -(-len(content) // _SECTOR)
        chains.append(list(range(following, following + count)))
        following += count
    tables = 1
    while (following + tables) * 4 > tables * _SECTOR:
        tables += 1
    table = [_FREE] * (tables * _SECTOR // 4)
    for chain in chains:
        for sector, after in zip(chain, [*chain[1:], _END], strict=True):
            table[sector] = after
    for sector in range(following, following + tables):
        table[sector] = _TABLE
    entries = _entry("Root Entry", 5, child=1, start=_END, size=0)
    for index, (name, content) in enumerate(padded.items(), start=1):
        right = index + 1 if index < len(padded) else _FREE
        entries += _entry(name, 2, right=right, start=chains[index][0], size=len(content))
    places = [following + i if i < tables else _FREE for i in range(109)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, 0, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *places)
    body = b"".join(
        content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0") for content in padded.values()
    )
    return header + entries.ljust(_SECTOR, b"\0") + body + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, *, start: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    return (
        coded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(coded), kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )
