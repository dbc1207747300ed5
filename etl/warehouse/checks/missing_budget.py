"""Finds the programmes without a printed budget: on their own page, or anywhere where others have one."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, select

from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, explain, subject_of
from etl.warehouse.printed import PrintedLine, budget_lines

_PAGE_WITHOUT_BUDGET = "page_without_budget"


def run(connection: Connection) -> Iterator[Finding]:
    """Look for a budget of each programme in the document that names it, and on the page that is its own."""
    lines = [line for line in budget_lines(connection) if line.program_id is not None]
    # A line that prints none ('-'), or that cannot be read, is a line: the document does not pass over it.
    named = {(line.document_id, line.program_id) for line in lines}
    printing = {line.document_id for line in lines if line.amounts["current_won"] is not None}
    summaries = {
        (line.document_id, line.program_id): line
        for line in lines
        if line.level == "program" and line.amounts["current_won"] is not None
    }
    programs = list(connection.execute(select(schema.program).order_by("program_id")).mappings())
    for row in programs:
        if row["document_id"] in printing and (row["document_id"], row["program_id"]) not in named:
            yield _finding(row, row["line"], None)
    aside = schema.set_aside
    pages = connection.execute(select(aside).where(aside.c.reason == _PAGE_WITHOUT_BUDGET)).mappings()
    by_name = {(row["document_id"], row["name"]): row for row in programs}
    for page in pages:
        program = by_name.get((page["document_id"], page["text"]))
        summary = summaries.get((program["document_id"], program["program_id"])) if program else None
        if program and summary:
            yield _finding(program, page["line"], summary)


def _finding(program: RowMapping, line: int, summary: PrintedLine | None) -> Finding:
    subject = Label(program["name"])
    if summary is None:
        korean, english = explain(CHECK.name, "none", subject=subject)
    else:
        amount = Amount(summary.amounts["current_won"] or 0, summary.unit_won)
        korean, english = explain(CHECK.name, "page", subject=subject, printed=amount, line=summary.line)
    return Finding(
        document_id=program["document_id"],
        line=line,
        related_document_id=program["document_id"] if summary else None,
        related_line=summary.line if summary else None,
        severity="note",
        subject=subject_of(program["name"]),
        explanation_ko=korean,
        explanation_en=english,
        direction_id=program["direction_id"],
        program_id=program["program_id"],
    )


CHECK = Check(name="missing_budget", run=run)
