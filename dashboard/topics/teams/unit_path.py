"""A unit's place: the division, office and team that it stands in, each a way to its own page."""

from __future__ import annotations

from dashboard.shell.page import View
from dashboard.ui import html
from dashboard.ui.printed import printed
from dashboard.warehouse.views import Unit


def unit_links(view: View, row: Unit) -> list[html.Link]:
    """Return a link for each level that a unit names, from the top; the last one is its own."""
    levels = (
        (row["division"], row["division_id"]),
        (row["office"], row["office_id"]),
        (row["team"], row["unit_id"]),
    )
    return [
        html.Link(printed(name, view.words), href=view.link_to("teams", unit_id))
        for name, unit_id in levels
        if name is not None and unit_id is not None
    ]


def unit_path(view: View, row: Unit) -> html.Span:
    """Return a unit's whole place in one line."""
    return html.Span(
        [html.Span(link, className="unit-path-part") for link in unit_links(view, row)], className="unit-path"
    )
