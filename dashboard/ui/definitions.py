"""The measures and status rules with the limits in force, one click away from every page."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.ui import html
from dashboard.ui.format import Formatter
from dashboard.ui.status import status_mark
from etl.terms.measures import BUDGET_STATUSES, GOAL_STATUSES

MEASURES: tuple[str, ...] = (
    "current_budget", "execution_rate", "collection_rate", "elapsed_share", "pace_gap", "projection",
    "needed_per_month",
    "attainment", "direction_attainment", "change",
)  # fmt: skip


def definitions(write: Formatter, limits: Mapping[str, str]) -> html.Details:
    """Return the panel."""
    words = write.words
    terms = []
    for measure in MEASURES:
        terms += [html.Dt(words(f"measure.{measure}.name")), html.Dd(words(f"measure.{measure}.text"))]
    rules = []
    for kind, statuses in (("budget", BUDGET_STATUSES), ("goal", GOAL_STATUSES)):
        items = [
            html.Li(
                [
                    status_mark(status, kind, write, limits),
                    " ",
                    words(f"rule.{kind}.{status}", **write.limits(limits)),
                ]
            )
            for status in statuses
        ]
        rules += [html.H3(words(f"definitions.{kind}_rules")), html.Ul(items)]
    body = [
        html.H2(words("definitions.title")),
        html.Dl(terms),
        *rules,
        html.P(words("definitions.limits")),
        html.P(words("definitions.straight_line", **write.limits(limits))),
        html.P(words("definitions.rounding")),
    ]
    return html.Details(
        [html.Summary(words("definitions.title")), html.Div(body, className="definitions-text", tabIndex=0)],
        className="definitions popover",
    )
