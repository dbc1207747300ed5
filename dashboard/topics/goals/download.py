"""What a download of goals holds."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.download import sheet, status_word
from dashboard.shell.page import View
from dashboard.ui.rows import Row, Value
from dashboard.ui.sheet import Sheet


def goal_sheet(view: View, rows: Sequence[Row]) -> Sheet:
    """Return goals, each with its direction or programme as far as the rows name them."""
    words = view.words
    columns = [
        words("column.goal"), words("column.direction"), words("column.program"), words("column.value_unit"),
        words("column.target"), words("column.actual"), words("column.result"), words("column.attainment"),
        words("column.elapsed"), words("column.status"), words("column.better"), words("column.as_of"),
        words("column.document"), words("column.line"), words("column.raw"),
    ]  # fmt: skip
    body: list[list[Value]] = [
        [
            row["name"], row.get("direction_name"), row["program_name"], row["unit"], row["target"],
            row["actual"], words(f"result.{row['result_status']}"), row["attainment"], row["elapsed_share"],
            status_word(row, words), words(f"goal.{row['better']}_is_better"), row["as_of"],
            row["document_id"],
            row["line"], row["raw"],
        ]
        for row in rows
    ]  # fmt: skip
    return sheet(view, "goals", columns, body)
