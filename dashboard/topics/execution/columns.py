"""The columns of budget lines, of revenue and of the key figures: for pages, files and the brief."""

from __future__ import annotations

from dataclasses import replace

from dashboard.ui import table
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.table import FILE, PAGE, Column, Table


def _unreadable(row: Row, words: Words) -> str:
    labels = [f"field.{column}" for column in sorted(row["unreadable"])]
    return ", ".join(words(label) for label in labels if label in words.labels)


def _status(row: Row, words: Words) -> str | None:
    # What cannot be read is not pending: it is printed, and lost.
    is_lost = "executed_won" in row["unreadable"]
    return None if row["status"] is None or is_lost else words(f"status.{row['status']}")


BUDGET_TREE = Table(
    Column(code="item", field="item"),
    Column(code="level_below", kind="count", field="level_below", outlets=(FILE,)),
    replace(table.ORIGINAL, outlets=(FILE,)), replace(table.ADJUSTMENT, outlets=(FILE,)), table.BUDGET,
    table.EXECUTED, table.REMAINING, table.EXECUTION, table.RATE, table.PRINTED_RATE,
    replace(table.STATUS, made=_status), table.REASON,
    Column(code="unreadable", made=_unreadable, outlets=(FILE,)),
    table.BUDGET_NOTE, table.DOCUMENT, table.LINE, table.SOURCE,
)  # fmt: skip
"""Rows of lines with `item`, `level_below`, `unreadable` and `listed`: the line itself."""
OF_REVENUE = {
    "executed": "column.received", "remaining": "column.to_come", "execution": "column.collection",
    "rate": "column.collection_rate",
}  # fmt: skip
"""The heads of `BUDGET_TREE` where they are lines of revenue."""
REVENUE = Table(
    Column(code="revenue", kind="printed", field="label"),
    Column(code="plan", kind="money", field="current_won"),
    Column(code="received", kind="money", field="received_won"),
    Column(code="collection", kind="bar", outlets=(PAGE,)),
    Column(code="collection_rate", kind="percent", field="collection_rate"),
    table.DOCUMENT, table.LINE, replace(table.SOURCE, field="label"),
)  # fmt: skip
KEY_FIGURES = (
    Column(code="item", field="item"),
    Column(code="amount_or_count", kind="money", field="amount"),
    Column(code="remark", field="remark"),
)
"""What the brief begins with: amounts, rates and counts, one a row."""
