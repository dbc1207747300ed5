"""How a document was read: what was taken for its tables, and on what grounds."""

from __future__ import annotations

from dash import dcc
from dash.development.base_component import Component

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.documents import reading_queries as readings
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section
from etl.terms.units import WON_PER_UNIT

_UNIT_OF = {str(won): unit for unit, won in WON_PER_UNIT.items()}


def readings_of(view: View) -> html.Section:
    """Return the section of the document `view.subject`."""
    words, subject = view.words, view.subject or ""
    rows = readings.decisions(view.connection, subject)
    title = words("readings.title")
    if not rows:
        return section(title, [empty(words("readings.none"))])
    part = part_of(view, "readings", rows)
    columns = [
        Column(words("column.table")),
        Column(words("column.decided")),
        Column(words("column.value")),
        Column(words("column.how")),
        Column(words("column.source"), "source"),
    ]
    table = data_table(
        words("readings.caption"), columns, [_row(view, subject, row) for row in part.rows], name="readings"
    )
    return section(title, [*part.above, table, *part.below])


def _row(view: View, subject: str, row: Row) -> list[Cell]:
    words = view.words
    number = row["table_no"]
    line = row["line"] if row["evidence_line"] is None else row["evidence_line"]
    return [
        words("readings.document") if number is None else words("readings.table", n=f"{number:,}"),
        words(f"reading.{row['field']}"),
        _value(view, row),
        html.Span(words(f"how.{row['how']}"), title=words(f"how_text.{row['how']}")),
        dcc.Link(words("source.line", line=f"{line:,}"), href=view.link_to_line(subject, line)),
    ]


def _value(view: View, row: Row) -> Component | str:
    value = row["value"]
    if value is None:
        return view.words("readings.unknown")
    if row["field"] == "unit" and value in _UNIT_OF:
        return view.words(f"unit.{_UNIT_OF[value]}")
    coded = f"table_{row['field']}.{value}"
    return view.words(coded) if coded in view.words.labels else html.Span(value, lang="ko")
