"""Planned steps of a year as spans under its months, with the day that the figures are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from dashboard.ui.charts.theme import GRID, MAIN, QUIET, figure, plain, shortened

_ROW, _FRAME = 30, 56
"""Pixels of a step, and of what stands around all of them."""
_LONGEST = 26


@dataclass(frozen=True, slots=True)
class Step:
    """A planned step with its first and last day, and its period as text."""

    label: str
    starts_on: date
    ends_on: date
    period: str


def timeline(
    steps: Sequence[Step], year: int, as_of: date | None, *, months: Sequence[str], today: str
) -> go.Figure:
    """Return the figure; a step that runs beyond the year ends at its edge. today: what the line says."""
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    spans = [_within(step, first, last) for step in steps]
    marks = go.Bar(
        y=list(range(len(steps))),
        base=[begins.isoformat() for begins, _ in spans],
        # A span of time is in milliseconds where an axis is of dates.
        x=[(ends - begins) / timedelta(milliseconds=1) for begins, ends in spans],
        orientation="h",
        width=0.5,
        hovertext=[f"<b>{plain(step.label)}</b><br>{plain(step.period)}" for step in steps],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"color": [QUIET if as_of and step.ends_on <= as_of else MAIN for step in steps]},
    )
    shapes, notes = [], []
    if as_of is not None and first <= as_of < last:
        day = (as_of + timedelta(days=1)).isoformat()
        shapes = [
            {
                "type": "line",
                "x0": day,
                "x1": day,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": QUIET, "dash": "dot", "width": 1.5},
            }
        ]
        notes = [
            {"x": day, "y": 1, "yref": "paper", "yanchor": "bottom", "text": plain(today), "showarrow": False}
        ]
    return figure(
        marks,
        height=_FRAME + _ROW * len(steps),
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        shapes=shapes,
        annotations=notes,
        xaxis={
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "tickvals": [date(year, month, 15).isoformat() for month in range(1, 13)],
            "ticktext": list(months),
            "showgrid": False,
        },
        yaxis={
            "range": [len(steps) - 0.4, -0.6],
            "tickvals": list(range(len(steps))),
            "ticktext": [shortened(step.label, _LONGEST) for step in steps],
            "gridcolor": GRID,
            "zeroline": False,
        },
    )  # fmt: skip


def _within(step: Step, first: date, last: date) -> tuple[date, date]:
    """The days of a step that lie in the year; its last day is over when the next begins."""
    begins = min(max(step.starts_on, first), last)
    return begins, min(max(step.ends_on + timedelta(days=1), begins + timedelta(days=1)), last)
