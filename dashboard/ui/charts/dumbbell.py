"""What is spent against the year that has passed: two marks a line, and the way between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.ui.charts.theme import GRID, QUIET, STATUS, SYMBOLS, figure, plain, shortened

_ROW, _FRAME = 46, 58
"""Pixels of a line, and of what stands around all of them."""
_NAME_AT, _MARKS_AT = -0.22, 0.2
"""Where name and marks of a line stand in its row: the name above, so that a phone has room for both."""
_LONGEST = 20
_NEAR = 0.25
"""Of the axis: a mark so near to its end has no room for its figure beside it, on a phone."""
_WHOLE = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One part. rate, elapsed: spent and passed, in percent. said: the rate with its status in words.

    beside: what stands at the end of its name's line. address: where a click leads.
    """

    name: str
    rate: float
    elapsed: float
    status: str | None
    said: str
    beside: str
    hover: str
    address: str


def dumbbell(pairs: Sequence[Pair], *, line: str) -> go.Figure:
    """Return the figure, in the order given. line: what the line of the year says, if it is one for all."""
    farthest = max([_WHOLE, *(pair.rate for pair in pairs), *(pair.elapsed for pair in pairs)])
    ways = go.Bar(
        y=[place + _MARKS_AT for place in range(len(pairs))],
        base=[min(pair.rate, pair.elapsed) for pair in pairs],
        x=[abs(pair.rate - pair.elapsed) for pair in pairs],
        orientation="h",
        width=0.1,
        hoverinfo="skip",
        marker={"color": [_color(pair) for pair in pairs], "opacity": 0.45},
    )
    passed = go.Scatter(
        x=[pair.elapsed for pair in pairs],
        y=[place + _MARKS_AT for place in range(len(pairs))],
        mode="markers",
        cliponaxis=False,
        hoverinfo="skip",
        marker={"symbol": "line-ns", "size": 16, "line": {"width": 2, "color": QUIET}},
    )
    spent = go.Scatter(
        x=[pair.rate for pair in pairs],
        y=[place + _MARKS_AT for place in range(len(pairs))],
        mode="markers",
        cliponaxis=False,
        customdata=[pair.address for pair in pairs],
        hovertext=[pair.hover for pair in pairs],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "size": 14,
            "color": [_color(pair) for pair in pairs],
            "symbol": [SYMBOLS.get(pair.status or "", "circle-open") for pair in pairs],
            "line": {"width": 1.5, "color": "#ffffff"},
        },
    )
    elapsed = {pair.elapsed for pair in pairs}
    shapes: list[dict[str, Any]] = [
        {
            "type": "line", "x0": 0, "x1": farthest, "y0": place + _MARKS_AT, "y1": place + _MARKS_AT,
            "line": {"color": GRID, "width": 1}, "layer": "below",
        }
        for place in range(len(pairs))
    ]  # fmt: skip
    notes = [note for place, pair in enumerate(pairs) for note in _words(place, pair, farthest)]
    if len(elapsed) == 1:
        at = elapsed.pop()
        notes.append(
            {
                "x": at, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
                "xanchor": "right" if at > farthest / 2 else "left", "text": plain(line),
                "font": {"size": 12},
            }
        )  # fmt: skip
    return figure(
        ways,
        passed,
        spent,
        height=_FRAME + _ROW * len(pairs),
        margin={"l": 12, "r": 24, "t": 28, "b": 8},
        shapes=shapes,
        annotations=notes,
        xaxis={"range": [0, farthest], "ticksuffix": "%", "showgrid": False, "nticks": 6},
        yaxis={
            "range": [len(pairs) - 0.4, -0.6],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
        },
    )  # fmt: skip


def _color(pair: Pair) -> str:
    return STATUS.get(pair.status or "", QUIET)


def _words(place: int, pair: Pair, farthest: float) -> list[dict[str, Any]]:
    """The name of a line, what stands at its end, and the rate beside the marks."""
    common = {"showarrow": False, "yanchor": "middle"}
    at, is_before = _clear(pair, farthest)
    name = {
        **common, "x": 0, "xref": "paper", "xanchor": "left", "y": place + _NAME_AT,
        "xshift": 4, "text": shortened(pair.name, _LONGEST), "font": {"size": 13},
    }  # fmt: skip
    rate = {
        **common, "x": at, "y": place + _MARKS_AT, "text": f"<b>{plain(pair.said)}</b>",
        "xanchor": "right" if is_before else "left", "xshift": -11 if is_before else 11, "font": {"size": 12},
    }  # fmt: skip
    beside = {
        **common, "x": 1, "xref": "paper", "xanchor": "right", "y": place + _NAME_AT,
        "text": plain(pair.beside), "font": {"size": 12},
    }  # fmt: skip
    return [name, rate, *([beside] if pair.beside else [])]


def _clear(pair: Pair, farthest: float) -> tuple[float, bool]:
    """At which mark the rate is written, and whether before it: outside of both where there is room."""
    low, high = sorted((pair.rate, pair.elapsed))
    before, after = low > _NEAR * farthest, high < (1 - _NEAR) * farthest
    if pair.rate < pair.elapsed:
        return (low, True) if before else (high, False) if after else (low, False)
    return (high, False) if after else (low, True) if before else (high, True)
