"""Writes blocks of mapping files: the one place that knows how TOML is quoted, and how a file is replaced."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from etl.mappings.model import DocumentMapping, LabelLevel, MappingError, TableMapping

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_OF_TABLE = ("unit", "side", "scope", "kind", "year")
_OF_LEVEL = ("side", "words", "category", "level", "parent", "holds")
_OF_DOCUMENT = ("sha256", "title", "organization_name", "fiscal_year", "as_of", "unit", "kind")


def comment(text: str) -> str:
    """Return a line of remark."""
    return f"# {_CONTROL.sub(' ', text)}"


def quoted(text: str) -> str:
    """Return a text as a value."""
    # JSON's escapes are TOML's; DEL, which JSON leaves as it is, is not allowed there.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def value(found: object) -> str:
    """Return a text, number, day, or list of texts as a value."""
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, tuple):
        return f"[{', '.join(map(quoted, found))}]"
    return str(found) if isinstance(found, int) else quoted(str(found))


def block_of(mapping: TableMapping | DocumentMapping | LabelLevel) -> str:
    """Return the block of a mapping, whole: whatever stands at the head of its file."""
    block, own = _fields(mapping)
    said = [(name, getattr(mapping, name)) for name in ("organization", *own, "who", "when", "why")]
    lines = [f"[[{block}]]"]
    lines += [f"{name} = {value(found)}" for name, found in said if found is not None]
    if isinstance(mapping, TableMapping):
        columns = [
            f"  {{ heading = {quoted(one.heading)}, role = {quoted(one.role)} }}," for one in mapping.columns
        ]
        lines += ["columns = [", *columns, "]"]
    return "\n".join(lines) + "\n"


def _fields(mapping: TableMapping | DocumentMapping | LabelLevel) -> tuple[str, tuple[str, ...]]:
    if isinstance(mapping, LabelLevel):
        # A line's place is always a person's word: it has no status.
        return "level", _OF_LEVEL
    if isinstance(mapping, TableMapping):
        return "table", ("status", *_OF_TABLE)
    return "document", ("status", *_OF_DOCUMENT)


def replace(path: Path, content: str) -> None:
    """Put a mapping file in place, whole. MappingError where it cannot be written: then nothing changed."""
    draft = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(content, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise MappingError(f"{path}: cannot be written ({error.strerror}); check the folder") from error
