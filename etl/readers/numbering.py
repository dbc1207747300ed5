"""The marks that word processors draw before paragraphs: numbers that are counted, and signs of lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

_PLACE = re.compile(r"[%^](\d)")
_CIRCLED = 20
_ROMAN_SIGNS = 12
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 4_000
_ALPHABET = 26
# The fourteen plain initials in the order of the alphabet: by their places among nineteen, and as letters.
_INITIALS = (0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18)
_LETTERS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_FIRST_SYLLABLE, _SYLLABLES_OF_AN_INITIAL = 0xAC00, 588

_KNOWN_SIGNS = "-•·∙◦○◯ㅇ❍❖▶▷◆◇□■☑✓√※*"
_SIGNS_OF_FONTS = {
    "\uf06c": "•", "\uf06d": "❍", "\uf06e": "■", "\uf06f": "□", "\uf070": "□", "\uf071": "□",
    "\uf072": "□", "\uf075": "◆", "\uf076": "❖", "\uf077": "◆", "\uf09e": "·", "\uf09f": "•",
    "\uf0a1": "○", "\uf0a7": "∙", "\uf0a8": "□", "\uf0b7": "•", "\uf0d8": "▷", "\uf0e0": "▷",
    "\uf0e8": "▶", "\uf0f0": "▷", "\uf0fc": "✓", "\uf0fe": "☑", "●": "•", "▪": "∙", "o": "○",
    "‣": "▷", "►": "▶", "➢": "▷", "✔": "✓", "–": "-", "—": "-", "−": "-", "ο": "○",
}  # fmt: skip
"""What fonts of signs draw for a character, as the sign that texts have for it."""


def sign(drawn: str) -> str:
    """Return the mark of a list as texts have it; '' where it is none. Signs that no text has are a dot."""
    first = drawn.strip()[:1]
    if not first:
        return ""
    first = _SIGNS_OF_FONTS.get(first, first)
    if first in _KNOWN_SIGNS or unicodedata.category(first)[0] in "LN":
        return first
    return "•"


def numeral(form: str, number: int) -> str:
    """Return a number in a form: decimal, circled, roman, latin, syllable, letter; others are decimal."""
    if form == "circled" and 1 <= number <= _CIRCLED:
        return chr(ord("①") + number - 1)
    if form == "roman" and 1 <= number <= _ROMAN_SIGNS:
        return chr(ord("Ⅰ") + number - 1)
    if form in ("roman", "roman_small") and 0 < number < _MOST_ROMAN:
        return _roman(number).upper() if form == "roman" else _roman(number)
    if form in ("latin", "latin_small") and 1 <= number <= _ALPHABET:
        return chr(ord("A" if form == "latin" else "a") + number - 1)
    if form == "syllable" and 1 <= number <= len(_INITIALS):
        return chr(_FIRST_SYLLABLE + _INITIALS[number - 1] * _SYLLABLES_OF_AN_INITIAL)
    if form == "letter" and 1 <= number <= len(_LETTERS):
        return _LETTERS[number - 1]
    return str(number)


def _roman(number: int) -> str:
    drawn = ""
    for value, letters in _ROMAN:
        drawn += letters * (number // value)
        number %= value
    return drawn


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its first number, its form, and what is drawn, with %n for the number of level n.

    form 'bullet': the pattern is the sign itself. form 'none': no number is drawn.
    """

    start: int = 1
    form: str = "decimal"
    pattern: str = ""


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of one list."""

    levels: Sequence[Level]
    _counts: list[int | None] = field(default_factory=list)

    def mark(self, level: int) -> str:
        """Count a paragraph of a level (from 0), and return what is drawn before it."""
        if not 0 <= level < len(self.levels):
            return ""
        if self.levels[level].form == "bullet":
            return sign(self.levels[level].pattern)
        self._counts += [None] * (len(self.levels) - len(self._counts))
        before = self._counts[level]
        self._counts[level] = self.levels[level].start if before is None else before + 1
        self._counts[level + 1 :] = [None] * (len(self.levels) - level - 1)
        return _PLACE.sub(lambda found: self._drawn(int(found[1]) - 1), self.levels[level].pattern).strip()

    def _drawn(self, level: int) -> str:
        if not 0 <= level < len(self.levels):
            return ""
        own = self.levels[level]
        count = self._counts[level]
        return "" if own.form == "none" else numeral(own.form, own.start if count is None else count)
