"""What rows are made with: the code of this package and the limits. Where it changed, all are made anew."""

from __future__ import annotations

import hashlib
from pathlib import Path

from etl.terms.measures import Thresholds

_PACKAGE = Path(__file__).resolve().parents[1]
_ROOMS = ("", "korean", "terms", "warehouse", "warehouse/checks", "warehouse/marts")
"""The rooms of the package that a load runs through; how documents are read shows in their facts."""
_ENDINGS = (".py", ".sql", ".toml")


def digest(thresholds: Thresholds) -> str:
    """Return the digest of the code that makes rows of facts, and of the limits of its measures."""
    found = hashlib.sha256(repr(thresholds).encode())
    for room in _ROOMS:
        for path in sorted((_PACKAGE / room).iterdir()):
            if path.suffix in _ENDINGS:
                found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()
