"""Scanned pages: where tesseract and its Korean are on the machine, what it guesses of their letters.

A guess is for a person to look at beside the picture, and never a fact: it loses the signs before figures,
and takes digits for others. So lines with digits are set aside, each with its place on the page. A scan that
lies on its side or its head is turned; of one that stays illegible nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from etl import worker
from etl.blocks import Box
from etl.facts import Row, SetAside
from etl.korean import text
from etl.korean.cells import may_be_phone
from etl.readers import content_of
from etl.readers.pdf.geometry import Turn
from etl.vocabulary import words
from etl.worker import Limits

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray
    from PIL.Image import Image

    Dots = NDArray[bool_]
    _Word = dict[str, Any]

SCANNED, GUESSED = "page_scanned", "letters_guessed"
_LANGUAGE = "kor"
_DOTS_PER_POINT = 300 / 72
_MOST_DOTS = 40_000_000
_PAGE_SECONDS, _SECONDS = 60.0, 300.0
"""For one page, and for all of a document; of further ones it is said that they were scanned."""
_LIMITS = Limits(seconds=_SECONDS + 2 * _PAGE_SECONDS, memory_bytes=1_000_000_000)
_MOST_LINES = 200
_LONGEST = 300
_NUMBER_OF_A_PAGE = 2
_WORD = "5"
_RULE_POINTS = 19.0
"""What is dark for so long is no letter."""
_DARK, _FADED = 170, 90
_APART, _IN_COLUMNS = 0.3, 1.5
"""Of a word's height: the room that is a space, and that between columns."""
_AT = ("left", "top", "width", "height")
_LEGIBLE = 65.0
"""How sure tesseract is of the middle one of a page's words: 92 to 94 of 100 where they stand upright, clean
or with a scanner's noise, and 26 to 45 where letters that lie were taken for words."""
_ORIENTATION = "osd"
_TO_TURN = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Guess:
    """A line of a scanned page as it was guessed. box: on the page as it is stored."""

    page: int
    text: str
    box: Box


@lru_cache(maxsize=1)
def program() -> str | None:
    """Return tesseract's command; None where it is not on this machine, or knows no Korean."""
    command = shutil.which("tesseract")
    if command is None:
        return None
    try:
        asked = [command, "--list-langs"]
        known = subprocess.run(asked, capture_output=True, timeout=_PAGE_SECONDS, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return command if _LANGUAGE in known.stdout.decode("utf-8", "replace").split() else None


def with_guesses(documents: Sequence[tuple[Path, Sequence[Row]]]) -> list[list[Row]]:
    """Return the rows of documents; behind each scanned page that was set aside what is guessed of it.

    It has the page's own line, so that no other line's number depends on what is on the machine.
    """
    command = program()
    asked = [
        (path, [row.page for row in rows if isinstance(row, SetAside) and row.reason == SCANNED and row.page])
        for path, rows in documents
    ]
    waiting = [(path, pages) for path, pages in asked if pages and command]
    guessed: dict[Path, dict[int, list[Guess]]] = {}
    for done in worker.each(partial(_guessed, command=command or ""), waiting, _LIMITS):
        guessed[done.asked[0]] = done.answer or {}
    return [list(_behind(rows, guessed.get(path, {}))) for path, rows in documents]


def _behind(rows: Sequence[Row], guessed: dict[int, list[Guess]]) -> Iterator[Row]:
    for row in rows:
        yield row
        if isinstance(row, SetAside) and row.reason == SCANNED and row.page:
            for one in guessed.get(row.page, ()):
                yield SetAside(
                    document_id=row.document_id, line=row.line, page=row.page, text=one.text, reason=GUESSED,
                    box=" ".join(f"{edge:.1f}" for edge in one.box),
                )  # fmt: skip


def _guessed(asked: tuple[Path, Sequence[int]], command: str) -> dict[int, list[Guess]]:
    """Return what is guessed of scanned pages of a PDF, as far as there is time."""
    import pypdfium2

    path, pages = asked
    until = time.monotonic() + _SECONDS
    document = pypdfium2.PdfDocument(content_of(path))
    found: dict[int, list[Guess]] = {}
    for number in pages:
        if time.monotonic() > until:
            break
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_DOTS_PER_POINT, (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
        turned = page.get_rotation()
        stored = (height, width) if turned in (90, 270) else (width, height)
        picture = _without_rules(
            page.render(scale=scale, grayscale=True).to_pil(), round(scale * _RULE_POINTS)
        )
        page.close()
        words, lies = _upright(command, picture, round(scale * 72))
        turn = Turn(0, stored[1], *stored, degrees=(turned + lies) % 360)
        found[number] = [
            Guess(number, said, turn.stored((box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale)))
            for said, box in _kept(_lines(words))
        ]
    return found


def _without_rules(picture: Image, length: int) -> Image:
    """Return a picture without the rules of its tables, for whose cells tesseract takes rows of letters."""
    import numpy
    from PIL import Image

    shades = numpy.asarray(picture)
    dark = shades < _DARK
    rules = _runs(dark, length) | _runs(dark.T, length).T
    # A rule fades out over its neighbours.
    edges = rules.copy()
    for shift, axis in ((1, 0), (-1, 0), (1, 1), (-1, 1)):
        edges |= numpy.roll(rules, shift, axis)
    is_blank = rules | (edges & (shades > _FADED))
    return Image.fromarray(numpy.where(is_blank, 255, shades).astype(numpy.uint8))


def _runs(dark: Dots, length: int) -> Dots:
    """Return the dots of runs along the rows of a picture that are so long or longer."""
    import numpy

    wide = dark.shape[1]
    if wide < length:
        return numpy.zeros_like(dark)
    before = numpy.cumsum(numpy.pad(dark.astype(numpy.int32), ((0, 0), (1, 0))), axis=1)
    begins = (before[:, length:] - before[:, :-length]) == length
    change = numpy.zeros((dark.shape[0], wide + 1), numpy.int32)
    change[:, : begins.shape[1]] += begins
    change[:, length : length + begins.shape[1]] -= begins
    found: Dots = numpy.cumsum(change, axis=1)[:, :-1] > 0
    return found


def _upright(command: str, picture: Image, dots_per_inch: int) -> tuple[list[_Word], int]:
    """Return the words of a picture, and by how many degrees, clockwise, it had to be turned for them.

    No words where it is illegible either way.
    """
    words = _words(command, picture, dots_per_inch)
    if _are_legible(words):
        return words, 0
    said = _TO_TURN.search(_told(command, picture, "-l", _ORIENTATION, "--psm", "0"))
    lies = int(said[1]) if said else 0
    words = _words(command, picture.rotate(-lies, expand=True), dots_per_inch) if lies else []
    return (words, lies) if _are_legible(words) else ([], 0)


def _are_legible(words: Sequence[_Word]) -> bool:
    return bool(words) and median(float(word["conf"]) for word in words) >= _LEGIBLE


def _words(command: str, picture: Image, dots_per_inch: int) -> list[_Word]:
    """Return the words of a picture as tesseract tells them: text, and place in dots."""
    told = _told(command, picture, "-l", _LANGUAGE, "--psm", "6", "--dpi", str(dots_per_inch), "tsv")
    rows = csv.DictReader(io.StringIO(told), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row["level"] == _WORD and (row["text"] or "").strip()]


def _told(command: str, picture: Image, *options: str) -> str:
    """Return what tesseract writes of a picture; nothing where it fails or takes too long."""
    written = io.BytesIO()
    picture.save(written, "PNG", compress_level=1)
    environment = {"PATH": os.defpath, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 -- a program of the machine, and our own arguments
            [command, "stdin", "stdout", *options], input=written.getvalue(), capture_output=True,
            timeout=_PAGE_SECONDS, check=True, env=environment,
        )  # fmt: skip
    except subprocess.SubprocessError:
        return ""
    return done.stdout.decode("utf-8", "replace")


def _lines(found: Sequence[_Word]) -> list[tuple[str, Box]]:
    """Return lines with their boxes in dots; what stands far apart is parted as cells are."""
    lines: dict[tuple[str, ...], list[tuple[str, Box]]] = defaultdict(list)
    for word in found:
        left, top, width, height = (float(word[name]) for name in _AT)
        line = word["block_num"], word["par_num"], word["line_num"]
        lines[line].append((word["text"].strip(), (left, top, left + width, top + height)))
    told = []
    for parts in lines.values():
        size = max(1.0, sorted(box[3] - box[1] for _, box in parts)[len(parts) // 2])
        ordered = sorted(parts, key=lambda part: part[1][0])
        said = ordered[0][0]
        for (_, before), (part, box) in pairwise(ordered):
            room = (box[0] - before[2]) / size
            said += (" | " if room > _IN_COLUMNS else " " if room > _APART else "") + part
        edges = list(zip(*(box for _, box in parts), strict=True))
        told.append((said, (min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))))
    return told


def _kept(lines: Sequence[tuple[str, Box]]) -> list[tuple[str, Box]]:
    """Return the lines with figures; none of a page that names private persons, and no phone number."""
    whole = text.key("".join(said for said, _ in lines))
    if any(text.key(word) in whole for word in words("pages", "persons")):
        return []
    kept = [
        ("".join(filter(str.isprintable, said))[:_LONGEST], box)
        for said, box in lines
        if any(letter.isdigit() for letter in said)
        and len(said) > _NUMBER_OF_A_PAGE
        and not may_be_phone(said)
    ]
    return kept[:_MOST_LINES]
