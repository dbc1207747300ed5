"""What a document reckons from its own figures: rates, and the comparison of two years."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from etl.korean import text
from etl.vocabulary import words
from tests.layouts.names import Namer

TwoYears = tuple[int, float, int, float, int, float]
"""Before, its share, now, its share, the change, its rate."""


def percent(part: int | None, whole: int, places: int = 1) -> float:
    """Return 100 * part / whole, rounded half up."""
    return float((Decimal(100 * (part or 0)) / whole).quantize(Decimal(10) ** -places, ROUND_HALF_UP))


def two_years(namer: Namer, lines: Sequence[tuple[str, str, str, str | None]]) -> tuple[TwoYears, ...]:
    """Return the figures of a comparison of two years; lines: side, print, label and whole of each.

    Lines without parts are drawn; wholes follow.
    """

    def amount(side: str, label: str, own: dict[tuple[str, str], int]) -> int:
        parts = [name for of, _, name, whole in lines if of == side and whole == label]
        if parts:
            return sum(amount(side, name, own) for name in parts)
        return own.setdefault((side, label), namer.amount(99_999))

    years: list[dict[tuple[str, str], int]] = [{}, {}]
    found = []
    for side, _, label, _ in lines:
        before, now = (amount(side, label, own) for own in years)
        all_before, all_now = (amount(side, "계", own) for own in years)
        found.append(
            (
                before, percent(before, all_before), now, percent(now, all_now),
                now - before, percent(now - before, before),
            )
        )  # fmt: skip
    return tuple(found)


def leaf_level(label: str) -> str:
    """Return the level that the last word of a line without parts says, where no mapping does."""
    return "cost_item" if text.key(label).endswith(tuple(words("money", "cost_endings"))) else "item"
