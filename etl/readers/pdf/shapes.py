"""What is drawn on a page beside its letters, as the library says it: rules, fills, pictures, blanks."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from etl.blocks import Box
from etl.readers.errors import ReadError
from etl.readers.pdf.geometry import Rule, Turn
from etl.readers.pdf.seen import Colour, Fill, Ground, Painted

_THIN = 3.5
"""Points: a filled shape that is thinner is a rule."""
_SHORT = 3.0
_STRAIGHT = 0.7
_MOST_DEPTH = 8
_MOST_CLIPS = 50
_CORNERS = ((0, 0), (1, 0), (0, 1), (1, 1))
_MOST_OBJECTS = 300_000
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text as it is drawn: where it begins on the page as stored, and its size."""

    painted: Painted
    origin: tuple[float, float]
    size: float


class Shapes:
    """Collects rules and pictures, those inside forms as well."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._count = 0
        self.rules: list[Rule] = []
        self.texts: dict[int, Drawn] = {}
        self.ground = Ground(*turn.size)
        self.pictured = 0.0
        self.curves = 0

    def add_page(self, page: Any) -> None:  # noqa: ANN401 -- C
        """Add the objects of a page."""
        self._add(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _SAME, 0)

    def _add(self, holder: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> None:  # noqa: ANN401 -- C
        for index in range(count(holder)):
            self._count += 1
            if self._count > _MOST_OBJECTS:
                raise ReadError(f"a page draws more than {_MOST_OBJECTS:,} shapes; save the PDF anew")
            shape = get(holder, index)
            kind = raw.FPDFPageObj_GetType(shape)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.texts[ctypes.addressof(shape.contents)] = self._drawn(shape, matrix)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(shape, _times(_matrix(shape), matrix), matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                placed = _times(_matrix(shape), matrix)
                a, b, c, d, _, _ = placed
                self.pictured += abs(a * d - b * c)
                corners = [self._turn.point(*_applied(placed, x, y)) for x, y in _CORNERS]
                painted = Painted(self._count, None, self._shown(shape, matrix))
                self.ground.add(Fill(painted, _box(corners), is_solid=False))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MOST_DEPTH:
                inner = _times(_matrix(shape), matrix)
                self._add(shape, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)

    def _drawn(self, shape: Any, holder: Matrix) -> Drawn:  # noqa: ANN401 -- C
        _, _, c, d, e, f = _times(_matrix(shape), holder)
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(shape, size)
        return Drawn(self._painted(shape, holder), (e, f), size.value * math.hypot(c, d))

    def _painted(self, shape: Any, holder: Matrix) -> Painted:  # noqa: ANN401 -- C
        return Painted(self._count, _colour(shape), self._shown(shape, holder))

    def _shown(self, shape: Any, holder: Matrix) -> Box | None:  # noqa: ANN401 -- C
        """Return the box outside of which nothing of a shape is shown."""
        clip = raw.FPDFPageObj_GetClipPath(shape)
        shown: Box | None = None
        x, y = ctypes.c_float(), ctypes.c_float()
        for path in range(min(max(raw.FPDFClipPath_CountPaths(clip), 0), _MOST_CLIPS) if clip else 0):
            points = []
            for number in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
                raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
                points.append(self._turn.point(*_applied(holder, x.value, y.value)))
            if points:
                shown = _common(shown, _box(points))
        return shown

    def _path(self, shape: Any, matrix: Matrix, holder: Matrix) -> None:  # noqa: ANN401 -- C
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(shape, fill, stroke)
        is_stroked = bool(stroke.value) and _is_seen(shape, raw.FPDFPageObj_GetStrokeColor)
        is_filled = bool(fill.value) and _is_seen(shape, raw.FPDFPageObj_GetFillColor)
        if not (is_stroked or is_filled):
            return
        for points, is_straight in self._parts(shape, matrix):
            if not is_straight:
                self.curves += 1
            elif is_stroked:
                for (x0, y0), (x1, y1) in pairwise(points):
                    self._rule(x0, y0, x1, y1, _STRAIGHT)
            if is_filled and len(points) > 1:
                box = _box(points)
                if is_straight:
                    self._rule(*box, _THIN)
                if min(box[2] - box[0], box[3] - box[1]) > _THIN:
                    is_solid = is_straight and not raw.FPDFPageObj_HasTransparency(shape)
                    self.ground.add(Fill(self._painted(shape, holder), box, is_solid))

    def _rule(self, x0: float, y0: float, x1: float, y1: float, thin: float) -> None:
        across, down = abs(x1 - x0), abs(y1 - y0)
        if across >= _SHORT and down <= thin and across > down:
            self.rules.append(Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif down >= _SHORT and across <= thin and down > across:
            self.rules.append(Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def _parts(self, shape: Any, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:  # noqa: ANN401
        """Yield the parts of a path: its points, and whether all its lines are straight."""
        points: list[tuple[float, float]] = []
        is_straight = True
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(raw.FPDFPath_CountSegments(shape)):
            segment = raw.FPDFPath_GetPathSegment(shape, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    yield points, is_straight
                points, is_straight = [], True
            elif kind == raw.FPDF_SEGMENT_BEZIERTO:
                is_straight = False
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(self._turn.point(*_applied(matrix, x.value, y.value)))
            if raw.FPDFPathSegment_GetClose(segment) and points:
                points.append(points[0])
        if len(points) > 1:
            yield points, is_straight


def _colour(shape: Any) -> Colour | None:  # noqa: ANN401 -- C
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha):
        return None
    return red.value, green.value, blue.value, alpha.value


def _box(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _common(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _is_seen(shape: Any, color_of: Any) -> bool:  # noqa: ANN401 -- C
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return not color_of(shape, red, green, blue, alpha) or alpha.value > 0


def _matrix(shape: Any) -> Matrix:  # noqa: ANN401 -- C
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(shape, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
