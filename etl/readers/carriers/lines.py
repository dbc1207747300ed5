"""The lines of a document as carriers see them: which stand together, what is still free, what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from etl.blocks import TableRow

LONGEST_ROW = 20_000
"""Letters. A longer line is no row of a table, save where tabs say so."""
MOST_COLUMNS = 200
"""A line of more cells is ornament, save where tabs say so."""
_NUMBERED_PAGE = re.compile(r"^\s*(?:[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s?/\s?\d{1,4})\s*")
_SHORT = 40
_LONE_NUMBER = re.compile(r"^\s*\d{1,4}\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A table in the text: its rows, and the lines that it took (0-based; rows, headings, rules).

    What stands between its first and last line and was not taken could not be placed with certainty, or is
    the number of a page. confidence: the share of its rows that were placed, 0 to 1.
    """

    rows: tuple[TableRow, ...]
    taken: frozenset[int]
    confidence: float = 1.0

    @property
    def start(self) -> int:
        """Its first line, 0-based."""
        return self.rows[0].place.line - 1


@dataclass(slots=True)
class Stretch:
    """Lines that stand together: without a blank line, or all with exactly one between them.

    A page's number between them is left out. breaks: the positions in `numbers` before which a page begins.
    """

    numbers: list[int]
    breaks: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Lines:
    """Every line of a document, and those that a surer carrier has taken (0-based)."""

    texts: Sequence[str]
    taken: set[int]

    def stretches(self) -> Iterator[Stretch]:
        """Yield the free lines that stand together, in order."""
        waiting: Stretch | None = None
        is_loose = is_new_page = False
        last = -1
        for run in self._runs():
            if waiting and run and self._is_page_number(run, is_loose):
                is_new_page = True
                continue
            if waiting and run and is_new_page and self._goes_on(waiting, run, is_loose):
                waiting.breaks.add(len(waiting.numbers))
                waiting.numbers.extend(run)
            elif waiting and len(run) == 1 and run[0] - last == 2 and (is_loose or len(waiting.numbers) == 1):
                waiting.numbers.extend(run)
                is_loose = True
            else:
                if waiting:
                    yield waiting
                waiting, is_loose = Stretch(run) if run else None, False
            last, is_new_page = run[-1] if run else -1, False
        if waiting:
            yield waiting

    def _runs(self) -> Iterator[list[int]]:
        """Yield the free lines between blank ones; nothing where another carrier's table stands between.

        A page's number that is marked as one stands alone.
        """
        run: list[int] = []
        for number, text in enumerate(self.texts):
            is_taken = number in self.taken
            is_alone = len(text) < _SHORT and bool(_NUMBERED_PAGE.fullmatch(text))
            if not (is_taken or is_alone or not text or text.isspace()):
                run.append(number)
                continue
            if run:
                yield run
            run = []
            if is_taken or is_alone:
                yield [] if is_taken else [number]
        if run:
            yield run

    def _is_page_number(self, run: list[int], is_loose: bool) -> bool:
        """Tell whether a run is a page's number. A bare one among lines that all stand alone is a figure."""
        text = self.texts[run[0]]
        if len(run) > 1 or len(text) >= _SHORT:
            return False
        return bool(_NUMBERED_PAGE.fullmatch(text) or (not is_loose and _LONE_NUMBER.fullmatch(text)))

    @staticmethod
    def _goes_on(waiting: Stretch, run: list[int], is_loose: bool) -> bool:
        """Tell whether a page's first lines are spaced as those before the page's end were."""
        return len(run) == 1 if is_loose else len(waiting.numbers) > 1
