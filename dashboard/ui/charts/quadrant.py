"""Money against goals: each bubble one part, where the lines of the passed year cross stands what is on its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import plotly.graph_objects as go

from dashboard.ui.charts.theme import GRID, QUIET, STATUS, SYMBOLS, figure, shortened

_SMALLEST, _LARGEST = 12.0, 46.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One part. rate, attainment: in percent. size: its budget in won. hover: lines. address: where it leads."""

    name: str
    rate: float
    attainment: float
    size: int
    status: str | None
    hover: str
    address: str


def quadrant(
    bubbles: Sequence[Bubble], elapsed: float, *, axes: tuple[str, str], corners: Sequence[str], line: str
) -> go.Figure:
    """Return the figure. elapsed: share of the year in percent, where the lines cross. line: what they say.

    axes: what is across and what is up. corners: what the four fields mean, from the top left by rows.
    """
    most = max((bubble.size for bubble in bubbles), default=0)
    right = max(100.0, *(bubble.rate for bubble in bubbles)) + 8
    top = 108.0
    marks = go.Scatter(
        x=[bubble.rate for bubble in bubbles],
        y=[bubble.attainment for bubble in bubbles],
        text=[shortened(bubble.name, 16) for bubble in bubbles],
        hovertext=[bubble.hover for bubble in bubbles],
        customdata=[bubble.address for bubble in bubbles],
        hovertemplate="%{hovertext}<extra></extra>",
        mode="markers+text",
        textposition=_positions(bubbles),
        cliponaxis=False,
        marker={
            "size": [_diameter(bubble.size, most) for bubble in bubbles],
            "color": [STATUS.get(bubble.status or "", QUIET) for bubble in bubbles],
            "symbol": [SYMBOLS.get(bubble.status or "", "circle-open") for bubble in bubbles],
            "opacity": 0.78,
            "line": {"width": 1.5, "color": "#ffffff"},
        },
    )
    places = ((0, top), (right, top), (0, 0), (right, 0))
    words = [
        {
            "x": x,
            "y": y,
            "text": text,
            "showarrow": False,
            "xanchor": "left" if x == 0 else "right",
            "yanchor": "bottom" if y == 0 else "top",
            "font": {"size": 12, "color": QUIET},
        }
        for (x, y), text in zip(places, corners, strict=True)
    ]
    crossing = {
        "x": elapsed, "y": top, "text": line, "showarrow": False, "yanchor": "bottom", "font": {"size": 12},
    }  # fmt: skip
    lines = [
        {"type": "line", "x0": elapsed, "x1": elapsed, "y0": 0, "y1": top},
        {"type": "line", "x0": 0, "x1": right, "y0": elapsed, "y1": elapsed},
    ]
    return figure(
        marks,
        height=380,
        margin={"l": 8, "r": 16, "t": 28, "b": 8},
        shapes=[
            {**one, "line": {"color": QUIET, "width": 1, "dash": "dot"}, "layer": "below"} for one in lines
        ],
        annotations=[*words, crossing],
        xaxis={"title": {"text": axes[0]}, "range": [0, right], "ticksuffix": "%", "gridcolor": GRID},
        yaxis={
            "title": {"text": axes[1]},
            "range": [0, top],
            "ticksuffix": "%",
            "tickvals": [0, 25, 50, 75, 100],
        },
    )


def _diameter(size: int, most: int) -> float:
    """An area says the amount: the diameter grows with its root."""
    return max(_SMALLEST, _LARGEST * sqrt(size / most)) if most > 0 and size > 0 else _SMALLEST


def _positions(bubbles: Sequence[Bubble]) -> list[str]:
    """Names of neighbours at the same height stand above and below in turn."""
    order = sorted(range(len(bubbles)), key=lambda i: (bubbles[i].rate, bubbles[i].attainment))
    found = [""] * len(bubbles)
    for place, i in enumerate(order):
        found[i] = "top center" if place % 2 == 0 else "bottom center"
    return found
