"""How the list opens where nobody has chosen its columns: of plans alone, without columns of dashes."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.shell.page import View
from dashboard.topics.programs.columns import CHOICE

COLUMNS = "columns"
OF_EXECUTION = ("executed", "rate", "gap", "status", "remaining")
_PLANNED = tuple(code for code in CHOICE.default if code not in OF_EXECUTION)


def defaults(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return the columns that the list opens with, where they are others than elsewhere."""
    return {} if view.scope.reports_execution else {COLUMNS: _PLANNED}


def own_of(view: View) -> Mapping[str, str]:
    """Return the list's own keys of the address, with the columns that it opens with."""
    if COLUMNS in view.own or COLUMNS not in defaults(view):
        return view.own
    return {**view.own, COLUMNS: CHOICE.write(_PLANNED)}
