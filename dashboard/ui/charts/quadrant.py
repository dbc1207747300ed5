"""Money against goals: each bubble a part; the lines cross where the year that has passed stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import plotly.graph_objects as go

from dashboard.ui.charts.theme import GRID, QUIET, STATUS, SYMBOLS, figure, shortened

_SMALLEST, _LARGEST = 12.0, 46.0
_ROOM = 18.0
"""Percentage points beside the outermost marks."""
_HEIGHT, _INSIDE, _LINE = 380, 290, 18
"""Pixels of the figure, of its axis, and of a name."""
_DOTTED = {"color": QUIET, "width": 1, "dash": "dot"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One part. rate, attainment: in percent. size: its budget in won. mark: its number.

    address: where a click leads.
    """

    name: str
    mark: str
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
    left = max(0.0, min(elapsed, *(bubble.rate for bubble in bubbles)) - _ROOM)
    right = max(elapsed, *(bubble.rate for bubble in bubbles)) + _ROOM
    top = 112.0
    marks = go.Scatter(
        x=[bubble.rate for bubble in bubbles],
        y=[bubble.attainment for bubble in bubbles],
        hovertext=[bubble.hover for bubble in bubbles],
        customdata=[bubble.address for bubble in bubbles],
        hovertemplate="%{hovertext}<extra></extra>",
        mode="markers+text",
        text=[bubble.mark for bubble in bubbles],
        textfont={"color": "#ffffff", "size": 12},
        cliponaxis=False,
        marker={
            "size": [_diameter(bubble.size, most) for bubble in bubbles],
            "color": [STATUS.get(bubble.status or "", QUIET) for bubble in bubbles],
            "symbol": [SYMBOLS.get(bubble.status or "", "circle-open") for bubble in bubbles],
            "opacity": 0.78,
            "line": {"width": 1.5, "color": "#ffffff"},
        },
    )
    places = ((left, top), (right, top), (left, 0), (right, 0))
    words = [
        {
            "x": x,
            "y": y,
            "text": text,
            "showarrow": False,
            "xanchor": "left" if x == left else "right",
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
        {"type": "line", "x0": left, "x1": right, "y0": elapsed, "y1": elapsed},
    ]
    return figure(
        marks,
        height=_HEIGHT,
        margin={"l": 8, "r": 16, "t": 28, "b": 8},
        shapes=[
            {**one, "line": {"color": QUIET, "width": 1, "dash": "dot"}, "layer": "below"} for one in lines
        ],
        annotations=[*words, crossing, *_names(bubbles, elapsed, top, most)],
        xaxis={"title": {"text": axes[0]}, "range": [left, right], "ticksuffix": "%", "gridcolor": GRID},
        yaxis={
            "title": {"text": axes[1]},
            "range": [0, top],
            "ticksuffix": "%",
            "tickvals": [0, 25, 50, 75, 100],
        },
    )  # fmt: skip


def _diameter(size: int, most: int) -> float:
    """An area says the amount: the diameter grows with its root."""
    return max(_SMALLEST, _LARGEST * sqrt(size / most)) if most > 0 and size > 0 else _SMALLEST


def _names(bubbles: Sequence[Bubble], elapsed: float, top: float, most: int) -> list[dict[str, Any]]:
    """Each name beside its mark, away from the line of the year; those of one side never on each other."""
    found = []
    for is_late in (True, False):
        side = [bubble for bubble in bubbles if (bubble.rate <= elapsed) == is_late]
        lowest = float("inf")
        for bubble in sorted(side, key=lambda bubble: -bubble.attainment):
            # Heights in pixels from the foot of the axis: a name stands at its mark, or below the one above.
            own = bubble.attainment / top * _INSIDE
            at = min(own, lowest - _LINE)
            lowest = at
            beside = _diameter(bubble.size, most) / 2 + 14
            found.append(
                {
                    "x": bubble.rate,
                    "y": bubble.attainment,
                    "ax": -beside if is_late else beside,
                    "ay": own - at,
                    "xanchor": "right" if is_late else "left",
                    "text": shortened(bubble.name, 18),
                    "showarrow": True,
                    "arrowhead": 0,
                    "arrowwidth": 1,
                    "arrowcolor": QUIET,
                    "font": {"size": 13},
                }
            )
    return found
