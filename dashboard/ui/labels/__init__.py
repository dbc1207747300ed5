"""The words on our own screen, by language. Strict: a label that is missing is an error, never a blank."""

from __future__ import annotations

import string
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.terms.particles import fitted

LANGUAGES: tuple[str, ...] = ("ko", "en")
"""Languages that have a label file; the first is the default."""

_GROUPED = 1000
_YEARS = ("year", "before", "first", "last")
"""The placeholders that hold years."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The labels of one language, by dotted key: words("overview.title")."""

    language: str
    labels: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return a label with its {placeholders} filled, particles as they fit. KeyError: it is missing.

        A count of a thousand or more is grouped. "{n:goal|goals}" is the form for one, and for others.
        """
        try:
            label = self.labels[key]
        except KeyError:
            raise KeyError(f"labels/{self.language}.toml has no {key!r}") from None
        if not values:
            return label
        told = {name: _grouped(name, value) for name, value in values.items()}
        label = fitted(label, told)
        return _FORMS.vformat(label, (), told) if "|" in label else label.format_map(told)


class _Forms(string.Formatter):
    """Fills placeholders that choose a form by their count."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, others = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else others


_FORMS = _Forms()


def _grouped(name: str, value: object) -> object:
    # A truth is an int to Python, and a year is no count.
    return f"{value:,}" if type(value) is int and value >= _GROUPED and name not in _YEARS else value


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
