"""A published series over its periods, as columns from zero; a missing period is a gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.ui.charts.theme import ACCENT, layout


def series_figure(
    periods: Sequence[str], values: Sequence[float | None], texts: Sequence[str]
) -> dict[str, Any]:
    """Return the figure as a plain dict. texts: the values as a reader reads them."""
    return {
        "data": [
            {
                "type": "bar",
                "x": list(periods),
                "y": list(values),
                "text": ["" if value is None else text for value, text in zip(values, texts, strict=True)],
                "hovertemplate": "%{x}<br>%{text}<extra></extra>",
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": ACCENT},
            }
        ],
        "layout": layout(height=260),
    }
