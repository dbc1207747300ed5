"""Puts what a person confirmed into the mapping files: it takes the place of what stood there of the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from etl.korean import text
from etl.mappings import blocks
from etl.mappings.files import load, parsed
from etl.mappings.model import DocumentMapping, LabelLevel, TableMapping

Confirmed = TableMapping | DocumentMapping | LabelLevel


def confirm(decisions: Sequence[Confirmed], organization: str, folder: Path) -> Path:
    """Write confirmed mappings to an institution's file, and return it.

    Another mapping of the same header, document or label gives way, proposed or confirmed.
    MappingError where the files cannot be used or written: then nothing has changed.
    """
    known = load(folder)
    path = folder / f"{organization}.toml"
    files = {name: data.decode("utf-8-sig") for name, data in known.files.items()}
    keys = {_key(one) for one in decisions}
    every: list[Confirmed] = [*known.tables, *known.documents, *known.labels]
    standing = [one for one in every if _key(one) in keys]
    # From the end of a file upwards, so that the lines above stay where they are.
    for one in sorted(standing, key=lambda mapping: mapping.line, reverse=True):
        files[one.file] = _without_block(files[one.file], one.line)
    before = files.get(path.name, "").rstrip("\n")
    files[path.name] = "\n\n".join([*([before] if before else []), *map(blocks.block_of, decisions)])
    parsed({name: content.encode() for name, content in files.items()}, folder)
    for name, content in files.items():
        if content.encode() != known.files.get(name):
            blocks.replace(folder / name, content)
    return path


def _key(mapping: Confirmed) -> tuple[str, ...]:
    if isinstance(mapping, TableMapping):
        return "table", mapping.organization, mapping.signature
    if isinstance(mapping, LabelLevel):
        return "level", mapping.organization, mapping.side, mapping.category
    if mapping.sha256 is not None:
        return "file", mapping.sha256
    return "title", mapping.organization, text.key(mapping.title or "")


def _without_block(content: str, start: int) -> str:
    """Return a file without the block that begins at a line, and the remarks right above it."""
    lines = content.splitlines()
    first = start - 1
    end = next((at for at in range(start, len(lines)) if lines[at].startswith("[[")), len(lines))
    # What is remarked above the next block is that one's.
    while end < len(lines) and end > start and lines[end - 1].startswith("#"):
        end -= 1
    while first > 0 and lines[first - 1].startswith("#"):
        first -= 1
    return "\n".join([*lines[:first], *lines[end:]]).rstrip("\n") + "\n"
