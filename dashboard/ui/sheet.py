"""A table that is to leave the product: its columns, its rows, and what it is a view of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.ui.labels import Words
from dashboard.ui.rows import Value
from dashboard.ui.table import Column

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """notes: lines above the table: institution, date, filters, unit. Money stays in whole won.

    total: a last row, apart from the others.
    """

    name: str
    notes: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] | None = None


def sheet_of(
    name: str,
    notes: Sequence[str],
    columns: Sequence[Column],
    rows: Sequence[Any],
    words: Words,
    total: Sequence[Value] | None = None,
) -> Sheet:
    """Return rows in declared columns."""
    return Sheet(
        name=name,
        notes=notes,
        columns=[column.head(words, words("unit.won")) for column in columns],
        rows=[[column.value(row, words) for column in columns] for row in rows],
        total=total,
    )


def defused(value: Value) -> Value:
    """Return text that no spreadsheet takes for a formula; numbers and dates stay as they are."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA_STARTS):
        return "'" + value
    return value
