"""The columns of answers: for files."""

from __future__ import annotations

from dashboard.ui import table
from dashboard.ui.table import Column, Table

ANSWERS = Table(
    Column(code="subject", field="subject", description="What the answer is for: a programme or a goal."),
    Column(code="name", label="column.item", field="name", description="Its printed name."),
    Column(code="unit", field="unit", label="column.offices", description="The units that run it."),
    Column(code="why", field="why", label="column.asked_for", description="What the figures ask for."),
    Column(code="state", field="state", label="column.answer_state", description="How far the answer is."),
    Column(code="printed_reason", field="printed_reason", description="The reason that the report prints."),
    Column(code="reason", field="reason", label="answers.reason", description="Why it is so."),
    Column(code="plan", field="plan", label="answers.plan", description="What is planned."),
    Column(code="due_on", kind="date", field="due_on", label="answers.due_on", description="By when."),
    table.DOCUMENT,
    table.LINE,
)
