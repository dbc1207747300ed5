"""Lines of a budget with their execution against the share of the year that has passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dash import dcc

from dashboard.ui import html
from dashboard.ui.amount import amount
from dashboard.ui.bar import pace_bar
from dashboard.ui.citation import Citation, Place
from dashboard.ui.data_table import Cell, Column, data_table
from dashboard.ui.format import Formatter
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.source_note import source_note
from dashboard.ui.status import status_mark


def execution_table(
    caption: str,
    rows: Sequence[Row],
    *,
    head: str,
    write: Formatter,
    limits: Mapping[str, str],
    citations: Mapping[Place, Citation],
    address: Callable[[Row], str | None],
) -> html.Div:
    """Return the table. rows: as in `program_execution`. address: where a row's name leads, if anywhere."""
    words = write.words
    columns = [
        Column(head),
        Column(words("column.budget", unit=write.unit_name), "number"),
        Column(words("column.executed", unit=write.unit_name), "number"),
        Column(words("column.execution"), "bar"),
        Column(words("column.rate"), "number"),
        Column(words("column.gap"), "number"),
        Column(words("column.status")),
        Column(words("column.source"), "source"),
    ]
    body = [_cells(row, write, limits, citations, address(row)) for row in rows]
    return data_table(caption, columns, body, name="execution")


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


def _cells(
    row: Row,
    write: Formatter,
    limits: Mapping[str, str],
    citations: Mapping[Place, Citation],
    href: str | None,
) -> list[Cell]:
    name = printed(row["name"], write.words)
    status = row.get("status")
    return [
        dcc.Link(name, href=href) if href else name,
        amount(row["current_won"], write),
        amount(row["executed_won"], write),
        pace_bar(row["execution_rate"], row["elapsed_share"], status, execution_sentence(row, write)),
        write.percent(row["execution_rate"]),
        write.points(row["pace_gap"]),
        status_mark(status, "budget", write, limits),
        source_note([citations.get((row["document_id"], row["line"]))], row["name"] or "", write.words),
    ]
