"""How a document writes the same letters where no line ends: as one word, or parted by a space."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_SIDES = ((2, 2), (2, 1), (1, 2))
"""How many letters before and after a break have to be the same, so that a place says something of it."""
_FAR = 30
_MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Letters without the spaces between them, and before which of them a space stands."""

    letters: str
    parted: frozenset[int]

    @classmethod
    def of(cls, text: str) -> _Stretch:
        letters: list[str] = []
        parted: set[int] = set()
        for letter in text:
            if letter == " ":
                parted.add(len(letters))
            else:
                letters.append(letter)
        return cls("".join(letters), frozenset(parted))


@dataclass(slots=True)
class Elsewhere:
    """Tells how the document writes what a break parts; it is made of all breaks and all texts."""

    _places: dict[tuple[str, str], list[tuple[_Stretch, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @classmethod
    def of(cls, breaks: Iterable[tuple[str, str]], texts: Sequence[str]) -> Elsewhere:
        """Look for what stands at breaks, each as the line above and the one below, in unbroken texts."""
        wanted = {key for above, below in breaks if (key := _key(_letters(above), _letters(below)))}
        found = cls()
        for text in texts if wanted else ():
            stretch = _Stretch.of(text)
            for at in range(1, len(stretch.letters)):
                for before, after in _SIDES:
                    key = stretch.letters[max(at - before, 0) : at], stretch.letters[at : at + after]
                    if key in wanted and len(found._places[key]) < _MOST_PLACES:
                        found._places[key].append((stretch, at))
        return found

    def joined(self, above: str, below: str) -> str | None:
        """Return what stands there between: a space, or nothing; None where that is not told.

        Where more of what stands around is the same, it is the better witness.
        """
        before, after = _letters(above), _letters(below)
        best, parted, joined = 0, 0, 0
        for stretch, at in self._places.get(_key(before, after) or ("", ""), ()):
            same = _same(before[::-1], stretch.letters[max(at - _FAR, 0) : at][::-1])
            same += _same(after, stretch.letters[at : at + _FAR])
            if same > best:
                best, parted, joined = same, 0, 0
            if same == best:
                parted, joined = parted + (at in stretch.parted), joined + (at not in stretch.parted)
        return None if parted == joined else " " if parted > joined else ""


def _letters(text: str) -> str:
    return text.replace(" ", "")


def _key(before: str, after: str) -> tuple[str, str] | None:
    """Return the letters beside a break that other places have to share; None where there are too few."""
    sides = before[-2:], after[:2]
    return sides if tuple(map(len, sides)) in _SIDES else None


def _same(one: str, other: str) -> int:
    """Return how many letters are the same from the start."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
