"""The columns of goals: for pages, files and programs."""

from __future__ import annotations

from dataclasses import replace

from dashboard.ui import table
from dashboard.ui.table import FILE, PAGE, Column, Table
from etl.terms.codes import BETTER, RESULT_STATUSES
from etl.terms.measures import GOAL_STATUSES

GOAL_STATUS = replace(
    table.STATUS, scale="goal", codes=GOAL_STATUSES, description="How the goal stands."
)  # fmt: skip
TARGET = Column(code="target", kind="measured", field="target", description="The target.")
ACTUAL = Column(
    code="actual", kind="measured", field="actual", description="The result; null while there is none."
)
ATTAINMENT = Column(
    code="attainment", kind="percent", field="attainment", measure="attainment",
    description="Result in percent of the target; target in percent of the result where less is better.",
)  # fmt: skip
GOALS = Table(
    Column(code="goal", field="name", is_nullable=False, description="Its printed name."),
    # Of a programme or an institution: their goals are not asked for their directions' names.
    Column(code="direction", made=lambda row, _: row.get("direction_name"), outlets=(FILE,)),
    Column(
        code="program", field="program_name", outlets=(FILE,), description="The name of the programme."
    ),
    Column(
        code="value_unit", field="unit", outlets=(FILE,),
        description="The unit of target and result, as printed.",
    ),
    TARGET, ACTUAL,
    Column(
        code="result", kind="code", field="result_status", word="result.{}", outlets=(FILE,),
        codes=RESULT_STATUSES,
        description="What the result is: reported, interim (before the year ends), undated (no day is"
        " printed), pending, unread (printed, and not read with certainty) or planned.",
    ),
    Column(code="attainment_bar", kind="bar", outlets=(PAGE,)),
    ATTAINMENT, table.ELAPSED, GOAL_STATUS,
    Column(code="other_years", outlets=(PAGE,)),
    table.SOURCE,
    Column(
        code="better", kind="code", field="better", word="goal.{}_is_better", outlets=(FILE,),
        codes=BETTER, description="Whether more or less is better.",
    ),
    replace(table.AS_OF, outlets=(FILE,), description="The date of the result; null where none is printed."),
    table.DOCUMENT, table.LINE, table.RAW,
)  # fmt: skip
WAITING = Table(
    *(
        # Why there is no result stands in its place, and is no figure.
        replace(column, kind="text") if column is ACTUAL else column
        for column in GOALS.columns
        if column.code not in ("attainment_bar", "attainment")
    )
)
"""Goals without a result."""
