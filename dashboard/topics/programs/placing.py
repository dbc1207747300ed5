"""What no report places: programmes of no direction, task or department stand under a name of ours.

They stand so only where others of the same reports are placed: a report without directions misses none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from dashboard.shell.page import View
from dashboard.topics.directions import queries as directions
from dashboard.topics.directions.queries import Card
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import DirectionSums, ListedProgram

_NAMES: Mapping[Literal["direction_name", "task_name", "offices"], str] = {
    "direction_name": "unplaced.direction", "task_name": "unplaced.task", "offices": "unplaced.unit",
}  # fmt: skip


def cards(view: View) -> Sequence[Card]:
    """Return the scorecard, and under it the programmes that belong to none of its directions."""
    chosen = view.filters.directions
    found = directions.scorecard(view.connection, view.scope, chosen)
    unplaced = None if chosen or not found else directions.unplaced(view.connection, view.scope)
    if unplaced is None:
        return found
    return [*found, {**unplaced, "name": view.words("unplaced.direction")}]


def chosen_cards(view: View) -> list[DirectionSums]:
    """Return the sums of the chosen programmes by direction, those of no direction last."""
    found = programs.by_direction(view.connection, view.scope, view.filters)
    if all(row["direction_id"] is None for row in found):
        return []
    unplaced = view.words("unplaced.direction")
    return [
        {
            **row,
            "name": unplaced if row["direction_id"] is None else row["name"],
            "current_won": row["budget_won"],
            "executed_won": row["spent_won"],
        }
        for row in found
    ]


def placed(view: View, rows: Sequence[ListedProgram]) -> list[ListedProgram]:
    """Return programmes with a name in the place of what they are not placed by."""
    every = programs.of_scope(view.connection, view.scope)
    missed = {
        key: view.words(name) for key, name in _NAMES.items() if any(row[key] is not None for row in every)
    }
    return [
        {
            **row,
            "direction_name": row["direction_name"] or missed.get("direction_name"),
            "task_name": row["task_name"] or missed.get("task_name"),
            "offices": row["offices"] or missed.get("offices"),
        }
        for row in rows
    ]
