"""What was read from a document: how many facts of each table, and where they begin."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.shell.page import View
from dashboard.topics.documents import queries as documents
from dashboard.topics.documents import reading_queries as readings
from dashboard.topics.documents.queries import FactCount
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty, section
from dashboard.ui.table import Column
from etl.terms.codes import GRADES


def facts_read(view: View) -> html.Section:
    """Return the section of the document `view.subject`."""
    words, subject = view.words, view.subject or ""
    rows = documents.facts_by_table(view.connection, document_id=subject).get(subject, [])
    title = words("document.read")
    if not rows:
        return section(title, [empty(words("document.nothing_read"))])
    grades = readings.grades(view.connection, subject)
    columns = (
        Column(code="fact", kind="code", field="fact", word="fact.{}"),
        Column(code="holds", kind="code", field="fact", word="fact_text.{}"),
        Column(code="facts", kind="count", field="n"),
        Column(code="grades"),
        Column(code="first_line", kind="count"),
    )
    cells: dict[str, Callable[[FactCount], Cell]] = {
        "grades": lambda row: _grades(view, grades.get(row["fact"], {})),
        "first_line": lambda row: html.Link(
            words("source.line", line=f"{row['line']:,}"), href=view.link_to_line(subject, row["line"])
        ),
    }
    table = table_of(words("document.read_caption"), columns, rows, view.context(), cells=cells, name="facts")
    sentence = words("document.read_sentence", n=f"{sum(row['n'] for row in rows):,}", tables=len(rows))
    return section(title, [table], sentence=sentence)


def _grades(view: View, counts: dict[str, int]) -> html.Span:
    """How surely the facts of a table were read: proved first."""
    words = view.words
    told: list[Content | str] = []
    for grade in (grade for grade in GRADES if counts.get(grade)):
        told += [" · "] if told else []
        text = words("grade.count", grade=words(f"grade.{grade}"), n=f"{counts[grade]:,}")
        told.append(html.Span(text, title=words(f"grade_text.{grade}")))
    return html.Span(told)
