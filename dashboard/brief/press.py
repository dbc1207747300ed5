"""Makes the PDF of a brief, in a process of its own: a short one in one piece, a long one in parts.

`python -m dashboard.brief.press FILE` takes the order as JSON on standard input. It says each step as
`n/N text` on standard error; what the reader can mend is its last line there, with the status 2.

A layout takes memory for each point and does not give it back. So each part is set by a process that ends
before the next one begins: first to count its sheets, then with the number of each sheet and of all.
"""

from __future__ import annotations

import json
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Any

from dashboard.brief import typesetting
from dashboard.brief.binding import bound
from dashboard.brief.typesetting import Count, Part
from dashboard.brief.whole_file import write_whole
from dashboard.ui.fonts import PACKAGE, MissingFontError
from dashboard.ui.labels import Words, load

TO_MEND = 2
"""What the process ends with where the reader can mend what is wrong."""

_ROOT = Path(__file__).parents[2]
_PATIENCE = 120.0
"""Seconds after which the setting of a part is given up."""
_WHOLE: Part = {
    "begins": True, "ends": True, "first": 1, "total": None, "sheets": {}, "elsewhere": [],
    "scheme": typesetting.SCHEME, "is_counted": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The points of a part: from `start` to before `stop`, counted over all chapters.

    sheets: how many it takes. chapters: on which of them each chapter begins, from 1.
    """

    start: int
    stop: int
    sheets: int
    chapters: dict[str, int]


class Press:
    """Makes one file.

    order: `brief`, the data of the whole; `made_at` and `font_folders` as in `typesetting`; and
    `points_per_part`, the most points that are set in one piece, where a long one counts for several.
    say: takes each step.
    """

    def __init__(self, order: dict[str, Any], say: Callable[[str], None]) -> None:
        self._order = order
        self._brief: dict[str, Any] = order["brief"]
        self._most: int = order["points_per_part"]
        self._points = [point for chapter in self._brief["chapters"] for point in chapter["points"]]
        self._words: Words = load(self._brief["language"])
        self._say = say

    def file(self) -> bytes:
        """Return the file's bytes. MissingFontError where no font can write Korean."""
        if self._stop(0) == len(self._points):
            return self._set(0, len(self._points), _WHOLE)
        stretches = list(self._stretches())
        numbers = [*_numbers(stretches)]
        total = sum(stretch.sheets for stretch in stretches)
        sheets = {
            code: first + page - 1
            for stretch, first in zip(stretches, numbers, strict=True)
            for code, page in stretch.chapters.items()
        }
        parts = []
        for stretch, first in zip(stretches, numbers, strict=True):
            of_whole: Part = {**_WHOLE, "first": first, "total": total, "sheets": sheets}
            parts.append(self._set(stretch.start, stretch.stop, of_whole))
            self._tell("pdf.setting", stretch.stop, len(self._points) + stretch.stop)
        every = [*self._brief["chapters"], *self._brief["silent"]]
        titles = {chapter["code"]: chapter["title"] for chapter in every}
        return bound(parts, titles, typesetting.SCHEME, total)

    def _stretches(self) -> Iterator[_Stretch]:
        """Count part after part. Each ends with a full sheet: what would be on a last one begins the next."""
        start = 0
        while start < len(self._points):
            stop = self._stop(start)
            count: Count = json.loads(self._set(start, stop, {**_WHOLE, "is_counted": True}))
            sheets = count["sheets"]
            on_last = bisect_left(count["points"], sheets)
            # A point that may be broken may reach onto the last sheet, which is then kept as it is.
            if (
                stop < len(self._points)
                and 0 < on_last < stop - start
                and self._points[start + on_last - 1]["is_kept"]
            ):
                stop, sheets = start + on_last, sheets - 1
            chapters = {code: page for code, page in count["chapters"].items() if page <= sheets}
            yield _Stretch(start, stop, sheets, chapters)
            self._tell("pdf.counting", stop, stop)
            start = stop

    def _stop(self, start: int) -> int:
        """Where a part that begins with a point has to end: it holds one at least."""
        weights = accumulate(point["weight"] for point in self._points[start:])
        fitting = sum(1 for _ in takewhile(lambda weight: weight <= self._most, weights))
        return min(start + max(1, fitting), len(self._points))

    def _set(self, start: int, stop: int, part: Part) -> bytes:
        """Return what a process of its own makes of some of the points: a file, or a count."""
        order = {**self._order, "brief": self._data(start, stop, part)}
        done = subprocess.run(  # noqa: S603 -- our own interpreter and module
            [sys.executable, "-m", typesetting.__name__],
            input=json.dumps(order).encode(),
            capture_output=True,
            cwd=_ROOT,
            timeout=_PATIENCE,
            check=False,
        )
        if done.returncode == typesetting.NO_FONT:
            raise MissingFontError(self._words("font.missing", package=PACKAGE))
        if done.returncode:
            raise RuntimeError(f"the PDF could not be set: {done.stderr.decode('utf-8', 'replace').strip()}")
        return done.stdout

    def _data(self, start: int, stop: int, part: Part) -> dict[str, Any]:
        """The data of some of the points, with what stands before the first and after the last of all."""
        chapters, before = [], 0
        for chapter in self._brief["chapters"]:
            points = chapter["points"][max(0, start - before) : max(0, stop - before)]
            if points:
                chapters.append({**chapter, "points": points, "begins": start <= before})
            before += len(chapter["points"])
        ends = stop == len(self._points)
        here = {chapter["code"] for chapter in chapters if chapter["begins"]}
        if ends:
            here |= {chapter["code"] for chapter in self._brief["silent"]}
        every = [chapter["code"] for chapter in (*self._brief["chapters"], *self._brief["silent"])]
        elsewhere = [code for code in every if code not in here]
        placed: Part = {**part, "begins": start == 0, "ends": ends, "elsewhere": elsewhere}
        return {**self._brief, "chapters": chapters, "part": placed}

    def _tell(self, key: str, n: int, done: int) -> None:
        # The second of the three steps that the command says becomes the third: every point is set twice.
        every = 2 * len(self._points)
        text = self._words(key, n=f"{n:,}", of=f"{len(self._points):,}")
        self._say(f"{2 * every + done}/{3 * every} {text}")


def _numbers(stretches: Sequence[_Stretch]) -> Iterator[int]:
    """The number of the first sheet of each part."""
    first = 1
    for stretch in stretches:
        yield first
        first += stretch.sheets


def main() -> int:
    """Make what standard input orders into the file of the first argument."""

    def say(step: str) -> None:
        sys.stderr.write(f"{step}\n")
        sys.stderr.flush()

    order = json.load(sys.stdin.buffer)
    try:
        content = Press(order, say).file()
    except MissingFontError as error:
        say(str(error))
        return TO_MEND
    say(f"3/3 {load(order['brief']['language'])('brief.step_writing')}")
    write_whole(Path(sys.argv[1]), content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
