"""How a programme runs: planned steps, quantified results, published series."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard.shell.chart import drawn
from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.programs.charts import series_chart, series_sentence, steps_chart
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.rows import Row
from dashboard.ui.section import section
from dashboard.ui.source_note import source_note

STEPS = "steps"
"""How the page knows the list."""
STEPS_SHOWN = 40


def steps(view: View, rows: Sequence[Row], about: str) -> html.Section | None:
    """Return the planned steps on the months of the year; None where no report prints any.

    about: the programme.
    """
    if not rows:
        return None
    words, write = view.words, view.format
    part = part_of(view, STEPS, rows, STEPS_SHOWN)
    citations = view.citations([(r["document_id"], r["line"]) for r in part.rows])
    columns = [
        Column(words("column.step")),
        Column(words("column.begins"), "date"),
        Column(words("column.due"), "date"),
        Column(words("column.source"), "source"),
    ]
    body: list[list[Cell]] = [
        [
            html.Span(row["label"], lang="ko"),
            write.day(row["starts_on"]),
            write.day(row["ends_on"]),
            source_note([citations.get((row["document_id"], row["line"]))], row["label"], words),
        ]
        for row in part.rows
    ]
    table = html.Details(
        [html.Summary(words("series.table")), data_table(words("program.steps_caption"), columns, body)]
    )
    shown = steps_chart(view, part.rows, about, len(rows))
    return section(
        words("program.steps"), [*part.above, drawn(view, shown), *part.below, table], sentence=shown.sentence
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


def series(view: View, rows: Sequence[Row], about: str) -> html.Section | None:
    """Return each published series as a chart with its sentence and its table; None where there is none.

    about: the programme.
    """
    if not rows:
        return None
    words, write = view.words, view.format
    parts: list[html.Div] = []
    citations = view.citations([(r["document_id"], r["line"]) for r in rows])
    for name, points in series_in(rows):
        unit = points[0]["unit"] or ""
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
        parts.append(
            html.Div(
                [
                    html.H3(name, lang="ko"),
                    html.P(sentence, className="section-sentence"),
                    drawn(view, series_chart(view, name, points, about)),
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
