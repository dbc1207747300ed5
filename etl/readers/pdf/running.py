"""Running heads and page numbers: what stands at one place on page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from etl.readers.pdf.breaks import starts_item
from etl.readers.pdf.layout import FreeLine, Grid, Item

_MARGIN = 0.14
"""Of the page's height, at its top and its foot."""
_NEAR = 4.0
_FEWEST = 3
_MOSTLY = 0.6
_NUMBER = re.compile(r"^\W*(\d{1,4})(?:\s*[/|]\s*\d{1,4})?\W*$")
_FIGURES = re.compile(r"\d{1,9}")
_MOST_FIGURES = 8


def running(pages: Sequence[tuple[float, Sequence[Item]]]) -> set[tuple[int, int]]:
    """Return which items run over the pages, as (page, item) from 0.

    pages: for each page its height and its items in order.
    """
    found: set[tuple[int, int]] = set()
    for is_foot in (False, True):
        outer = [_outermost(height, items, is_foot=is_foot) for height, items in pages]
        # What stands outside of a running line may run as well; what stands inside of a text does not.
        for depth in range(max(map(len, outer), default=0)):
            kept = _alike(
                [
                    (page, items[depth], _line(pages[page][1][items[depth]]))
                    for page, items in enumerate(outer)
                    if len(items) > depth and (depth == 0 or (page, items[depth - 1]) in found)
                ],
                len(pages),
            )
            kept -= _captions(pages, kept)
            found |= kept
            if not kept:
                break
    return found


def _line(item: Item) -> FreeLine:
    if not isinstance(item, FreeLine):
        raise TypeError("only lines run over pages")
    return item


def _captions(
    pages: Sequence[tuple[float, Sequence[Item]]], kept: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Return the lines that stand right above a table wherever they stand: they say what it is of."""
    by_text: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for page, index in kept:
        by_text[_line(pages[page][1][index]).line.text].add((page, index))
    found: set[tuple[int, int]] = set()
    for same in by_text.values():
        if all(_is_caption(pages[page][1], index) for page, index in same):
            found |= same
    return found


def _is_caption(items: Sequence[Item], index: int) -> bool:
    line, below = _line(items[index]).line, items[index + 1] if index + 1 < len(items) else None
    return isinstance(below, Grid) and below.box[1] - line.box[3] < line.size


def _outermost(height: float, items: Sequence[Item], *, is_foot: bool) -> list[int]:
    """Return the lines in a page's margin, from its edge inwards, up to a table."""
    numbers = range(len(items))
    found = []
    for index in reversed(numbers) if is_foot else numbers:
        item = items[index]
        top, bottom = item.box[1], item.box[3]
        is_outside = top > (1 - _MARGIN) * height if is_foot else bottom < _MARGIN * height
        if not isinstance(item, FreeLine) or not is_outside:
            break
        found.append(index)
    return found


def _alike(lines: Sequence[tuple[int, int, FreeLine]], pages: int) -> set[tuple[int, int]]:
    """Return which of the lines stand at one place with one text, or number their pages."""
    places: list[tuple[float, list[tuple[int, int, str]]]] = []
    for page, index, item in sorted(lines, key=lambda one: one[2].line.base):
        entry = (page, index, item.line.text)
        if places and item.line.base - places[-1][0] <= _NEAR:
            places[-1][1].append(entry)
        else:
            places.append((item.line.base, [entry]))
    found: set[tuple[int, int]] = set()
    for _, entries in places:
        found |= _numbers(entries)
        texts: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for entry in entries:
            for text in _without_number(entry[0], entry[2]):
                texts[text].append(entry)
        for same in texts.values():
            if _is_everywhere((page for page, _, _ in same), pages) and not starts_item(same[0][2]):
                found |= {(page, index) for page, index, _ in same}
    return found


def _without_number(page: int, text: str) -> list[str]:
    """Return a text as it is, and as it is on every page where one of its figures numbers them."""
    figures = list(_FIGURES.finditer(text))[:_MOST_FIGURES]
    return [
        text,
        *(f"{text[: one.start()]}#{int(one[0]) - page}#{text[one.end() :]}" for one in figures),
    ]


def _numbers(entries: Iterable[tuple[int, int, str]]) -> set[tuple[int, int]]:
    """Return the lines that hold a number which grows by one from page to page."""
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for page, index, text in entries:
        if number := _NUMBER.match(text):
            steps[int(number[1]) - page].append((page, index))
    return {entry for same in steps.values() if len(same) > 1 for entry in same}


def _is_everywhere(pages: Iterable[int], count: int) -> bool:
    """Tell whether a line stands on most pages, or on most left or most right ones."""
    held = set(pages)
    if len(held) < _FEWEST:
        return False
    if len(held) >= _MOSTLY * count:
        return True
    sides = {page % 2 for page in held}
    return len(sides) == 1 and len(held) >= _MOSTLY * len(range(sides.pop(), count, 2))
