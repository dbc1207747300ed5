"""A small column per year, from zero; a year without a figure stays an empty place."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.ui import html
from dashboard.ui.aria import named


def year_columns(amounts: Mapping[int, float | None], chosen: int, sentence: str) -> html.Div:
    """Return the columns of a span of years; years between that no report prints are gaps."""
    known = {year: amount for year, amount in amounts.items() if amount is not None}
    if not known:
        return html.Div(className="year-columns")
    highest = max(known.values()) or 1
    years = range(min(known), max(known) + 1)
    return html.Div(
        [
            html.Div(
                className="column"
                + (" chosen" if year == chosen else "")
                + ("" if year in known else " gap"),
                style={"height": f"{max(0.0, 100 * known.get(year, 0) / highest):.1f}%"},
            )
            for year in years
        ],
        className="year-columns",
        role="img",
        title=sentence,
        **named(sentence),
    )
