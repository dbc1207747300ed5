"""How a programme runs: planned steps, quantified results, published series."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dash import dcc

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.charts.series import series_figure
from dashboard.ui.charts.theme import CONFIG
from dashboard.ui.charts.timeline import Step, timeline
from dashboard.ui.data_table import Cell, Column, data_table
from dashboard.ui.picture_buttons import picture_buttons
from dashboard.ui.rows import Row
from dashboard.ui.section import section
from dashboard.ui.source_note import source_note

STEPS = "steps"
"""How the page knows the list and its picture."""
STEPS_SHOWN = 40


def steps(view: View, rows: Sequence[Row]) -> html.Section | None:
    """Return the planned steps on the months of the year; None where no report prints any."""
    if not rows:
        return None
    words, write = view.words, view.format
    part = part_of(view, STEPS, rows, STEPS_SHOWN)
    found = [
        Step(
            row["label"],
            row["starts_on"],
            row["ends_on"],
            words("timeline.period", first=write.day(row["starts_on"]), last=write.day(row["ends_on"])),
        )
        for row in part.rows
    ]
    citations = view.citations([(r["document_id"], r["line"]) for r in part.rows])
    note = source_note(list(citations.values()), words("program.steps"), words)
    return section(
        words("program.steps"),
        [*part.above, timeline(found, view.scope.fiscal_year, view.scope.as_of, words), *part.below, note],
        sentence=words("program.steps_sentence", n=len(rows)),
        picture=picture_buttons(STEPS, words("program.steps"), words),
    )


def outputs(view: View, rows: Sequence[Row]) -> html.Section | None:
    """Return the quantified results; None where no report prints any."""
    if not rows:
        return None
    words, write = view.words, view.format
    part = part_of(view, "outputs", rows)
    citations = view.citations([(r["document_id"], r["line"]) for r in part.rows])
    columns = [
        Column(words("column.output")),
        Column(words("column.value"), "number"),
        Column(words("column.source"), "source"),
    ]
    body: list[list[Cell]] = [
        [
            html.Span(row["label"], lang="ko"),
            write.measured(row["value"], row["unit"]),
            source_note([citations.get((row["document_id"], row["line"]))], row["label"], words),
        ]
        for row in part.rows
    ]
    table = data_table(words("program.outputs_caption"), columns, body)
    return section(words("program.outputs"), [*part.above, table, *part.below])


def series(view: View, rows: Sequence[Row]) -> html.Section | None:
    """Return each published series as a chart with its sentence and its table; None where there is none."""
    if not rows:
        return None
    words, write = view.words, view.format
    parts: list[html.Div] = []
    citations = view.citations([(r["document_id"], r["line"]) for r in rows])
    for name, points in series_in(rows):
        unit = points[0]["unit"] or ""
        periods = [point["period"] for point in points]
        values = [point["value"] for point in points]
        sentence = series_sentence(view, name, points)
        columns = [
            Column(words("column.period")),
            Column(words("column.value"), "number"),
            Column(words("column.source"), "source"),
        ]
        body: list[list[Cell]] = [
            [
                point["period"],
                write.measured(point["value"], unit),
                source_note([citations.get((point["document_id"], point["line"]))], point["period"], words),
            ]
            for point in points
        ]
        figure = series_figure(periods, values, [write.measured(value, unit) for value in values])
        parts.append(
            html.Div(
                [
                    html.H3(name, lang="ko"),
                    html.P(sentence, className="section-sentence"),
                    html.Div(
                        dcc.Graph(figure=figure, config=CONFIG, responsive=True),
                        className="chart",
                        role="img",
                        **named(sentence),
                    ),
                    picture_buttons(series_code(name), name, words),
                    html.Details(
                        [
                            html.Summary(words("series.table")),
                            data_table(words("series.caption", name=name), columns, body),
                        ]
                    ),
                ]
            )
        )
    return section(words("program.series"), parts)


def series_in(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return each series by its name."""
    return [(name, list(group)) for name, group in groupby(rows, key=lambda row: str(row["series"]))]


def series_code(name: str) -> str:
    """Return how the page knows the picture of a series."""
    return f"series:{name}"


def series_sentence(view: View, name: str, points: Sequence[Row]) -> str:
    """Return what a series shows: its highest and its lowest."""
    words, write = view.words, view.format
    unit = points[0]["unit"] or ""
    known = [(point["value"], point["period"]) for point in points if point["value"] is not None]
    if not known:
        return words("series.none")
    high, low = max(known), min(known)
    return words(
        "series.sentence",
        name=name,
        n=len(known),
        high=write.measured(high[0], unit),
        high_at=high[1],
        low=write.measured(low[0], unit),
        low_at=low[1],
    )
