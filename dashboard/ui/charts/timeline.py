"""Planned steps of a year as spans under its months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.labels import Words


@dataclass(frozen=True, slots=True)
class Step:
    """A planned step with its first and last day, and its period as text."""

    label: str
    starts_on: date
    ends_on: date
    period: str


def timeline(steps: Sequence[Step], year: int, as_of: date | None, words: Words) -> html.Div:
    """Return the timeline of one fiscal year; a step that runs beyond it ends at its edge."""
    months = [html.Span(words("timeline.month", month=month), className="month") for month in range(1, 13)]
    rows = [
        html.Li(
            [
                html.Span(step.label, className="step-label", lang="ko"),
                html.Span(
                    html.Span(
                        className="step-span" + (" past" if as_of and step.ends_on <= as_of else ""),
                        style=_span(step, year),
                    ),
                    className="step-track",
                    **HIDDEN,
                ),
                html.Span(step.period, className="step-period"),
            ]
        )
        for step in steps
    ]
    return html.Div(
        [
            html.Div(
                [html.Span(), html.Div(months, className="months"), html.Span()],
                className="timeline-head",
                **HIDDEN,
            ),
            html.Ol(rows, className="timeline-steps"),
        ],
        className="timeline",
    )


def _span(step: Step, year: int) -> dict[str, str]:
    first, days = date(year, 1, 1), (date(year, 12, 31) - date(year, 1, 1)).days + 1
    start = min(max((step.starts_on - first).days, 0), days)
    end = min(max((step.ends_on - first).days + 1, start), days)
    return {"left": f"{100 * start / days:.2f}%", "width": f"{max(100 * (end - start) / days, 0.8):.2f}%"}
