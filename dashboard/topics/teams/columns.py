"""The columns of units and of a unit's programmes: for pages and files."""

from __future__ import annotations

from dataclasses import replace

from dashboard.topics.programs.columns import PROGRAMS
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.table import (
    BUDGET,
    DOCUMENT,
    ELAPSED,
    EXECUTED,
    EXECUTION,
    FILE,
    GAP,
    LINE,
    MONTHS_LEFT,
    NEEDED,
    PAGE,
    RATE,
    REASON,
    REMAINING,
    SOURCE,
    STATUS,
    Column,
    Table,
)


def _level(row: Row, words: Words) -> str:
    return words("unplaced.unit") if row["level"] is None else words(f"column.{row['level']}")


UNITS = Table(
    (
        Column(code="department", outlets=(PAGE,)),
        Column(code="level_of_unit", made=_level, outlets=(FILE,)),
        Column(code="division", field="division", outlets=(FILE,)),
        Column(code="office", field="office", outlets=(FILE,)),
        Column(code="team", field="team", outlets=(FILE,)),
        Column(code="program_count", kind="count", field="programs"),
        replace(BUDGET, field="budget_won"),
        replace(EXECUTED, field="spent_won"),
        EXECUTION,
        RATE,
        replace(ELAPSED, outlets=(FILE,)),
        GAP,
        STATUS,
        REMAINING,
        NEEDED,
    )
)
"""Rows of units; that of the programmes which no unit is printed for has no level."""
PROGRAMS_OF_UNIT = Table(
    (
        Column(code="program", field="name"),
        replace(PROGRAMS["direction"], outlets=(FILE,)),
        replace(PROGRAMS["department"], outlets=(FILE,)),
        BUDGET,
        EXECUTED,
        EXECUTION,
        RATE,
        replace(ELAPSED, outlets=(FILE,)),
        STATUS,
        REMAINING,
        MONTHS_LEFT,
        NEEDED,
        replace(REASON, outlets=(FILE,)),
        DOCUMENT,
        LINE,
        SOURCE,
    )
)
