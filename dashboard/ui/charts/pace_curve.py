"""What is spent over the year: the dates that are known, the straight path, and where it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from dashboard.ui.charts.theme import MAIN, QUIET, STATUS, SYMBOLS, figure, plain

_HEIGHT = 300
_ROOM, _FOOT = 1.16, 0.07
"""Of the highest amount: so that what stands above it, or at zero, has room for its words."""
_EARLY, _LATE, _FAR = 0.35, 0.85, 0.35
"""Shares of the year at which the words of a mark change their side."""
_BESIDE = timedelta(days=75)
"""After the year: where the projection is named."""
_QUARTERS = (3, 6, 9, 12)
"""Months that are named: a phone has no room for twelve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was spent at the end of a day. text: as it is written beside its mark."""

    day: date
    won: int
    status: str | None
    text: str
    hover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The straight path: nothing on the first day, the whole budget at the end of the last."""

    first: date
    last: date
    won: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Projected:
    """Where the year ends if it goes on as it did."""

    won: int
    name: str
    text: str
    hover: str


def pace_curve(
    known: Sequence[Known],
    path: Path | None,
    projected: Projected | None,
    *,
    year: int,
    months: Sequence[str],
) -> go.Figure:
    """Return the figure. known: by date, at least one. A projection leads to the end of the path, dashed."""
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    amounts = [one.won for one in known]
    amounts += [path.won] if path else []
    amounts += [projected.won] if projected else []
    low, high = min(0, *amounts), max(1, *amounts)
    traces: list[Any] = []
    notes: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    if path is not None:
        ends = _after(path.last)
        line = {"color": QUIET, "width": 2}
        traces.append(
            go.Scatter(
                x=[path.first.isoformat(), ends], y=[0, path.won], mode="lines", line=line, hoverinfo="skip"
            )
        )
        shapes.append(
            {
                "type": "line", "x0": first.isoformat(), "x1": last.isoformat(),
                "y0": path.won, "y1": path.won,
                "line": {"color": QUIET, "width": 1, "dash": "dot"}, "layer": "below",
            }
        )  # fmt: skip
        notes.append(
            {
                "x": first.isoformat(),
                "y": path.won,
                "text": plain(path.text),
                "xanchor": "left",
                "yanchor": "bottom",
            }
        )
        if projected is not None:
            traces.append(_onward(known[-1], projected, ends))
            notes.append(
                {
                    "x": ends, "y": projected.won,
                    "text": f"{plain(projected.name)}<br>{plain(projected.text)}",
                    "align": "left", "xanchor": "left", "yanchor": "middle", "xshift": 8,
                }
            )  # fmt: skip
    traces.append(_marks(known))
    notes += [_words(one, path, first, last) for one in known[-1:]]
    return figure(
        *traces,
        height=_HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        shapes=shapes,
        annotations=[{"showarrow": False, "font": {"size": 12}, **note} for note in notes],
        xaxis={
            "type": "date",
            "range": [first.isoformat(), (last + (_BESIDE if projected else timedelta())).isoformat()],
            "tickvals": [date(year, month, 15).isoformat() for month in _QUARTERS],
            "ticktext": [months[month - 1] for month in _QUARTERS],
            "tickangle": 0,
            "showgrid": False,
        },
        yaxis={
            "range": [low - high * _FOOT, high * _ROOM],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": True,
        },
    )


def _after(day: date) -> str:
    """The end of a day, which is over when the next begins."""
    return (day + timedelta(days=1)).isoformat()


def _marks(known: Sequence[Known]) -> go.Scatter:
    return go.Scatter(
        x=[_after(one.day) for one in known],
        y=[one.won for one in known],
        mode="lines+markers",
        cliponaxis=False,
        line={"color": MAIN, "width": 2.5},
        hovertext=[one.hover for one in known],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "size": 13,
            "color": [STATUS.get(one.status or "", MAIN) for one in known],
            "symbol": [SYMBOLS.get(one.status or "", "circle") for one in known],
            "line": {"width": 1.5, "color": "#ffffff"},
        },
    )


def _onward(newest: Known, projected: Projected, ends: str) -> go.Scatter:
    return go.Scatter(
        x=[_after(newest.day), ends],
        y=[newest.won, projected.won],
        mode="lines+markers",
        cliponaxis=False,
        line={"color": MAIN, "width": 2, "dash": "dash"},
        hovertext=["", projected.hover],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"size": [0, 9], "color": MAIN, "symbol": "circle-open", "line": {"width": 2, "color": MAIN}},
    )


def _words(one: Known, path: Path | None, first: date, last: date) -> dict[str, Any]:
    """The words of a mark where neither the path nor the projection runs."""
    passed = (one.day - first) / (last - first)
    behind = 0.0
    if path is not None and path.won > 0:
        # How long before the day the path was where the mark is now, in shares of the year.
        was = path.first + (path.last - path.first) * min(1.0, max(0.0, one.won / path.won))
        behind = (one.day - was) / (last - first)
    note = {"x": _after(one.day), "y": one.won, "text": f"<b>{plain(one.text)}</b>"}
    if behind >= _FAR:
        return {**note, "xanchor": "right", "yanchor": "middle", "xshift": -11}
    if behind > 0 and passed <= _LATE:
        return {**note, "xanchor": "left", "yanchor": "top", "yshift": -8}
    return {**note, "xanchor": "left" if passed < _EARLY else "right", "yanchor": "bottom", "yshift": 8}
