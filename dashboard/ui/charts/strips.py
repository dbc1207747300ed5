"""One measure of several subjects as marks on one line: where the own one stands among the others.

The own mark is filled and named; of the others the ends are, so that no names stand on each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.ui.charts.theme import GRID, MAIN, QUIET, figure, plain, shortened

_HEIGHT, _MIDDLE, _NAME, _BESIDE, _EDGE = 96, 0.0, 12, 22, 0.2
_ROOM = 1.12
"""How much longer the line is than to the largest mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One subject. text: its value as it is written. is_own: whose page it is."""

    name: str
    value: float
    text: str
    hover: str
    is_own: bool = False


def strips(stands: Sequence[Stand]) -> go.Figure:
    """Return the figure; the line begins at zero."""
    ordered = sorted(stands, key=lambda one: (one.is_own, one.value))
    others = sorted((one for one in stands if not one.is_own), key=lambda one: one.value)
    end = max([one.value for one in stands], default=0.0) * _ROOM or 1.0
    marks = go.Scatter(
        x=[one.value for one in ordered],
        y=[_MIDDLE] * len(ordered),
        mode="markers",
        cliponaxis=False,
        hovertext=[one.hover for one in ordered],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "size": [17 if one.is_own else 13 for one in ordered],
            "symbol": ["diamond" if one.is_own else "circle-open" for one in ordered],
            "color": [MAIN if one.is_own else QUIET for one in ordered],
            "line": {"width": 2},
        },
    )
    return figure(
        marks,
        height=_HEIGHT,
        margin={"l": 16, "r": 16, "t": 8, "b": 8},
        annotations=[
            *(_own(one, end) for one in stands if one.is_own),
            *(_end(one, 1.0) for one in others[-1:]),
            *(_end(one, 0.0) for one in others[:1] if one.value < others[-1].value),
        ],
        shapes=[{
            "type": "line", "x0": 0, "x1": end, "y0": _MIDDLE, "y1": _MIDDLE, "layer": "below",
            "line": {"color": GRID, "width": 2},
        }],
        xaxis={"range": [0, end], "visible": False},
        yaxis={"range": [-1, 1], "visible": False},
    )  # fmt: skip


def _own(one: Stand, end: float) -> dict[str, object]:
    """The name and value of the own mark, above it."""
    near_left, near_right = one.value < end * _EDGE, one.value > end * (1 - _EDGE)
    anchor = "left" if near_left else "right" if near_right else "center"
    return {"x": one.value, "xanchor": anchor, "yshift": _BESIDE, **_words(one)}


def _end(one: Stand, at: float) -> dict[str, object]:
    """The name and value of the lowest or the highest of the others, below the line at its own side."""
    anchor = "right" if at else "left"
    return {"x": at, "xref": "paper", "xanchor": anchor, "yshift": -_BESIDE, **_words(one)}


def _words(one: Stand) -> dict[str, object]:
    text = f"{shortened(one.name, _NAME)} <b>{plain(one.text)}</b>"
    return {"y": _MIDDLE, "text": text, "showarrow": False, "font": {"size": 13}}
