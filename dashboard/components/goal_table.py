"""Goals with target, result and attainment as bullets; a pending result is told apart from zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html

from dashboard.citation import Citation, Place
from dashboard.components.bar import pace_bar
from dashboard.components.data_table import Cell, Column, data_table
from dashboard.components.printed import printed
from dashboard.components.source_note import source_note
from dashboard.components.status import status_mark
from dashboard.format import Formatter
from dashboard.rows import Row


def goal_table(
    caption: str,
    rows: Sequence[Row],
    *,
    write: Formatter,
    limits: Mapping[str, str],
    citations: Mapping[Place, Citation],
) -> html.Div:
    """Return the table of `goal_attainment` rows."""
    words = write.words
    columns = [
        Column(words("column.goal")),
        Column(words("column.target"), "number"),
        Column(words("column.actual"), "number"),
        Column(words("column.attainment_bar"), "bar"),
        Column(words("column.attainment"), "number"),
        Column(words("column.status")),
        Column(words("column.source"), "source"),
    ]
    body = [_cells(row, write, limits, citations) for row in rows]
    return data_table(caption, columns, body, name="goals")


def _cells(
    row: Row, write: Formatter, limits: Mapping[str, str], citations: Mapping[Place, Citation]
) -> list[Cell]:
    words = write.words
    attainment = row["attainment"]
    if row["actual"] is None:
        sentence = words("bar.goal_pending")
    elif attainment is None:
        sentence = words("bar.goal_undefined")
    else:
        sentence = words(
            "bar.goal", rate=write.percent(attainment), elapsed=write.percent(row["elapsed_share"])
        )
    result = words(f"result.{row['result_status']}")
    actual: Cell = write.measured(row["actual"], row["unit"])
    if row["actual"] is None:
        actual = html.Span(result, className="muted")
    elif row["result_status"] == "interim":
        actual = html.Span([actual, html.Span(result, className="muted small")])
    name = html.Span(
        [printed(row["name"], words), html.Span(words("goal.lower_is_better"), className="muted small")]
        if row["better"] == "lower"
        else printed(row["name"], words)
    )
    return [
        name,
        write.measured(row["target"], row["unit"]),
        actual,
        pace_bar(
            attainment, row["elapsed_share"] if attainment is not None else None, row["status"], sentence
        ),
        write.percent(attainment),
        status_mark(row["status"], "goal", write, limits),
        source_note([citations.get((row["document_id"], row["line"]))], row["name"], words),
    ]
