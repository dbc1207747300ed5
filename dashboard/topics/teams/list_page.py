"""Teams: divisions, offices and teams with their programmes, money and pace; each leads to its own page."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.download import table_sheet
from dashboard.shell.headline import headline
from dashboard.shell.page import Page, View
from dashboard.topics.teams import queries as teams
from dashboard.topics.teams.charts import pace_section, units_chart
from dashboard.topics.teams.columns import UNITS
from dashboard.topics.teams.team_list import leaves_of, team_list, with_unplaced
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import FILE


def render(view: View) -> list[Content]:
    """Return the units of the institution."""
    words = view.words
    title = headline(view, words("teams.title"), path="/teams")
    rows = teams.units(view.connection, view.scope, view.filters)
    if rows:
        return [title, *pace_section(view, units_chart(view, leaves_of(rows))), team_list(view, rows)]
    if view.filters.narrows_programs:
        every = view.link("/teams", direction=None, department=None, funding=None, status=None)
        clear = (words("filter.clear"), every)
        return [title, empty(words("teams.none"), words("empty.loosen"), clear)]
    way = (words("programs.title"), view.link("/programs"))
    return [title, empty(words("teams.none_at_all"), words("teams.see_programs"), way)]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the units in sight."""
    rows = teams.units(view.connection, view.scope, view.filters)
    unplaced = teams.unplaced(view.connection, view.scope, view.filters) if rows else None
    return table_sheet(view, "teams", UNITS.shown(FILE), with_unplaced(rows, unplaced))


PAGE = Page(
    code="teams",
    position=40,
    path="/teams",
    filters=("org", "year", "as_of", "direction", "department", "funding", "status"),
    render=render,
    sheet=download,
)
