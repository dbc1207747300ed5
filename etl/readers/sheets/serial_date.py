"""Dates as sheets keep them, as numbers of days, and as their formats show them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

_LAST_DAY = 2_958_465
"""The last day of the year 9999."""
_DAY_THAT_NEVER_WAS = 60
"""29 February 1900: sheets count it."""
_SECONDS = 86_400
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Token(Protocol):
    """A part of the code of a format."""

    @property
    def kind(self) -> str:
        """What it is: `time`, `elapsed`, `clock`, `literal`, …"""

    @property
    def text(self) -> str:
        """As the code has it."""


def shown(value: Decimal, tokens: Sequence[Token], *, is_1904: bool) -> str | None:
    """Return a day as a format shows it; None where no day has this number.

    A whole date is shown as 2027-09-30, whatever the order of its parts, unless words stand between them.
    """
    if value < 0 or value > _LAST_DAY:
        return None
    seconds = int((value * _SECONDS).to_integral_value(ROUND_HALF_UP))
    days, in_day = divmod(seconds, _SECONDS)
    if any(token.kind == "elapsed" for token in tokens):
        return _elapsed(seconds, tokens)
    letters = _letters(tokens)
    is_of_day = any(letter[0] in "ymdea" for letter in letters)
    if is_of_day and not is_1904 and days in (0, _DAY_THAT_NEVER_WAS):
        return None
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 31 if days < _DAY_THAT_NEVER_WAS else 30)  # noqa: DTZ001
    try:
        moment = start + timedelta(days=days, seconds=in_day)
    except OverflowError:
        return None
    has_words = any(
        unicodedata.category(letter) == "Lo" for t in tokens if t.kind == "literal" for letter in t.text
    )
    if {letter[0].replace("e", "y") for letter in letters if letter[0] in "yemd"} == set(
        "ymd"
    ) and not has_words:
        hours = " %H:%M:%S" if any(letter[0] == "s" for letter in letters) else " %H:%M"
        has_time = any(letter[0] == "h" for letter in letters)
        return f"{moment.year:04}-{moment:%m-%d}" + (f"{moment:{hours}}" if has_time else "")
    is_half = any(token.kind == "clock" for token in tokens)
    written = []
    following = iter(letters)
    for token in tokens:
        if token.kind == "time":
            written.append(_part(moment, next(following), is_half=is_half))
        elif token.kind == "clock":
            written.append("AM" if moment.hour < 12 else "PM")
        elif token.kind in ("literal", "point", "comma"):
            written.append(token.text)
    return "".join(written).strip()


def _letters(tokens: Sequence[Token]) -> list[str]:
    """Return the parts of a day and of an hour in their order; minutes, which months look like, as n."""
    letters = [token.text for token in tokens if token.kind == "time"]
    found = []
    for i, text in enumerate(letters):
        is_minute = text[0] == "m" and (
            (i > 0 and letters[i - 1][0] == "h") or (i + 1 < len(letters) and letters[i + 1][0] == "s")
        )
        found.append("n" * len(text) if is_minute else text)
    return found


def _part(moment: datetime, letters: str, *, is_half: bool) -> str:
    size = len(letters)
    match letters[0]:
        case "y" | "e":
            return f"{moment.year:04}"[-2:] if size == 2 else f"{moment.year:04}"
        case "m" if size > 2:
            name = _MONTHS[moment.month - 1]
            return name[:3] if size == 3 else name[:1] if size == 5 else name
        case "d" | "a" if size > 2:
            name = _DAYS[moment.weekday()]
            return name[:3] if size == 3 else name
        case "h":
            number = (moment.hour % 12 or 12) if is_half else moment.hour
        case "m":
            number = moment.month
        case "d":
            number = moment.day
        case "n":
            number = moment.minute
        case _:
            number = moment.second
    return f"{number:0{min(size, 2)}}"


def _elapsed(seconds: int, tokens: Sequence[Token]) -> str:
    """Return a stretch of time: its first part counts past a day."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    whole = {"h": hours, "m": minutes, "s": seconds}
    part = {"h": hours % 24, "m": minute, "s": second}
    written = []
    for token in tokens:
        if token.kind in ("elapsed", "time"):
            counted = whole if token.kind == "elapsed" else part
            written.append(f"{counted.get(token.text[0], 0):0{min(len(token.text), 2)}}")
        elif token.kind == "literal":
            written.append(token.text)
    return "".join(written).strip()
