"""A subject over the years: its columns, one sentence, what became of it, and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc
from dash.development.base_component import Component

from dashboard.shell.chart import drawn
from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.changes.section import SHAPES
from dashboard.topics.trends.queries import Point, Subject
from dashboard.ui import html
from dashboard.ui.amount import amount
from dashboard.ui.aria import HIDDEN
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.columns import Slot, columns, is_wide, month_of, run_of
from dashboard.ui.charts.trend_chart import trend_chart
from dashboard.ui.citation import Citation, Place
from dashboard.ui.data_table import Cell, Column, data_table
from dashboard.ui.rows import Row
from dashboard.ui.source_note import source_note

_FOLDED = 24


def trend_panel(
    view: View,
    subject: Subject,
    run: Sequence[str],
    citations: dict[Place, Citation],
    *,
    is_alone: bool = False,
) -> html.Article:
    """Return the panel. run: the periods of its axis. is_alone: alone on its page, with its table open."""
    words = view.words
    sentence = trend_sentence(view, subject, run)
    chart = (
        drawn(view, subject_chart(view, subject, run), places=[point.place for point in subject.points])
        if is_alone
        else trend_chart(slots_of(view, subject, run), sentence, empty=words("trends.no_report"))
    )
    part = part_of(view, "figures", subject.points)
    figures = (
        [
            html.H3(words("trends.figures")),
            *part.above,
            _table(view, subject, part.rows, citations),
            *part.below,
        ]
        if is_alone
        else [_behind(view, subject, citations)]
    )
    return html.Article(
        [
            *([] if is_alone else [_heading(view, subject)]),
            html.P(sentence, className="trend-sentence"),
            *([legend(view, [subject])] if is_alone else []),
            chart,
            *_reasons(view, subject),
            *figures,
        ],
        className="trend-panel" + (" alone" if is_alone else ""),
    )


def _behind(view: View, subject: Subject, citations: dict[Place, Citation]) -> Component:
    """The figures of a picture, folded away; many of them stand on the subject's own page."""
    words = view.words
    head: list[Component | str] = [
        words("series.table"),
        html.Span(f" {subject.name}", className="visually-hidden"),
    ]
    if len(subject.points) > _FOLDED:
        return html.P(
            dcc.Link(head, href=view.link_own("/trends", subject=subject.code)), className="trend-table"
        )
    return html.Details(
        [html.Summary(head), _table(view, subject, subject.points, citations)], className="trend-table"
    )


def subject_chart(view: View, subject: Subject, run: Sequence[str]) -> Chart:
    """Return a subject over the periods of its axis."""
    words = view.words
    bases = {point.basis for point in subject.points}
    units = sorted({point.unit for point in subject.points if point.unit})
    return Chart(
        code=subject.code,
        title=words("trends.choice", kind=words(f"trends.{subject.kind}_short"), name=subject.name),
        sentence=trend_sentence(view, subject, run),
        figure=columns(
            slots_of(view, subject, run),
            empty=words("trends.no_report"),
            plan=words(f"basis.{subject.noun}_plan") if "plan" in bases else "",
            actual=words(f"basis.{subject.noun}_actual") if "actual" in bases else "",
            height=320,
        ),
        notes=[
            words("trends.partial_hatched") if any(point.is_partial for point in subject.points) else "",
            words("picture.unit", unit=", ".join(units)) if units else "",
        ],
    )


def trend_sentence(view: View, subject: Subject, run: Sequence[str]) -> str:
    """Return what the columns show: the newest figures, how they moved if that may be said, the gaps."""
    words = view.words
    newest = [point for basis in ("plan", "actual") if (point := _newest(subject, basis)) is not None]
    parts = [f"{_said(view, subject, point)}{_moved(view, point)}" for point in newest]
    first, *_, last = subject.periods
    gaps = [period for period in run if first < period < last and period not in subject.periods]
    if gaps:
        parts.append(words("trends.gaps", periods=", ".join(gaps)))
    return ". ".join(parts) + "."


def _moved(view: View, point: Point) -> str:
    """How a figure moved since the one before, or that it may not be compared with it."""
    if point.previous is None:
        return ""
    if not point.is_comparable:
        return ", " + view.words("trends.not_comparable", period=point.previous)
    if point.change_percent is None:
        return ""
    change = view.format.percent_change(point.change_percent)
    return ", " + view.words("trends.changed", period=point.previous, change=change)


def value_text(view: View, point: Point) -> str:
    """Return a figure with its unit."""
    if point.unit is None:
        return view.format.money_with_unit(None if point.value is None else int(point.value))
    return view.format.measured(point.value, point.unit)


def _said(view: View, subject: Subject, point: Point) -> str:
    words = view.words
    text = words(f"trends.{_word(subject, point)}", period=point.period, value=value_text(view, point))
    if point.is_partial and point.as_of is not None:
        text += words("trends.at", day=view.format.day(point.as_of))
    return text


def _word(subject: Subject, point: Point) -> str:
    return f"{subject.noun}_{point.basis}"


def _newest(subject: Subject, basis: str) -> Point | None:
    known = [p for p in subject.points if p.basis == basis and p.value is not None]
    return max(known, key=lambda point: point.period, default=None)


def slots_of(view: View, subject: Subject, run: Sequence[str]) -> list[Slot]:
    """Return the columns of a subject, a place for each period of its axis."""
    write = view.format

    def text(point: Point | None) -> str:
        if point is None or point.value is None:
            return ""
        if point.unit is None:
            return write.short(int(point.value))
        return write.number(point.value)

    slots = []
    for period in run:
        here = [point for point in subject.points if point.period == period and point.value is not None]
        plan = next((point for point in here if point.basis == "plan"), None)
        actual = next((point for point in here if point.basis == "actual"), None)
        dates = {point.as_of for point in here if point.is_partial and point.as_of is not None}
        month = month_of(period)
        slots.append(
            Slot(
                period=period,
                # Of many months the year must be read too, and there is no room for a second line.
                label=view.words("timeline.month", month=month[1]) if month and not is_wide(run) else period,
                above=str(month[0]) if month and (period == run[0] or month[1] == 1) else "",
                plan=None if plan is None else plan.value,
                actual=None if actual is None else actual.value,
                plan_text=text(plan),
                actual_text=text(actual),
                note=view.words("trends.short_day", month=max(dates).month, day=max(dates).day)
                if dates
                else "",
                is_chosen=period == str(view.scope.fiscal_year),
            )
        )
    return slots


def _heading(view: View, subject: Subject) -> html.H3:
    name = html.Span(subject.name, lang="ko" if subject.is_printed else None)
    return html.H3(dcc.Link(name, href=view.link_own("/trends", subject=subject.code)))


def _reasons(view: View, subject: Subject) -> list[Component]:
    rows = told(subject)
    if not rows:
        return []
    return [html.Ul([html.Li(_told(view, row)) for row in rows], className="trend-changes")]


def told(subject: Subject) -> list[Row]:
    """Return how it became what it is, as the reviewed lineage says; a change that is none is not named."""
    return [row for row in subject.changes if row["change"] != "same" or not row["is_comparable"]]


def _told(view: View, row: Row) -> list[Component | str]:
    words = view.words
    reason = row["reason_en"] if words.language != "ko" and row["reason_en"] else row["reason"]
    parts: list[Component | str] = [
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


def _table(
    view: View, subject: Subject, points: Sequence[Point], citations: dict[Place, Citation]
) -> Component:
    words, write = view.words, view.format
    value_head = (
        words("column.amount", unit=write.unit_name) if subject.noun == "money" else words("column.value")
    )
    has_change = any(point.previous is not None for point in subject.points)
    columns = [
        Column(words("column.period")),
        Column(words("column.basis")),
        Column(value_head, "number"),
        Column(words("column.as_of"), "date"),
        *([Column(words("column.trend_change"), "number")] if has_change else []),
        Column(words("column.source"), "source"),
    ]
    body: list[list[Cell]] = [
        [
            point.period,
            words(f"basis.{_word(subject, point)}"),
            amount(None if point.value is None else int(point.value), write)
            if point.unit is None
            else write.measured(point.value, point.unit),
            write.day(point.as_of),
            *([_change(view, point)] if has_change else []),
            source_note([citations.get(point.place)], f"{subject.name} {point.period}", words),
        ]
        for point in points
    ]
    return data_table(words("trends.table_caption", name=subject.name), columns, body, name="trend-data")


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
    marks: list[Component] = [
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
