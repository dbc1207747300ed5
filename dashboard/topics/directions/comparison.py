"""How a direction's budget moved against the comparable year, or why it cannot be compared."""

from __future__ import annotations

from dashboard.shell.page import View
from dashboard.topics.directions.queries import Card
from dashboard.ui import html
from dashboard.ui.amount import change_of_amount
from dashboard.ui.cells import Cell


def direction_change(view: View, row: Card) -> Cell:
    """Return the change, or why there is none."""
    words = view.words
    if row["previous_direction_id"] is None:
        return html.Span(words("change.none_before"), className="muted small")
    if not row["is_comparable"]:
        why = words(
            "change.not_comparable_why",
            year=row["previous_year"],
            name=row["previous_name"],
            reason=row["comparison_reason"],
        )
        return html.Span(words("change.not_comparable"), className="muted small", title=why)
    return change_of_amount(row["change_won"], row["change_percent"], row["previous_year"], view.format)
