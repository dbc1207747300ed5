"""What is planned beside what was before it: two bars a line, both from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.ui.charts.theme import MAIN, PALE, QUIET, figure, plain, shortened

_ROW, _FRAME = 64, 12
"""Pixels of a line, and of what stands around all of them."""
_NAME_AT, _NOW_AT, _BEFORE_AT = -0.32, -0.02, 0.27
_NOW, _BEFORE = 0.26, 0.18
"""Where name and bars of a line stand in its row, and how thick the bars are."""
_LONGEST = 24
_ROOM = 1.4
"""Of the longest bar: so that a phone has room for the amount beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """One line. before: None where there was nothing, or it is not known. is_alike: the two may be compared.

    now_text, before_text: as they are written. address: where a click leads.
    """

    name: str
    now: int
    before: int | None
    now_text: str
    before_text: str
    is_alike: bool
    hover: str
    address: str


def beside(lines: Sequence[Two]) -> go.Figure:
    """Return the figure, in the order given; what was before is hatched where it is of other things."""
    known = [(place, line) for place, line in enumerate(lines) if line.before is not None]
    most = max([1, *(line.now for line in lines), *(line.before or 0 for line in lines)])
    planned = go.Bar(
        y=[place + _NOW_AT for place in range(len(lines))],
        x=[line.now for line in lines],
        width=_NOW,
        marker={"color": PALE, "line": {"color": MAIN, "width": 1}},
        **_said(lines),
    )
    was = go.Bar(
        y=[place + _BEFORE_AT for place, _ in known],
        x=[line.before for _, line in known],
        width=_BEFORE,
        marker={
            "color": QUIET,
            "line": {"color": QUIET, "width": 1},
            "pattern": {
                "shape": ["" if line.is_alike else "/" for _, line in known], "solidity": 0.3, "size": 6,
            },
        },
        **_said([line for _, line in known]),
    )  # fmt: skip
    return figure(
        planned,
        was,
        height=_FRAME + _ROW * len(lines),
        barmode="overlay",
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        annotations=[note for place, line in enumerate(lines) for note in _words(place, line)],
        xaxis={"range": [0, most * _ROOM], "showticklabels": False, "showgrid": False},
        yaxis={
            "range": [len(lines) - 0.5, -0.5],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
        },
    )


def _said(lines: Sequence[Two]) -> dict[str, Any]:
    return {
        "orientation": "h",
        "customdata": [line.address for line in lines],
        "hovertext": [line.hover for line in lines],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _words(place: int, line: Two) -> list[dict[str, Any]]:
    common = {"showarrow": False, "yanchor": "middle", "xanchor": "left"}
    name = {
        **common, "x": 0, "xref": "paper", "y": place + _NAME_AT, "xshift": 4,
        "text": shortened(line.name, _LONGEST), "font": {"size": 13},
    }  # fmt: skip
    now = {
        **common, "x": line.now, "y": place + _NOW_AT, "xshift": 5, "text": f"<b>{plain(line.now_text)}</b>",
    }  # fmt: skip
    before = {
        **common, "x": line.before or 0, "y": place + _BEFORE_AT, "xshift": 5, "font": {"size": 12},
        "text": plain(line.before_text),
    }  # fmt: skip
    return [name, now, before]
