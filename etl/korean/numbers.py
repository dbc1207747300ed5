"""The one door through which printed numbers come in: 1,234 · △30 · '-' · 47.7% · 12,659천원."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from etl.terms.units import MAX_WON


class State(Enum):
    """What a cell holds. Only VALUE is a figure; none of the others is zero."""

    VALUE = "value"
    NONE = "none"  # printed as none: '-', '_'
    EMPTY = "empty"  # nothing is printed, or the print is lost
    PENDING = "pending"  # announced for later
    MALFORMED = "malformed"  # digits that are not grouped as numbers are
    TEXT = "text"  # something else


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: value is set for State.VALUE only; `places` are its printed decimals."""

    state: State
    value: Decimal | None = None
    places: int = 0
    unit: str | None = None


_NONE = frozenset("-_–—―－")
_NEGATIVE = "△▵▲−-"
_GROUPED = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$")
_PLAIN = re.compile(r"^\d+$")
_DECIMAL = re.compile(r"^(?:\d{1,3}(?:,\d{3})+|\d+)\.(\d+)$")
_TOKEN = re.compile(r"^([△▵▲−\-]?)\s*([\d.,]*\d[\d.,]*)\s*(\D.*)?$", re.DOTALL)
_SECOND = re.compile(r"^[△▵▲−\-~∼/:+=x×\s]*\d")
_PENDING = re.compile(r"집계\s*예정|집계\s*중|추후\s*집계|산정\s*중|미집계")
_PAIR = re.compile(r"^(.*?)\(([^()]*)\)?\s*$", re.DOTALL)
_BIG = {"": 1, "만": 10_000, "억": 100_000_000, "조": 1_000_000_000_000}
_SMALL = {"": 1, "십": 10, "백": 100, "천": 1_000}
MONEY_UNITS: dict[str, int] = {
    f"{small}{big}원": _SMALL[small] * _BIG[big] for big in _BIG for small in _SMALL
}
"""Won per unit: 천원 is 1,000, 백만원 1,000,000, 억원 100,000,000."""
_MULTIPLIERS = ("십", "백", "천", "만", "억", "조")
_IN_WORDS = re.compile(r"([\d.,]*\d)\s*([십백천]?)\s*([만억조]?)\s*")
_MONEY = re.compile(r"₩?\s*([\d.,]*\d)\s*(백\s*만\s*원|천\s*원|억\s*원|만\s*원|원)?")


def parse(cell: str, *, whole: bool = False) -> Number:
    """Read a cell that should hold one number, with an optional sign and unit.

    whole: the quantity is counted in whole units, so that a point before three digits groups thousands
    (OCR reads ',' as '.'): parse('2.614.325', whole=True) is 2,614,325. Without it '92.680' is a decimal.
    """
    text = cell.strip()
    if not text:
        return Number(State.EMPTY)
    if set(text) <= _NONE:
        return Number(State.NONE)
    if _PENDING.search(text):
        return Number(State.PENDING)
    negative = text.startswith("(") and text.endswith(")")
    if negative:
        text = text[1:-1].strip()
    token = _TOKEN.match(text)
    if token is None:
        return Number(State.TEXT)
    sign, digits, unit = token.groups()
    unit = unit.strip() if unit and unit.strip() else None
    parsed = _digits(digits, whole)
    if parsed is None:
        return Number(State.MALFORMED, unit=unit)
    if unit and _SECOND.match(unit):
        return Number(State.TEXT)  # a second number is no unit: '1 234' is neither 1 nor 1,234
    value, places = parsed
    return Number(State.VALUE, -value if sign or negative else value, places, unit)


def parse_rate(cell: str) -> Number:
    """Read a percentage, with or without its sign: '72.6%' is 72.6 with one place."""
    number = parse(cell)
    if number.state is State.VALUE and number.unit not in (None, "%", "％"):
        return Number(State.TEXT)
    return storable(number)


def storable(number: Number) -> Number:
    """Return a count or rate as it is, but malformed where it has more digits than a DOUBLE can keep."""
    if number.value is not None and Decimal(repr(float(number.value))) != number.value:
        return Number(State.MALFORMED, unit=number.unit)
    return number


def parse_pair(cell: str) -> tuple[Number, Number]:
    """Read an amount and its rate: '△179(△73.7%)' is -179 and -73.7."""
    pair = _PAIR.match(cell.strip())
    if pair is None:
        return parse(cell, whole=True), Number(State.EMPTY)
    return parse(pair[1], whole=True), parse_rate(pair[2])


def parse_money(text: str, default_won: int | None = None) -> tuple[Number, int | None]:
    """Read the first amount of money in a text: '12,659천원(…)' is 12,659 and 1,000 won per unit.

    The second value is the unit in won: the printed one, else default_won, else None.
    """
    found = _MONEY.search(text)
    if found is None:
        state = State.NONE if text.strip() and set(text.strip()) <= _NONE else State.TEXT
        return Number(state if text.strip() else State.EMPTY), default_won
    unit = re.sub(r"\s", "", found[2]) if found[2] else None
    before = text[: found.start()].rstrip()
    negative = bool(before) and before[-1] in _NEGATIVE
    if unit is None and (words := _in_words(text[found.start(1) :])):
        number, smallest = words
        return (replace(number, value=-number.value) if negative and number.value else number), smallest
    if unit is None and text[found.end() :].lstrip()[:1] in _MULTIPLIERS:
        return Number(State.MALFORMED), default_won
    parsed = _digits(found[1], whole=True)
    if parsed is None:
        return Number(State.MALFORMED, unit=unit), MONEY_UNITS.get(unit or "", default_won or 0) or None
    value = -parsed[0] if negative else parsed[0]
    return Number(State.VALUE, value, parsed[1], unit), MONEY_UNITS[unit] if unit else default_won


def _in_words(text: str) -> tuple[Number, int] | None:
    """Read an amount of several parts, or of a compound unit: '3억 5,000만원', '2천만원'; else None.

    The value is counted in the smallest printed unit: 35,000 of 만원.
    """
    parts: list[tuple[Decimal, int]] = []
    position = 0
    while part := _IN_WORDS.match(text, position):
        parsed = _digits(part[1], whole=True)
        scale = _SMALL[part[2]] * _BIG[part[3]]
        if parsed is None or (parts and scale >= parts[-1][1]):
            return None
        parts.append((parsed[0], scale))
        unit = f"{part[2]}{part[3]}원"
        position = part.end()
        if text.startswith("원", position):
            smallest = parts[-1][1]
            total = sum((value * unit for value, unit in parts), Decimal(0))
            return Number(State.VALUE, total / smallest, 0, unit), smallest
    return None


def won(number: Number, unit_won: int) -> int | None:
    """Return whole won, or None where there is no value, no whole won, or more than any budget."""
    if number.value is None:
        return None
    amount = number.value * unit_won
    if amount != amount.to_integral_value() or abs(amount) >= MAX_WON:
        return None
    return int(amount)


def _digits(text: str, whole: bool) -> tuple[Decimal, int] | None:
    """Return value and decimals, or None where the digits are not grouped as numbers are."""
    text = text.rstrip(".,")
    if len(text) > 40:
        return None
    if _PLAIN.match(text):
        return (Decimal(text), 0) if text == "0" or not text.startswith("0") else None
    if _GROUPED.match(text) and not text.startswith("0") and (whole or "," in text or text.count(".") > 1):
        if not whole and "." in text:
            return None
        return Decimal(re.sub(r"[,.]", "", text)), 0
    if decimal := _DECIMAL.match(text):
        return Decimal(text.replace(",", "")), len(decimal[1])
    return None
