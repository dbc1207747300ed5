"""Amounts in words, as a bill prints them beside the figures: 금 이천팔백사십만원정."""

from __future__ import annotations

import re

_DIGITS = {letter: value for value, letter in enumerate("영일이삼사오육칠팔구")}
_SMALL = {"십": 10, "백": 100, "천": 1_000}
_BIG = {"만": 10_000, "억": 100_000_000, "조": 1_000_000_000_000}
_IN_WORDS = re.compile(r"(?<![가-힣])(?:일금|금)?+\s?([일이삼사오육칠팔구십백천만억조]{3,40}+)\s?원")


def won_in_words(content: str) -> int | None:
    """Return the first amount that a text says in words, in won; None where it says none."""
    found = _IN_WORDS.search(content)
    return _value(found[1]) if found else None


def _value(letters: str) -> int:
    whole = section = digit = 0
    for letter in letters:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter in _SMALL:
            section += (digit or 1) * _SMALL[letter]
            digit = 0
        else:
            whole += (section + digit or 1) * _BIG[letter]
            section = digit = 0
    return whole + section + digit
