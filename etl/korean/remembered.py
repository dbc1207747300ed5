"""Answers about texts that are kept, so that what a document prints often is read once.

A long text stands once, and to keep it would keep its whole line: it is read each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

LONGEST = 200
"""Letters of a text whose answer is kept: more than a label or a cell has."""
P = ParamSpec("P")
R = TypeVar("R")


def remembered(
    most: int,
) -> Callable[[Callable[Concatenate[str, P], R]], Callable[Concatenate[str, P], R]]:
    """Keep the answers of a function about the last `most` short texts."""

    def of(read: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
        kept = lru_cache(maxsize=most)(read)

        @wraps(read)
        def answer(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if len(text) > LONGEST:
                return read(text, *args, **kwargs)
            return kept(text, *args, **kwargs)  # type: ignore[arg-type]  # what is asked besides is hashable

        return answer

    return of
