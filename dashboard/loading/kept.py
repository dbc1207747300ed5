"""Files that are there whole, old or new, whatever is killed; and lines that are added and never changed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write(path: Path, content: bytes) -> None:
    """Put a file in place; it is on the disk when this returns."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def write_record(path: Path, record: Mapping[str, Any]) -> None:
    """Put a record in place, as JSON."""
    write(path, json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"))


def record_in(path: Path) -> dict[str, Any] | None:
    """Return a record; None where there is none."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def add_line(path: Path, record: Mapping[str, Any]) -> None:
    """Add a record as a line; it is on the disk when this returns."""
    line = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if _ends_within_a_line(path):
            # What a full disk or a kill left of a line stands alone, and is passed over.
            line = b"\n" + line
        os.write(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _ends_within_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        if not file.seek(0, os.SEEK_END):
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def lines_in(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file of lines, oldest first."""
    try:
        content = path.read_bytes()
    except OSError:
        return []
    found = []
    for line in content.split(b"\n"):
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict):
            found.append(record)
    return found
