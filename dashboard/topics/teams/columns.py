"""The columns of units and of a unit's programmes: for pages and files."""

from __future__ import annotations

from dataclasses import replace

from dashboard.topics.programs.columns import PROGRAMS
from dashboard.ui import table
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.table import FILE, PAGE, Column, Table


def _level(row: Row, words: Words) -> str:
    return words("unplaced.unit") if row["level"] is None else words(f"column.{row['level']}")


UNITS = Table(
    Column(code="department", outlets=(PAGE,)),
    Column(code="level_of_unit", made=_level, outlets=(FILE,)),
    Column(code="division", field="division", outlets=(FILE,)),
    Column(code="office", field="office", outlets=(FILE,)),
    Column(code="team", field="team", outlets=(FILE,)),
    Column(code="program_count", kind="count", field="programs"),
    replace(table.BUDGET, field="budget_won"), replace(table.EXECUTED, field="spent_won"),
    table.EXECUTION, table.RATE, table.ELAPSED, table.GAP, table.STATUS,
    table.REMAINING, table.NEEDED,
)  # fmt: skip
"""Rows of units; that of the programmes which no unit is printed for has no level."""
PROGRAMS_OF_UNIT = Table(
    Column(code="program", field="name"),
    replace(PROGRAMS["direction"], outlets=(FILE,)),
    replace(PROGRAMS["department"], outlets=(FILE,)),
    table.BUDGET, table.EXECUTED, table.EXECUTION, table.RATE, table.ELAPSED,
    table.STATUS, table.REMAINING, table.MONTHS_LEFT, table.NEEDED,
    table.REASON, table.BUDGET_NOTE, table.DOCUMENT, table.LINE, table.SOURCE,
)  # fmt: skip
