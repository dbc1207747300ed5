"""The one door through which printed numbers come in: 1,234 · △30 · '-' · 47.7% · 12,659천원 · 1.2만명.

What is no number stays none: a date, a range, a phone, an amount in Hangul, a result that is only announced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from etl.korean import cells, dates
from etl.korean.digits import MONEY_UNITS as MONEY_UNITS
from etl.korean.digits import Amount, amount_at
from etl.korean.patterns import DAMAGED_DIGITS, DAMAGED_FIGURE
from etl.korean.remembered import remembered
from etl.terms.units import MAX_WON


class State(Enum):
    """What a cell holds. Only VALUE is a figure; none of the others is zero."""

    VALUE = "value"
    NONE = "none"  # printed as none: '-', '_', '해당없음', 'N/A', '×'
    EMPTY = "empty"  # nothing is printed, or the print is lost
    PENDING = "pending"  # announced for later: '4분기 조사 예정', '추진 중', '미정'
    MALFORMED = "malformed"  # digits that are not grouped as numbers are, or an amount that breaks off
    TEXT = "text"  # something else: words, a date, a range, two numbers of equal standing


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number. For every state but VALUE only `state`, and at times `unit`, is set."""

    state: State
    value: Decimal | None = None
    """The figure, counted in `unit`: 1.2만명 is 12,000 of 명, 9억 6,896만원 is 96,896 of 만원."""
    places: int = 0
    """Its printed decimals; 0 where a multiplier stands after them (1.2만명)."""
    unit: str | None = None
    """The unit as printed after the figure: '명', '%', '천원'; None where none is printed."""
    qualifier: str | None = None
    """Where it is not exact: about (약, 여, 내외), at_least (이상), at_most (이하, 이내), over, under."""
    scale: Decimal | None = None
    """The best that a score can be: 5 of '4.2점(5점 만점)' and of '4.2/5.0'."""
    mark: str | None = None
    """A mark of a footnote that stands at the figure: '*', '¹⁾', '주1)'."""
    before: str | None = None
    """What stands before the figure and narrows it: '9월', '2026년', '총', '기존'."""
    rest: str | None = None
    """What stands after it and may hold a second figure: '(전년 180건)', '(56.7%)'. It is not read here."""

    @property
    def is_bare(self) -> bool:
        """Tell whether figure, unit and a footnote's mark are all that is printed."""
        return (self.qualifier, self.scale, self.before, self.rest) == (None, None, None, None)


@remembered(1 << 14)
def parse(cell: str, *, whole: bool = False) -> Number:
    """Read a cell that should hold one number, with an optional sign and unit.

    whole: the quantity is counted in whole units, so that a point before three digits groups thousands
    (OCR reads ',' as '.'): parse('2.614.325', whole=True) is 2,614,325. Without it '92.680' is a decimal.
    A caller that takes the figure alone asks for `exactly(parse(…))`: no limit or second figure is lost then.
    """
    text = cells.plain(cell)
    if not text:
        return Number(State.EMPTY)
    if cells.is_none(text):
        return Number(State.NONE)
    taken, text = dates.split(text)
    if not any("0" <= letter <= "9" for letter in text):
        return Number(State.PENDING if cells.is_pending(text, is_dated=bool(taken)) else State.TEXT)
    if cells.is_phone(text):
        return Number(State.TEXT)
    is_broken = text[-1] == "," and text[-2:-1].isdigit()  # the line was broken within the figure
    if is_broken or DAMAGED_FIGURE.fullmatch(text) or DAMAGED_DIGITS.match(text):
        return Number(State.MALFORMED)
    if text.startswith("(") and text.endswith(")") and "(" not in text[1:]:
        inner = _number(text[1:-1].strip(), whole)
        return _negative(inner) if not taken else Number(State.TEXT)
    number = _number(text, whole)
    if not taken or number.value is None:
        return number if not taken or number.state is not State.MALFORMED else Number(State.TEXT)
    if number.unit is None and number.is_bare and number.value <= 31:
        return Number(State.TEXT)  # '9월 5' may be a day
    return replace(number, before=f"{taken} {number.before}" if number.before else taken)


def _negative(inner: Number) -> Number:
    """Return what a cell in brackets says: an amount or a rate is negative, a count is a note on another."""
    if inner.value is None:
        return inner
    unit = "".join((inner.unit or "").split())
    if not inner.is_bare or not (not unit or unit in cells.RATE_UNITS or unit in MONEY_UNITS):
        return Number(State.TEXT)
    return replace(inner, value=-abs(inner.value))


def _number(text: str, whole: bool) -> Number:
    """Read a text that begins with a number, or with a word or sign that belongs to one."""
    head = cells.head_of(text)
    if not cells.begins_digits(text, head.end):
        return Number(State.TEXT)
    amount = amount_at(text, head.end, whole=whole)
    if amount is None:
        return Number(State.MALFORMED, unit=cells.unit_after(text, head.end))
    tail = cells.tail_of(text[amount.end :], amount)
    if tail is None or (tail.scale is not None and amount.is_compound):
        return Number(State.TEXT)
    number = _counted(amount, tail) if amount.is_compound else _simple(amount, tail)
    if number.value is None:
        return number
    if head.is_won:
        if number.unit not in (None, "원"):
            return Number(State.TEXT)
        number = replace(number, unit="원")
    if head.in_words and number.unit not in MONEY_UNITS:
        return Number(State.TEXT)  # '금' stands before money only
    if head.is_bullet and number.unit is not None and not _is_amount(number.unit):
        return Number(State.TEXT)  # '- 210건' is an item of a list, or 210 fewer
    if head.qualifier and tail.qualifier:
        return Number(State.TEXT)  # '약 300명 이상'
    is_negative = head.is_negative or tail.is_negative
    if head.is_negative and tail.is_negative:
        return Number(State.TEXT)
    return replace(
        number,
        value=-number.value if is_negative and number.value is not None else number.value,
        qualifier=head.qualifier or tail.qualifier,
        scale=head.scale or tail.scale,
        mark=tail.mark,
        before=head.before,
        rest=tail.rest,
    )


def _is_amount(unit: str) -> bool:
    return unit in cells.RATE_UNITS or unit in MONEY_UNITS


def _simple(amount: Amount, tail: cells.Tail) -> Number:
    unit = "".join(tail.unit.split()) if tail.unit else None
    return Number(State.VALUE, amount.value, amount.places, unit if unit in MONEY_UNITS else tail.unit)


def _counted(amount: Amount, tail: cells.Tail) -> Number:
    """Return a number whose digits have multipliers: money keeps its unit, a count is multiplied."""
    if tail.unit is None:
        # '2천만' breaks off before its unit: the unit of a table does not belong to it.
        return Number(State.MALFORMED)
    if tail.unit == "원":
        return Number(State.VALUE, amount.value / amount.smallest, amount.places, f"{amount.multiplier}원")
    is_counter = tail.is_spaced or tail.unit in cells.COUNTERS
    if amount.has_jo or not is_counter or amount.value != amount.value.to_integral_value():
        return Number(State.TEXT)  # '3조 5명' counts groups; '5만족' is no five ten-thousands
    return Number(State.VALUE, amount.value, 0, tail.unit)


def exactly(number: Number) -> Number:
    """Return a number that is figure, unit and perhaps a footnote's mark, and nothing more; another is TEXT.

    For a caller that has no use for a limit, a scale, a date or a second figure, and so must not drop them.
    """
    return number if number.value is None or number.is_bare else Number(State.TEXT)


def parse_rate(cell: str) -> Number:
    """Read a percentage, with or without its sign: '72.6%' is 72.6 with one place."""
    number = exactly(parse(cell))
    if number.state is State.VALUE and number.unit not in (None, "%"):
        return Number(State.TEXT)
    return storable(number)


def storable(number: Number) -> Number:
    """Return a count or rate as it is, but malformed where it has more digits than a DOUBLE can keep."""
    if number.value is not None and Decimal(repr(float(number.value))) != number.value:
        return Number(State.MALFORMED, unit=number.unit)
    return number


_PAIR = re.compile(r"^([^(]*+)\(([^()]*+)\)?\s?")


def parse_pair(cell: str) -> tuple[Number, Number]:
    """Read an amount and its rate: '△179(△73.7%)' is -179 and -73.7."""
    pair = _PAIR.fullmatch(cells.plain(cell))
    if pair is None or not pair[1].strip():
        return exactly(parse(cell, whole=True)), Number(State.EMPTY)
    return exactly(parse(pair[1], whole=True)), parse_rate(pair[2])


_ARROW = re.compile(r"→|⇨|⇒|➜|➡|➝|➔|->|=>")
_MULTIPLIERS = "십백천만억조"


def sides(cell: str) -> list[str]:
    """Return what stands before, between and after the arrows of a cell: one text where there is none."""
    return [side.strip() for side in _ARROW.split(cells.plain(cell))]


def parse_change(cell: str) -> tuple[Number, Number] | None:
    """Read what a cell prints as before and after: '기존 25개소→61개소', '100→150명'.

    A unit that is printed once holds for both. None where there is no arrow, or more than one, where a side
    is no number, or where the units differ.
    """
    printed = sides(cell)
    if len(printed) != 2:
        return None
    before, after = map(parse, printed)
    if before.value is None or after.value is None or before.rest:
        return None
    if before.unit is None and any(letter in _MULTIPLIERS for letter in printed[1]):
        return None  # '1→1.2만명' may leave out the multiplier too
    if before.unit is None:
        before = replace(before, unit=after.unit)
    elif after.unit is None:
        after = replace(after, unit=before.unit)
    return (before, after) if before.unit == after.unit else None


_RUN = re.compile(r"(?<![0-9.,])[.,]*+[0-9]")
_NEGATIVE = "△▵▲▼▽−-"


def parse_money(text: str, default_won: int | None = None) -> tuple[Number, int | None]:
    """Read the first amount of money in a text: '12,659천원(…)' is 12,659 and 1,000 won per unit.

    The second value is the unit in won: the printed one, else default_won, else None. Dates, rates and counts
    before the amount are passed over.
    """
    text = cells.plain(text)
    position = 0
    while run := _RUN.search(text, position):
        start = run.start()
        if date_end := dates.end_at(text, start):
            position = date_end
            continue
        amount = amount_at(text, start, whole=True)
        if amount is None:
            unit = cells.money_unit_after(text, start)
            return Number(State.MALFORMED, unit=unit), MONEY_UNITS.get(unit or "", default_won or 0) or None
        ending = cells.won_at(text, amount.end)
        is_won = text.endswith(("₩", "₩ "), 0, start)
        if not ending and not is_won and cells.is_counted(text, amount.end):
            position = amount.end
            continue
        if not ending and amount.is_compound:
            return Number(State.MALFORMED), default_won  # '3억 5,000' breaks off
        before = text[:start].rstrip(" ₩")
        value = amount.value / amount.smallest
        number = Number(
            State.VALUE,
            -value if before.endswith(tuple(_NEGATIVE)) else value,
            amount.places,
            f"{amount.multiplier}원" if ending or is_won else None,
            qualifier="about" if before.endswith("약") else ending.qualifier if ending else None,
        )
        return number, MONEY_UNITS[number.unit] if number.unit else default_won
    if not text:
        return Number(State.EMPTY), default_won
    return Number(State.NONE if cells.is_none(text) else State.TEXT), default_won


def won(number: Number, unit_won: int) -> int | None:
    """Return whole won, or None where there is no value, no whole won, or more than any budget."""
    if number.value is None:
        return None
    amount = number.value * unit_won
    if amount != amount.to_integral_value() or abs(amount) >= MAX_WON:
        return None
    return int(amount)


def amounts_won(text: str) -> list[int]:
    """Return the amounts of money that a text states with their unit, in won."""
    found = []
    for part in _MONEY_IN_TEXT.findall(text):
        number, unit_won = parse_money(part, 1 if "₩" in part else None)
        if (
            number.value is not None
            and unit_won is not None
            and (amount := won(number, unit_won)) is not None
        ):
            found.append(amount)
    return found


_DIGITS = r"\d++(?:[,.]\d++)*+[,.]?"
_MONEY_IN_TEXT = re.compile(
    rf"₩?(?<!\d)(?<!\d[,.]){_DIGITS}\s?(?:[십백천]?[만억조]?\s?{_DIGITS}\s?){{0,3}}(?:[십백천]?\s?[만억조]?\s?원)"
    r"|₩\s?\d[\d,]*+"
)
