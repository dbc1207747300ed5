"""The tables of a document that are kept as printed: what heads them, and how much of each became facts."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.documents import reading_queries as readings
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section

_LONGEST_HEADINGS = 80


def kept_tables(view: View) -> html.Section:
    """Return the section of the document `view.subject`; tables without a fact stand first."""
    words, subject = view.words, view.subject or ""
    rows = readings.tables(view.connection, subject)
    title = words("kept.title")
    if not rows:
        return section(title, [empty(words("kept.none"))])
    cells = sum(row["cells"] for row in rows)
    unread = sum(not row["facts"] for row in rows)
    sentence = " ".join(
        [
            words("readings.kept", tables=f"{len(rows):,}", cells=f"{cells:,}"),
            words("kept.unread", n=f"{unread:,}") if unread else words("kept.all_read"),
        ]
    )
    headings = readings.headings(view.connection, subject)
    part = part_of(view, "kept", sorted(rows, key=lambda row: bool(row["facts"])))
    columns = [
        Column(words("column.table")),
        Column(words("column.headings")),
        Column(words("column.cells"), "number"),
        Column(words("column.facts"), "number"),
        Column(words("column.source"), "source"),
    ]
    table = data_table(
        words("kept.caption"),
        columns,
        [_row(view, row, headings.get(row["table_no"], [])) for row in part.rows],
        name="kept",
    )
    return section(title, [*part.above, table, *part.below], sentence=sentence, name="kept-section")


def _row(view: View, row: Row, headings: Sequence[str]) -> list[Cell]:
    words, subject = view.words, view.subject or ""
    said = " · ".join(headings)
    if len(said) > _LONGEST_HEADINGS:
        said = said[:_LONGEST_HEADINGS].rpartition(" ")[0] + " …"
    return [
        words("readings.table", n=f"{row['table_no']:,}"),
        html.Span(said, lang="ko") if said else "–",
        f"{row['cells']:,}",
        f"{row['facts']:,}" if row["facts"] else html.Span(words("kept.no_facts"), className="muted"),
        dcc.Link(
            words("source.line", line=f"{row['first_line']:,}"),
            href=view.link_to_line(subject, row["first_line"]),
        ),
    ]
