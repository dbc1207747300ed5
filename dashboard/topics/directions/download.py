"""What a download of the scorecard holds."""

from __future__ import annotations

from dashboard.shell.download import status_word
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row, Value


def direction_columns(words: Words) -> list[str]:
    """Return the heads of `direction_row`."""
    return [
        words("column.direction"), words("column.budget", unit=words("unit.won")),
        words("column.executed", unit=words("unit.won")), words("column.rate"), words("column.elapsed"),
        words("column.gap"), words("column.status"), words("column.goals_met"), words("column.goals_total"),
        words("column.goals_pending"), words("column.previous_year"), words("column.change",
        unit=words("unit.won")),
        words("column.change_rate"), words("column.document"), words("column.line"),
    ]  # fmt: skip


def direction_row(row: Row, words: Words) -> list[Value]:
    """Return one direction of the scorecard."""
    return [
        row["name"], row["current_won"], row["executed_won"], row["execution_rate"], row["elapsed_share"],
        row["pace_gap"], status_word(row, words), row["goals_met"], row["goals_total"], row["goals_pending"],
        row["previous_year"], row["change_won"], row["change_percent"], row["document_id"], row["line"],
    ]  # fmt: skip
