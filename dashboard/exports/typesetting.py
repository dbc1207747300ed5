"""Sets a brief's data as PDF, in a process of its own: a long one takes memory that a worker would keep.

The data comes as JSON on standard input, the file leaves on standard output. The layout is `brief.typ`:
what a report prints is only ever data to it, never a part of a source text.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from dashboard.exports.fonts import korean_families

REPLACEMENT = "\ufffd"
"""Stands where a letter cannot be shown."""
NO_FONT = 3
"""What the process ends with where no font can write Korean."""

_TEMPLATE = Path(__file__).with_name("brief.typ")
_STANDARD: typst.PDFStandard = "ua-1"
_WITHOUT_GLYPH = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{(?P<code>[0-9a-f]+)\}")


def typeset(brief: dict[str, Any], fonts: typst.Fonts, families: Sequence[str], made_at: int) -> bytes:
    """Return the file's bytes. made_at: seconds since 1970."""
    data = json.dumps({**brief, "families": families}, ensure_ascii=False)
    while True:
        try:
            return typst.compile(
                _TEMPLATE.read_bytes(),
                font_paths=fonts,
                sys_inputs={"brief": data},
                pdf_standards=_STANDARD,
                timestamp=made_at,
            )
        except typst.TypstError as error:
            # The standard forbids boxes in place of letters.
            readable = without_glyph(data, error.message)
            if readable == data:
                raise
            data = readable


def without_glyph(data: str, message: str) -> str:
    """Return the data with a visible mark for the letter that no font has, as the message names it."""
    named = _WITHOUT_GLYPH.search(message)
    if named is None:
        return data
    text = _ESCAPED.sub(lambda escape: chr(int(escape["code"], 16)), named["text"])
    return data if text == REPLACEMENT else data.replace(text, REPLACEMENT)


def main() -> int:
    """Set what stands on standard input."""
    order = json.load(sys.stdin.buffer)
    folders = order["font_folders"]
    fonts = typst.Fonts(include_system_fonts=folders is None, font_paths=folders or [])
    families = korean_families(fonts)
    if not families:
        return NO_FONT
    sys.stdout.buffer.write(typeset(order["brief"], fonts, families, order["made_at"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
