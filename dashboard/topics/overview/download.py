"""What a workbook of the overview holds beside the scorecard: each of its other tables."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.download import sheet, table_sheet
from dashboard.shell.page import View
from dashboard.topics.execution.brief import key_figures
from dashboard.topics.execution.revenue import revenue_lines
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.columns import FINDINGS
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.columns import GOALS
from dashboard.topics.overview.attention import reason_of
from dashboard.topics.programs import queries as programs
from dashboard.ui.rows import Value
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import DOCUMENT, FILE, LINE


def overview_tables(view: View, attention_rows: int) -> Sequence[Sheet]:
    """Return the key figures, the programmes that need attention, revenue, goals and findings.

    What there is nothing of is left out. attention_rows: how many programmes the page shows.
    """
    tables = (
        _figures(view), _attention(view, attention_rows), _revenue(view),
        _goals(view), _findings(view),
    )  # fmt: skip
    return [table for table in tables if table.rows]


def _figures(view: View) -> Sheet:
    words = view.words
    columns = [
        words("column.item"), words("column.amount_or_count", unit=words("unit.won")), words("column.remark"),
        words("column.document"), words("column.line"),
    ]  # fmt: skip
    rows: list[list[Value]] = []
    for point in key_figures(view).points:
        amount, remark = point.figures
        place = point.places[0] if point.places else (None, None)
        rows.append([point.name, amount.text if amount.value is None else amount.value, remark.text, *place])
    return sheet(view, "key_figures", columns, rows)


def _attention(view: View, limit: int) -> Sheet:
    words = view.words
    columns = [
        words("column.program"), words("column.status"), words("column.why"), words("column.reason"),
        words("column.remaining", unit=words("unit.won")), words("column.document"), words("column.line"),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            row["name"], words(f"status.{row['status']}"), reason_of(view, row), row["reason"],
            row["remaining_won"], row["document_id"], row["line"],
        ]
        for row in programs.attention(view.connection, view.scope, view.filters, limit)
    ]  # fmt: skip
    return sheet(view, "attention", columns, rows)


def _revenue(view: View) -> Sheet:
    words = view.words
    columns = [
        words("column.revenue"), words("column.plan", unit=words("unit.won")),
        words("column.received", unit=words("unit.won")), words("column.collection_rate"),
        words("column.document"), words("column.line"),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            row["label"], row["current_won"], row["received_won"], row["collection_rate"],
            row["document_id"], row["line"],
        ]
        for row in revenue_lines(view)
    ]  # fmt: skip
    return sheet(view, "revenue", columns, rows, about=[words("revenue.whole")])


def _goals(view: View) -> Sheet:
    rows = goals.without_direction(view.connection, view.scope)
    return table_sheet(view, "goals", GOALS.shown(FILE), rows)


def _findings(view: View) -> Sheet:
    rows = findings.of_chosen(view.connection, view.scope, view.filters)
    columns = (DOCUMENT, LINE, *FINDINGS.shown(FILE))
    return table_sheet(view, "findings", columns, rows, about=[view.words("download.findings_unit")])
