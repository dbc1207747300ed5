"""The columns of answers: for files."""

from __future__ import annotations

from dashboard.answers.schema import STATES, SUBJECTS
from dashboard.answers.workflow import WHY
from dashboard.ui import table
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.table import Column, Table

HOW_FAR: tuple[str, ...] = ("none", *STATES)
"""How far an answer is, from none."""


def _why(row: Row, words: Words) -> str:
    return ", ".join(words(f"answers.why_{why}") for why in (row["why"] or "").split(",") if why)


ANSWERS = Table(
    Column(
        code="subject", kind="code", field="subject", word="answers.{}", codes=SUBJECTS, is_nullable=False,
        description="What the answer is for: a programme or a goal.",
    ),
    Column(code="name", label="column.item", field="name", description="Its printed name."),
    Column(code="unit", field="unit", label="column.offices", description="The units that run it."),
    Column(
        code="why", field="why", made=_why, label="column.asked_for",
        description=f"What the figures ask an answer for: {', '.join(WHY)}; several are joined by ','.",
    ),
    Column(
        code="state", kind="code", field="state", word="answers.state_{}", label="column.answer_state",
        codes=HOW_FAR, is_nullable=False, description="How far the answer is, as far as the asker may see.",
    ),
    Column(code="printed_reason", field="printed_reason", description="The reason that the report prints."),
    Column(code="reason", field="reason", label="answers.reason", description="Why it is so."),
    Column(code="plan", field="plan", label="answers.plan", description="What is planned."),
    Column(code="due_on", kind="date", field="due_on", label="answers.due_on", description="By when."),
    table.DOCUMENT,
    table.LINE,
)  # fmt: skip
