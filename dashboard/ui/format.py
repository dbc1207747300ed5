"""A value and its unit become text here and nowhere else. What is missing is a dash, never a zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from etl.terms.units import WON_PER_UNIT

MISSING = "—"
SHAPES: dict[str, str] = {
    "exceeded": "★",
    "met": "■",
    "on_pace": "●",
    "watch": "▲",
    "behind": "▼",
    "missed": "×",
    "over": "◆",
    "pending": "○",
}
"""The shape beside the word of a status: told apart without colour, on the screen and on paper."""

_WIDE = Context(prec=400)
"""Digits enough for every float: a result over a tiny target is written too, not refused."""
_DECIMALS = {"won": 0, "thousand_won": 0, "million_won": 0, "hundred_million_won": 1}
_OPEN_GOALS = ("on_pace", "watch", "behind", "pending")
_SPOKEN_STEPS = (("trillion", 10**12), ("hundred_million", 10**8), ("ten_thousand", 10**4))
# A language leaves the label of a step empty that it does not count in.
_SHORT_STEPS = (
    ("trillion", 10**12), ("billion", 10**9), ("hundred_million", 10**8), ("million", 10**6),
    ("ten_thousand", 10**4), ("won", 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formatter:
    """Writes values in one language and one unit of money."""

    words: Words
    unit: str

    @property
    def unit_name(self) -> str:
        """Name of the money unit, for a column's head."""
        return self.words(f"unit.{self.unit}")

    def printed(self, figure: str | None) -> str:
        """A finding's figure, grouped as a reader expects: '-27172.22' -> '△27,172.22'. Other text stays."""
        if figure is None:
            return MISSING
        whole, point, decimals = figure.removeprefix("-").partition(".")
        if not (whole.isascii() and whole.isdigit()):
            return figure
        sign = self.words("format.minus") if figure.startswith("-") else ""
        return f"{sign}{int(whole):,}{point}{decimals}"

    def money(self, won: int | None) -> str:
        """Won in the chosen unit, without the unit's name: 12,659,000 -> '13' in million won."""
        if won is None:
            return MISSING
        return self._signed(Decimal(won) / WON_PER_UNIT[self.unit], _DECIMALS[self.unit])

    def money_figure(self, won: int | None) -> float | None:
        """The number that `money` writes, to compare with what a reader types."""
        if won is None:
            return None
        return float(_rounded(Decimal(won) / WON_PER_UNIT[self.unit], _DECIMALS[self.unit]))

    def rate_figure(self, value: float | None) -> float | None:
        """The number that `percent` and `points` write."""
        return None if value is None else float(_rounded(_decimal(value), 1))

    def money_with_unit(self, won: int | None) -> str:
        """Won in the chosen unit, with the unit's name."""
        return (
            MISSING
            if won is None
            else self.words("format.with_unit", value=self.money(won), unit=self.unit_name)
        )

    def money_change(self, won: int | None) -> str:
        """A change of money with its sign."""
        return MISSING if won is None else self._with_plus(self.money(won))

    def spoken(self, won: int | None) -> str:
        """Won as they are spoken: 240억 1,725만 원."""
        if won is None:
            return MISSING
        if self.words.language != "ko":
            return self.words("format.spoken", value=self._signed(Decimal(won), 0))
        rest, parts = abs(won), []
        for name, step in _SPOKEN_STEPS:
            count, rest = divmod(rest, step)
            if count:
                parts.append(f"{count:,}{self.words(f'format.{name}')}")
        won_word = self.words("unit.won")
        amount = " ".join([*parts, f"{rest:,}{won_word}"] if rest or not parts else [*parts, won_word])
        return (self.words("format.minus") if won < 0 else "") + amount

    def short(self, won: int | None) -> str:
        """Won in three figures or so, for a label at a column: '319억', '20.7억', '4,399만'."""
        if won is None:
            return MISSING
        named = [(self.words(f"short.{name}"), step) for name, step in _SHORT_STEPS]
        counted = [found for found in named if found[0] or found[1] == 1]
        at = next((n for n, (_, step) in enumerate(counted) if abs(won) >= step), len(counted) - 1)
        # What rounds up to a larger step is said in that one: 1조, not 10,000억.
        if at and abs(_three_figures(Decimal(won) / counted[at][1])) * counted[at][1] >= counted[at - 1][1]:
            at -= 1
        name, step = counted[at]
        size = Decimal(won) / step
        return (self._signed(size, 0) if step == 1 else self._signed(size, _places(size))) + name

    def percent(self, value: float | None) -> str:
        """A rate with one decimal, half up: '82.3%'."""
        return MISSING if value is None else self._signed(_decimal(value), 1) + "%"

    def percent_change(self, value: float | None) -> str:
        """A change in percent with its sign."""
        return MISSING if value is None else self._with_plus(self.percent(value))

    def points(self, value: float | None) -> str:
        """A difference of two rates in percentage points, with its sign: '△10.5%p'."""
        if value is None:
            return MISSING
        return self._with_plus(self._signed(_decimal(value), 1)) + self.words("format.points")

    def pace(self, elapsed: float | None, gap: float | None) -> str:
        """The share of the year that has passed, and how far a rate is from it; that no date tells it."""
        if elapsed is None:
            return self.words("undated.no_pace")
        return self.words("kpi.pace", elapsed=self.percent(elapsed), gap=self.points(gap))

    def number(self, value: float | None) -> str:
        """A count or a goal as it is printed: no more decimals than it has, two at most."""
        if value is None:
            return MISSING
        rounded = _rounded(_decimal(value), 2)
        places = max(0, -int(rounded.normalize().as_tuple().exponent))
        return self._signed(rounded, places)

    def measured(self, value: float | None, unit: str | None) -> str:
        """A number with its printed unit: '7,000건'."""
        return MISSING if value is None else self.number(value) + (unit or "")

    def day(self, value: date | None) -> str:
        """A date in the language's short form."""
        if value is None:
            return MISSING
        return self.words("format.day", year=value.year, month=value.month, day=value.day)

    def as_of(self, value: date | None) -> str:
        """The date at which figures stand, in words; that none is stated, where a report prints none."""
        if value is None:
            return self.words("undated.name")
        return self.words("format.as_of", day=self.day(value))

    def moment(self, value: datetime | None) -> str:
        """A moment in the offices' time, which it names: a date, a time, and the zone."""
        if value is None:
            return MISSING
        local = value.astimezone()
        offset = f"{local:%z}"
        # By its name, not by the hours alone: others live nine hours before Greenwich too.
        named = self.words("format.korean_time")
        zone = named if local.tzname() == "KST" else f"UTC{offset[:3]}:{offset[3:5]}"
        return self.words("format.moment", day=self.day(local), time=f"{local:%H:%M:%S}", zone=zone)

    def open_goals(self, counts: Row, prefix: str = "") -> str:
        """How many goals stand where that are not met: "0 of 4 met" alone would read as four failures.

        prefix: of the keys of the counts, before the status.
        """
        standing = {status: counts[prefix + status] for status in _OPEN_GOALS}
        # A goal without a target has no verdict; left out, the parts would not add up to the whole.
        standing["undefined"] = counts[f"{prefix}total"] - counts[f"{prefix}met"] - sum(standing.values())
        return ", ".join(
            self.words("goals.standing_part", name=self.words(f"status.{status}"), n=n)
            for status, n in standing.items()
            if n
        )

    def limits(self, thresholds: Mapping[str, str]) -> dict[str, str]:
        """The limits of the status rules as a sentence can use them: sizes without their sign."""
        return {name: _size(value) for name, value in thresholds.items()}

    def _with_plus(self, text: str) -> str:
        # By the text, not the value: what rounds to zero is no rise.
        is_rise = text[0].isdigit() and any(digit in "123456789" for digit in text)
        return f"+{text}" if is_rise else text

    def _signed(self, value: Decimal, places: int) -> str:
        rounded = _rounded(value, places)
        text = f"{abs(rounded):,}"
        return self.words("format.minus") + text if rounded < 0 else text


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def _places(size: Decimal) -> int:
    """The decimals that make three figures of a size, as it is once it is rounded."""
    return next((places for places in (2, 1) if abs(_rounded(size, places)) < 10 ** (3 - places)), 0)


def _three_figures(size: Decimal) -> Decimal:
    return _rounded(size, _places(size))


def _size(value: str) -> str:
    try:
        return f"{abs(Decimal(value)).normalize():f}"
    except InvalidOperation:
        return value


def _decimal(value: float) -> Decimal:
    # Through the shortest text of the float: 72.65 is then 72.65, and rounds up as a reader expects.
    return Decimal(repr(float(value)))
