"""The programme list's total: of all chosen programmes, or of those that a search leaves in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.shell.page import View
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import chosen_columns
from dashboard.topics.programs.grid import total_row
from dashboard.ui.rows import Row


def program_total(view: View, ids: Sequence[str] | None) -> tuple[str, Row]:
    """Return the sums with a label that says of what. ids: those in sight, where they are not all."""
    totals = programs.totals(view.connection, view.scope, view.filters, ids)
    label = "programs.total" if ids is None else "programs.total_in_sight"
    return view.words(label, n=totals["programs"]), totals


def total_of_list(view: View, ids: Sequence[str] | None) -> dict[str, Any]:
    """Return the last row of the grid, in the columns of the address."""
    label, totals = program_total(view, ids)
    return total_row(label, totals, chosen_columns(view.own.get("columns")), view.format)
