"""Korean particles follow the last syllable of what stands before them: 「회의」라고, 「활성화」를, 30%와.

A sentence writes both forms behind a value, as in `{name}’(을/를)`; the one that fits is taken in filling it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SYLLABLE = "\uac00-\ud7a3"
_BOTH = re.compile(
    rf"(?P<value>\{{\w+\}})(?P<closing>[^\w\s{{}}(]*)\((?P<closed>[{_SYLLABLE}]+)/(?P<open>[{_SYLLABLE}]+)\)"
)
_SPOKEN = re.compile(rf"[{_SYLLABLE}a-z0-9%](?=[^{_SYLLABLE}a-z0-9%]*$)", re.IGNORECASE)
_FINALS, _RIEUL = 28, 8
_LINKED = chr(0xAC00 + 11 * 588 + 18 * 28)
"""What stands between a final consonant and the particle of way and end, but for rieul."""
# By how they are said: zero, one, three, six, seven and eight end in a consonant, and so do four letters.
_CLOSED, _CLOSED_BY_RIEUL = "036mn", "178lr"


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """Fill a sentence, with each particle as its value's last syllable asks for it."""
    return fitted(sentence, values).format_map(values)


def fitted(sentence: str, values: Mapping[str, object]) -> str:
    """Return a sentence that is still to be filled, with the particles that its values ask for."""

    def chosen(found: re.Match[str]) -> str:
        said = found["value"].format_map(values) + found["closing"]
        return f"{found['value']}{found['closing']}{_fitting(said, found['closed'], found['open'])}"

    return _BOTH.sub(chosen, sentence)


def _fitting(said: str, closed: str, opened: str) -> str:
    final = _final(said)
    if final is None or (final == _RIEUL and closed == _LINKED + opened):
        return opened
    return closed


def _final(said: str) -> int | None:
    """The final consonant of what is said last, by its place among them; None where it ends in a vowel."""
    last = _SPOKEN.search(said)
    if last is None:
        return None
    letter = last[0].lower()
    if letter in _CLOSED_BY_RIEUL:
        return _RIEUL
    if letter in _CLOSED:
        return 1
    final = (ord(letter) - 0xAC00) % _FINALS if ord(letter) >= 0xAC00 else 0
    return final or None
