"""Which strategic direction the rows of a table of goals belong to, by the labels of their groups."""

from __future__ import annotations

from collections.abc import Sequence

from etl import facts
from etl.blocks import TableRow
from etl.korean import text
from etl.outline.context import Context

_ALIKE = 0.75
_WHOLE = 0.85
_SHORT = 3
_WORDED = 0.6
"""A direction in other words: that of the five reports is alike by 0.67, different ones by 0.53 at most."""


def directions_of(
    rows: Sequence[TableRow], labels: Sequence[str | None], context: Context
) -> list[facts.StrategicDirection | None]:
    """Return the direction of each row by its label: on each row, on a group's first, or in its middle."""
    labelled = [i for i, label in enumerate(labels) if label]
    if not context.directions or not labelled:
        return [None] * len(rows)
    labelled = [i for i in labelled if i == 0 or labels[i] != labels[i - 1]]
    owners = _named_owners([labels[i] or "" for i in labelled], context) if labelled[0] == 0 else None
    if owners is not None:
        for index, owner in zip(labelled, owners, strict=True):
            direction = context.directions[owner]
            name = labels[index] or direction.name
            context.also_named("direction", direction.direction_id, direction.name, name, rows[index].place)
        return _by_starts(labelled, owners, len(rows), context)
    anchors = _anchors(labels, context)
    names_another = _names_another(labels, anchors)
    groups = _centred(anchors, len(rows))
    # Several groups that are all centred prove each other, even beside a misread label; one proves nothing.
    if groups is not None and (len(set(groups)) > 1 or not names_another):
        return [context.directions[g] for g in groups]
    if names_another:
        return _each_by_its_own(rows, labels, context)
    starts = [anchor[0] for anchor in anchors if anchor]
    if len(starts) == len(context.directions) and starts[0] == 0 and starts == sorted(starts):
        return _by_starts(starts, list(range(len(starts))), len(rows), context)
    for row in rows:
        context.set_aside(row.place, row.raw, "direction_unknown")
    return [None] * len(rows)


def _names_another(labels: Sequence[str | None], anchors: Sequence[tuple[int, int] | None]) -> bool:
    """Tell whether a label outside the groups that are known names something else."""
    inside = {row for anchor in anchors if anchor for row in range(anchor[0], anchor[1] + 1)}
    return any(
        label is not None and len(text.key(label)) >= _SHORT and row not in inside
        for row, label in enumerate(labels)
    )


def _each_by_its_own(
    rows: Sequence[TableRow], labels: Sequence[str | None], context: Context
) -> list[facts.StrategicDirection | None]:
    """Return the direction that a row's own label names in full; what others belong to is not known."""
    names = [direction.name for direction in context.directions]
    found: list[facts.StrategicDirection | None] = []
    for row, label in zip(rows, labels, strict=True):
        owner = text.closest(label, names, _WHOLE, longer_by=2) if label else None
        found.append(None if owner is None else context.directions[owner])
        if owner is None:
            context.set_aside(row.place, row.raw, "direction_unknown")
    return found


def _named_owners(labels: list[str], context: Context) -> list[int] | None:
    """Return the direction of each label that stands for a whole group; None where that is not certain.

    A label goes to the direction that it names, whatever the order. Where every direction has a label, a
    single one that names none goes to the direction that is left; several go to their places in the order,
    if the labels that do name one keep it. Each has to be worded like the direction that it goes to.
    """
    names = [direction.name for direction in context.directions]
    owners = [text.closest(label, names, _WHOLE, longer_by=2) for label in labels]
    known = [owner for owner in owners if owner is not None]
    if len(set(known)) != len(known):
        return None
    if len(known) == len(labels):
        return known
    if len(labels) != len(names):
        return None
    if len(known) == len(names) - 1:
        left = next(i for i in range(len(names)) if i not in known)
        placed = [left if owner is None else owner for owner in owners]
    else:
        placed = list(range(len(names)))
        if any(owner not in (None, place) for place, owner in enumerate(owners)):
            return None
    is_like = all(
        text.similarity(label, names[o]) >= _WORDED for label, o in zip(labels, placed, strict=True)
    )
    return placed if is_like else None


def _by_starts(
    starts: list[int], owners: list[int], count: int, context: Context
) -> list[facts.StrategicDirection | None]:
    found: list[facts.StrategicDirection | None] = []
    for group, start in enumerate(starts):
        end = starts[group + 1] if group + 1 < len(starts) else count
        found.extend([context.directions[owners[group]]] * (end - start))
    return found


def _anchors(labels: Sequence[str | None], context: Context) -> list[tuple[int, int] | None]:
    """Return, per direction, the first and last row whose label is a stretch of its name."""
    names = [direction.name for direction in context.directions]
    owners: list[int | None] = []
    for label in labels:
        if label is None or len(text.key(label)) < _SHORT:
            # So short a label is alike to too much; it counts where it stands in one name only.
            within = [i for i, name in enumerate(names) if _is_word_of(label, name)]
            owners.append(within[0] if len(within) == 1 else None)
            continue
        scores = [text.contains_alike(label, name) for name in names]
        best = max(range(len(names)), key=lambda i: scores[i])
        owners.append(best if scores[best] >= _ALIKE else None)
    found: list[tuple[int, int] | None] = []
    for group in range(len(names)):
        rows = [i for i, owner in enumerate(owners) if owner == group]
        found.append((rows[0], rows[-1]) if rows else None)
    return found


def _is_word_of(label: str | None, name: str) -> bool:
    return label is not None and len(text.key(label)) > 1 and text.key(label) in text.key(name)


def _centred(anchors: Sequence[tuple[int, int] | None], count: int) -> list[int] | None:
    """Return the group of each row where every label is centred on its rows; None where that cannot be."""
    groups: list[int] = []
    # A direction without goals has no label; the others stand in the order of the table.
    placed = sorted((anchor, group) for group, anchor in enumerate(anchors) if anchor is not None)
    for (first, last), group in placed:
        above = first - len(groups)
        if above < 0:
            return None
        groups.extend([group] * (last + above + 1 - len(groups)))
    return groups if len(groups) == count else None
