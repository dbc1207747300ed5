"""The columns of the council's remarks: for files, the brief and programs."""

from __future__ import annotations

from dashboard.answers.schema import STATES
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.table import FILE, Column, Table
from etl.terms.codes import STATES as PROGRESS


def times(row: Row, words: Words) -> str:
    """Return in how many years the subject came up, in words."""
    return words("remarks.times", n=row["times"]) if row["times"] > 1 else words("remarks.once")


def _state(row: Row, words: Words) -> str:
    return words(f"remarks.state_{row['state'] or 'none'}")


REMARKS = Table(
    Column(
        code="year", kind="year", field="fiscal_year", label="remarks.year",
        description="The year that it was raised in; without a printed day, of the first report that has it.",
    ),
    Column(code="session", field="session", description="The session of the council, as printed."),
    Column(
        code="raised_on", kind="date", field="raised_on", label="remarks.raised_on",
        description="The day that it was raised on.",
    ),
    Column(
        code="remark", field="text", label="remarks.said", is_nullable=False,
        description="What the council said.",
    ),
    Column(
        code="unit", field="unit", label="column.offices", description="The unit that answers for it."
    ),
    Column(code="action", field="action", label="remarks.action", description="What is done about it."),
    Column(
        code="state", kind="code", field="state", made=_state, label="remarks.state", codes=PROGRESS,
        description="What became of it; null where nobody says.",
    ),
    Column(
        code="due_on", kind="date", field="due_on", label="answers.due_on", description="By when it is done."
    ),
    Column(
        code="evidence", field="evidence", label="remarks.evidence",
        description="Where it can be read that it was done, as printed.",
    ),
    Column(
        code="evidence_document", field="evidence_document_id", outlets=(FILE,),
        label="remarks.evidence_document", description="The document that shows that it was done.",
    ),
    Column(
        code="evidence_line", kind="count", field="evidence_line", outlets=(FILE,),
        label="remarks.evidence_line", description="The line there.",
    ),
    Column(
        code="answer_state", kind="code", field="answer_state", word="answers.state_{}",
        codes=("none", *STATES), is_nullable=False, outlets=(FILE,), label="column.answer_state",
        description="How far what is written of it is, as far as the asker may see.",
    ),
    Column(
        code="times", kind="count", field="times", label="remarks.again", is_nullable=False,
        description="In how many years the council raised the subject, this one included.",
    ),
    Column(
        code="earlier_years", field="earlier_years", label="remarks.earlier_years",
        description="The earlier years, joined by ', '.",
    ),
    Column(code="document", field="document_id", outlets=(FILE,)),
    Column(code="line", kind="count", field="line", outlets=(FILE,)),
)  # fmt: skip
