"""Whether the unit above a table can be that of a name: '(단위: 명)' is none of '횟수' or '공연 수'."""

from __future__ import annotations

from collections.abc import Iterable

from etl.korean import notes, text
from etl.korean.units import money_unit
from etl.vocabulary import value, words


def name_persons(names: Iterable[str]) -> bool:
    """Tell whether any name of a table says that it counts persons."""
    return any(_counts_persons(_key(name)) for name in names)


def denies(name: str, unit: str, *, is_beside_persons: bool) -> bool:
    """Tell whether what is called by a name is not counted in the unit above its table.

    Persons are counted in persons alone; how often something happened never is. What happens ('공연') may be
    the name of those who came, unless another name of the table says persons (is_beside_persons).
    """
    own = _key(name)
    if _counts_persons(own):
        return money_unit(f"({unit})") is not None or unit in words("series", "events_units")
    if unit not in words("staffing", "counters"):
        return False
    if own.endswith(words("series", "times")):
        return True
    if any(_counts_persons(_key(word)) for word in name.split()):
        return False  # '관객 공연': of those who came to it
    events = words("series", "events")
    if own.endswith(tuple(f"{event}{_number_of()}" for event in events)):
        return True
    return is_beside_persons and own.endswith(events)


def _counts_persons(key: str) -> bool:
    persons = words("series", "persons")
    return key.endswith(persons) or key.removesuffix(_number_of()).endswith(persons)


def _number_of() -> str:
    return str(value("series", "number_of"))


def _key(name: str) -> str:
    return text.key(notes.without_brackets(name))
