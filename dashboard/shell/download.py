"""What a download holds: the rows of a page, under lines that say what they are a view of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.shell.doubt import noted
from dashboard.shell.page import View
from dashboard.shell.statement import statement
from dashboard.ui.rows import Value
from dashboard.ui.sheet import Sheet, sheet_of
from dashboard.ui.table import BUDGET_NOTE, Column


def table_sheet(
    view: View,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Any],
    *,
    narrowed: Sequence[str] = (),
    total: Sequence[Value] | None = None,
    about: Sequence[str] = (),
) -> Sheet:
    """Return rows in declared columns, with notes. name: the prefix of the title's label.

    narrowed: what narrows the table beside the filters, in words. about: more notes.
    """
    words = view.words
    if BUDGET_NOTE in columns:
        rows = noted(view, rows)
    title = words(f"{name}.title")
    notes = [title, *statement(view, words("download.unit"), *narrowed), *about]
    return sheet_of(title, notes, columns, rows, words, total)
