"""What is planned beside what was reached: each target with the last result of the same goal."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.shell.chart import drawn
from dashboard.shell.page import View
from dashboard.topics.hearing import queries as hearing
from dashboard.topics.hearing.queries import HeldGoal
from dashboard.topics.overview.charts import targets_chart
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.section import empty, section
from dashboard.ui.table import SOURCE, Column
from etl.terms.codes import NOT_FINAL


def targets(view: View) -> html.Section:
    """Return the section: the targets that ask for less than was reached first."""
    words, write = view.words, view.format
    title = words("targets.title")
    every = hearing.held_against_earlier(view.connection, view.scope, view.filters)
    rows = sorted(
        (row for row in every if row["is_lowered"] is not None),
        key=lambda row: (not row["is_lowered"], row["line"]),
    )
    if not rows:
        return section(title, [empty(words("targets.none", total=len(every)))], name="targets-section")
    columns = (
        Column(code="goal", kind="printed", field="name"),
        Column(code="earlier_actual", label="column.earlier_result"),
        Column(code="target", kind="measured", field="target"),
        Column(code="of_earlier"), SOURCE,
    )  # fmt: skip
    cells: dict[str, Callable[[HeldGoal], Cell]] = {
        "earlier_actual": lambda row: words(
            "targets.earlier",
            year=row["earlier_year"],
            actual=write.measured(row["earlier_actual"], row["unit"]),
        ),
        "of_earlier": lambda row: _of_earlier(view, row),
    }
    table = table_of(
        words("targets.caption"), columns, rows, view.context(rows), cells=cells,
        heads={"target": words("column.target_of", year=view.scope.fiscal_year)}, name="targets",
    )  # fmt: skip
    shown = targets_chart(view, rows)
    lowered = sum(1 for row in rows if row["is_lowered"])
    return section(
        title,
        [table, *([] if shown is None else [drawn(view, shown)])],
        sentence=words("targets.sentence", total=len(every), n=len(rows), lowered=lowered),
        name="targets-section",
    )


def _of_earlier(view: View, row: HeldGoal) -> Cell:
    if row["earlier_status"] in NOT_FINAL:
        # A whole year's target in percent of some months' result would say nothing.
        return view.words(f"targets.{row['earlier_status']}")
    rate = view.format.percent(row["target_of_earlier"])
    if not row["is_lowered"]:
        return rate
    sign = html.Span("▼", className="shape", **HIDDEN)
    return html.Span([rate, " ", sign, " ", view.words("targets.lowered")])
