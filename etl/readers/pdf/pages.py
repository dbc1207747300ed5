"""What a page prints, as the library says it: letters, rules, pictures."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from etl.blocks import Box
from etl.readers.errors import ReadError
from etl.readers.pdf.geometry import QUARTER, Letter, Rule, Turn
from etl.readers.pdf.seen import Colour, Fill, Ground, Painted, is_cut_away, is_seen, is_whole

_THIN = 3.5
"""Points: a filled shape that is thinner is a rule."""
_SHORT = 3.0
_STRAIGHT = 0.7
_MOST_DEPTH = 8
_MOST_CLIPS = 50
_CORNERS = ((0, 0), (1, 0), (0, 1), (1, 1))
_MOST_OBJECTS = 300_000
_NEARLY = 3
"""Degrees by which upright text may lean."""
_INVISIBLE = 3
_PAGES_ASKED = 20
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its letters and rules upright. turned: letters at another angle, each with it.

    hidden: letters that are not to be seen. pictured: the part of the page that pictures take. curves: how
    many shapes of curves it has, as letters without a font.
    """

    number: int
    turn: Turn
    letters: list[Letter]
    turned: list[Letter]
    rules: list[Rule]
    pictured: float
    curves: int
    hidden: list[Letter]


@dataclass(frozen=True, slots=True)
class _Said:
    """A letter as the file has it. drawn: the address of the text that draws it."""

    text: str
    origin: tuple[float, float]
    box: tuple[float, float, float, float]
    size: float
    angle: int
    is_known: bool
    drawn: int
    is_printed: bool


def page_of(document: pdfium.PdfDocument, index: int) -> Page:
    """Return what a page prints."""
    page = document[index]
    try:
        if raw.FPDFPage_GetAnnotCount(page) > 0:
            # What is typed into a form is printed with the page.
            raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
            page.close()
            page = document[index]
        left, bottom, right, top = page.get_bbox()
        inside = [
            one
            for one in _letters(page)
            if left <= one.origin[0] <= right and bottom - 1 <= one.origin[1] <= top + 1
        ]
        degrees = _direction(inside)
        turn = Turn(left, top, right - left, top - bottom, degrees)
        shapes = _Shapes(turn)
        shapes.add(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _SAME, 0)
        area = max((right - left) * (top - bottom), 1)
        upright, turned, hidden = _sorted(inside, turn, shapes)
        pictured = min(shapes.pictured / area, 1)
        return Page(index + 1, turn, upright, turned, shapes.rules, pictured, shapes.curves, hidden)
    finally:
        page.close()


def draws_spaces(document: pdfium.PdfDocument) -> bool:
    """Tell whether a file draws the spaces between its words, as a few of its pages show.

    One that does leaves room between letters of two scripts as well, where no space is meant.
    """
    drawn = left = 0
    for index in range(0, len(document), max(1, len(document) // _PAGES_ASKED)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            continue  # a damaged page is refused when it is read
        text = page.get_textpage()
        for number in range(raw.FPDFText_CountChars(text)):
            if raw.FPDFText_GetUnicode(text, number) == ord(" "):
                is_left = raw.FPDFText_IsGenerated(text, number) == 1
                left, drawn = left + is_left, drawn + (not is_left)
        text.close()
        page.close()
    return drawn > left


def _direction(letters: list[_Said]) -> int:
    """Return the direction in which most letters of the page run, in quarters of a turn."""
    counted = Counter(one.angle for one in letters if one.text.strip() and not one.angle % QUARTER)
    return counted.most_common(1)[0][0] if counted else 0


def _sorted(
    inside: list[_Said], turn: Turn, shapes: _Shapes
) -> tuple[list[Letter], list[Letter], list[Letter]]:
    """Return the letters that stand upright, those at another angle, and those that are not to be seen."""
    upright: list[Letter] = []
    turned: list[Letter] = []
    hidden: list[Letter] = []
    last: tuple[int, bool] | None = None
    for one in inside:
        letter = said = _upright(one, turn)
        painted = shapes.texts.get(one.drawn)
        is_printed = one.is_printed
        if painted and one.text != " ":
            box = (letter.left, letter.top, letter.right, letter.bottom)
            is_printed = is_printed and is_seen(box, painted, shapes.ground)
            away = is_cut_away(box, painted)
            is_cut = last == (one.drawn, not away)
            if not is_whole(box, painted) or is_cut:
                # What is shown may be a part of a figure.
                letter = replace(letter, is_known=False)
                if is_cut and away and upright:
                    upright[-1] = replace(upright[-1], is_known=False)
            last = one.drawn, away
        elif one.text == " ":
            last = None
        if not is_printed:
            hidden.append(said)
        elif one.angle == turn.degrees:
            upright.append(letter)
        elif one.text.strip():
            turned.append(letter)
    return upright, turned, hidden


def _upright(one: _Said, turn: Turn) -> Letter:
    left, bottom, right, top = one.box
    xs, _ = zip(turn.point(left, bottom), turn.point(right, top), strict=True)
    _, base = turn.point(*one.origin)
    return Letter(one.text, min(xs), max(xs), base, one.size, one.is_known)


def _letters(page: pdfium.PdfPage) -> list[_Said]:
    """Return the letters in the file's order."""
    text = page.get_textpage()
    found: list[_Said] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    objects: dict[int, tuple[float, int, bool]] = {}
    try:
        for index in range(raw.FPDFText_CountChars(text)):
            if raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            drawn = raw.FPDFText_GetTextObject(text, index)
            if not drawn:
                continue
            address = ctypes.addressof(drawn.contents)
            if address not in objects:
                raw.FPDFText_GetMatrix(text, index, matrix)
                size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
                angle = _rounded(math.degrees(math.atan2(matrix.b, matrix.a)))
                objects[address] = size, angle, raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE
            size, angle, is_hidden = objects[address]
            code = raw.FPDFText_GetUnicode(text, index)
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            raw.FPDFText_GetLooseCharBox(text, index, box)
            is_known = raw.FPDFText_HasUnicodeMapError(text, index) != 1 and code not in (0, 0xFFFD, 0xFFFE)
            found.append(
                _Said(
                    _character(code), (x.value, y.value), (box.left, box.bottom, box.right, box.top), size,
                    angle, is_known, address, not is_hidden,
                )
            )  # fmt: skip
    finally:
        text.close()
    return found


def _character(code: int) -> str:
    if code in (0, 0xFFFE) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    letter = chr(code)
    return " " if letter.isspace() else letter


def _rounded(degrees: float) -> int:
    quarters = round(degrees / QUARTER) * QUARTER
    return (quarters if abs(degrees - quarters) <= _NEARLY else round(degrees)) % 360


class _Shapes:
    """Collects rules and pictures, those inside forms as well."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._count = 0
        self.rules: list[Rule] = []
        self.texts: dict[int, Painted] = {}
        self.ground = Ground(*turn.size)
        self.pictured = 0.0
        self.curves = 0

    def add(self, holder: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> None:  # noqa: ANN401 -- C
        """Add the objects of a page or a form."""
        for index in range(count(holder)):
            self._count += 1
            if self._count > _MOST_OBJECTS:
                raise ReadError(f"a page draws more than {_MOST_OBJECTS:,} shapes; save the PDF anew")
            shape = get(holder, index)
            kind = raw.FPDFPageObj_GetType(shape)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.texts[ctypes.addressof(shape.contents)] = self._painted(shape, matrix)
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
                self.add(shape, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)

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
