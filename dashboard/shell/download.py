"""What a download holds: the rows of a page, under lines that say what they are a view of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.shell.page import View
from dashboard.shell.statement import statement
from dashboard.ui.rows import Value
from dashboard.ui.sheet import Sheet, sheet_of
from dashboard.ui.table import Column


def sheet(
    view: View,
    name: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    narrowed: bool = False,
    total: Sequence[Value] | None = None,
    about: Sequence[str] = (),
) -> Sheet:
    """Return a sheet with its notes. narrowed: the table was also filtered on screen. about: more notes."""
    title = view.words(f"{name}.title")
    notes = _notes(view, title, narrowed, about)
    return Sheet(name=title, notes=notes, columns=columns, rows=rows, total=total)


def table_sheet(
    view: View,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Any],
    *,
    narrowed: bool = False,
    total: Sequence[Value] | None = None,
    about: Sequence[str] = (),
) -> Sheet:
    """Return a sheet of declared columns, in won."""
    title = view.words(f"{name}.title")
    return sheet_of(title, _notes(view, title, narrowed, about), columns, rows, view.words, total)


def _notes(view: View, title: str, narrowed: bool, about: Sequence[str]) -> list[str]:
    words = view.words
    more = [words("download.narrowed")] if narrowed else []
    return [title, *statement(view, words("download.unit"), *more), *about]
