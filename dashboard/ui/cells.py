"""What a column's values look like: as a cell of HTML, and as plain text for paper and the grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.ui import html
from dashboard.ui.amount import amount
from dashboard.ui.bar import pace_bar
from dashboard.ui.citation import Citation, Place
from dashboard.ui.format import MISSING, Formatter
from dashboard.ui.fragment import Content
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.source_note import source_note
from dashboard.ui.status import status_mark
from dashboard.ui.table import Column

Cell = Content | str


@dataclass(frozen=True, slots=True)
class Context:
    """What cells are written with. limits: of the status rules. citations: of the rows' own lines."""

    write: Formatter
    limits: Mapping[str, str] = field(default_factory=dict)
    citations: Mapping[Place, Citation] = field(default_factory=dict)


def cell(column: Column, row: Any, context: Context) -> Cell:  # noqa: ANN401 -- a row of the table's own kind
    """Return a row's cell as columns of this kind show it."""
    write = context.write
    if column.kind == "money":
        shown = amount(row[column.field], write)
        mark = row.get("mark") if column.code == "budget" and isinstance(row, Mapping) else None
        return html.Span([mark, " ", shown]) if mark is not None else shown
    if column.kind == "printed":
        name = column.value(row, write.words)
        return printed(None if name is None else str(name), write.words)
    if column.kind == "measured":
        return write.measured(row[column.field], row["unit"])
    if column.kind == "status":
        return status_mark(row[column.field], column.scale, write, context.limits)
    if column.kind == "bar":
        return pace_bar(
            row["execution_rate"], row["elapsed_share"], row["status"], execution_sentence(row, write)
        )
    if column.kind == "source":
        cited = context.citations.get((row["document_id"], row["line"]))
        return source_note([cited], str(column.value(row, write.words) or ""), write.words)
    return text(column, column.value(row, write.words), write)


def text(column: Column, value: Any, write: Formatter) -> str:  # noqa: ANN401 -- a value, by the column's kind
    """Return a value of a column as it is written."""
    if column.kind == "money":
        return write.money(value)
    if column.kind == "percent":
        return write.percent(value)
    if column.kind == "percent_change":
        return write.percent_change(value)
    if column.kind == "points":
        return write.points(value)
    if column.kind in ("number", "count"):
        return write.number(value)
    if column.kind == "quoted":
        return write.printed(value)
    if column.kind == "date":
        return write.day(value)
    return MISSING if value is None else str(value)


def linked(name: str | None, href: str | None, write: Formatter) -> Content:
    """Return a printed name, as a link where it leads somewhere."""
    shown = printed(name, write.words)
    return html.Link(shown, href=href) if href else shown


def execution_sentence(row: Row, write: Formatter) -> str:
    """Return what a bar says: the rate, the share of the year, and the distance between them."""
    words = write.words
    if row["elapsed_share"] is None:
        return words("undated.rate", rate=write.percent(row["execution_rate"]))
    if row["execution_rate"] is None:
        return words("bar.no_rate", elapsed=write.percent(row["elapsed_share"]))
    return words(
        "bar.execution",
        rate=write.percent(row["execution_rate"]),
        elapsed=write.percent(row["elapsed_share"]),
        gap=write.points(row["pace_gap"]),
    )
