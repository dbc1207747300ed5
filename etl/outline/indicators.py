"""What an indicator's name and unit tell: which way is better, and whether it grows through the year."""

from __future__ import annotations

from functools import cache

from etl.korean import patterns, text
from etl.vocabulary import words


def better_of(name: str, limit: str | None) -> str:
    """Return 'lower' where a limit (5일 이내) or the indicator's name (처리기간, 사고 건수) says so.

    limit: which side the target's own word says is better; it comes before the name.
    """
    if limit is not None:
        return limit
    wanted = text.key(patterns.IN_BRACKETS.sub("", name)) or text.key(name)
    is_unwanted = _ends(wanted, "unwanted", ("", *words("goals", "endings")))
    return "lower" if is_unwanted or _ends(wanted, "slow", words("goals", "spans")) else "higher"


def _ends(name: str, stems: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a name ends in one of the stems and one of the endings: 교육 사고 + 건수."""
    return any(
        name.removesuffix(ending).endswith(_keys(stems))
        for ending in map(text.key, endings)
        if name.endswith(ending)
    )


@cache
def _keys(what: str) -> tuple[str, ...]:
    return tuple(map(text.key, words("goals", what)))


def measured_of(name: str, unit: str | None, better: str) -> str | None:
    """Return 'count' of what only grows through the year, 'level' of what may fall, None of what is
    unsure."""
    wanted = text.key(name)
    bare = "".join(unit.split()) if unit else None
    if bare in words("goals", "piece_units") and wanted.endswith(_keys("gathered")):
        return "count"
    if bare in words("goals", "level_units") or any(word in wanted for word in _keys("level_words")):
        return "level"
    if bare is None:
        return "level" if wanted.endswith(_keys("level_endings")) else None
    if better == "lower":
        if bare in words("goals", "time_units") or bare.endswith(_won()):
            return "level"
        if any(word in wanted for word in _keys("stock_words")):
            return "level"
        return "count" if bare in words("goals", "event_units") else None
    return None if bare in words("goals", "time_units") else "count"


def _won() -> tuple[str, ...]:
    return words("outputs", "money")
