"""How a document was read: what was taken for its tables, and on what grounds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.documents import reading_queries as readings
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from dashboard.ui.section import empty, section
from dashboard.ui.table import SOURCE, Column
from dashboard.warehouse.tables import Reading
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
    columns = (
        Column(code="table"), Column(code="decided", kind="code", field="field", word="reading.{}"),
        Column(code="value"), Column(code="how"), SOURCE,
    )  # fmt: skip
    cells: dict[str, Callable[[Reading], Cell]] = {
        "table": partial(_table, words),
        "value": partial(_value, view),
        "how": lambda row: html.Span(words(f"how.{row['how']}"), title=words(f"how_text.{row['how']}")),
        "source": partial(_source, view, subject),
    }
    table = table_of(
        words("readings.caption"), columns, part.rows, view.context(), cells=cells, name="readings"
    )
    return section(title, [*part.above, table, *part.below])


def _table(words: Words, row: Reading) -> str:
    number = row["table_no"]
    return words("readings.document") if number is None else words("readings.table", n=f"{number:,}")


def _source(view: View, subject: str, row: Reading) -> Content:
    line = row["line"] if row["evidence_line"] is None else row["evidence_line"]
    return html.Link(view.words("source.line", line=f"{line:,}"), href=view.link_to_line(subject, line))


def _value(view: View, row: Reading) -> Content | str:
    value = row["value"]
    if value is None:
        return view.words("readings.unknown")
    if row["field"] == "unit" and value in _UNIT_OF:
        return view.words(f"unit.{_UNIT_OF[value]}")
    coded = f"table_{row['field']}.{value}"
    return view.words(coded) if coded in view.words.labels else html.Span(value, lang="ko")
