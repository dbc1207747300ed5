"""A file that is there whole or not at all: whoever waits for it must not find a part of it."""

from __future__ import annotations

from pathlib import Path

PART_SUFFIX = ".part"
"""The ending of a file that is not whole yet."""


def write_whole(path: Path, content: bytes) -> None:
    """Write the file beside its place, then put it there."""
    part = path.with_name(path.name + PART_SUFFIX)
    part.write_bytes(content)
    part.replace(path)
