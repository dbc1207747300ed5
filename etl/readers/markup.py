"""Text without markup: tags, entities, forms of letters, characters that print nothing."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<[a-zA-Z]+(?:\s+[a-zA-Z-]+=\"[^\"<>]*)?$")
_INLINE_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|sub|sup|span|font|mark)(?:\s[^<>]{0,300})?>", re.IGNORECASE
)
"""Tags that change how letters look: they part no words."""
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width digits, commas and brackets, as some fonts print them, to the usual ones."""
_DROPPED = {"Cc", "Cf", "Co", "Cs", "Cn"}
_MOST_MARKS = 30
_JOINER = "\u034f"
_PERHAPS_MARKS = re.compile(r"[^\x00-\u02ff\u2100-\u2bff가-힣]{31,}")
"""A stretch that may hold more than _MOST_MARKS marks: Latin letters, signs and syllables are none."""


def plain(text: str) -> str:
    """Return text without markup, in composed Unicode, with single spaces."""
    if "<" in text:
        text = _TAG.sub(" ", _INLINE_TAG.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = composed(text).translate(_WIDE)
    if not text.isprintable():
        text = "".join(c if unicodedata.category(c) not in _DROPPED else " " for c in text)
    return " ".join(text.replace("**", "").split())


def composed(text: str) -> str:
    """Return text in composed Unicode (NFC), in linear time.

    Putting combining marks in order takes the square of their number. Unicode's own remedy ("stream-safe",
    UAX 15) is taken: after 30 marks on one letter stands U+034F, which prints nothing and which no mark
    passes. Nothing is lost.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _PERHAPS_MARKS.sub(_parted, text))


def _parted(found: re.Match[str]) -> str:
    parted: list[str] = []
    marks = 0
    for letter in found[0]:
        marks = marks + 1 if _is_mark(letter) else 0
        if marks > _MOST_MARKS:
            parted.append(_JOINER)
            marks = 1
        parted.append(letter)
    return "".join(parted)


@lru_cache(maxsize=1 << 12)
def _is_mark(letter: str) -> bool:
    """Tell whether a character is, or is written with, a mark that normalising puts in order."""
    return unicodedata.combining(unicodedata.normalize("NFKD", letter)[0]) > 0
