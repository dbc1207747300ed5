"""How a programme runs: planned steps, quantified results, published series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from dashboard.shell.chart import drawn
from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.programs.charts import series_chart, series_sentence, steps_chart
from dashboard.ui import html
from dashboard.ui.data_table import table_of
from dashboard.ui.section import section
from dashboard.ui.table import SOURCE, Column
from dashboard.warehouse.tables import Milestone, Output, SeriesPoint

STEPS = "steps"
"""How the page knows the list."""
STEPS_SHOWN = 40


def steps(view: View, rows: Sequence[Milestone], about: str) -> html.Section | None:
    """Return the planned steps on the months of the year; None where no report prints any.

    about: the programme.
    """
    if not rows:
        return None
    words = view.words
    part = part_of(view, STEPS, rows, STEPS_SHOWN)
    columns = (
        Column(code="step", kind="printed", field="label"),
        Column(code="begins", kind="date", field="starts_on"),
        Column(code="due", kind="date", field="ends_on"),
        replace(SOURCE, field="label"),
    )
    inner = table_of(words("program.steps_caption"), columns, part.rows, view.context(part.rows))
    table = html.Details([html.Summary(words("series.table")), inner])
    shown = steps_chart(view, part.rows, about, len(rows))
    return section(
        words("program.steps"), [*part.above, drawn(view, shown), *part.below, table], sentence=shown.sentence
    )


def outputs(view: View, rows: Sequence[Output]) -> html.Section | None:
    """Return the quantified results; None where no report prints any."""
    if not rows:
        return None
    words = view.words
    part = part_of(view, "outputs", rows)
    columns = (
        Column(code="output", kind="printed", field="label"),
        Column(code="year", kind="year", field="fiscal_year"),
        Column(code="value", kind="measured", field="value"),
        replace(SOURCE, field="label"),
    )
    table = table_of(words("program.outputs_caption"), columns, part.rows, view.context(part.rows))
    years = ", ".join(
        words("format.year", year=year) for year in sorted({row["fiscal_year"] for row in rows})
    )
    return section(
        words("program.outputs"), [*part.above, table, *part.below],
        sentence=words("program.outputs_sentence", years=years, n=len(rows)),
    )  # fmt: skip


def series(view: View, rows: Sequence[SeriesPoint], about: str) -> html.Section | None:
    """Return each published series as a chart with its sentence and its table; None where there is none.

    about: the programme.
    """
    if not rows:
        return None
    words = view.words
    parts: list[html.Div] = []
    context = view.context(rows)
    columns = (
        Column(code="period", field="period"),
        Column(code="value", kind="measured", field="value"),
        replace(SOURCE, field="period"),
    )
    for name, points in series_in(rows):
        sentence = series_sentence(view, name, points)
        parts.append(
            html.Div(
                [
                    html.H3(name, lang="ko"),
                    html.P(sentence, className="section-sentence"),
                    drawn(view, series_chart(view, name, points, about)),
                    html.Details(
                        [
                            html.Summary(words("series.table")),
                            table_of(words("series.caption", name=name), columns, points, context),
                        ]
                    ),
                ]
            )
        )
    return section(words("program.series"), parts)


def series_in(rows: Sequence[SeriesPoint]) -> list[tuple[str, list[SeriesPoint]]]:
    """Return each series by its name."""
    return [(name, list(group)) for name, group in groupby(rows, key=lambda row: str(row["series"]))]
