"""Units as tables state them: '(단위: 백만원, %)', '단위 천원', '예산액(천원)', '(단위: 십억원)'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.korean import cells
from etl.korean.digits import MONEY_UNITS, value_of

_MONEY = r"[십백천]? ?[만억조]? ?원"
_OTHERS = "|".join(
    re.escape(unit) for unit in sorted(cells.COUNTERS | cells.RATE_UNITS, key=len, reverse=True)
)
_SCALED = r"[십백천만] ?(?:명|인|건|개|회|권|부|가구|세대)"
_KNOWN = re.compile(rf"(?:{_MONEY}|{_SCALED}|{_OTHERS})(?![가-힣A-Za-z])")
_STATED = re.compile(
    rf"(?<![가-힣])(?:(?:금액|화폐|측정|계량) ?)?단 ?위(?: ?[:;] ?| (?={_KNOWN.pattern}))"
    r"([^()\[\]<>{}]{1,60})([)\]>}])?"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_SEPARATOR = re.compile(r",(?! ?[0-9]{3}(?![0-9]))|[/·ㆍ、;|]")
_MULTIPLE = re.compile(rf"([0-9][0-9,]{{0,14}}) ?({_MONEY})")
_LETTER = re.compile(r"[^\W\d_]|[%‰°$℃]")
_NO_UNIT_ALONE = frozenset({"주", "일", "자", "본"})
"""In a bracket without the word 단위 these are a company, a Sunday, a person, a copy as often as a unit."""
_DATED = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class StatedUnit:
    """The units that a text states for what stands below it or under it."""

    won: int | None
    """Won per unit where one unit of money is among them: 1,000 for 천원; None for none, and for two."""
    words: tuple[str, ...]
    """The units as printed, without spaces, in order: ('명', '천원')."""
    is_ambiguous: bool = False
    """Whether two different units of money are stated, so that neither can be taken."""


def stated_unit(text: str) -> StatedUnit | None:
    """Return the units that a text states, None where it states none.

    A statement says 단위, or is a bracket that holds only units, or is a unit of money and nothing else.
    An amount ('123억원', '(30백만원)') states none.
    """
    text = cells.plain(text)
    words = tuple(dict.fromkeys(_words(text)))
    if not words:
        return None
    money = {won for word in words if (won := _won(word)) is not None}
    return StatedUnit(next(iter(money)) if len(money) == 1 else None, words, len(money) > 1)


def parted(heading: str) -> tuple[str, str | None]:
    """Part a heading from the one unit that a bracket of it states: '이용자(명)' is '이용자' and '명'."""
    for bracket in _BRACKET.finditer(heading):
        stated = stated_unit(bracket[0])
        if stated is not None and len(stated.words) == 1:
            return (heading[: bracket.start()] + heading[bracket.end() :]).strip(), stated.words[0]
    return heading, None


def money_unit(text: str) -> int | None:
    """Return the one unit of money that a text states, in won; None for none and for two that differ."""
    stated = stated_unit(text)
    return stated.won if stated else None


def _words(text: str) -> Iterator[str]:
    if _joined(text) in MONEY_UNITS:
        yield _joined(text)
        return
    stated = list(_STATED.finditer(text))
    for found in stated:
        yield from _listed(found[1], is_closed=found[2] is not None)
    taken = [(found.start(), found.end()) for found in stated]
    last = 0
    for bracket in _BRACKET.finditer(text):
        while last < len(taken) and taken[last][1] < bracket.start():
            last += 1
        if last < len(taken) and taken[last][0] < bracket.end():
            continue  # the bracket holds the statement
        pieces = [_joined(piece) for piece in _SEPARATOR.split(bracket[1])]
        if all(_KNOWN.fullmatch(piece) and piece not in _NO_UNIT_ALONE for piece in pieces):
            yield from pieces


def _listed(content: str, *, is_closed: bool) -> Iterator[str]:
    """Yield the units of a statement; where no bracket closes it, those up to the first other word."""
    for piece in _SEPARATOR.split(content):
        whole = _joined(piece)
        if _KNOWN.fullmatch(whole) or _MULTIPLE.fullmatch(whole):
            yield whole
            continue
        position = len(piece) - len(piece.lstrip())
        found = _KNOWN.match(piece, position)
        while found:
            yield _joined(found[0])
            position = found.end() + (piece[found.end() : found.end() + 1] == " ")
            found = _KNOWN.match(piece, position)
        left = piece[position:].strip()
        if not is_closed and left:
            return
        if _LETTER.search(left) and not _DATED.search(left):
            yield _joined(left)


def _won(word: str) -> int | None:
    """Return what a unit is worth in won: 1,000 for '천원', 10**9 for '10억원'; None for no money."""
    if word in MONEY_UNITS:
        return MONEY_UNITS[word]
    found = _MULTIPLE.fullmatch(word)
    parsed = value_of(found[1], whole=True) if found else None
    if found is None or parsed is None or set(str(parsed[0])) - {"0"} != {"1"}:
        return None  # '30백만원' is an amount
    return int(parsed[0]) * MONEY_UNITS[_joined(found[2])]


def _joined(word: str) -> str:
    return "".join(word.split())
