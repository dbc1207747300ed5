"""Aims, indicators and results that stand as items of three cells: which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.korean import goal_cells, text
from etl.korean.goal_cells import Figure
from etl.korean.numbers import State

_BRACKET = re.compile(r"\(([^()]*\d[^()]*)\)\s*$")
_SEPARATE = re.compile(r",\s+(?=\d)")
_SHARED = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator with its result, and its target where that is certain. printed: the target's print."""

    name: str
    target: Figure | None
    result: Figure
    printed: str = ""


@dataclass(frozen=True, slots=True)
class _Target:
    """A target in brackets. figure: None where it is of another year."""

    label: str
    printed: str
    figure: Figure | None


def paired(
    aims: Sequence[str], names: Sequence[str], results: Sequence[Figure], year: int
) -> tuple[list[Pair], dict[str, list[str]]]:
    """Return the indicators with what certainly belongs to them, and the other targets by reason.

    No pairs where a cell holds fewer or more than it should. By position where there are as many targets as
    indicators and results, and each result has the unit of its target. Else a result takes only a target
    whose unit no other result and no other target has, and whose words its indicator repeats.
    """
    targets = _targets(aims, year)
    if targets is None or len(names) != len(results):
        return [], {}
    others = [target.printed for target in targets if target.figure is None]
    left = {"other_year": others} if others else {}
    if len(targets) == len(results):
        if _is_crossed([target.label for target in targets], names):
            return [], {}
        pairs = [
            Pair(name, target.figure, actual, target.printed)
            for name, target, actual in zip(names, targets, results, strict=True)
        ]
        return (pairs, left) if all(map(_is_of_one_unit, pairs)) else ([], {})
    if targets and any(actual.number.state is State.TEXT for actual in results):
        return [], {}  # whose target is that of a result which is none?
    own = [(target, target.figure) for target in targets if target.figure]
    owners: dict[int, _Target] = {}
    for target, figure in own:
        unit = figure.number.unit
        same = [place for place, actual in enumerate(results) if actual.number.unit == unit]
        alike = [other for _, other in own if other.number.unit == unit]
        if unit and len(same) == len(alike) == 1 and _shares_words(target.label, names[same[0]]):
            owners[same[0]] = target
    pairs = [
        Pair(name, owner.figure, actual, owner.printed)
        if (owner := owners.get(place))
        else Pair(name, None, actual)
        for place, (name, actual) in enumerate(zip(names, results, strict=True))
    ]
    unpaired = [target.printed for target, _ in own if target not in owners.values()]
    return pairs, {**left, "goal_unpaired": unpaired} if unpaired else left


def _targets(aims: Sequence[str], year: int) -> list[_Target] | None:
    """Return the targets in the brackets that close the aims; None where one of them cannot be read."""
    found: list[_Target] = []
    for aim in aims:
        bracket = _BRACKET.search(aim)
        if bracket is None:
            continue
        for part in _SEPARATE.split(bracket[1]):
            figures = goal_cells.figures(part)
            if len(figures) != 1:
                return None
            if figures[0].number.state is State.VALUE:
                own = figures[0] if figures[0].year in (None, year) else None
                found.append(_Target(aim[: bracket.start()].strip(), part.strip(), own))
    return found


def _is_crossed(labels: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether an indicator's words fit another aim, and none of its own: then position says nothing."""
    for place, name in enumerate(names):
        fits = [_has_word_of(label, name) for label in labels]
        if any(fits) and not fits[place]:
            return True
    return False


def _has_word_of(label: str, name: str) -> bool:
    key = text.key(name)
    return any(len(word) > 1 and text.key(word) in key for word in label.split())


def _is_of_one_unit(pair: Pair) -> bool:
    units = {figure.number.unit for figure in (pair.target, pair.result) if figure} - {None}
    return len(units) < 2


def _shares_words(label: str, name: str) -> bool:
    """Tell whether an indicator repeats a stretch of the aim's words, or is one."""
    one, other = text.key(label), text.key(name)
    return other in one or any(
        one[start : start + _SHARED] in other for start in range(len(one) - _SHARED + 1)
    )
