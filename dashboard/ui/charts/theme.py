"""How charts look and behave: one place, for the screen, for paper and for what is taken away.

Colours of data hold on light and dark ground and in grey print; words take the page's colours by its style
sheet. A figure is of scatter and bar traces alone: Plotly's basic bundle draws it.
"""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

CONFIG: Final[Any] = {
    # Nothing may leave the machine: no upload button, no logo that links away.
    "showSendToCloud": False,
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": "reset",
}

MAIN: Final = "#3b74e0"
"""What was done."""
PALE: Final = "rgba(91, 141, 239, 0.32)"
"""What was planned, or was before."""
QUIET: Final = "#8a949e"
"""What is past, or only there to compare with."""
INK: Final = "#6d7882"
GRID: Final = "rgba(138, 148, 158, 0.3)"
LINES: Final = (
    "#3b74e0", "#159a9c", "#8a63d2", "#a8733a", "#c2508f",
    "#5f7183", "#4ba3df", "#8b8f2f", "#5a4fa8", "#b98aa9",
)  # fmt: skip
"""Of lines that are named at their ends; no colour of a status."""
STATUS: Final = {
    "met": "#2f8a42",
    "exceeded": "#2f8a42",
    "on_pace": "#2f8a42",
    "watch": "#d99a16",
    "behind": "#cf3d22",
    "missed": "#cf3d22",
    "over": "#93489a",
    "pending": QUIET,
}
"""By status; what has none is `QUIET`. Never alone: a shape and a word say the same."""
SYMBOLS: Final = {
    "met": "circle",
    "exceeded": "star",
    "on_pace": "circle",
    "watch": "triangle-up",
    "behind": "square",
    "missed": "square",
    "over": "diamond",
    "pending": "circle-open",
}
"""The shape of a mark by status; what has none is an open circle."""

_AXIS: Final[dict[str, Any]] = {
    "gridcolor": GRID,
    "zerolinecolor": QUIET,
    "linecolor": GRID,
    "fixedrange": True,
    "automargin": True,
    "separatethousands": True,
}
_TEMPLATE: Final = go.layout.Template(
    layout={
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 13, "color": INK},
        "margin": {"l": 8, "r": 8, "t": 20, "b": 8},
        "showlegend": False,
        "hoverlabel": {"align": "left", "font": {"size": 13}},
        "hovermode": "closest",
        "barcornerradius": 2,
        "xaxis": _AXIS,
        "yaxis": _AXIS,
    }
)


def figure(*traces: Any, height: int, **layout: Any) -> go.Figure:  # noqa: ANN401 -- Plotly's own words
    """Return a figure in the house's look. height: in pixels; its place is kept before it is drawn."""
    return go.Figure(
        data=list(traces), layout=go.Layout(template=_TEMPLATE, height=height, autosize=True, **layout)
    )


def hover(*lines: str) -> str:
    """Return the text of a hover: its lines as they stand."""
    return "<br>".join(line for line in lines if line)


def plain(text: str) -> str:
    """Return a printed text for a figure: Plotly reads some marks as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, longest: int = 22) -> str:
    """Return a label for an axis; its whole stands in the hover and in the table."""
    return plain(text if len(text) <= longest else text[: longest - 1] + "…")
