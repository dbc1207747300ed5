"""A chart on a page: its figure in a place that is kept for it, its words, and the way to take it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from dash import dcc

from dashboard.ui import html
from dashboard.ui.aria import HIDDEN, named
from dashboard.ui.charts.theme import CONFIG
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words

KINDS: tuple[str, ...] = ("png", "svg")
"""As what a chart can be taken away; `charts.js` draws it."""
_SHEET = 560
"""Pixels that a sheet of paper holds: what is higher breaks between sheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture with its words. code: how the page knows it. title: what it shows, away from its page too.

    sentence: what it says, for who does not see it. notes: how to read it.
    """

    code: str
    title: str
    sentence: str
    figure: go.Figure
    notes: Sequence[str] = ()


def chart(shown: Chart, statement: Sequence[str], words: Words) -> html.Figure:
    """Return the chart with its buttons. statement: what it is a view of, as a download says it.

    Title and statement go with the figure: what is taken away is drawn from it in the browser (`charts.js`).
    """
    figure = go.Figure(shown.figure)
    figure.update_layout(
        meta={
            "title": shown.title,
            "sentence": shown.sentence,
            "notes": [note for note in shown.notes if note],
            "statement": list(statement),
            "name": shown.code,
        }
    )
    return html.Figure(
        [
            html.Div(
                dcc.Graph(
                    id={"type": "chart", "name": shown.code},
                    figure=figure.to_plotly_json(),
                    config=CONFIG,
                    responsive=True,
                    style={"height": "100%"},
                ),
                className="chart",
                style={"height": f"{figure.layout.height}px"},
                role="img",
                **named(shown.sentence),
            ),
            html.Figcaption([*_notes(shown.notes), _buttons(shown, words)]),
        ],
        className="chart-figure tall" if figure.layout.height > _SHEET else "chart-figure",
    )


def _notes(notes: Sequence[str]) -> list[Content]:
    return [html.Span(note, className="chart-note") for note in notes if note]


def _buttons(shown: Chart, words: Words) -> html.Div:
    def asking(kind: str) -> dict[str, Any]:
        return {"data-draw": kind, "data-chart": shown.code}

    return html.Div(
        [
            html.Span(words("picture.title"), **HIDDEN),
            *(
                html.Button(
                    words(f"picture.{kind}"),
                    className="picture-button",
                    title=words(f"picture.{kind}_hint"),
                    **asking(kind),
                    **named(words(f"picture.{kind}_of", name=shown.title)),
                )
                for kind in KINDS
            ),
        ],
        className="picture-buttons",
        role="group",
        **named(words("picture.of", name=shown.title)),
    )
