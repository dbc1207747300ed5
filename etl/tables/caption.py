"""What the words of a caption say besides a unit and a date, and whether they are more than any caption's."""

from __future__ import annotations

from collections.abc import Sequence

from etl.korean import notes, patterns, periods, text, units
from etl.korean.heading_marks import unmarked
from etl.vocabulary import words


def without_statements(content: str) -> str:
    """Return a caption without what stands in brackets: a unit, a date."""
    kept = notes.without_brackets(content)
    return kept if units.stated_unit(kept) is None else ""


def pieces_of(content: str) -> list[str]:
    """Return what the brackets of a line say besides units: '(일반회계, 단위: 천원)' says 일반회계."""
    pieces = [
        piece.strip()
        for bracket in patterns.IN_BRACKETS.findall(content)
        for piece in patterns.PIECE_END.split(bracket.strip("()[]"))
    ]
    return [one for one in pieces if units.stated_unit(one) is None and units.stated_unit(f"({one})") is None]


def names_a_part(content: str, own_names: Sequence[str], also: Sequence[str] = ()) -> bool:
    """Tell whether words are left in a caption, or in a bracket of it, that not every caption may say.

    also: what a heading over several captions may say besides.
    """
    rest = text.key(content)
    for name in sorted(own_names, key=len, reverse=True):
        rest = rest.replace(text.key(name), "")
    if any(word in rest for word in words("money", "caption", "of_a_house")):
        return True
    rest = periods.without_dates(rest)
    for word in sorted((*words("money", "caption", "whole"), *also), key=len, reverse=True):
        rest = rest.replace(text.key(word), "")
    return patterns.SYLLABLE.search(rest) is not None


def compares_a_part(caption: str, own_names: Sequence[str]) -> bool:
    """Tell whether the caption of a comparison names a part: '이용료 수입', and not '재원별 예산 추이'.

    By what it is told ends in '별', and what is written as one word with the house's name names the house. A
    heading that speaks of no money ('조직 및 인력') is of a section, and of no part; nor is a sentence.
    """
    own = tuple(text.key(name) for name in own_names)
    kept = [
        word
        for word in without_statements(unmarked(caption)).split()
        if not (key := text.key(word)).endswith(words("money", "caption", "told_by"))
        and not key.startswith(own)
    ]
    said = " ".join(kept)
    is_of_money = any(word in text.key(said) for word in words("money", "caption", "of_money"))
    if not is_of_money and notes.is_sentence(caption):
        return False
    also = () if is_of_money else words("money", "caption", "over")
    return names_a_part(said, own_names, (*words("money", "caption", "of_years"), *also))
