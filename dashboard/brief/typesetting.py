"""Sets a brief's data as PDF, in a process of its own: a long one takes memory that a worker would keep.

The order comes as JSON on standard input, the file leaves on standard output. The layout is
`brief.typ`: what a report prints is only ever data to it, never a part of a source text.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

import typst

from dashboard.ui.fonts import korean_families
from etl.memory import limit_memory

REPLACEMENT = "\ufffd"
"""Stands where a letter cannot be shown."""
NO_FONT = 3
"""What the process ends with where no font can write Korean."""
MOST_BYTES = 1_000_000_000
"""Memory that a layout may take: more than the longest file needs, less than a server has."""

_TEMPLATE = Path(__file__).with_name("brief.typ")
_STANDARD: typst.PDFStandard = "ua-1"
_WITHOUT_GLYPH = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
_MARKS = "".join(
    chr(code)
    for code in range(sys.maxunicode + 1)
    if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me") or chr(code) in "\u0e33\u0eb3"
)
_JOINED = f"\u200d.|[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff{_MARKS}]"
"""What makes one sign with the letter before it: marks, colours of skin, and whatever follows a joiner."""
_ESCAPED = re.compile(r"\\u\{(?P<code>[0-9a-f]+)\}")


class Order(TypedDict):
    """What to set: the brief's data. made_at: seconds since 1970.

    font_folders: where alone to look for fonts; None: where the machine keeps its own.
    """

    brief: dict[str, Any]
    made_at: int
    font_folders: list[str] | None


class Typesetter:
    """One layout of one brief."""

    def __init__(self, order: Order, fonts: typst.Fonts, families: Sequence[str]) -> None:
        self._made_at = order["made_at"]
        self._data = json.dumps({**order["brief"], "families": families}, ensure_ascii=False)
        self._compiler = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts)

    def file(self) -> bytes:
        """Return the file's bytes."""
        while True:
            try:
                made = self._compiler.compile(
                    sys_inputs={"brief": self._data}, pdf_standards=_STANDARD, timestamp=self._made_at
                )
            except typst.TypstError as error:
                # The standard forbids boxes in place of letters.
                readable = without_glyph(self._data, error.message)
                if readable == self._data:
                    raise
                self._data = readable
            else:
                if not isinstance(made, bytes):
                    raise TypeError("a PDF is one file")
                return made


def without_glyph(data: str, message: str) -> str:
    """Return the data with a visible mark for the sign that no font has, as the message names it.

    What is named of a joined sign (a keycap, a family of faces) is its first letter alone: the mark takes the
    place of that sign where it stands, and nothing else changes. The same data come back where the
    message names nothing that can be replaced.
    """
    named = _WITHOUT_GLYPH.search(message)
    if named is None:
        return data
    text = _ESCAPED.sub(lambda escape: chr(int(escape["code"], 16)), named["text"])
    joined = re.compile(f"{re.escape(text)}(?:{_JOINED})+")
    if joined.search(data):
        sign = joined
    elif text == REPLACEMENT or text.isascii():
        return data
    else:
        sign = re.compile(re.escape(text))
    return json.dumps(_marked(json.loads(data), sign), ensure_ascii=False)


def _marked(value: Any, sign: re.Pattern[str]) -> Any:  # noqa: ANN401 -- whatever JSON holds
    if isinstance(value, str):
        return sign.sub(REPLACEMENT, value)
    if isinstance(value, dict):
        return {key: _marked(item, sign) for key, item in value.items()}
    return [_marked(item, sign) for item in value] if isinstance(value, list) else value


def main() -> int:
    """Set what stands on standard input."""
    limit_memory(MOST_BYTES)
    order: Order = json.load(sys.stdin.buffer)
    folders = order["font_folders"]
    fonts = typst.Fonts(include_system_fonts=folders is None, font_paths=folders or [])
    families = korean_families(fonts)
    if not families:
        return NO_FONT
    sys.stdout.buffer.write(Typesetter(order, fonts, families).file())
    return 0


if __name__ == "__main__":
    sys.exit(main())
