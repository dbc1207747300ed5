"""What was read from a document: how many facts of each table, and where they begin."""

from __future__ import annotations

from dash import dcc
from dash.development.base_component import Component

from dashboard.shell.page import View
from dashboard.topics.documents import queries as documents
from dashboard.topics.documents import reading_queries as readings
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.section import empty, section
from etl.terms.codes import GRADES


def facts_read(view: View) -> html.Section:
    """Return the section of the document `view.subject`."""
    words, subject = view.words, view.subject or ""
    rows = documents.facts_by_table(view.connection, document_id=subject).get(subject, [])
    title = words("document.read")
    if not rows:
        return section(title, [empty(words("document.nothing_read"))])
    grades = readings.grades(view.connection, subject)
    columns = [
        Column(words("column.fact")),
        Column(words("column.holds")),
        Column(words("column.facts"), "number"),
        Column(words("column.grades")),
        Column(words("column.first_line"), "number"),
    ]
    body: list[list[Cell]] = [
        [
            words(f"fact.{row['fact']}"),
            words(f"fact_text.{row['fact']}"),
            f"{row['n']:,}",
            _grades(view, grades.get(row["fact"], {})),
            dcc.Link(
                words("source.line", line=f"{row['line']:,}"),
                href=view.link_to_line(subject, row["line"]),
            ),
        ]
        for row in rows
    ]
    sentence = words("document.read_sentence", n=f"{sum(row['n'] for row in rows):,}", tables=len(rows))
    return section(
        title, [data_table(words("document.read_caption"), columns, body, name="facts")], sentence=sentence
    )


def _grades(view: View, counts: dict[str, int]) -> html.Span:
    """How surely the facts of a table were read: proved first."""
    words = view.words
    told: list[Component | str] = []
    for grade in (grade for grade in GRADES if counts.get(grade)):
        told += [" · "] if told else []
        text = words("grade.count", grade=words(f"grade.{grade}"), n=f"{counts[grade]:,}")
        told.append(html.Span(text, title=words(f"grade_text.{grade}")))
    return html.Span(told)
