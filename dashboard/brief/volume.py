"""The files that a brief is taken away as: one, or one for each chapter where it is too long for that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.brief.point import SUMS, Brief, Chapter
from dashboard.ui.labels import Words

POINTS_OF_A_FILE = 600
"""Points of one PDF: 300 MB with all processes; with 2,000 letters in each, as no report has, 750 MB."""
# No system takes these in the name of a file.
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One of the files. name: with its ending. contents: the chapters that its table of contents counts.

    Each of them has the number of the file that it stands in, empty where the brief is one file.
    """

    name: str
    brief: Brief
    contents: Sequence[tuple[Chapter, str]]


def whole(brief: Brief) -> Volume:
    """Return the one file of a brief."""
    return Volume(name="brief.pdf", brief=brief, contents=[(chapter, "") for chapter in brief.asked])


def by_chapter(brief: Brief, words: Words, most: int = POINTS_OF_A_FILE) -> list[Volume]:
    """Return a file with the contents, the sums and what is silent, then one for each chapter.

    A chapter of more than `most` points has several.
    """
    parts = [part for chapter in brief.asked for part in _parts(chapter, words, most)]
    of = len(parts) + 1
    files: dict[str, list[int]] = {}
    for number, part in enumerate(parts, 2):
        files.setdefault(part.code, []).append(number)
    first = Volume(
        name=_name(1, words("brief.contents")),
        brief=replace(
            brief,
            sentence=f"{brief.sentence} {words('brief.by_chapter', of=of)}",
            chapters=[chapter for chapter in brief.chapters if chapter.code in SUMS or not chapter.points],
        ),
        contents=[(chapter, _numbers(files.get(chapter.code, [1]))) for chapter in brief.asked],
    )
    return [
        first,
        *(
            Volume(
                name=_name(number, part.title),
                brief=replace(
                    brief,
                    title=f"{brief.title} · {part.title}",
                    sentence=words("brief.file_of", n=number, of=of, first=words("brief.contents")),
                    chapters=[part],
                ),
                contents=(),
            )
            for number, part in enumerate(parts, 2)
        ),
    ]


def _parts(chapter: Chapter, words: Words, most: int) -> list[Chapter]:
    starts = range(0, len(chapter.points), most)
    if len(starts) < 2:
        return [chapter] if chapter.points else []
    return [
        replace(
            chapter,
            title=words("brief.part", title=chapter.title, n=n, of=len(starts)),
            points=chapter.points[start : start + most],
        )
        for n, start in enumerate(starts, 1)
    ]


def _numbers(files: Sequence[int]) -> str:
    return f"{files[0]}–{files[-1]}" if len(files) > 1 else str(files[0])


def _name(number: int, title: str) -> str:
    # The number comes first: so they lie in the order of the chapters.
    return f"{number:02} {_UNSAFE.sub('-', unicodedata.normalize('NFC', title))}.pdf"
