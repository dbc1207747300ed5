"""What commands say, in Korean: for those who hold the files, and read no English.

Each room says it in English; `vocabulary/messages.toml` says each of these lines in Korean. A line that it
does not know stays as it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from etl.vocabulary import pairs

_FIELD = re.compile(r"\\\{([a-z]+)\\\}")
_TEXTS: Final = ("why", "values", "known", "name")
_NAMES: Final = ["sheet", "part", "field", "other", "ending", "kind", "encoding", "cell", "year", "day"]
_NO_COLON: Final = "(?:'[^']*'|(?!: ).)+?"
# What is longer is no line of ours.
_LONGEST = 2_000
_BETWEEN = ": "


def in_korean(line: str) -> str:
    """Return a line in Korean: what stands before a colon (a file, a page) and behind it, each by itself."""
    if len(line) > _LONGEST:
        return line
    for pattern, korean in _catalogue():
        if found := pattern.fullmatch(line):
            return korean.format(**{name: in_korean(value) for name, value in found.groupdict().items()})
    before, between, rest = line.partition(_BETWEEN)
    return f"{in_korean(before)}{between}{in_korean(rest)}" if between else line


def _field(name: str) -> str:
    """What stands in a field: a text, a name (which has a colon in quotation marks only), or a figure."""
    if name in _TEXTS:
        return f"(?P<{name}>.+?)"
    return f"(?P<{name}>{_NO_COLON if name in _NAMES else '[-0-9,.]+'})"


@cache
def _catalogue() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each line as a pattern, its fields named, and its Korean."""
    return tuple((_pattern(said), korean) for said, korean in pairs("messages", "said"))


def _pattern(said: str) -> re.Pattern[str]:
    def field(found: re.Match[str]) -> str:
        # What stands before a colon is told by itself: a line that begins with a text begins behind it.
        return _field(found[1]) if found.start() else f"(?P<{found[1]}>{_NO_COLON})"

    return re.compile(_FIELD.sub(field, re.escape(said)))
