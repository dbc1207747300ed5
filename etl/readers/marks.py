"""Lines by their marks: what the signs before a text, or a format's own style, make of it."""

from __future__ import annotations

import re
import unicodedata

from etl.blocks import Bullet, Heading, Line, Paragraph, Place
from etl.readers.markup import plain

_RULE_CELL = re.compile(r"^:?-{2,}:?$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_BULLET = re.compile(r"^(?:\s*(?:[-•·∙◦○◯ㅇ❍❖▶▷◆◇□■☑✓√※*]|[oO](?=\s)))+\s*(\S.*)$")


def line(place: Place, text: str) -> Line | None:
    """Return what a line is; None where it prints nothing, or a rule."""
    stripped = plain(text)
    if not stripped or _RULE_CELL.match(stripped):
        return None
    # An ornament of a private font marks a heading, as '#' does.
    if unicodedata.category(text.strip()[0]) == "Co":
        return Heading(place, stripped)
    if heading := _HEADING.match(text.strip()):
        marked = plain(heading[2])
        return Heading(place, marked, len(heading[1])) if marked else None
    if bullet := _BULLET.match(stripped):
        mark = "".join(stripped[: bullet.start(1)].split())
        return Bullet(place, bullet[1].strip(), mark, len(text) - len(text.lstrip()))
    return Paragraph(place, stripped)
