"""How wide a line is printed, in columns of a typewriter: a Korean letter takes two."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import accumulate


class Widths(dict[str, int]):
    """Columns by character. ambiguous: of those that are narrow in some fonts and wide in others."""

    def __init__(self, wide: int, ambiguous: int) -> None:
        """Begin empty: a character is looked up once."""
        super().__init__()
        self._by_class = {"W": wide, "F": wide, "A": ambiguous}

    def __missing__(self, letter: str) -> int:
        """Look a character up; marks, and what prints nothing, take no room."""
        is_mark = unicodedata.category(letter) in ("Mn", "Me", "Cf") or "\u1160" <= letter <= "\u11ff"
        width = 0 if is_mark else self._by_class.get(unicodedata.east_asian_width(letter), 1)
        self[letter] = width
        return width

    def edges(self, text: str) -> Sequence[int]:
        """Return where each character begins, and last where the text ends."""
        if text.isascii():
            return range(len(text) + 1)
        return list(accumulate(map(self.__getitem__, text), initial=0))


FONTS = (Widths(2, 1), Widths(2, 2), Widths(1, 1))
"""How wide letters are depends on the font that the author saw, or on a program that counted letters."""
