"""A unit's place: the division, office and team that it stands in, each a way to its own page."""

from __future__ import annotations

from dashboard.shell.page import View
from dashboard.ui import html
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row


def unit_links(view: View, row: Row) -> list[html.Link]:
    """Return a link for each level that a unit names, from the top; the last one is its own."""
    levels = (("division", "division_id"), ("office", "office_id"), ("team", "unit_id"))
    return [
        html.Link(printed(row[level], view.words), href=view.link_to("teams", row[key]))
        for level, key in levels
        if row[level] is not None
    ]


def unit_path(view: View, row: Row) -> html.Span:
    """Return a unit's whole place in one line."""
    return html.Span(
        [html.Span(link, className="unit-path-part") for link in unit_links(view, row)], className="unit-path"
    )
