"""Writes compound files (MS-CFB), in which office files of an old form stand: streams in folders."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from itertools import pairwise

_SECTOR = 512
_LEAST = 4_096
"""A smaller stream stands among the small ones; ours are filled up, so that there are none."""
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_ROOT, _FOLDER, _STREAM = 5, 1, 2


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a file of streams by their paths, one folder deep at most. Each is filled up with zeros."""
    folders = sorted({name.split("/")[0] for name in streams if "/" in name}, key=_order)
    filled = {name: content.ljust(_LEAST, b"\0") for name, content in streams.items()}
    names = [*folders, *sorted(filled, key=_order)]
    number = {name: at for at, name in enumerate(names, start=1)}
    sectors: list[bytes] = []
    following: list[int] = []
    starts: dict[str, int] = {}

    def put(content: bytes) -> int:
        first = len(sectors)
        parts = [content[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(content), _SECTOR)]
        sectors.extend(parts)
        following.extend([*range(first + 1, first + len(parts)), _END])
        return first

    for name, content in filled.items():
        starts[name] = put(content)
    at_root = sorted([*folders, *(name for name in filled if "/" not in name)], key=_order)
    inside = {one: sorted((n for n in filled if n.startswith(f"{one}/")), key=_order) for one in folders}
    right = {first: number[then] for group in (at_root, *inside.values()) for first, then in pairwise(group)}
    entries = [_entry("Root Entry", _ROOT, _NONE, number[at_root[0]], _END, 0)]
    for name in names:
        if name in inside:
            entries.append(_entry(name, _FOLDER, right.get(name, _NONE), number[inside[name][0]], 0, 0))
        else:
            shown, size = name.split("/")[-1], len(filled[name])
            entries.append(_entry(shown, _STREAM, right.get(name, _NONE), _NONE, starts[name], size))
    directory = put(b"".join(entries))
    tables = 1
    while (len(sectors) + tables) * 4 > tables * _SECTOR:
        tables += 1
    first_table = len(sectors)
    following += [_FAT] * tables
    following += [_FREE] * (tables * _SECTOR // 4 - len(following))
    sectors.append(struct.pack(f"<{len(following)}I", *following))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, directory, 0, _LEAST, _END, 0, _END, 0,
    )  # fmt: skip
    located = [*range(first_table, first_table + tables), *[_FREE] * (109 - tables)]
    return header + struct.pack("<109I", *located) + b"".join(sectors)


def _order(name: str) -> tuple[int, str]:
    return len(name.split("/")[-1]), name.upper()


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        encoded,
        len(encoded),
        kind,
        1,
        _NONE,
        right,
        child,
        b"",
        0,
        b"",
        b"",
        start,
        size,
    )
