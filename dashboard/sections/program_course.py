"""How a programme runs: planned steps, quantified results, published series."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dash import dcc, html

from dashboard.components.aria import named
from dashboard.components.data_table import Cell, Column, data_table
from dashboard.components.section import section
from dashboard.components.source_note import source_note
from dashboard.components.timeline import Step, timeline
from dashboard.figures.series import series_figure
from dashboard.figures.theme import CONFIG
from dashboard.page import View
from dashboard.rows import Row
from dashboard.sections.long_list import part_of

_STEPS = 40


def steps(view: View, rows: Sequence[Row]) -> html.Section | None:
    """Return the planned steps on the months of the year; None where no report prints any."""
    if not rows:
        return None
    words, write = view.words, view.format
    part = part_of(view, "steps", rows, _STEPS)
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
    for name, group in groupby(rows, key=lambda row: row["series"]):
        points = list(group)
        unit = points[0]["unit"] or ""
        periods = [point["period"] for point in points]
        values = [point["value"] for point in points]
        known = [(value, period) for value, period in zip(values, periods, strict=True) if value is not None]
        sentence = words("series.none")
        if known:
            high, low = max(known), min(known)
            sentence = words(
                "series.sentence",
                name=name,
                n=len(known),
                high=write.measured(high[0], unit),
                high_at=high[1],
                low=write.measured(low[0], unit),
                low_at=low[1],
            )
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
