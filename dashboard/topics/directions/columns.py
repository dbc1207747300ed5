"""The columns of the scorecard: for pages, files and programs."""

from __future__ import annotations

from dataclasses import replace

from dashboard.ui.table import (
    BUDGET,
    DOCUMENT,
    ELAPSED,
    EXECUTED,
    EXECUTION,
    FILE,
    GAP,
    LINE,
    PAGE,
    RATE,
    SOURCE,
    STATUS,
    Column,
    Table,
)

SCORECARD = Table(
    (
        Column(code="direction", field="name", is_nullable=False, description="Its printed name."),
        BUDGET,
        EXECUTED,
        EXECUTION,
        RATE,
        replace(ELAPSED, outlets=(FILE,)),
        GAP,
        STATUS,
        Column(
            code="goals_met", kind="count", field="goals_met", description="Goals that are met or exceeded."
        ),
        Column(
            code="goals_total", kind="count", field="goals_total", outlets=(FILE,), description="Goals."
        ),
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
        DOCUMENT,
        LINE,
        SOURCE,
    )
)  # fmt: skip
