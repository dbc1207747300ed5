"""Revenue against plan: what has come in, of what was planned."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.page import View
from dashboard.topics.execution.columns import REVENUE
from dashboard.topics.overview import queries as institution
from dashboard.ui import html
from dashboard.ui.bar import pace_bar
from dashboard.ui.data_table import table_of
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section
from dashboard.ui.table import PAGE


def revenue(view: View) -> html.Section:
    """Return the section; filters on programmes do not touch it."""
    words, write = view.words, view.format
    title = words("revenue.title")
    rows = revenue_lines(view)
    if not rows:
        return section(title, [empty(words("revenue.none"))], name="revenue-section")
    elapsed = institution.elapsed_share(view.connection, view.scope)

    def bar(row: Row) -> html.Div:
        rate = row["collection_rate"]
        said = words("bar.collection", rate=write.percent(rate), elapsed=write.percent(elapsed))
        if elapsed is None:
            said = words("undated.rate", rate=write.percent(rate))
        return pace_bar(rate, elapsed if rate is not None else None, "plain", said)

    is_planned_only = all(row["received_won"] is None for row in rows)
    without = ("received", "collection", "collection_rate") if is_planned_only else ()
    table = table_of(
        words("revenue.caption"), REVENUE.shown(PAGE, without), rows, view.context(rows),
        cells={"collection": bar}, name="revenue",
    )  # fmt: skip
    return section(
        title,
        [table],
        sentence=_sentence(view, elapsed),
        name="revenue-section",
    )


def revenue_lines(view: View) -> Sequence[Row]:
    """Return the lines of revenue; the total alone where no lines are printed."""
    if lines := institution.revenue(view.connection, view.scope):
        return lines
    total = institution.summary(view.connection, view.scope, "revenue")
    if total is None:
        return []
    return [
        {
            **total,
            "label": view.words("revenue.total"),
            "received_won": total["executed_won"],
            "collection_rate": total["execution_rate"],
        }
    ]


def _sentence(view: View, elapsed: float | None) -> str:
    total = institution.summary(view.connection, view.scope, "revenue")
    if total is None or total["executed_won"] is None:
        return view.words("revenue.planned_only")
    sentence = view.words(
        "revenue.sentence",
        rate=view.format.percent(total["execution_rate"]),
        elapsed=view.format.percent(elapsed),
    )
    if elapsed is None:
        sentence = view.words("undated.rate", rate=view.format.percent(total["execution_rate"]))
    return f"{sentence} {view.words('revenue.whole')}" if view.filters.narrows_programs else sentence
