"""Which headings hold over each block of a document, by the ranks of their marks.

A heading holds for all that stands below it until the next one of its rank, or of a higher one. Offices mark
their ranks each in its own way: which of two marks is the higher follows from which is found right below the
other in this document, and else from the usual order. Where neither tells, the heading goes on to hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.blocks import Block, Bullet, Heading, Line, Table
from etl.korean import heading_marks, notes, patterns, text, units
from etl.outline.above import is_note

APPENDIX, CHAPTER = "appendix", "chapter"
_USUAL = (
    "number", "letter", "box", "square", "angle", "circle", "sign", "number_half", "letter_half",
    "number_closed", "letter_closed", "circled", "dash", "dot",
)  # fmt: skip
"""The usual order of marks, the highest first."""
LIST_MARKS = ("circle", "dash", "dot", "sign")
"""Marks of items as much as of headings."""
_TITLE, _CAPTION = "title", "caption"
"""What has no mark: a title over what follows it, and the name of the table right below it."""
_LOWEST_TITLE = "circle"
_LONGEST = 60
_LONGEST_UNMARKED = 40


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that holds. over: of a title, the class of the mark that follows it."""

    line: Line
    mark: str
    over: str | None = None


class Ranks:
    """The headings of a document, each with what it holds over."""

    def __init__(
        self, blocks: Sequence[Block], starts: Sequence[int] = (), titles: Collection[int] = ()
    ) -> None:
        """starts: the lines at which a page begins, where nothing but chapters goes on to hold. titles: those
        that name a page, and say nothing else of what it holds."""
        self._usual = {mark: place for place, mark in enumerate(_USUAL)}
        self._nested = _nested(blocks)
        self._places = [block.place.line for block in blocks]
        self._tables = [block.place.line for block in blocks if isinstance(block, Table)]
        self._over: list[tuple[_Open, ...]] = []
        held: tuple[_Open, ...] = ()
        starts = sorted(starts)
        passed = 0
        before: Line | None = None
        self._over_unmarked: set[int] = set()
        for block, follower in zip(blocks, _following(blocks), strict=True):
            if passed < len(starts) and starts[passed] <= block.place.line:
                passed = bisect_left(starts, block.place.line + 1)
                held = tuple(one for one in held if one.mark in (APPENDIX, CHAPTER))
            if not isinstance(block, Table):
                if held and before is held[-1].line and mark_of(block) is None and _heads_unmarked(block):
                    self._over_unmarked.add(before.place.line)
                held = self._closed_by(block, follower, held)
            self._over.append(held)
            if isinstance(block, Table) or not is_note(block):
                before = None if isinstance(block, Table) else block
            if isinstance(block, Table) or block.place.line in titles:
                continue
            if (opened := _opened(block, follower)) is not None:
                held = (*held, opened)

    def over(self, line: int) -> list[Line]:
        """Return the headings that hold over the block at a line, the nearest first."""
        return [one.line for one in self._held(line)]

    def parts_over(self, line: int) -> list[Line]:
        """Return the headings over a table without those that name a table before it alone."""
        passed = bisect_left(self._tables, line)
        before = self._tables[passed - 1] if passed else 0
        return [one.line for one in self._held(line) if one.mark != _CAPTION or one.line.place.line > before]

    def _held(self, line: int) -> tuple[_Open, ...]:
        index = bisect_left(self._places, line + 1) - 1
        return self._over[index][::-1] if index >= 0 else ()

    def _closed_by(self, line: Line, follower: str | None, held: tuple[_Open, ...]) -> tuple[_Open, ...]:
        mark = mark_of(line)
        if mark is None:
            is_heading_of_parts = follower is not None and _heads_unmarked(line)
            return self._above(line, follower, held) if is_heading_of_parts else held
        for index, one in enumerate(held):
            if not self._is_over(one, mark, line):
                return held[:index]
        return held

    def _above(self, line: Line, follower: str | None, held: tuple[_Open, ...]) -> tuple[_Open, ...]:
        """Return what holds over a heading without a mark: only what had such a heading right below it.

        A title ends the one before it, a caption the caption before it; either ends what stands no higher by
        the format's own depth.
        """
        ended = (_CAPTION,) if follower == _CAPTION else (_CAPTION, _TITLE)
        held = held[: next((i for i, one in enumerate(held) if _is_ended(one, line, ended)), len(held))]
        last = 0
        for index, one in enumerate(held, start=1):
            if one.mark in (APPENDIX, CHAPTER) or one.line.place.line in self._over_unmarked:
                last = index
        return held[:last]

    def _is_over(self, one: _Open, mark: str, line: Line) -> bool:
        """Tell whether an open heading goes on to hold over a line of this mark."""
        if one.mark == mark:
            both = isinstance(one.line, Bullet) and isinstance(line, Bullet)
            return both and line.indent > one.line.indent  # type: ignore[union-attr]
        if one.mark == APPENDIX or mark == APPENDIX:
            return mark != APPENDIX
        if one.mark == CHAPTER or mark == CHAPTER:
            return mark != CHAPTER
        if one.mark == _CAPTION:
            return False
        if one.mark == _TITLE:
            return one.over == mark or self._is_higher(one.over or _LOWEST_TITLE, mark)
        return self._is_higher(one.mark, mark)

    def _is_higher(self, mark: str, other: str) -> bool:
        seen, against = self._nested[mark, other], self._nested[other, mark]
        if seen != against:
            return seen > against
        return self._usual[mark] < self._usual[other]


def _is_ended(one: _Open, line: Line, ended: Collection[str]) -> bool:
    """Tell whether an open title or caption ends at another one; what the format sets deeper ends nothing."""
    depths = [each.depth for each in (one.line, line) if isinstance(each, Heading) and each.depth]
    if one.mark in (_TITLE, _CAPTION) and len(depths) == 2:
        return depths[0] >= depths[1]
    return one.mark in ended


def mark_of(line: Line) -> str | None:
    """Return the class of the mark that a line begins with; None for one without, as the number of a page."""
    printed = f"{line.mark[-1]} {line.text}" if isinstance(line, Bullet) and line.mark else line.text
    found = heading_marks.MARK.match(printed) if any(map(str.isalpha, line.text)) else None
    if found is None or (found.lastgroup in heading_marks.AROUND and units.stated_unit(line.text)):
        return None
    return found.lastgroup


def is_heading(line: Line) -> bool:
    """Tell whether a line may head what stands below it: it is short, and states nothing itself."""
    if len(line.text) > _LONGEST or not text.key(line.text) or patterns.FOOTNOTE_LINE.match(line.text):
        return False
    if isinstance(line, Bullet) and patterns.FOOTNOTE_LINE.match(line.mark):
        return False
    return not (notes.states_figure(line.text) or notes.is_sentence(line.text))


def _heads_unmarked(line: Line) -> bool:
    return len(line.text) <= _LONGEST_UNMARKED and is_heading(line) and not is_note(line)


def _opened(line: Line, follower: str | None) -> _Open | None:
    mark = mark_of(line)
    if mark is not None:
        return _Open(line, mark) if is_heading(line) else None
    if follower is None or not _heads_unmarked(line):
        return None
    return _Open(line, _CAPTION) if follower == _CAPTION else _Open(line, _TITLE, follower)


def _following(blocks: Sequence[Block]) -> list[str | None]:
    """Return, per block, the class of the mark that follows, or _CAPTION where a table follows before one.

    None where text that heads nothing follows before either.
    """
    found: list[str | None] = []
    below: str | None = None
    for block in reversed(blocks):
        found.append(below)
        if isinstance(block, Table):
            below = _CAPTION
        elif mark := mark_of(block):
            below = mark
        elif _heads_unmarked(block):
            # What stands right above the name of a table is a title over it, as high as what heads lists.
            below = _LOWEST_TITLE if below == _CAPTION else below
        elif not is_note(block) and text.key(block.text):
            below = None
    return found[::-1]


def _nested(blocks: Sequence[Block]) -> Counter[tuple[str, str]]:
    """Return how often a mark stands right below a heading of another mark."""
    found: Counter[tuple[str, str]] = Counter()
    for (above, mark), (_, other) in pairwise(_marked(blocks)):
        if mark and other and mark != other and is_heading(above):
            found[mark, other] += 1
    return found


def _marked(blocks: Sequence[Block]) -> Iterator[tuple[Line, str | None]]:
    """Yield the lines with their marks; a table, or text, parts what stands above it from what follows."""
    for block in blocks:
        if isinstance(block, Table):
            yield Heading(block.place, ""), None
        elif not is_note(block):
            yield block, mark_of(block)
