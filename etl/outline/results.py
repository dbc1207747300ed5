"""The results blocks of a report: what stands below 추진실적, 주요실적 or 주요 성과, up to the next part.

A chapter of plans and results (추진 계획 및 실적) is a block too; its headings name programmes. A heading
whose words are lost stands for the results where it parts a page's overview from its plans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from etl.blocks import Block, Heading, Line, SourceDocument, Table
from etl.korean import patterns, text
from etl.korean.years import YEAR, number
from etl.vocabulary import words

_NOTE = re.compile(r"\([^)]{0,200}\)\s*+$")
_CIRCLED = re.compile(r"^[①-⑳❶-❿]")
_EMPTY = re.compile(r"^#{1,6}$")
_LONGEST_HEADING = 30
_ALIKE = 0.9


@dataclass(frozen=True, slots=True)
class ResultsBlock:
    """A heading of results and what stands below it; in a chapter of results every heading is one.

    is_implied: the heading's words are lost.
    """

    heading: Line
    chapter: Line | None = None
    is_implied: bool = False
    blocks: list[Block] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Tell whether it stands in a chapter of results, or its heading names nothing but results."""
        if self.chapter is not None or self.is_implied:
            return True
        heading = text.key(_NOTE.sub("", self.heading.text))
        word = _ending(heading, words("pages", "results"))
        return word is not None and bool(patterns.YEAR_OF_RESULTS.match(heading[: -len(word)]))

    @property
    def note(self) -> str:
        """What the heading adds in brackets: "('21. 9월말)"; nothing in a chapter, which is of plans too."""
        found = _NOTE.search(self.heading.text)
        return found[0] if found and self.chapter is None else ""

    @property
    def is_summary(self) -> bool:
        """Tell whether the block sums up what numbered items (①) then tell of."""
        return _is_heading(self.heading, words("pages", "achievements"))

    @property
    def years(self) -> set[int]:
        """The years that the heading states: "'25 주요실적", "추진실적('21. 9월말)", '26년 주요실적'."""
        return {number(found) for found in YEAR.finditer((self.chapter or self.heading).text)}

    @property
    def year(self) -> int | None:
        """The one year that the heading states."""
        return next(iter(self.years)) if len(self.years) == 1 else None


def blocks_of(source: SourceDocument) -> list[ResultsBlock]:
    """Return the results blocks in order."""
    found: list[ResultsBlock] = []
    is_open = is_paused = False  # paused: in a part of a chapter that tells of no results
    implied = _implied(source)
    for block in source.blocks:
        if isinstance(block, Table):
            if is_open:
                found[-1].blocks.append(block)
        elif _is_chapter(block):
            found.append(ResultsBlock(block, block))
            is_open = True
        elif _is_heading(block, words("pages", "results")):
            found.append(ResultsBlock(block))
            is_open = True
        elif block.place.line in implied:
            found.append(ResultsBlock(block, is_implied=True))
            is_open = True
        elif _ends(block) or (is_open and found[-1].is_summary and _CIRCLED.match(block.text)):
            is_open = is_paused = False
        elif heads_no_results(block.text):
            is_paused = is_paused or (is_open and found[-1].chapter is not None)
            is_open = False
        elif (is_open or is_paused) and found[-1].chapter and isinstance(block, Heading):
            found.append(ResultsBlock(block, found[-1].chapter))
            is_open, is_paused = True, False
        elif is_open:
            found[-1].blocks.append(block)
    return found


def _implied(source: SourceDocument) -> set[int]:
    """Return the lines of the headings without words that part an overview from plans or a budget."""
    found: set[int] = set()
    empty: list[int] = []
    is_overview = False
    for line in source.lines:
        if _EMPTY.match(line.text):
            empty.append(line.place.line)
        elif _is_heading(line, words("pages", "overview")):
            is_overview, empty = True, []
        elif _is_heading(line, words("pages", "results")):
            is_overview, empty = False, []
        elif _ends(line):
            if is_overview and len(empty) == 1:
                found.add(empty[0])
            is_overview, empty = False, []
    return found


def begun_anew(lines: Sequence[Line]) -> int | None:
    """Return which line of a page heads results again, below plans or in the same words; None where none
    does.

    A page tells of its results once, then of what is planned: another has begun, whose title is lost.
    """
    heads: set[str] = set()
    has_plans = False
    for place, line in enumerate(lines):
        if _is_heading(line, words("pages", "results")):
            if (heads and has_plans) or text.key(line.text) in heads:
                return place
            heads.add(text.key(line.text))
        elif heads and _is_heading(line, words("pages", "plans")):
            has_plans = True
    return None


def tells(line: Line) -> bool:
    """Tell whether a line heads the results or the plans of a page, so that it stands below its overview."""
    return _is_heading(line, (*words("pages", "results"), *words("pages", "plans")))


def _ends(line: Line) -> bool:
    others = (*words("pages", "plans"), *words("pages", "overview"), *words("pages", "authors"))
    is_budget = patterns.BUDGET_LABEL.search(line.text[:_LONGEST_HEADING])
    return bool(is_budget) or _is_heading(line, others)


def heads_no_results(line: str) -> bool:
    """Tell whether words head a part that tells of no results: 기대효과, '하반기 추진내용'."""
    heading = text.key(patterns.NUMBER_FIRST.sub("", _NOTE.sub("", line)))
    if len(heading) > _LONGEST_HEADING or not heading:
        return False
    ahead = tuple(map(text.key, words("pages", "ahead")))
    word = _ending(heading, words("pages", "no_results"))
    if word is None:
        return False
    before = heading.removesuffix(word)
    if word not in words("pages", "ahead_only") and patterns.YEAR_OF_RESULTS.match(before):
        return True
    # Only a year may stand before the word that says that it is ahead.
    return any(
        patterns.YEAR_OF_RESULTS.match(before.removesuffix(one)) for one in ahead if before.endswith(one)
    )


def _is_chapter(line: Line) -> bool:
    return isinstance(line, Heading) and _is_heading(line, words("pages", "chapter"))


def _is_heading(line: Line, endings: tuple[str, ...]) -> bool:
    heading = text.key(_NOTE.sub("", line.text))
    return len(heading) <= _LONGEST_HEADING and _ending(heading, endings) is not None


@lru_cache(maxsize=1 << 14)
def _ending(heading: str, endings: tuple[str, ...]) -> str | None:
    """Return the word that a heading ends with, or that it is but for a letter that OCR mistook."""
    for word in map(text.key, endings):
        if heading.endswith(word):
            return word
        if len(heading) == len(word) and text.similarity(heading, word) >= _ALIKE:
            return heading
    return None
