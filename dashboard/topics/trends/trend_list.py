"""The subjects of one kind on one axis and in a table, and what became of every programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby

from dashboard.shell.chart import drawn
from dashboard.shell.doubt import beside_mark
from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.changes.section import SHAPES
from dashboard.topics.trends import series_queries as trends
from dashboard.topics.trends.charts import kind_chart
from dashboard.topics.trends.panel import (
    Citations,
    Figure,
    axis,
    figure_cells,
    figure_columns,
    legend,
    reasons,
)
from dashboard.topics.trends.queries import Subject
from dashboard.topics.trends.series_queries import DatedSuccession
from dashboard.topics.trends.wording import newest, said, slots_of, trend_sentence, what_moved
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.cells import Cell
from dashboard.ui.charts.small_columns import small_columns
from dashboard.ui.data_table import table_of, table_of_groups
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from dashboard.ui.printed import printed
from dashboard.ui.section import section
from dashboard.ui.source_note import source_note
from dashboard.ui.table import SOURCE, Column

_SHOWN = 10
_FOLDED = 24
"""Figures of a subject that stand on the page of all."""
_ORDER = ("merged", "split", "renamed", "new", "ended", "related", "same")


def trend_section(view: View, kind: str, found: Sequence[Subject]) -> html.Section:
    """Return the subjects of a kind, drawn on one axis where they are of one unit, and in a table.

    Of many, those in sight are the largest, with the way to the rest.
    """
    words = view.words
    run = axis(found) if kind != "series" else []
    sentence = _sentence(view, kind, found, run)
    part = part_of(view, kind, found, _SHOWN)
    places = [point.place for subject in part.rows for point in subject.points]
    citations = view.citations(places)
    chart = kind_chart(view, kind, part.rows, run, sentence)
    parts: list[Content] = [
        *([drawn(view, chart, places=places)] if chart is not None else []),
        *part.above,
        legend(view, part.rows),
        _table(view, kind, part.rows, run, citations),
        *_behind(view, part.rows, citations),
        *part.below,
        html.P(words(f"trends.{kind}_note"), className="footnote"),
    ]
    return section(words(f"trends.{kind}"), parts, sentence=sentence, name=f"trends-{kind}")


def _table(
    view: View, kind: str, found: Sequence[Subject], run: Sequence[str], citations: Citations
) -> Content:
    """Each subject with its course in small columns, its newest figures, and where they stand."""
    words = view.words

    def name(subject: Subject) -> Content:
        shown = html.Span(subject.name, lang="ko" if subject.is_printed else None)
        link = html.Link(shown, href=view.link_own("/trends", subject=subject.code))
        return html.Div([link, *reasons(view, subject)])

    def course(subject: Subject) -> Content:
        of_subject = run or axis([subject])
        return small_columns(slots_of(view, subject, of_subject), trend_sentence(view, subject, of_subject))

    def moved(subject: Subject) -> Content:
        none = view.format.number(None)
        return _lines(what_moved(view, point) or none for point in newest(subject))

    cells: dict[str, Callable[[Subject], Cell]] = {
        "name": name,
        "course": course,
        "newest": lambda subject: _lines(
            beside_mark(view, said(view, subject, point), point.doubt) for point in newest(subject)
        ),
        "trend_change": moved,
        "source": lambda subject: source_note(
            [citations.get(point.place) for point in newest(subject)], subject.name, words
        ),
    }
    columns = (
        Column(code="name", label=f"trends.{kind}_short"), Column(code="course", kind="bar"),
        Column(code="newest"), Column(code="trend_change"), SOURCE,
    )  # fmt: skip
    caption = words("trends.table_caption", name=words(f"trends.{kind}"))
    return table_of(caption, columns, found, view.context(), cells=cells, name="trend-subjects")


def _lines(each: Iterable[Cell]) -> Content:
    return html.Span([html.Span(one) for one in each], className="trend-lines")


def _behind(view: View, found: Sequence[Subject], citations: Citations) -> list[Content]:
    """Every figure of the subjects, folded away; those of many figures have them on their own page."""
    few = [subject for subject in found if len(subject.points) <= _FOLDED]
    if not few:
        return []
    groups: list[tuple[Cell, Sequence[Figure]]] = [
        (
            html.Span(subject.name, lang="ko" if subject.is_printed else None, className="group-name"),
            [(subject, point) for point in subject.points],
        )
        for subject in few
    ]
    table = table_of_groups(
        view.words("trends.every_figure"), figure_columns(few), groups, view.context(),
        cells=figure_cells(view, citations), name="trend-data",
    )  # fmt: skip
    return [html.Details([html.Summary(view.words("trends.every_figure")), table], className="trend-table")]


def program_changes(view: View) -> html.Section | None:
    """Return what became of each programme, by kind of change; None where nothing is known."""
    words = view.words
    found = trends.successions(view.connection, view.scope.organization_id, view.filters.directions)
    rows = [row for row in found if row["kind"] == "program"]
    if not rows:
        return None
    counts = Counter(row["change"] for row in rows)
    part = part_of(view, "changes", sorted(rows, key=lambda row: _ORDER.index(row["change"])))
    cells: dict[str, Callable[[DatedSuccession], Cell]] = {
        "from": lambda row: _named(view, "from", row["from_name"], row["from_id"], row["from_year"]),
        "to": lambda row: _named(view, "to", row["to_name"], row["to_id"], row["to_year"]),
        "comparable": lambda row: words(
            "changes.comparable" if row["is_comparable"] else "changes.not_comparable"
        ),
        "reason": partial(_reason, words),
    }
    groups: list[tuple[Cell, Sequence[DatedSuccession]]] = [
        (_change_head(view, change, counts[change]), list(group))
        for change, group in groupby(part.rows, key=lambda row: row["change"])
    ]
    parts = ", ".join(
        words("trends.change_count", name=words(f"change.{change}"), n=counts[change])
        for change in _ORDER
        if counts[change]
    )
    table = table_of_groups(
        words("trends.changes_caption"), [Column(code=code) for code in cells], groups, view.context(),
        cells=cells, name="trend-changes-table",
    )  # fmt: skip
    return section(
        words("trends.changes"),
        [*part.above, table, *part.below],
        sentence=words("trends.changes_sentence", parts=parts),
    )


def _sentence(view: View, kind: str, found: Sequence[Subject], run: Sequence[str]) -> str:
    words = view.words
    if kind == "series":
        return words("trends.series_sentence", n=len(found))
    spoken_of = {period for subject in found for period in subject.periods}
    gaps = [period for period in run if period not in spoken_of]
    sentence = words("trends.sentence", n=len(found), first=run[0], last=run[-1])
    if gaps:
        sentence += " " + words("trends.no_report_for", periods=", ".join(gaps))
    return sentence


def _change_head(view: View, change: str, n: int) -> Content:
    count = html.Span(view.words("direction.office_programs", n=n), className="muted small")
    return html.Span(
        [
            html.Span(
                [html.Span(SHAPES[change], className="shape", **HIDDEN), view.words(f"change.{change}")],
                className="change-kind",
            ),
            count,
        ],
        className="group-name",
    )


def _reason(words: Words, row: DatedSuccession) -> Content:
    reason = row["reason_en"] if words.language != "ko" and row["reason_en"] else row["reason"]
    return html.Span(reason, lang=None if reason == row["reason_en"] else "ko")


def _named(view: View, side: str, name: str | None, program_id: str | None, year: int | None) -> Cell:
    if name is None:
        return view.words(f"trends.nothing_{side}")
    shown: Content = printed(name, view.words)
    if program_id is not None:
        shown = html.Link(shown, href=view.link_to("programs", program_id))
    return html.Span([shown, html.Span(f" {year}" if year else "", className="muted small")])
