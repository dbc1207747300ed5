"""Names beside a chart, kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def spread(values: Sequence[float], gap: float, top: float) -> list[float]:
    """Return the heights of names: each at its value, else as near above it as the others leave room.

    None stands above the top: those that would come down again, with those below them.

    >>> spread([5.0, 1.0, 1.0], 2.0, 10.0)
    [5.0, 1.0, 3.0]
    >>> spread([10.0, 10.0], 2.0, 10.0)
    [8.0, 10.0]
    """
    placed = list(values)
    order = sorted(range(len(values)), key=lambda place: values[place])
    for lower, upper in pairwise(order):
        placed[upper] = max(placed[upper], placed[lower] + gap)
    ceiling = top
    for place in reversed(order):
        placed[place] = min(placed[place], ceiling)
        ceiling = placed[place] - gap
    return placed
