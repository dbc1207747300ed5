"""The columns of the programmes that need attention: for pages and files."""

from __future__ import annotations

from dashboard.ui.table import DOCUMENT, LINE, REASON, REMAINING, SOURCE, STATUS, Column, Table

ATTENTION = Table(
    Column(code="program", field="name"),
    STATUS,
    Column(code="why", field="why"),
    REASON,
    REMAINING, DOCUMENT, LINE, SOURCE,
)  # fmt: skip
"""Rows of programmes with `why`: by which figures each needs attention."""
