"""The subjects of one kind side by side, and what became of every programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from dash import dcc
from dash.development.base_component import Component

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.changes.section import SHAPES
from dashboard.topics.trends import series_queries as trends
from dashboard.topics.trends.panel import axis, legend, trend_panel
from dashboard.topics.trends.queries import Subject
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.charts.columns import is_wide
from dashboard.ui.data_table import Cell, Column, grouped_table
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.section import section

_SHOWN = 10
_SHOWN_WIDE = 5
_ORDER = ("merged", "split", "renamed", "new", "ended", "related", "same")


def trend_section(view: View, kind: str, found: Sequence[Subject]) -> html.Section:
    """Return the panels of a kind on one axis; of many, the largest, and the way to the rest."""
    words = view.words
    run = run_of_kind(kind, found)
    part = part_of(view, kind, found, _SHOWN_WIDE if is_wide(run) else _SHOWN)
    citations = view.citations(point.place for subject in part.rows for point in subject.points)
    panels = [trend_panel(view, subject, run or axis([subject]), citations) for subject in part.rows]
    parts: list[Component] = [
        legend(view, part.rows),
        *part.above,
        html.Div(panels, className="trend-panels"),
        *part.below,
    ]
    parts.append(html.P(words(f"trends.{kind}_note"), className="footnote"))
    return section(
        words(f"trends.{kind}"), parts, sentence=_sentence(view, kind, found, run), name=f"trends-{kind}"
    )


def run_of_kind(kind: str, found: Sequence[Subject]) -> list[str]:
    """Return the axis that the subjects of a kind share; published series have each their own."""
    return axis(found) if kind != "series" else []


def program_changes(view: View) -> html.Section | None:
    """Return what became of each programme, by kind of change; None where nothing is known."""
    words = view.words
    found = trends.successions(view.connection, view.scope.organization_id, view.filters.directions)
    rows = [row for row in found if row["kind"] == "program"]
    if not rows:
        return None
    counts = Counter(row["change"] for row in rows)
    part = part_of(view, "changes", sorted(rows, key=lambda row: _ORDER.index(row["change"])))
    columns = [
        Column(words("column.from")),
        Column(words("column.to")),
        Column(words("column.comparable")),
        Column(words("column.reason")),
    ]
    groups: list[tuple[Cell, Sequence[Sequence[Cell]]]] = [
        (
            _change_head(view, change, counts[change]),
            [_change_cells(view, row) for row in group],
        )
        for change, group in groupby(part.rows, key=lambda row: str(row["change"]))
    ]
    parts = ", ".join(
        words("trends.change_count", name=words(f"change.{change}"), n=counts[change])
        for change in _ORDER
        if counts[change]
    )
    table = grouped_table(words("trends.changes_caption"), columns, groups, name="trend-changes-table")
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


def _change_head(view: View, change: str, n: int) -> Component:
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


def _change_cells(view: View, row: Row) -> list[Cell]:
    words = view.words
    reason = row["reason_en"] if words.language != "ko" and row["reason_en"] else row["reason"]
    return [
        _named(view, row, "from"),
        _named(view, row, "to"),
        words("changes.comparable" if row["is_comparable"] else "changes.not_comparable"),
        html.Span(reason, lang=None if reason == row["reason_en"] else "ko"),
    ]


def _named(view: View, row: Row, side: str) -> Cell:
    name, program_id, year = row[f"{side}_name"], row[f"{side}_id"], row[f"{side}_year"]
    if name is None:
        return view.words(f"trends.nothing_{side}")
    shown: Component = printed(name, view.words)
    if program_id is not None:
        shown = dcc.Link(shown, href=view.link_to("programs", program_id))
    return html.Span([shown, html.Span(f" {year}" if year else "", className="muted small")])
