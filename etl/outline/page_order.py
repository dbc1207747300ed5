"""Which page a row is about that names its programme in short, where a table keeps the order of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from etl.korean import text

_ALIKE = 0.75
_SHORTEST_NAME = 2


def places_of(labels: Sequence[str], spellings: Sequence[Sequence[str]]) -> list[int | None]:
    """Return the place of each row's page, None where it is not certain. spellings: of each page's name.

    Between two rows that are known by name, order names the others only where as many rows as pages stand
    there: a page may be missing, and then all that follow would be another's.
    """
    found: list[int | None] = []
    start = 0
    for label in labels:
        alike = [max(_likeness(label, spelling) for spelling in page) for page in spellings[start:]]
        best = max(alike, default=0.0)
        place = start + alike.index(best) if best >= _ALIKE and alike.count(best) == 1 else None
        found.append(place)
        start = start if place is None else place + 1
    known = [(-1, -1), *((row, place) for row, place in enumerate(found) if place is not None)]
    for (row, first), (following, last) in pairwise([*known, (len(labels), len(spellings))]):
        if last - first == following - row:
            found[row + 1 : following] = range(first + 1, last)
    return found


def _likeness(label: str, name: str) -> float:
    """Return how alike a short name and a full one are; whole where the one holds the other."""
    short, full = text.key(label), text.key(name)
    if len(short) >= _SHORTEST_NAME and (short in full or full in short):
        return 1.0
    return text.similarity(label, name)
