"""The signature of a table's header: what is the same in this year's report and in the next one's.

Spacing, marks and full-width letters do not count. Years are counted from the newest year of the header, so
that 2024 beside 2025 is not 2025 beside 2024: exchanged columns are another header.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from hashlib import sha256

from etl.korean.heading_years import parted

COLUMN_MARK = "|"
PATH_MARK = " › "
"""Between the headings of one column, outermost first, as in the fact `table_cell`."""

_NOT_LETTER = re.compile(r"[^0-9a-z%가-힣ㄱ-ㅎㅏ-ㅣ一-鿿]")
_LONGEST = 80
"""Letters of one column's headings that are written out; of a longer one the rest becomes a digest."""


def signature(headings: Sequence[Sequence[str]]) -> str:
    """Return the signature of columns, each given as its heading path, outermost first.

    [['구분'], ['2024 예산'], ['2025년예산 (B)']] gives '구분|{y-1}예산|{y}예산b'. A heading that spans rows,
    and so stands twice in a path, counts once; a column without a heading keeps its place.
    """
    columns = [[parted(_folded(heading)) for heading in path] for path in headings]
    years = [part for path in columns for heading in path for part in heading if isinstance(part, int)]
    newest = max(years, default=0)
    return COLUMN_MARK.join(_column(path, newest) for path in columns)


def path_of(heading: str) -> tuple[str, ...]:
    """Return the heading path that is written in one line: '예산 › 당초(A)'."""
    return tuple(part.strip() for part in heading.split(PATH_MARK.strip()))


def _folded(heading: str) -> str:
    # An acute accent stands for an apostrophe; its compatibility form would be a space and an accent.
    return "".join(unicodedata.normalize("NFKC", heading.replace("´", "'")).lower().split())


def _column(path: Sequence[Sequence[str | int]], newest: int) -> str:
    steps: list[str] = []
    for heading in path:
        step = "".join(
            _NOT_LETTER.sub("", part) if isinstance(part, str) else _counted(newest - part)
            for part in heading
        )
        if step and (not steps or steps[-1] != step):
            steps.append(step)
    joined = ">".join(steps)
    if len(joined) <= _LONGEST:
        return joined
    return f"{joined[:_LONGEST]}~{sha256(joined.encode()).hexdigest()[:12]}"


def _counted(before: int) -> str:
    return f"{{y-{before}}}" if before else "{y}"
