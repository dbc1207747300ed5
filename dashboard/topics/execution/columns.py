"""The columns of budget lines, of revenue and of the key figures: for pages, files and the brief."""

from __future__ import annotations

from dataclasses import replace

from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.table import (
    ADJUSTMENT,
    BUDGET,
    DOCUMENT,
    EXECUTED,
    EXECUTION,
    FILE,
    LINE,
    ORIGINAL,
    PAGE,
    PRINTED_RATE,
    RATE,
    REASON,
    REMAINING,
    SOURCE,
    STATUS,
    Column,
    Table,
)


def _unreadable(row: Row, words: Words) -> str:
    labels = [f"field.{column}" for column in sorted(row["unreadable"])]
    return ", ".join(words(label) for label in labels if label in words.labels)


def _status(row: Row, words: Words) -> str | None:
    # What cannot be read is not pending: it is printed, and lost.
    is_lost = "executed_won" in row["unreadable"]
    return None if row["status"] is None or is_lost else words(f"status.{row['status']}")


BUDGET_TREE = Table(
    (
        Column(code="item", field="item"),
        Column(code="level_below", kind="count", field="level_below", outlets=(FILE,)),
        replace(ORIGINAL, outlets=(FILE,)),
        replace(ADJUSTMENT, outlets=(FILE,)),
        BUDGET,
        EXECUTED,
        REMAINING,
        EXECUTION,
        RATE,
        PRINTED_RATE,
        replace(STATUS, made=_status),
        replace(REASON, outlets=(FILE,)),
        Column(code="unreadable", made=_unreadable, outlets=(FILE,)),
        DOCUMENT,
        LINE,
        SOURCE,
    )
)
"""Rows of lines with `item`, `level_below`, `unreadable` and `listed`: the line itself."""
OF_REVENUE = {
    "executed": "column.received", "remaining": "column.to_come", "execution": "column.collection",
    "rate": "column.collection_rate",
}  # fmt: skip
"""The heads of `BUDGET_TREE` where they are lines of revenue."""
REVENUE = Table(
    (
        Column(code="revenue", kind="printed", field="label"),
        Column(code="plan", kind="money", field="current_won"),
        Column(code="received", kind="money", field="received_won"),
        Column(code="collection", kind="bar", outlets=(PAGE,)),
        Column(code="collection_rate", kind="percent", field="collection_rate"),
        DOCUMENT,
        LINE,
        replace(SOURCE, field="label"),
    )
)
KEY_FIGURES = (
    Column(code="item", field="item"),
    Column(code="amount_or_count", kind="money", field="amount"),
    Column(code="remark", field="remark"),
)
"""What the brief begins with: amounts, rates and counts, one a row."""
