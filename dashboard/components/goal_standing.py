"""Where the goals stand that are not met: "0 of 4 met" alone would read as four failures."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.labels import Words

_OPEN = ("on_pace", "watch", "behind", "pending")


def goals_standing(counts: Mapping[str, int], words: Words) -> str:
    """Return how many goals stand where, beside those that are met, without what there is none of."""
    return ", ".join(
        words("goals.standing_part", name=words(f"status.{status}"), n=counts[status])
        for status in _OPEN
        if counts[status]
    )
