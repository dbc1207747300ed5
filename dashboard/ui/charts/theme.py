"""The one place for how charts look and behave. Text colours follow the page's theme through `layout.css`."""

from __future__ import annotations

from typing import Any

CONFIG: Any = {
    # Nothing may leave the machine: no upload button, no logo that links away.
    "showSendToCloud": False,
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
}

ACCENT = "#256ef4"
GRID = "rgba(138, 148, 158, 0.35)"


def layout(**more: Any) -> dict[str, Any]:  # noqa: ANN401 -- a figure's own words
    """Return the layout that every chart begins with."""
    axis = {"gridcolor": GRID, "zerolinecolor": GRID, "fixedrange": True, "automargin": True}
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "inherit", "size": 13, "color": "#6d7882"},
        "margin": {"l": 8, "r": 8, "t": 16, "b": 8},
        "showlegend": False,
        "xaxis": {**axis, "type": "category", "showgrid": False},
        "yaxis": {**axis, "rangemode": "tozero", "separatethousands": True},
        **more,
    }
