"""The columns of institutions beside each other: for the page and its files."""

from __future__ import annotations

from dashboard.ui import table
from dashboard.ui.table import FILE, Column, Table

PEERS = Table(
    Column(code="institution", field="name", is_nullable=False, description="The institution."),
    Column(code="as_of", kind="date", field="as_of", description="The day that its figures stand at."),
    table.BUDGET, table.EXECUTED, table.RATE, table.GAP, table.STATUS,
    Column(
        code="attainment", kind="percent", field="attainment", label="peers.attainment",
        description="The median of its goals' attainments, each capped at 100; null where none has a result.",
    ),
    Column(
        code="goals", kind="count", field="goals", outlets=(FILE,), label="peers.goals",
        description="Goals with a result.",
    ),
    Column(
        code="heads", kind="count", field="heads", label="peers.heads",
        description="Staff in post, where the printed grades add up to the printed total; else null.",
    ),
    Column(
        code="per_head", kind="money", field="per_head_won", label="peers.per_head_column",
        description="The current budget over its staff in post.",
    ),
    table.DOCUMENT, table.LINE, table.SOURCE,
)  # fmt: skip
