"""Teams: divisions, offices and teams with their programmes, money and pace; each leads to its own page."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard.shell.download import sheet
from dashboard.shell.headline import headline
from dashboard.shell.page import Page, View
from dashboard.topics.teams import queries as teams
from dashboard.topics.teams.charts import pace_section, units_chart
from dashboard.topics.teams.team_list import leaves_of, team_list
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row, Value
from dashboard.ui.section import empty
from dashboard.ui.sheet import Sheet


def render(view: View) -> list[Component]:
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
    words, won = view.words, view.words("unit.won")
    columns = [
        words("column.level_of_unit"), words("column.division"), words("column.office"), words("column.team"),
        words("column.program_count"), words("column.budget", unit=won), words("column.executed", unit=won),
        words("column.rate"), words("column.elapsed"), words("column.gap"), words("column.status"),
        words("column.remaining", unit=won), words("column.needed", unit=won),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            words(f"column.{row['level']}"), row["division"], row["office"], row["team"],
            *_amounts(row, words),
        ]
        for row in teams.units(view.connection, view.scope, view.filters)
    ]  # fmt: skip
    unplaced = teams.unplaced(view.connection, view.scope, view.filters)
    if rows and unplaced is not None:
        rows.append([words("unplaced.unit"), None, None, None, *_amounts(unplaced, words)])
    return sheet(view, "teams", columns, rows)


def _amounts(row: Row, words: Words) -> list[Value]:
    return [
        row["programs"], row["budget_won"], row["spent_won"], row["execution_rate"], row["elapsed_share"],
        row["pace_gap"], None if row["status"] is None else words(f"status.{row['status']}"),
        row["remaining_won"], row["needed_per_month_won"],
    ]  # fmt: skip


PAGE = Page(
    code="teams",
    position=40,
    path="/teams",
    filters=("org", "year", "as_of", "direction", "department", "funding", "status"),
    render=render,
    sheet=download,
)
