"""Which remarks are of one subject: told by the words that are left where all say the same is left out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

_GENERIC: tuple[str, ...] = tuple(
    tomllib.loads(Path(__file__).with_name("likeness.toml").read_text(encoding="utf-8"))["generic"]
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_ENDING = 2
"""Letters that may follow a word and leave it the same: a particle, or a short ending."""


def subject_words(text: str) -> tuple[str, ...]:
    """Return the words that say what a remark is about: 시설 and 점검을 of '시설 점검을 강화할 것'."""
    return tuple(dict.fromkeys(word for word in _WORD.findall(text) if not word.startswith(_GENERIC)))


def is_one_subject(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two remarks share three quarters of the words that say what they are about.

    Rather one repetition too few is told than one too many: '난임 지원' is not '난임 시술비 지원'.
    """
    shared = sum(1 for word in one if any(_is_same(word, each) for each in other))
    return shared > 0 and 8 * shared >= 3 * (len(one) + len(other))


@lru_cache(maxsize=32)
def of_earlier_years(remarks: tuple[tuple[int, str], ...]) -> Sequence[Sequence[int]]:
    """Return for each remark the places of those of earlier years that are of its subject, newest first.

    remarks: the year and the words of each. What is of no known year is no repetition.
    """
    words = [subject_words(text) for _, text in remarks]
    return [
        sorted(
            (
                other
                for other, (earlier, _) in enumerate(remarks)
                if 0 < earlier < year and is_one_subject(words[place], words[other])
            ),
            key=lambda other: -remarks[other][0],
        )
        for place, (year, _) in enumerate(remarks)
    ]


def _is_same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= _LONGEST_ENDING
