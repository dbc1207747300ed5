"""The columns of the scorecard: for pages, files and programs."""

from __future__ import annotations

from dashboard.ui import table
from dashboard.ui.table import FILE, PAGE, Column, Table

SCORECARD = Table(
    Column(code="direction", field="name", is_nullable=False, description="Its printed name."),
    table.BUDGET, table.EXECUTED, table.EXECUTION, table.RATE, table.ELAPSED,
    table.GAP, table.STATUS,
    Column(
        code="goals_met", kind="count", field="goals_met", description="Goals that are met or exceeded."
    ),
    Column(code="goals_total", kind="count", field="goals_total", outlets=(FILE,), description="Goals."),
    Column(
        code="goals_pending", kind="count", field="goals_pending", outlets=(FILE,),
        description="Goals without a result yet.",
    ),
    Column(
        code="previous_year", kind="year", field="previous_year", outlets=(FILE,),
        description="The fiscal year of the direction that it came from.",
    ),
    Column(
        code="change", kind="money", field="change_won",
        description="Current budget minus the earlier one; null where they are not comparable.",
    ),
    Column(
        code="change_rate", kind="percent_change", field="change_percent", outlets=(FILE,),
        description="The same in percent of the earlier.",
    ),
    Column(code="years", kind="bar", outlets=(PAGE,)),
    table.BUDGET_NOTE, table.DOCUMENT, table.LINE, table.SOURCE,
)  # fmt: skip
