"""A key figure: its name, its value and unit, what it means now, and how it moved."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.ui import html
from dashboard.ui.fragment import Content


def kpi_card(
    *,
    title: str,
    value: str,
    unit: str = "",
    hover: str = "",
    facts: Sequence[Content | str] = (),
    change: Content | str = "",
    corner: Content | None = None,
) -> html.Li:
    """Return the card. hover: the amount as it is spoken. corner: its source, or its status."""
    figure = html.Span(value, className="kpi-value", title=hover or None)
    return html.Li(
        [
            html.Div([html.H2(title), corner], className="kpi-head"),
            html.P([figure, html.Span(unit, className="kpi-unit")], className="kpi-figure"),
            html.Div(list(facts), className="kpi-facts"),
            html.P(change, className="kpi-change") if change else None,
        ],
        className="kpi",
    )
