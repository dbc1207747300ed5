"""One team: money left and the pace it needs, its programmes, goals, what is due, what will be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.printed import printed
from dashboard.exports.sheet import Sheet, Value
from dashboard.page import Page, View
from dashboard.queries import programs, teams
from dashboard.rows import Row
from dashboard.sections.download import sheet
from dashboard.sections.finding_section import finding_section
from dashboard.sections.goal_section import goal_section
from dashboard.sections.headline import headline
from dashboard.sections.team_questions import team_questions
from dashboard.sections.team_work import team_due, team_figures, team_programs


def render(view: View) -> list[Component]:
    """Return the page of the department `view.subject`."""
    view = _about_team(view)
    words, subject = view.words, view.subject or ""
    found = teams.one(view.connection, subject)
    if not found:
        return [headline(view, words("team.title"))]
    rows = programs.listing(view.connection, view.scope, view.filters)
    own = teams.goals(view.connection, view.scope, subject)
    above = [] if own else teams.goals_above(view.connection, view.scope, subject)
    parts: list[Component] = [
        headline(view, printed(_name(found[0]), words), kicker=_kicker(view, found[0]), path="/teams"),
        team_figures(view),
        team_programs(view, rows),
        team_questions(view),
        team_due(view),
    ]
    if above:
        parts.append(html.P(words("team.goals_above"), className="footnote above-note"))
    return [
        *parts,
        goal_section(view, own or above),
        finding_section(view, teams.findings(view.connection, view.scope, subject)),
    ]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the team's programmes with the pace that each one needs."""
    view = _about_team(view)
    words, won = view.words, view.words("unit.won")
    columns = [
        words("column.program"), words("column.direction"), words("column.department"),
        words("column.budget", unit=won), words("column.executed", unit=won), words("column.rate"),
        words("column.elapsed"), words("column.status"), words("column.remaining", unit=won),
        words("column.months_left"), words("column.needed", unit=won), words("column.reason"),
        words("column.document"), words("column.line"),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            row["name"], row["direction_name"], row["offices"], row["current_won"], row["executed_won"],
            row["execution_rate"], row["elapsed_share"],
            None if row["status"] is None else words(f"status.{row['status']}"), row["remaining_won"],
            row["months_left"], row["needed_per_month_won"], row["reason"], row["document_id"], row["line"],
        ]
        for row in programs.listing(view.connection, view.scope, view.filters)
    ]  # fmt: skip
    return sheet(view, "team", columns, rows)


def _about_team(view: View) -> View:
    return replace(view, filters=replace(view.filters, department=view.subject))


def _name(row: Row) -> str:
    return str(row["team"] or row["office"] or row["division"])


def _kicker(view: View, row: Row) -> Component:
    words = view.words
    above = [row[level] for level in teams.LEVELS if row[level] and row[level] != _name(row)]
    parts: list[Component] = [dcc.Link(words("teams.title"), href=view.link("/teams", department=None))]
    parts += [printed(name, words) for name in above]
    return html.Span([html.Span(part, className="kicker-part") for part in parts])


PAGE = Page(
    code="team",
    position=41,
    path="/teams/<subject>",
    filters=("org", "year", "department"),
    render=render,
    sheet=download,
    subject="department",
    part_of="teams",
)
