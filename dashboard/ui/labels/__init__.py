"""The words on our own screen, by language. Strict: a label that is missing is an error, never a blank."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES: tuple[str, ...] = ("ko", "en")
"""Languages that have a label file; the first is the default."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The labels of one language, by dotted key: words("overview.title")."""

    language: str
    labels: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return a label with its {placeholders} filled. KeyError names a missing label."""
        try:
            label = self.labels[key]
        except KeyError:
            raise KeyError(f"labels/{self.language}.toml has no {key!r}") from None
        return label.format(**values) if values else label


@cache
def load(language: str) -> Words:
    """Return the labels of a language."""
    path = Path(__file__).with_name(f"{language}.toml")
    return Words(language, dict(_flattened(tomllib.loads(path.read_text(encoding="utf-8")), "")))


def _flattened(table: dict[str, object], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flattened(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            found.append((prefix + key, value))
        else:
            raise TypeError(f"label {prefix}{key} is not text")
    return found
