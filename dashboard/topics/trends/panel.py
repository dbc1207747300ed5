"""A subject over the years, alone: its picture, one sentence, what became of it, and its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.shell.chart import drawn
from dashboard.shell.doubt import beside_mark
from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.changes.section import SHAPES
from dashboard.topics.trends.charts import subject_chart
from dashboard.topics.trends.queries import Point, Subject
from dashboard.topics.trends.series_queries import DatedSuccession
from dashboard.topics.trends.wording import basis_text, trend_sentence
from dashboard.ui import html
from dashboard.ui.amount import amount
from dashboard.ui.aria import HIDDEN
from dashboard.ui.cells import Cell
from dashboard.ui.charts.columns import run_of
from dashboard.ui.citation import Citation, Place
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.source_note import source_note
from dashboard.ui.table import SOURCE, Column

Citations = Mapping[Place, Citation]
Figure = tuple[Subject, Point]


def trend_panel(view: View, subject: Subject) -> html.Article:
    """Return the panel of one subject."""
    words, run = view.words, axis([subject])
    part = part_of(view, "figures", subject.points)
    citations = view.citations(point.place for point in part.rows)
    table = table_of(
        words("trends.table_caption", name=subject.name), figure_columns([subject]),
        [(subject, point) for point in part.rows], view.context(), cells=figure_cells(view, citations),
        name="trend-data",
    )  # fmt: skip
    return html.Article(
        [
            html.P(trend_sentence(view, subject, run), className="trend-sentence"),
            legend(view, [subject]),
            drawn(view, subject_chart(view, subject, run), places=[point.place for point in subject.points]),
            *reasons(view, subject),
            html.H3(words("trends.figures")),
            *part.above,
            table,
            *part.below,
        ],
        className="trend-panel",
    )


def reasons(view: View, subject: Subject) -> list[Content]:
    """Return what became of it, as a list; nothing where nothing did."""
    rows = _told_of(subject)
    if not rows:
        return []
    return [html.Ul([html.Li(_told(view, row)) for row in rows], className="trend-changes")]


def _told_of(subject: Subject) -> list[DatedSuccession]:
    """Return how it became what it is, as the reviewed lineage says; a change that is none is not named."""
    return [row for row in subject.changes if row["change"] != "same" or not row["is_comparable"]]


def _told(view: View, row: DatedSuccession) -> list[Content | str]:
    words = view.words
    reason = row["reason_en"] if words.language != "ko" and row["reason_en"] else row["reason"]
    parts: list[Content | str] = [
        html.Span(
            [html.Span(SHAPES[row["change"]], className="shape", **HIDDEN), words(f"change.{row['change']}")],
            className="change-kind",
        ),
        " ",
    ]
    if row["from_name"] is not None and row["from_name"] != row["to_name"]:
        name = html.Span(row["from_name"], lang="ko")
        parts += [html.Span([words("trends.from_name"), " ", name], className="trend-from"), " "]
    if reason:
        parts.append(html.Span(reason, lang=None if reason == row["reason_en"] else "ko", className="muted"))
    return parts


def figure_columns(found: Sequence[Subject]) -> list[Column]:
    """Return the columns of figures. found: all whose figures stand in the table."""
    is_money = all(subject.noun == "money" for subject in found)
    has_change = any(point.previous is not None for subject in found for point in subject.points)
    return [
        Column(code="period"),
        Column(code="basis"),
        Column(code="value", kind="number", label="column.amount" if is_money else "column.value"),
        Column(code="as_of", kind="date"),
        *([Column(code="trend_change", kind="number")] if has_change else []),
        SOURCE,
    ]


def figure_cells(view: View, citations: Citations) -> dict[str, Callable[[Figure], Cell]]:
    """Return the cells of figures, each with its subject."""
    words, write = view.words, view.format

    def value(figure: Figure) -> Cell:
        _, point = figure
        if point.unit is None:
            shown: Cell = amount(None if point.value is None else int(point.value), write)
        else:
            shown = write.measured(point.value, point.unit)
        return beside_mark(view, shown, point.doubt)

    def source(figure: Figure) -> Cell:
        subject, point = figure
        return source_note([citations.get(point.place)], f"{subject.name} {point.period}", words)

    return {
        "period": lambda figure: figure[1].period,
        "basis": lambda figure: basis_text(view, *figure),
        "value": value,
        "as_of": lambda figure: write.day(figure[1].as_of),
        "trend_change": lambda figure: _change(view, figure[1]),
        "source": source,
    }


def _change(view: View, point: Point) -> Cell:
    words, write = view.words, view.format
    if point.previous is None:
        return write.number(None)
    if not point.is_comparable:
        return html.Span(words("change.not_comparable"), className="muted small")
    hover: dict[str, Any] = {
        "title": words("change.spoken", year=point.previous, amount=write.spoken(point.change))
    }
    since = html.Span(words("change.from_year", year=point.previous), className="muted")
    return html.Span([write.percent_change(point.change_percent), since], className="change", **hover)


def axis(subjects: Sequence[Subject]) -> list[str]:
    """Return the periods that small pictures share, so that the same year stands at the same place."""
    return run_of([period for subject in subjects for period in subject.periods])


def legend(view: View, found: Sequence[Subject]) -> html.P:
    """Return what the columns of the subjects mean, in words."""
    words = view.words
    bases = {point.basis for subject in found for point in subject.points}
    alone = "" if "plan" in bases else " alone"
    marks: list[Content] = [
        html.Span(
            [
                html.Span(className=f"trend-key trend-{basis}{alone}", **HIDDEN),
                words(f"basis.{found[0].noun}_{basis}"),
            ],
            className="trend-legend-item",
        )
        for basis in ("plan", "actual")
        if basis in bases
    ]
    if any(point.is_partial for subject in found for point in subject.points):
        marks.append(
            html.Span(
                [html.Span(className="trend-key partial", **HIDDEN), words("trends.partial")],
                className="trend-legend-item",
            )
        )
    return html.P(marks, className="trend-legend")
