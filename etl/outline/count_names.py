"""How a count in a line is named: the words of its phrase, and the period that they are of.

A text is given with its level: the same letters, where dates, brackets and what is no count are marks.
"""

from __future__ import annotations

import re

from etl.korean import patterns, text
from etl.korean.standing import DATE_MARK
from etl.vocabulary import is_one_of, words

GROUP_MARK = "\2"
_LONGEST = 60
_LONGEST_AFTER = 14
_MOST_WORDS_AFTER = 2
_LOOSE = " )]([\\"


def phrase(content: str, level: str) -> str:
    """Return what a stretch says, without brackets, dates, what is said of those, and filling words."""
    marks = list(level)
    for start, end in _dates(content, level):
        marks[start:end] = DATE_MARK * (end - start)
    kept = "".join(
        letter if mark not in (DATE_MARK, GROUP_MARK) else " "
        for letter, mark in zip(content, marks, strict=True)
    )
    found = (text.label(kept) or "").strip(_LOOSE)
    while (shorter := patterns.LABEL_EDGE.sub("", found).strip()) != found:
        found = shorter
    if len(found) > _LONGEST:
        found = found[-_LONGEST:].partition(" ")[2] or found[-_LONGEST:]
    return found


def period(content: str, level: str) -> str:
    """Return the part of a year that a stretch names: '2분기', '6월말 기준'; nothing for a year or a day."""
    found: list[str] = []
    for start, end in _dates(content, level):
        printed = content[start:end]
        if patterns.DAY_STATED.search(printed):
            found.append(printed)
        else:
            found += (one[0] for one in patterns.PERIOD_IN_DATE.finditer(printed))
    return " ".join("·".join(dict.fromkeys(found)).split())


def period_alone(content: str, level: str) -> str:
    """Return the period that is all that a bracket says: '(6월)', "('31. 9월말 기준)"."""
    is_alone = not phrase(content, level) and not any(letter.isdigit() for letter in level)
    return period(content, level) if is_alone else ""


def carried(words_before: str) -> str:
    """Return what the words before a count still say of the counts that follow it.

    Those of a mean, a rate or a sum so far are its own: of '회당 평균 120명, 총 960명' nothing is left. So is
    the word for what was before a change: of '교육 당초 10회 → 7회, 392명' the last count is of '교육'.
    """
    left = [word for word in words_before.split() if not is_one_of(word, words("outputs", "cumulated"))]
    while left and (
        patterns.OF_EACH.fullmatch(left[-1]) or is_one_of(left[-1], words("outputs", "before_change"))
    ):
        left.pop()
    return " ".join(left)


def named(context: str | None, own: str, of: str, *, is_own: bool) -> str:
    """Return the name of a count in its context, with the period that it is of.

    is_own: whether the period stands beside the count itself, and not before the bracket that holds it.
    """
    if not (context or own):
        return ""
    return inside(context, joined(of, own)) if is_own and context else joined(of, inside(context, own))


def joined(one: str, other: str) -> str:
    return f"{one} {other}".strip()


def inside(context: str | None, own: str) -> str:
    if context and own:
        return f"{context}({own})"
    return own or context or ""


def short(words_after: str) -> str:
    """Return a phrase that qualifies the count before it, nothing where it is a clause of its own."""
    is_short = len(words_after) <= _LONGEST_AFTER and len(words_after.split()) <= _MOST_WORDS_AFTER
    return words_after if is_short else ""


def _dates(content: str, level: str) -> list[tuple[int, int]]:
    """Return where dates stand, each with the words right behind it that say how it is meant."""
    found: list[tuple[int, int]] = []
    for run in _RUN.finditer(level):
        start, end = run.span()
        if begun := patterns.QUARTER_BEGUN.search(content, max(0, start - 5), start):
            start = begun.start()  # of '3/4분기' only the end is masked
        if behind := patterns.BEHIND_DATE.match(content, end):
            end = behind.end()
        if found and content[found[-1][1] : start].strip() in _JOINTS:
            start = found.pop()[0]
        found.append((start, end))
    return found


_RUN = re.compile(rf"{DATE_MARK}++")
_JOINTS = ("~", "∼", "-")
