"""What a workbook of the overview holds beside the scorecard: each of its other tables."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.download import table_sheet
from dashboard.shell.page import View
from dashboard.topics.execution.brief import key_figures
from dashboard.topics.execution.columns import KEY_FIGURES, REVENUE
from dashboard.topics.execution.revenue import revenue_lines
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.columns import FINDINGS
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.columns import GOALS
from dashboard.topics.overview.attention import attention_rows
from dashboard.topics.overview.columns import ATTENTION
from dashboard.ui.rows import Row
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import DOCUMENT, FILE, LINE


def overview_tables(view: View, limit: int) -> Sequence[Sheet]:
    """Return the key figures, the programmes that need attention, revenue, goals and findings.

    What there is nothing of is left out. limit: how many programmes that need attention the page shows.
    """
    tables = (
        _figures(view), _attention(view, limit), _revenue(view),
        _goals(view), _findings(view),
    )  # fmt: skip
    return [table for table in tables if table.rows]


def _figures(view: View) -> Sheet:
    rows: list[Row] = []
    for point in key_figures(view).points:
        amount, remark = point.figures
        document_id, line = point.places[0] if point.places else (None, None)
        rows.append(
            {
                "item": point.name,
                "amount": amount.text if amount.value is None else amount.value,
                "remark": remark.text,
                "document_id": document_id,
                "line": line,
            }
        )
    return table_sheet(view, "key_figures", (*KEY_FIGURES, DOCUMENT, LINE), rows)


def _attention(view: View, limit: int) -> Sheet:
    return table_sheet(view, "attention", ATTENTION.shown(FILE), attention_rows(view, limit))


def _revenue(view: View) -> Sheet:
    about = [view.words("revenue.whole")]
    return table_sheet(view, "revenue", REVENUE.shown(FILE), revenue_lines(view), about=about)


def _goals(view: View) -> Sheet:
    rows = goals.without_direction(view.connection, view.scope)
    return table_sheet(view, "goals", GOALS.shown(FILE), rows)


def _findings(view: View) -> Sheet:
    rows = findings.of_chosen(view.connection, view.scope, view.filters)
    columns = (DOCUMENT, LINE, *FINDINGS.shown(FILE))
    return table_sheet(view, "findings", columns, rows, about=[view.words("download.findings_unit")])
