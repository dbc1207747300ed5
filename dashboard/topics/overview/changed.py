"""What changed since the last reported year: the picture, and its programmes as a table."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.shell.chart import drawn
from dashboard.shell.doubt import beside_mark, doubts_of_years, leaves_out, switch
from dashboard.shell.page import View
from dashboard.topics.overview.change_queries import KINDS, Moved, budget_change
from dashboard.topics.overview.charts import STEP, change_chart
from dashboard.ui import html
from dashboard.ui.amount import amount
from dashboard.ui.cells import Cell, linked
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.section import section
from dashboard.ui.table import Column


def budget_changed(view: View) -> list[Content]:
    """Return the section; nothing where a part is chosen, or where no two budgets can be compared."""
    change = None if view.filters.narrows_programs else budget_change(view.connection, view.scope)
    if change is None:
        return []
    words, write = view.words, view.format
    doubts = doubts_of_years(view)
    sure = change.without(doubts)
    # Of nothing but doubted figures no picture would be left.
    told = switch(view, len(change.moved) - len(sure.moved)) if sure.moved else []
    if told and leaves_out(view):
        change = sure
    shown = change_chart(view, change, doubts)
    columns = (
        Column(code="change_kind"), Column(code="program"), Column(code="before", kind="money"),
        Column(code="now", kind="money"), Column(code="change", kind="money", label="budget_change.column"),
    )  # fmt: skip
    cells: dict[str, Callable[[Moved], Cell]] = {
        "change_kind": lambda row: words(f"budget_change.kind_{row.kind}"),
        "program": lambda row: linked(row.name, view.link_to("programs", row.program_id), write),
        "before": lambda row: beside_mark(view, amount(row.before_won, write), doubts.get(row.before_at)),
        "now": lambda row: beside_mark(view, amount(row.after_won, write), doubts.get(row.after_at)),
        "change": lambda row: write.money_change(row.change_won),
    }
    every = (*KINDS, "equal")
    asked = view.own.get(STEP)
    kinds = (asked,) if asked in every else every
    rows = [one for kind in kinds for one in change.of(kind)]
    table = table_of(shown.title, columns, rows, view.context(), cells=cells, name="budget-change")
    inner: list[Content] = [html.Summary(words("budget_change.table", n=len(rows))), table]
    if kinds != every:
        inner.append(
            html.P(html.Link(words("budget_change.every"), href=view.link_own(view.path, **{STEP: None})))
        )
    details = html.Details(inner, open=kinds != every)
    return [section(shown.title, [*told, drawn(view, shown), details], sentence=shown.sentence)]
