"""Digits and the words that multiply them: 1,234 · 1.2만 · 3억 5,000만 · 3천 5백만. A part of `numbers`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_BIG = {"": 1, "만": 10_000, "억": 100_000_000, "조": 1_000_000_000_000}
_SMALL = {"": 1, "십": 10, "백": 100, "천": 1_000}
MONEY_UNITS: dict[str, int] = {
    f"{small}{big}원": _SMALL[small] * _BIG[big] for big in _BIG for small in _SMALL
}
"""Won per unit: 천원 is 1,000, 백만원 1,000,000, 십억원 1,000,000,000."""

_LONGEST = 40
_GROUPED = re.compile(r"^[1-9][0-9]{0,2}(?:[,.][0-9]{3})++")
_PLAIN = re.compile(r"^(?:0|[1-9][0-9]*+)")
_DECIMAL = re.compile(r"^(?:[1-9][0-9]{0,2}(?:,[0-9]{3})++|0|[1-9][0-9]*+)\.([0-9]++)")
_PART = re.compile(r"(?<![0-9.,])([.,]*+[0-9](?:[0-9.,]*[0-9])?+[.,]*+)(?:\s?([십백천]))?(?:\s?([만억조]))?")
_MARKS = str.maketrans("", "", ",.")


@dataclass(frozen=True, slots=True)
class Amount:
    """Digits with their multipliers, as printed at one place of a text."""

    value: Decimal
    """What all parts say together: 1만 2,500 is 12,500."""
    places: int
    """Printed decimals of a single part, 0 for several."""
    multiplier: str
    """The multiplier of the last part, '' for none: '백만' of '3천 5백만'."""
    smallest: int
    """What that multiplier is worth: 1,000,000."""
    is_compound: bool
    """Whether there are several parts, or a multiplier."""
    has_jo: bool
    """Whether one of them is 조, which also counts groups of people."""
    end: int
    """Where the text goes on."""


def value_of(digits: str, *, whole: bool) -> tuple[Decimal, int] | None:
    """Return value and decimals, or None where the digits are not grouped as numbers are.

    whole: a point before three digits groups thousands, since OCR reads ',' as '.'.
    """
    digits = digits.rstrip(".,")
    if len(digits) > _LONGEST:
        return None
    if _PLAIN.fullmatch(digits):
        return Decimal(digits), 0
    if _GROUPED.fullmatch(digits) and (whole or "," in digits or digits.count(".") > 1):
        if not whole and "." in digits:
            return None
        return Decimal(digits.translate(_MARKS)), 0
    if decimal := _DECIMAL.fullmatch(digits):
        return Decimal(digits.replace(",", "")), len(decimal[1])
    return None


def amount_at(text: str, position: int = 0, *, whole: bool) -> Amount | None:
    """Read the digits at a place of a text with the multipliers after them, or None where they are malformed.

    Thousands, hundreds and tens gather until 만, 억 or 조 closes them: 3천 5백만 is 35,000,000. A part must
    fit into the room that the one before it leaves: 9억 16,896만 is malformed, not 10억 6,896만.
    """
    total, section = Decimal(0), Decimal(0)
    room_in_section, room = Decimal("Infinity"), Decimal("Infinity")
    multiplier, smallest, places, parts, has_jo = "", 1, 0, 0, False
    while part := _PART.match(text, position):
        if parts and not multiplier:
            break  # the digits before it had no multiplier: this is another number
        parsed = value_of(part[1], whole=whole)
        if parsed is None or (parts and (parsed[1] or places)):
            return None
        small, big = part[2] or "", part[3] or ""
        if parsed[0] * _SMALL[small] >= room_in_section:
            return None
        section += parsed[0] * _SMALL[small]
        room_in_section = Decimal(_SMALL[small]) if small else Decimal(1)
        if big:
            if section * _BIG[big] >= room:
                return None
            total, section, room = total + section * _BIG[big], Decimal(0), Decimal(_BIG[big])
            room_in_section = room
        multiplier, smallest, places = small + big, _SMALL[small] * _BIG[big], parsed[1]
        has_jo |= big == "조"
        parts += 1
        position = part.end()
        if multiplier and (goes_on := _PART.match(text, position + text.startswith(" ", position))):
            position = goes_on.start()
    if not parts or section >= room:
        return None
    value = total + section
    if parts > 1 or multiplier:
        value = value.to_integral_value() if value == value.to_integral_value() else value
    return Amount(value, places, multiplier, smallest, parts > 1 or bool(multiplier), has_jo, position)
