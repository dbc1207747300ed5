"""What no report places: programmes of no direction, task or department stand under a name of ours.

They stand so only where others of the same reports are placed: a report without directions misses none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from dashboard.shell.page import View
from dashboard.topics.directions import queries as directions
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import ListedProgram
from dashboard.ui.rows import Row

_NAMES: Mapping[Literal["direction_name", "task_name", "offices"], str] = {
    "direction_name": "unplaced.direction", "task_name": "unplaced.task", "offices": "unplaced.unit",
}  # fmt: skip


def cards(view: View) -> Sequence[Row]:
    """Return the scorecard, and under it the programmes that belong to none of its directions."""
    chosen = view.filters.directions
    found = directions.scorecard(view.connection, view.scope, chosen)
    unplaced = None if chosen or not found else directions.unplaced(view.connection, view.scope)
    return found if unplaced is None else [*found, _named(view, unplaced)]


def chosen_cards(view: View) -> list[Row]:
    """Return the sums of the chosen programmes by direction, those of no direction last."""
    found = programs.by_direction(view.connection, view.scope, view.filters)
    if all(row["direction_id"] is None for row in found):
        return []
    return [
        _named(view, {**row, "current_won": row["budget_won"], "executed_won": row["spent_won"]})
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


def _named(view: View, row: Row) -> Row:
    return row if row["direction_id"] is not None else {**row, "name": view.words("unplaced.direction")}
