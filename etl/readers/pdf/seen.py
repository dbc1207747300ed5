"""What of a page can be seen: not letters in the colour of what lies below, or covered, or cut off."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from etl.blocks import Box

Colour = tuple[int, int, int, int]
"""Red, green, blue, and how much it covers, each up to 255."""
WHITE: Colour = (255, 255, 255, 255)
_CLEAR = 5
_ALIKE = 12
_PARTS = 32
_MOST_PLACES = 64
_DARK = 60
_CUT = 0.1
"""Of a letter's width: so much of it outside of what is shown, and a part of its figure may be missing."""


@dataclass(frozen=True, slots=True)
class Painted:
    """Something that is painted: its place in the order of painting, its colour, and the part that is shown.

    colour: None where it is not known, as that of a picture.
    """

    order: int
    colour: Colour | None
    shown: Box | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """A painted shape. is_solid: whether nothing that lies below it can be seen."""

    painted: Painted
    box: Box
    is_solid: bool

    def holds(self, x: float, y: float) -> bool:
        """Tell whether it is painted over a point."""
        boxes = (self.box, self.painted.shown) if self.painted.shown else (self.box,)
        return all(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


@dataclass(slots=True)
class Ground:
    """What is painted on a page, in order, found by its place."""

    width: float
    height: float
    _wide: list[Fill] = field(default_factory=list)
    _by_place: dict[tuple[int, int], list[Fill]] = field(default_factory=lambda: defaultdict(list))

    def add(self, fill: Fill) -> None:
        """Add what is painted next."""
        left, top = self._place(fill.box[0], fill.box[1])
        right, bottom = self._place(fill.box[2], fill.box[3])
        if (right - left + 1) * (bottom - top + 1) > _MOST_PLACES:
            self._wide.append(fill)
            return
        for across in range(left, right + 1):
            for down in range(top, bottom + 1):
                self._by_place[across, down].append(fill)

    def at(self, x: float, y: float) -> list[Fill]:
        """Return what is painted over a point, in order."""
        near = self._by_place.get(self._place(x, y), ())
        found = [fill for fills in (self._wide, near) for fill in fills if fill.holds(x, y)]
        return sorted(found, key=lambda one: one.painted.order)

    def _place(self, x: float, y: float) -> tuple[int, int]:
        return _part_of(x, self.width), _part_of(y, self.height)


def _part_of(at: float, whole: float) -> int:
    """Return in which of so many parts of a length a place lies; what lies outside is in the outermost."""
    return int(min(max(0.0, at / max(whole, 1)), 1) * _PARTS)


def is_seen(box: Box, painted: Painted, ground: Ground) -> bool:
    """Tell whether a letter can be seen."""
    if painted.colour and painted.colour[3] <= _CLEAR:
        return False
    if shown_part(box, painted) <= _CUT:
        return False
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if not painted.colour:
        return True
    below: Colour | None = WHITE
    for fill in ground.at(x, y):
        if fill.painted.order < painted.order:
            below = fill.painted.colour if fill.is_solid or not fill.painted.colour else below
        elif fill.is_solid and _covers(fill.painted.colour):
            return False
    return below is None or not _is_alike(below, painted.colour)


def is_whole(box: Box, painted: Painted) -> bool:
    """Tell whether nothing of a letter is cut off at its sides."""
    return shown_part(box, painted) >= 1 - _CUT


def is_cut_away(box: Box, painted: Painted) -> bool:
    """Tell whether a letter stands beside what is shown, as the rest of a text that is too long."""
    if not painted.shown or shown_part(box, painted) > _CUT:
        return False
    return painted.shown[1] <= (box[1] + box[3]) / 2 <= painted.shown[3]


def shown_part(box: Box, painted: Painted) -> float:
    """Return how much of a letter's width is shown; nothing where its middle lies above or below."""
    if not painted.shown:
        return 1
    left, top, right, bottom = painted.shown
    if not top <= (box[1] + box[3]) / 2 <= bottom:
        return 0
    width = box[2] - box[0]
    return max(min(box[2], right) - max(box[0], left), 0) / width if width > 0 else 1


def _covers(colour: Colour | None) -> bool:
    """Tell whether a colour is one that blots out; others are laid over text to mark it."""
    return colour is not None and (_is_alike(colour, WHITE) or max(colour[:3]) < _DARK)


def _is_alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one[:3], other[:3], strict=True))
