"""Finds the lines of a document again on its drawn pages: by their letters, in their order, or not at all.

A line is found where its letters stand as whole words, as often as the document has such lines between two
lines that stand once each. What two places could be is none; of it only the page may be known.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.blocks import Box, TableRow
from etl.readers.pdf.geometry import Letter, Turn, around
from etl.readers.pdf.pages import page_of

_SIGNS = frozenset("△▲▽▼+-−–.,%")
"""What may belong to a figure."""
_SHORTEST = 4
"""Letters: a shorter line could stand anywhere."""
_APART = 0.2
"""Of a letter's size: from so much room on a word begins."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a line stands: its page, and the box of each cell there; None where only the page is known."""

    page: int
    boxes: tuple[Box | None, ...] | None = None


@dataclass(slots=True)
class _Drawn:
    """The letters of all pages in the order in which they are drawn. starts: whether a word begins there."""

    text: str = ""
    letters: list[tuple[int, Turn, Letter]] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)

    def places_of(self, key: str) -> list[int]:
        """Return where a text stands as whole words."""
        found = []
        at = self.text.find(key)
        while at >= 0:
            end = at + len(key)
            if self.starts[at] and (end == len(self.text) or self.starts[end]):
                found.append(at)
            at = self.text.find(key, at + 1)
        return found


def found_again(rows: Sequence[TableRow], drawn: bytes) -> list[Found | None]:
    """Return where each line stands on the pages of a PDF; None where it is not known."""
    pages = _letters(drawn)
    keys = [_key(row) for row in rows]
    at = _placed(keys, pages)
    found = [
        None if place is None else _found(row, place, pages) for row, place in zip(rows, at, strict=True)
    ]
    return _with_pages(found)


def share_of_figures(rows: Sequence[TableRow], found: Sequence[Found | None]) -> float:
    """Return which part of the lines with figures was found, with its place."""
    with_figures = [
        one is not None and one.boxes is not None
        for row, one in zip(rows, found, strict=True)
        if any(_DIGIT.search(cell) for cell in row.cells) and len(_key(row)) >= _SHORTEST
    ]
    return sum(with_figures) / len(with_figures) if with_figures else 1.0


def _letters(content: bytes) -> _Drawn:
    import pypdfium2

    drawn = _Drawn()
    text: list[str] = []
    document = pypdfium2.PdfDocument(content)
    for index in range(len(document)):
        page = page_of(document, index)
        before: Letter | None = None
        for letter in page.letters:
            is_kept = letter.is_known and _is_kept(letter.text)
            if is_kept or not letter.is_known:
                text.append(letter.text if is_kept else "\ufffd")
                drawn.letters.append((page.number, page.turn, letter))
                drawn.starts.append(_begins(before, letter))
            before = letter
    document.close()
    drawn.text = "".join(text)
    return drawn


def _is_kept(text: str) -> bool:
    return text.isalnum() or text in _SIGNS


def _begins(before: Letter | None, letter: Letter) -> bool:
    """Tell whether a letter begins a word; a figure's sign belongs to it."""
    if before is None or not _is_kept(before.text):
        return True
    room = letter.left - before.right
    size = max(before.size, letter.size)
    if abs(letter.base - before.base) > size / 2 or room > _APART * size or letter.left < before.left:
        return True
    return before.text in _SIGNS and not letter.text.isdigit()


def _parts(row: TableRow) -> list[str]:
    """Return what is looked for of each cell; signs before the first one's text are marks of a list."""
    parts = ["".join(filter(_is_kept, cell)) for cell in row.cells]
    first = next((number for number, part in enumerate(parts) if part), None)
    if first is not None:
        parts[first] = parts[first].lstrip("-−–.,")
    return parts


def _key(row: TableRow) -> str:
    return "".join(_parts(row))


def _placed(keys: Sequence[str], drawn: _Drawn) -> list[int | None]:
    """Return where each line begins among the letters."""
    counts = Counter(keys)
    places = {key: drawn.places_of(key) for key in counts if len(key) >= _SHORTEST}
    once = [
        (number, places[key][0])
        for number, key in enumerate(keys)
        if counts[key] == 1 and len(places.get(key, ())) == 1
    ]
    sure = _in_order(once)
    placed: list[int | None] = [None] * len(keys)
    for number, place in sure:
        placed[number] = place
    bounds = [(-1, 0), *((number, place + len(keys[number])) for number, place in sure)]
    ends = [*sure, (len(keys), len(drawn.text))]
    for (before, first), (after, last) in zip(bounds, ends, strict=True):
        for number, place in _between(range(before + 1, after), keys, places, first, last):
            placed[number] = place
    return placed


def _in_order(once: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most of the lines that stand in the order of the document."""
    lowest: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for index, (_, place) in enumerate(once):
        length = bisect_left(lowest, place)
        before.append(last[length - 1] if length else None)
        lowest[length:] = [place, *lowest[length + 1 :]] if length < len(lowest) else [place]
        last[length:] = [index, *last[length + 1 :]] if length < len(last) else [index]
    chosen: list[tuple[int, int]] = []
    index_or_none = last[-1] if last else None
    while index_or_none is not None:
        chosen.append(once[index_or_none])
        index_or_none = before[index_or_none]
    return chosen[::-1]


def _between(
    numbers: range, keys: Sequence[str], places: dict[str, list[int]], first: int, last: int
) -> Iterator[tuple[int, int]]:
    """Yield the places of lines between two sure ones, of those that stand there as often as they should."""
    lines: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        lines[keys[number]].append(number)
    taken: list[tuple[int, int]] = []
    # A longer one may hold a shorter one.
    for key in sorted(lines, key=len, reverse=True):
        found = places.get(key, [])
        inside = [
            at
            for at in found[bisect_left(found, first) :]
            if at + len(key) <= last and not any(at < end and start < at + len(key) for start, end in taken)
        ]
        if len(inside) == len(lines[key]):
            taken += [(at, at + len(key)) for at in inside]
            yield from zip(lines[key], inside, strict=True)


def _found(row: TableRow, place: int, drawn: _Drawn) -> Found:
    page = drawn.letters[place][0]
    boxes: list[Box | None] = []
    for part in _parts(row):
        letters = drawn.letters[place : place + len(part)]
        place += len(part)
        is_here = bool(letters) and all(number == page for number, _, _ in letters)
        boxes.append(_box([(turn, letter) for _, turn, letter in letters]) if is_here else None)
    return Found(page, tuple(boxes))


def _box(letters: Sequence[tuple[Turn, Letter]]) -> Box:
    return around([turn.stored((one.left, one.top, one.right, one.bottom)) for turn, one in letters])


def _with_pages(found: list[Found | None]) -> list[Found | None]:
    """Return the lines; one that was not found between two of one page stands on that page."""
    known = [(number, one.page) for number, one in enumerate(found) if one is not None]
    for (before, page), (after, other) in pairwise(known):
        if page == other:
            for number in range(before + 1, after):
                found[number] = Found(page)
    return found
