"""Overview: are we spending as planned, which goals will be missed, what needs attention today."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.chart import drawn
from dashboard.shell.doubt import DOUBTED, READABLE, doubted, sure, switch
from dashboard.shell.download import table_sheet
from dashboard.shell.filters import Filters
from dashboard.shell.headline import headline, scope_name
from dashboard.shell.page import PART, Page, View
from dashboard.topics.directions.columns import SCORECARD
from dashboard.topics.directions.scorecard import scorecard
from dashboard.topics.execution.revenue import revenue
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.section import finding_section
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.section import goal_section
from dashboard.topics.overview import queries as institution
from dashboard.topics.overview.attention import attention
from dashboard.topics.overview.bases import bases
from dashboard.topics.overview.changed import budget_changed
from dashboard.topics.overview.charts import STEP, balance_chart, plan_chart
from dashboard.topics.overview.download import overview_tables
from dashboard.topics.overview.key_figures import key_figures
from dashboard.topics.overview.targets import targets
from dashboard.topics.programs.columns import IN_FULL
from dashboard.topics.programs.download import program_sheet
from dashboard.topics.programs.placing import cards
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.section import section
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import FILE
from dashboard.warehouse.scopes import organizations, scopes_of

_ATTENTION_ROWS = 5


def render(view: View) -> list[Content]:
    """Return the page: key figures, the scorecard, what needs attention, revenue."""
    # Of a year of plans alone nothing is late yet: its targets stand where that would.
    needs = attention(view, _ATTENTION_ROWS) if view.scope.reports_execution else targets(view)
    pictures = _balance(view)
    return [
        headline(view, view.words("overview.title"), brief=view.link("/brief")),
        *_newer_plan(view),
        key_figures(view),
        *bases(view),
        *(() if view.scope.reports_execution else pictures),
        scorecard(view),
        html.Div([needs, revenue(view)], className="two-parts"),
        *(pictures if view.scope.reports_execution else ()),
        *budget_changed(view),
        *_goals_without_directions(view),
        finding_section(view, findings.of_chosen(view.connection, view.scope, view.filters)),
        *_peers(view),
    ]


def _peers(view: View) -> list[Content]:
    """The way to the other institutions, where there are any."""
    if len(organizations(view.connection)) < 2 or view.filters.narrows_programs:
        return []
    link = html.Link(view.words("peers.to_page"), href=view.link("/peers"), className="section-more")
    return [html.P(link)]


def _newer_plan(view: View) -> list[Content]:
    """What is planned since the figures in sight, in one line, with its picture one click away."""
    here = view.scope
    every = scopes_of(view.connection, here.organization_id)
    newer = [scope for scope in every if scope.fiscal_year > here.fiscal_year and not scope.reports_execution]
    if not here.reports_execution or not newer:
        return []
    plan = max(newer, key=lambda scope: scope.fiscal_year)
    budget = institution.summary(view.connection, plan, "expenditure")
    filters = Filters(org=plan.organization_id, year=plan.fiscal_year, as_of=plan.when)
    said = view.words(
        "overview.newer_plan",
        day=view.format.as_of(here.as_of),
        plan=scope_name(plan, view),
        budget=view.format.money_with_unit(None if budget is None else budget["current_won"]),
    )
    link = html.Link(view.words("overview.see_plan"), href="/" + filters.to_query(view.preferences.in_url))
    return [html.P([said, " ", link], className="newer-plan")]


def _balance(view: View) -> list[Content]:
    """Spending against results; in a year of plans alone, what is planned beside what was before."""
    rows = cards(view)
    told: list[Content] = []
    shown = balance_chart(view, rows)
    if shown is None:
        shown = plan_chart(view, rows)
        directions = [row for row in rows if row["direction_id"] is not None]
        every, left = ([row for row in of(view, directions) if row["doubt"]] for of in (doubted, sure))
        told = switch(view, len(every) - len(left))
    if shown is None:
        return []
    return [section(shown.title, [*told, drawn(view, shown)], sentence=shown.sentence)]


def _goals_without_directions(view: View) -> list[Content]:
    """Goals stand with their direction; those that have none would be nowhere else."""
    rows = goals.without_direction(view.connection, view.scope)
    return [goal_section(view, rows)] if rows else []


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the scorecard; the programmes where there are no directions."""
    return scorecard_sheet(view, "overview")


def scorecard_sheet(view: View, name: str) -> Sheet:
    """Return the scorecard as a sheet. name: the page that it is taken from."""
    rows = cards(view)
    if not rows:
        return program_sheet(view, None, IN_FULL)
    return table_sheet(view, name, SCORECARD.shown(FILE), rows)


PAGE = Page(
    code="overview",
    position=10,
    path="/",
    filters=("org", "year", "as_of", "direction", "department", "funding", "status"),
    render=render,
    sheet=download,
    own=(STEP, PART, DOUBTED),
    readable=READABLE,
    tables=lambda view: overview_tables(view, _ATTENTION_ROWS),
)
