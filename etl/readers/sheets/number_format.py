"""Numbers as a sheet shows them: what a number format makes of a value.

A code has up to four sections: above zero, below, zero, text. What is no plain number, date or percentage
(a fraction, powers of ten) is shown in full: no digit of it is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from etl.readers.sheets import serial_date

GENERAL = "General"
_LONGEST_CODE = 1_000
_DIGITS = 15
"""What a sheet keeps of a number; what stands behind is debris of its arithmetic."""
_SHOWN_DIGITS = 10
_LARGEST_POWER = 300
_EXACT = Context(prec=_DIGITS, rounding=ROUND_HALF_UP)
# Wide enough for every digit before the point and behind it.
_WIDE = Context(prec=_LARGEST_POWER * 2 + _LONGEST_CODE * 2, rounding=ROUND_HALF_UP)
_ONE = Decimal(1)
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?)|\\(?P<escaped>.)|(?P<space>_.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]{0,255}+)\]|(?P<next>;)
    |(?P<general>general)|(?P<power>e[+-])|(?P<clock>am/pm|a/p)|(?P<time>y+|m+|d+|h+|s+|a{3,4}|e+)
    |(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<other>.)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""The parts of a code. What brackets hold is bounded by the longest code that a sheet may have."""
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color\s?[0-9]{1,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a code. kind: the name of its group in the pattern, or `literal`, or `elapsed`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Digits:
    """How a section draws digits: their places among its tokens, and what is made of the value first.

    before, behind: the places on either side of the point. power: of ten, by percentages and thousands.
    fewest: digits drawn before the point at least. first, last: the words around, where none stand within.
    """

    before: tuple[int, ...]
    behind: tuple[int, ...]
    point: int
    power: int
    fewest: int
    is_grouped: bool
    is_whole: bool
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[Token, ...]
    kinds: frozenset[str]
    digits: _Digits | None
    condition: tuple[str, Decimal] | None = None
    colour: str | None = None

    @property
    def words(self) -> str:
        """What it draws besides digits."""
        return "".join(token.text for token in self.tokens if token.kind == "literal").replace(" ", "")

    def holds(self, value: Decimal) -> bool:
        if self.condition is None:
            return True
        sign, limit = self.condition
        return {
            "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
            "=": value == limit, "<>": value != limit,
        }[sign]  # fmt: skip


def exact(printed: str) -> Decimal | None:
    """Return a kept number without the debris of its arithmetic; None where it is none that a sheet holds."""
    try:
        value = Decimal(printed.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_POWER:
        return None
    return _EXACT.create_decimal(value)


def shown(value: Decimal, code: str, *, is_1904: bool = False) -> str | None:
    """Return a number as its format shows it: '' where it shows nothing, None where it can be shown by none.

    What is below zero and told by its colour alone gets a sign; where nothing tells it, it is shown by none.
    is_1904: whether the workbook counts its days from 1904.
    """
    sections = _sections(code if len(code) <= _LONGEST_CODE else GENERAL)
    section, is_below = _section_for(sections, value)
    if section is None:
        return None
    if section.kinds & {"time", "elapsed"}:
        return serial_date.shown(value, section.tokens, is_1904=is_1904)
    size, is_zero = abs(value), not value
    if section.digits is not None:
        text, is_zero = _number(size, section.tokens, section.digits)
    elif section.kinds & {"general", "power"}:
        drawn = (_general(size) if t.kind in ("general", "power") else t.text for t in section.tokens)
        text = "".join(drawn)
    elif section.kinds & {"text", "digit"}:
        text = _general(size)
    else:
        text, is_zero = "".join(token.text for token in section.tokens), True
    if is_below and not is_zero and text:
        above = _section_for(sections, size)[0]
        if above is not None and above.words == section.words:
            if section.colour in (None, above.colour):
                return None
            is_below = False
    is_negative = value < 0 and not is_below and not is_zero
    return f"-{text.strip()}" if is_negative else text.strip()


def shown_text(text: str, code: str) -> str:
    """Return a text as a format shows it: words may stand around it."""
    section = next((one for one in reversed(_sections(code)) if "text" in one.kinds), None)
    if section is None or len(code) > _LONGEST_CODE:
        return text
    around = ("text", "literal")
    return "".join(text if t.kind == "text" else t.text for t in section.tokens if t.kind in around).strip()


def _section_for(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, bool]:
    """Return the section for a value, and whether it draws the sign of what is below zero by itself."""
    numbers = sections[:-1] if len(sections) > 1 and "text" in sections[-1].kinds else sections
    if numbers[0].condition or numbers[-1].condition:
        found = next((one for one in numbers if one.holds(value)), None)
        below = found is not None and found.condition is not None and found.condition[0] in ("<", "<=")
        return found, below and found is not None and found.condition is not None and found.condition[1] <= 0
    if value < 0 and len(numbers) > 1:
        return numbers[1], True
    if value == 0 and len(numbers) > 2:
        return numbers[2], False
    return numbers[0], False


@lru_cache(maxsize=1 << 10)
def _sections(code: str) -> tuple[_Section, ...]:
    found: list[_Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    colour: str | None = None
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "next":
            found.append(_section(tuple(tokens), condition, colour))
            tokens, condition, colour = [], None, None
        elif kind == "bracket":
            if stated := _CONDITION.match(text):
                condition = (stated[1], Decimal(stated[2]))
            elif currency := _CURRENCY.match(text):
                tokens.append(Token("literal", currency[1]))
            elif _ELAPSED.fullmatch(text):
                tokens.append(Token("elapsed", text.lower()))
            elif _COLOUR.fullmatch(text):
                colour = text.lower()
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(Token("literal", text.strip('"') if kind == "quoted" else text))
        elif kind == "space":
            tokens.append(Token("literal", " "))
        elif kind != "fill":
            tokens.append(Token(kind, text.lower()))
    found.append(_section(tuple(tokens), condition, colour))
    # An empty code is none; an empty section shows nothing.
    return tuple(found) if code.strip() else _sections(GENERAL)


def _section(
    tokens: tuple[Token, ...], condition: tuple[str, Decimal] | None, colour: str | None
) -> _Section:
    kinds = frozenset(token.kind for token in tokens)
    is_number = "digit" in kinds and not kinds & {"time", "elapsed", "general", "power"}
    # The digits of powers of ten and of fractions are drawn as of a number without a format.
    if "power" in kinds:
        tokens = tuple(token for token in tokens if token.kind in ("power", "literal"))
    return _Section(tokens, kinds, _digits(tokens) if is_number else None, condition, colour)


def _digits(tokens: tuple[Token, ...]) -> _Digits | None:
    """Return how a section draws digits; None for a fraction."""
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    places = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    before = tuple(i for i in places if i < point)
    behind = tuple(i for i in places if i > point)
    within = [tokens[i] for i in range(places[0], places[-1]) if tokens[i].kind == "literal"]
    if any(token.text == "/" for token in within):
        return None
    commas = [i for i, token in enumerate(tokens) if token.kind == "comma"]
    last = before[-1] if before else -1
    thousands = sum((last < i < point) or (bool(behind) and i > behind[-1]) for i in commas)
    percents = sum(token.kind == "percent" for token in tokens)
    around = ("literal", "percent")
    return _Digits(
        before,
        behind,
        point,
        2 * percents - 3 * thousands,
        next((len(before) - n for n, i in enumerate(before) if tokens[i].text == "0"), 0),
        is_grouped=bool(before) and any(before[0] < i < last for i in commas),
        is_whole=not within,
        first="".join(token.text for token in tokens[: places[0]] if token.kind in around),
        last="".join(token.text for token in tokens[places[-1] :] if token.kind in around),
    )


def _general(size: Decimal) -> str:
    """Return a number without a format of its own: whole in full, else as a cell shows it."""
    if size == size.to_integral_value():
        return f"{size.to_integral_value():f}"
    places = max(0, _SHOWN_DIGITS - max(1, size.adjusted() + 1))
    if size.adjusted() < 0 and round(size, places) == 0:
        return f"{size.normalize():f}"
    text = f"{_rounded(size, places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(size: Decimal, places: int) -> Decimal:
    return size.quantize(_ONE.scaleb(-places), context=_WIDE)


def _number(size: Decimal, tokens: tuple[Token, ...], digits: _Digits) -> tuple[str, bool]:
    """Return a size in a section with digits, and whether what is shown of it is zero."""
    rounded = _rounded(size.scaleb(digits.power), len(digits.behind))
    whole, _, part = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0").rjust(digits.fewest, "0")
    if digits.is_grouped and len(whole) > 3:
        first = len(whole) % 3
        groups = [whole[:first], *(whole[i : i + 3] for i in range(first, len(whole), 3))]
        whole = ",".join(group for group in groups if group)
    kept = len(part)
    while kept and part[kept - 1] == "0" and tokens[digits.behind[kept - 1]].text != "0":
        kept -= 1
    part = f".{part[:kept]}" if kept else ""
    if not digits.is_whole:
        whole = _among_words(whole, tokens, digits)
    return f"{digits.first}{whole}{part}{digits.last}", not rounded


def _among_words(whole: str, tokens: tuple[Token, ...], digits: _Digits) -> str:
    """Return digits with the words that stand between them, as in the number of a telephone."""
    places = digits.before
    if not places:
        return whole
    left = list(whole.rjust(len(places)))
    drawn = ["".join(left[: len(left) - len(places) + 1])]
    following = iter(left[len(left) - len(places) + 1 :])
    for token in tokens[places[0] + 1 : digits.point if digits.behind else places[-1] + 1]:
        if token.kind == "digit":
            drawn.append(next(following))
        elif token.kind == "literal":
            drawn.append(token.text)
    return "".join(drawn)
