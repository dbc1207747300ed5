"""Goals with target, result and attainment as bullets; a pending result is told apart from zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.ui import html
from dashboard.ui.bar import pace_bar
from dashboard.ui.cells import Cell
from dashboard.ui.citation import Citation, Place
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.format import Formatter
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.source_note import source_note
from dashboard.ui.status import status_mark


def goal_table(
    caption: str,
    rows: Sequence[Row],
    *,
    write: Formatter,
    limits: Mapping[str, str],
    citations: Mapping[Place, Citation],
) -> html.Div:
    """Return the table of `goal_attainment` rows."""
    # The same name under several programmes is not the same goal.
    programs = {row["program_id"] for row in rows}
    body = [goal_cells(row, write, limits, citations) for row in rows]
    if len(programs) > 1:
        for row, cells in zip(rows, body, strict=True):
            if row["program_name"] is not None:
                of = html.Span(
                    printed(row["program_name"], write.words), className="muted small goal-program"
                )
                cells[0] = html.Span([cells[0], of])
    return data_table(caption, goal_columns(write), body, name="goals")


def goal_columns(write: Formatter) -> list[Column]:
    """Return the heads of `goal_cells`; the source stands last."""
    words = write.words
    return [
        Column(words("column.goal")),
        Column(words("column.target"), "number"),
        Column(words("column.actual"), "number"),
        Column(words("column.attainment_bar"), "bar"),
        Column(words("column.attainment"), "number"),
        Column(words("column.status")),
        Column(words("column.source"), "source"),
    ]


def goal_cells(
    row: Row, write: Formatter, limits: Mapping[str, str], citations: Mapping[Place, Citation]
) -> list[Cell]:
    """Return one goal: what is aimed at, what is reached, and how that stands."""
    words = write.words
    attainment = row["attainment"]
    if row["actual"] is None:
        sentence = words("bar.goal_unread" if row["result_status"] == "unread" else "bar.goal_pending")
    elif attainment is None:
        sentence = words("bar.goal_undefined")
    elif row["elapsed_share"] is None:
        sentence = words("bar.goal_unpaced", rate=write.percent(attainment))
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
    return [
        goal_name(row, write),
        write.measured(row["target"], row["unit"]),
        actual,
        pace_bar(
            attainment, row["elapsed_share"] if attainment is not None else None, row["status"], sentence
        ),
        write.percent(attainment),
        status_mark(row["status"], "goal", write, limits),
        source_note([citations.get((row["document_id"], row["line"]))], row["name"], words),
    ]


def goal_name(row: Row, write: Formatter) -> html.Span:
    """Return a goal's printed name; where less is better, that is said."""
    name = printed(row["name"], write.words)
    if row["better"] != "lower":
        return html.Span(name)
    return html.Span([name, " ", html.Span(write.words("goal.lower_is_better"), className="muted small")])
