"""Places on a page: as it is stored, and turned so that its text stands upright."""

from __future__ import annotations

from dataclasses import dataclass

from etl.blocks import Box

QUARTER = 90


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned so that its text stands upright: its size as stored, and degrees clockwise."""

    left: float
    top: float
    width: float
    height: float
    degrees: int = 0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the PDF (counted upwards) stands on the upright page, from its top left."""
        x, y = x - self.left, self.top - y
        if self.degrees == QUARTER:
            return self.height - y, x
        if self.degrees == 2 * QUARTER:
            return self.width - x, self.height - y
        if self.degrees == 3 * QUARTER:
            return y, self.width - x
        return x, y

    def stored(self, box: Box) -> Box:
        """Return the box on the page as stored of a box on the upright one."""
        left, top, right, bottom = box
        if self.degrees == QUARTER:
            left, top, right, bottom = top, self.height - right, bottom, self.height - left
        elif self.degrees == 2 * QUARTER:
            left, right = self.width - right, self.width - left
            top, bottom = self.height - bottom, self.height - top
        elif self.degrees == 3 * QUARTER:
            left, top, right, bottom = self.width - bottom, left, self.width - top, right
        return (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))

    @property
    def size(self) -> tuple[float, float]:
        """The width and height of the upright page."""
        is_across = self.degrees in (QUARTER, 3 * QUARTER)
        return (self.height, self.width) if is_across else (self.width, self.height)


@dataclass(frozen=True, slots=True)
class Letter:
    """A printed letter on the upright page. left, right: with the room that it takes; base: its line's foot.

    is_known: whether the file says which letter it is. drawn: the text of the file that draws it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    is_known: bool = True
    drawn: int = 0

    @property
    def width(self) -> float:
        """The room that the letter takes."""
        return self.right - self.left

    @property
    def top(self) -> float:
        """The top of the letter's square."""
        return self.base - 0.88 * self.size

    @property
    def bottom(self) -> float:
        """The foot of the letter's square."""
        return self.base + 0.12 * self.size

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the letter."""
        return (self.left + self.right) / 2, self.base - 0.38 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line on the upright page: at `at` (y of one that lies, x of one that stands)."""

    is_lying: bool
    at: float
    first: float
    last: float


def around(boxes: list[Box]) -> Box:
    """Return the box around boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
