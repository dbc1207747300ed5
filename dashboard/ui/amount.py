"""An amount of money in the chosen unit; on hover, as it is spoken."""

from __future__ import annotations

from dashboard.ui import html
from dashboard.ui.format import Formatter


def amount(won: int | None, write: Formatter) -> html.Span | str:
    """Return the amount for a cell whose head names the unit."""
    if won is None:
        return write.money(None)
    return html.Span(write.money(won), title=write.spoken(won))


def change_of_amount(
    won: int | None, percent: float | None, year: int | None, write: Formatter
) -> html.Span | str:
    """Return a change with its rate and the year it is measured from."""
    if won is None or year is None:
        return write.money(None)
    return html.Span(
        [
            html.Span(write.percent_change(percent), className="change-rate"),
            html.Span(write.words("change.from_year", year=year), className="muted"),
        ],
        title=write.words("change.spoken", year=year, amount=write.spoken(won)),
        className="change",
    )
