"""The units of the domain and their scales. Storage uses base units: whole won, plain counts, percent."""

from __future__ import annotations

from dataclasses import dataclass

WON_PER_UNIT: dict[str, int] = {
    "won": 1,
    "thousand_won": 1_000,
    "million_won": 1_000_000,
    "hundred_million_won": 100_000_000,
}
"""Scale of each money unit, by its code. Source words (원, 천원 …) stand in the vocabulary."""

DISPLAY_UNITS: tuple[str, ...] = ("won", "thousand_won", "million_won", "hundred_million_won")
"""Units that a reader can choose on screen, smallest first."""

MAX_WON = 10**15
"""An amount of a thousand trillion won or more exceeds any national budget: misread, never a fact."""


@dataclass(frozen=True, slots=True)
class MoneyScale:
    """How a printed amount becomes won, e.g. MoneyScale("thousand_won"): 12,659 -> 12,659,000."""

    unit: str

    @property
    def won(self) -> int:
        """Won per printed unit."""
        return WON_PER_UNIT[self.unit]
