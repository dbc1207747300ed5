"""What an indicator's name and unit tell: which way is better, and whether it grows through the year."""

from __future__ import annotations

from functools import cache

from etl.korean import patterns, text
from etl.vocabulary import words


def better_of(name: str, limit: str | None, unit: str | None = None, change: int = 0) -> str | None:
    """Return which way is better, as a limit (5일 이내) or the indicator's name says; None where that is not
    told.

    limit: which side the target's own word says is better; it comes before the name. change: whether the
    target is above what an arrow leads from (10일→7일), or below. More is better of what nobody says to be
    unwanted, long, dear or cut down, unless the target falls.
    """
    if limit is not None:
        return limit
    said = _named(text.key(patterns.IN_BRACKETS.sub("", name)) or text.key(name), unit)
    if not change:
        return said
    goes = "higher" if change > 0 else "lower"
    return goes if said in (None, goes) else None


def _named(wanted: str, unit: str | None) -> str | None:
    """Return which way is better by a name alone, None where it says that of neither."""
    spans, bare = words("goals", "spans"), "".join(unit.split()) if unit else None
    is_time = bare in words("goals", "time_units")
    if wanted.endswith(_keys("reducing")):
        return None  # by seven days, or to seven days
    if _ends(wanted, "unwanted", ("", *words("goals", "endings"))) or wanted.endswith(_keys("used")):
        return "lower"
    if _ends(wanted, "slow", spans) or (is_time and wanted.endswith(_keys("slow"))):
        return "lower"
    if bare in words("goals", "rank_units"):
        return "lower"
    if _ends(wanted, "lasting", spans) or _ends(wanted, "reducing", words("goals", "endings")):
        return "higher"
    is_long = is_time and any(wanted.endswith(text.key(span)) for span in spans if len(span) > 1)
    return None if is_long or wanted.endswith(_keys("unsure")) else "higher"


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


def measured_of(name: str, unit: str | None, better: str | None) -> str | None:
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
