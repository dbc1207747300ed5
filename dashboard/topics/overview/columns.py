"""The columns of the programmes that need attention: for pages and files."""

from __future__ import annotations

from dataclasses import replace

from dashboard.ui.table import DOCUMENT, FILE, LINE, REASON, REMAINING, SOURCE, STATUS, Column, Table

ATTENTION = Table(
    (
        Column(code="program", field="name"),
        STATUS,
        Column(code="why", field="why"),
        replace(REASON, outlets=(FILE,)),
        REMAINING,
        DOCUMENT,
        LINE,
        SOURCE,
    )
)
"""Rows of programmes with `why`: by which figures each needs attention."""
