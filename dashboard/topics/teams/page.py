"""One division, office or team: its money and pace, the units below it, its work, what will be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.shell.download import table_sheet
from dashboard.shell.filters import Filters
from dashboard.shell.headline import headline
from dashboard.shell.page import Page, View
from dashboard.topics.due.section import calendar_section
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.section import finding_section
from dashboard.topics.goals.section import goal_section
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.placing import placed
from dashboard.topics.teams import queries as teams
from dashboard.topics.teams.charts import pace_section, programs_chart, units_chart
from dashboard.topics.teams.columns import PROGRAMS_OF_UNIT
from dashboard.topics.teams.queries import UnitSums
from dashboard.topics.teams.questions import team_questions
from dashboard.topics.teams.team_list import leaves_of, units_below
from dashboard.topics.teams.unit_path import unit_links
from dashboard.topics.teams.work import team_due, team_figures, team_programs
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.printed import name_in, printed
from dashboard.ui.section import empty
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import FILE
from dashboard.warehouse.views import Unit


def render(view: View) -> list[Content]:
    """Return the page of the unit `view.subject`."""
    view = _about_unit(view)
    words, filters = view.words, view.filters
    found = teams.one(view.connection, view.subject or "")
    if not found:
        return [headline(view, words("team.title"))]
    (own,) = found
    title = headline(
        view,
        printed(own[own["level"]], words),
        kicker=_kicker(view, own),
        path="/teams",
        brief=view.link("/brief"),
    )
    rows = programs.listing(view.connection, view.scope, filters)
    if not rows:
        return [title, _nothing(view)]
    runners = programs.run_by(view.connection, view.scope, filters)
    below = _below(view, own)
    name = name_in(own[own["level"]], words)
    goals = teams.goals(view.connection, view.scope, filters)
    above = [] if goals else teams.goals_above(view.connection, view.scope, filters)
    parts: list[Content] = [
        title,
        team_figures(view),
    ]
    if below:
        parts += pace_section(view, units_chart(view, leaves_of(below), name))
        parts.append(units_below(view, own, below, runners))
    parts += [
        *pace_section(view, programs_chart(view, rows, name)),
        team_programs(view, own, rows, runners),
        team_questions(view),
        team_due(view),
    ]
    if above:
        parts.append(html.P(words("team.goals_above"), className="footnote above-note"))
    return [
        *parts,
        goal_section(view, goals or above, name),
        finding_section(view, findings.of_programs(view.connection, view.scope, filters)),
        *([calendar] if (calendar := calendar_section(view, own["unit_id"])) is not None else []),
    ]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the unit's programmes with the pace that each one needs."""
    view = _about_unit(view)
    rows = placed(view, programs.listing(view.connection, view.scope, view.filters))
    return table_sheet(view, "team", PROGRAMS_OF_UNIT.shown(FILE), rows)


def _below(view: View, own: Unit) -> list[UnitSums]:
    units = teams.units(view.connection, view.scope, view.filters)
    return [row for row in units if row["unit_id"] != own["unit_id"]]


def _about_unit(view: View) -> View:
    return replace(view, filters=replace(view.filters, department=view.subject))


def _nothing(view: View) -> Content:
    words, filters = view.words, view.filters
    if not any((filters.direction, filters.funding, filters.status)):
        return empty(words("team.no_programs"))
    everything = replace(view, filters=Filters()).link_to("teams", view.subject or "")
    return empty(words("programs.none"), words("empty.loosen"), (words("filter.clear"), everything))


def _kicker(view: View, own: Unit) -> Content:
    way = html.Link(view.words("teams.title"), href=view.link("/teams", department=None))
    parts = [way, *unit_links(view, own)[:-1]]
    return html.Span([html.Span(part, className="kicker-part") for part in parts])


def _named(view: View) -> str | None:
    return next((str(row[row["level"]]) for row in teams.one(view.connection, view.subject or "")), None)


PAGE = Page(
    code="team",
    position=41,
    path="/teams/<subject>",
    filters=("org", "year", "direction", "department", "funding", "status"),
    render=render,
    sheet=download,
    subject="department",
    part_of="teams",
    name=_named,
    shows_answers=True,
)
