"""A table that is to leave the product: its columns, its rows, and what it is a view of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.ui.labels import Words
from dashboard.ui.rows import Value
from dashboard.ui.table import Column

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NO_HEADS: Mapping[str, str] = {}
_NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """notes: lines above the table: institution, date, filters, unit. Money stays in whole won.

    total: a last row, apart from the others. minus: what people see before what is negative; programs read a
    plain one.
    """

    name: str
    notes: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] | None = None
    minus: str = "-"


def sheet_of(
    name: str,
    notes: Sequence[str],
    columns: Sequence[Column],
    rows: Sequence[Any],
    words: Words,
    total: Sequence[Value] | None = None,
    heads: Mapping[str, str] = _NO_HEADS,
) -> Sheet:
    """Return rows in declared columns. heads: by a column's code, those that a label cannot say."""
    return Sheet(
        name=name,
        notes=notes,
        columns=[heads.get(column.code) or column.head(words, words("unit.won")) for column in columns],
        rows=[[_filed(column, column.value(row, words)) for column in columns] for row in rows],
        total=total,
        minus=words("format.minus"),
    )


def defused(value: Value) -> Value:
    """Return text that no spreadsheet takes for a formula; numbers and dates stay as they are."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _filed(column: Column, value: Value) -> Value:
    return quoted_figure(value) if column.kind == "quoted" else value


def quoted_figure(value: Value) -> Value:
    """Return a text in a document's own digits as the figure that it is; any other value as it is."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value.replace(",", ""))
    return value
