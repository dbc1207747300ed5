"""The columns of documents: for pages, files and programs."""

from __future__ import annotations

from dataclasses import replace

from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.table import AS_OF, FILE, PAGE, Column, Table
from etl.terms.codes import KINDS


def _by_table(row: Row, words: Words) -> str:
    return ", ".join(f"{words('fact.' + fact['fact'])} {fact['n']}" for fact in row["facts"])


DOCUMENTS = Table(
    Column(code="document", field="title", is_nullable=False, description="The title."),
    Column(
        code="institution", kind="printed",
        made=lambda row, _: row["organization_name"] or row["organization_id"],
    ),
    Column(code="kind", outlets=(PAGE,)),
    Column(
        code="document_kind", kind="code", field="kind", word="kind.{}", outlets=(FILE,), codes=KINDS,
        is_nullable=False, description="What kind it is.",
    ),
    Column(
        code="year", kind="year", field="fiscal_year", outlets=(FILE,),
        description="The year it speaks of; null where it states none.",
    ),
    replace(AS_OF, outlets=(FILE,), description="The date of its figures; null where it prints none."),
    Column(
        code="session",
        made=lambda row, _: " · ".join(filter(None, [row["council_session"], row["committee"]])),
    ),
    Column(code="file", field="source_name", is_nullable=False, description="The name of its file."),
    Column(
        code="lines_count", kind="count", field="line_count", outlets=(FILE,), is_nullable=False,
        description="Lines of its text.",
    ),
    Column(code="facts", kind="count", made=lambda row, _: sum(fact["n"] for fact in row["facts"])),
    Column(code="by_table", made=_by_table),
    Column(
        code="set_aside", kind="count", field="set_aside", is_nullable=False,
        description="Lines that looked like figures and could not be read with certainty.",
    ),
    Column(
        code="findings", kind="count", field="findings", is_nullable=False,
        description="Findings about its figures.",
    ),
)  # fmt: skip
"""Rows of documents with `facts`: how many each gave to each table."""
