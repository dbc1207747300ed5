"""What changed since the last reported year: the picture, and its programmes as a table."""

from __future__ import annotations

from dash import dcc
from dash.development.base_component import Component

from dashboard.shell.chart import drawn
from dashboard.shell.page import View
from dashboard.topics.overview.change_queries import KINDS, budget_change
from dashboard.topics.overview.charts import change_chart
from dashboard.ui import html
from dashboard.ui.amount import amount
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.printed import printed
from dashboard.ui.section import section


def budget_changed(view: View) -> list[Component]:
    """Return the section; nothing where a part is chosen, or where no two budgets can be compared."""
    change = None if view.filters.narrows_programs else budget_change(view.connection, view.scope)
    if change is None:
        return []
    words, write = view.words, view.format
    shown = change_chart(view, change)
    columns = [
        Column(words("column.change_kind")),
        Column(words("column.program")),
        Column(words("column.before", unit=write.unit_name), "number"),
        Column(words("column.now", unit=write.unit_name), "number"),
        Column(words("budget_change.column", unit=write.unit_name), "number"),
    ]
    body: list[list[Cell]] = [
        [
            words(f"budget_change.kind_{kind}"),
            dcc.Link(printed(one.name, words), href=view.link_to("programs", one.program_id)),
            amount(one.before_won, write),
            amount(one.after_won, write),
            write.money_change(one.change_won),
        ]
        for kind in (*KINDS, "equal")
        for one in change.of(kind)
    ]
    table = data_table(shown.title, columns, body, name="budget-change")
    details = html.Details([html.Summary(words("budget_change.table", n=len(body))), table])
    return [section(shown.title, [drawn(view, shown), details], sentence=shown.sentence)]
