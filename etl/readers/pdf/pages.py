"""What a page prints, as the library says it: letters, rules, pictures."""

from __future__ import annotations

import ctypes
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from etl.readers.pdf.geometry import QUARTER, Letter, Rule, Turn
from etl.readers.pdf.seen import is_cut_away, is_seen, is_whole
from etl.readers.pdf.shapes import Shapes
from etl.readers.pdf.struck import parted

_NEARLY = 3
"""Degrees by which upright text may lean."""
_INVISIBLE = 3
_PAGES_ASKED = 20


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its letters and rules upright. turned: letters at another angle, each with it.

    hidden: letters that are not to be seen. pictured: the part of the page that pictures take. curves: how
    many shapes of curves it has, as letters without a font. struck: letters that a line is drawn through.
    """

    number: int
    turn: Turn
    letters: list[Letter]
    turned: list[Letter]
    rules: list[Rule]
    pictured: float
    curves: int
    hidden: list[Letter]
    struck: list[Letter]


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
        left, bottom, right, top = page_box = page.get_bbox()
        letters = _letters(page)
        degrees = _direction([one for one in letters if _holds(page_box, one)])
        turn = Turn(left, top, right - left, top - bottom, degrees)
        shapes = Shapes(turn)
        shapes.add_page(page.raw)
        inside = [one for one in _with_blanks(letters, shapes) if _holds(page_box, one)]
        area = max((right - left) * (top - bottom), 1)
        upright, turned, hidden = _sorted(inside, turn, shapes)
        pictured = min(shapes.pictured / area, 1)
        held = parted(upright, shapes.rules)
        return Page(
            index + 1, turn, held.letters, turned, held.rules, pictured, shapes.curves, hidden, held.struck
        )  # fmt: skip
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
    inside: list[_Said], turn: Turn, shapes: Shapes
) -> tuple[list[Letter], list[Letter], list[Letter]]:
    """Return the letters that stand upright, those at another angle, and those that are not to be seen."""
    upright: list[Letter] = []
    turned: list[Letter] = []
    hidden: list[Letter] = []
    last: tuple[int, bool] | None = None
    for one in inside:
        letter = said = _upright(one, turn)
        drawn = shapes.texts.get(one.drawn)
        painted = drawn.painted if drawn else None
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
    return Letter(one.text, min(xs), max(xs), base, one.size, one.is_known, one.drawn)


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
                size = raw.FPDFText_GetFontSize(text, index)
                # A size below zero runs the other way, and so does its matrix.
                way = math.copysign(1, size)
                angle = _rounded(math.degrees(math.atan2(way * matrix.b, way * matrix.a)))
                size = abs(size) * math.hypot(matrix.c, matrix.d)
                is_hidden = not size or raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE
                objects[address] = size, angle, is_hidden
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


def _holds(box: tuple[float, float, float, float], letter: _Said) -> bool:
    """Tell whether a letter stands on the page of that box, as stored."""
    left, bottom, right, top = box
    return left <= letter.origin[0] <= right and bottom - 1 <= letter.origin[1] <= top + 1


def _with_blanks(letters: Sequence[_Said], shapes: Shapes) -> list[_Said]:
    """Return the letters with the spaces that are texts of their own, in the order of drawing.

    The library names no letter of a text that draws nothing, as of a space in a font of its own.
    """
    by_text: dict[int, list[_Said]] = defaultdict(list)
    for letter in letters:
        by_text[letter.drawn].append(letter)
    before: _Said | None = None
    after: dict[int, list[_Said]] = defaultdict(list)
    for address, text in shapes.texts.items():
        if own := by_text.get(address):
            before = own[-1]
        elif before:
            x, y = text.origin
            after[id(before)].append(
                _Said(" ", (x, y), (x, y, x, y), text.size, before.angle, True, address, True)
            )
    return [one for letter in letters for one in (letter, *after[id(letter)])]


def _character(code: int) -> str:
    if code in (0, 0xFFFE) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    letter = chr(code)
    return " " if letter.isspace() else letter


def _rounded(degrees: float) -> int:
    quarters = round(degrees / QUARTER) * QUARTER
    return (quarters if abs(degrees - quarters) <= _NEARLY else round(degrees)) % 360
