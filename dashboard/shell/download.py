"""What a download holds: the rows of a page, under lines that say what they are a view of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.shell.page import View
from dashboard.shell.statement import statement
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row, Value
from dashboard.ui.sheet import Sheet
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
    words = view.words
    more = [words("download.narrowed")] if narrowed else []
    notes = [words(f"{name}.title"), *statement(view, words("download.unit"), *more), *about]
    return Sheet(name=words(f"{name}.title"), notes=notes, columns=columns, rows=rows, total=total)


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
    words = view.words
    heads = [column.head(words, words("unit.won")) for column in columns]
    body = [[column.value(row, words) for column in columns] for row in rows]
    return sheet(view, name, heads, body, narrowed=narrowed, total=total, about=about)


def status_word(row: Row, words: Words) -> str | None:
    """Return the word of a row's status; None where it has none."""
    return None if row["status"] is None else words(f"status.{row['status']}")
