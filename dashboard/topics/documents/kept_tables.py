"""The tables of a document that are kept as printed: what heads them, and how much of each became facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.documents import reading_queries as readings
from dashboard.topics.documents.reading_queries import ReadTable
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.section import empty, section
from dashboard.ui.table import SOURCE, Column

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
    columns = (
        Column(code="table"), Column(code="headings"), Column(code="cells", kind="count", field="cells"),
        Column(code="facts", kind="count"), SOURCE,
    )  # fmt: skip
    cells_of: dict[str, Callable[[ReadTable], Cell]] = {
        "table": lambda row: words("readings.table", n=f"{row['table_no']:,}"),
        "headings": lambda row: _headings(headings.get(row["table_no"], [])),
        "facts": lambda row: (
            f"{row['facts']:,}" if row["facts"] else html.Span(words("kept.no_facts"), className="muted")
        ),
        "source": lambda row: html.Link(
            words("source.line", line=f"{row['first_line']:,}"),
            href=view.link_to_line(subject, row["first_line"]),
        ),
    }
    caption = words("kept.caption")
    table = table_of(caption, columns, part.rows, view.context(), cells=cells_of, name="kept")
    return section(title, [*part.above, table, *part.below], sentence=sentence, name="kept-section")


def _headings(headings: Sequence[str]) -> Cell:
    said = " · ".join(headings)
    if len(said) > _LONGEST_HEADINGS:
        said = said[:_LONGEST_HEADINGS].rpartition(" ")[0] + " …"
    return html.Span(said, lang="ko") if said else "–"
