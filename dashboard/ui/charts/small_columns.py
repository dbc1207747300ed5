"""A figure over its periods in a cell of a table: columns from zero, the done before the planned.

Plain HTML: it prints, scales and costs no script. A period that no report speaks of stays an empty place.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.ui import html
from dashboard.ui.aria import HIDDEN, named
from dashboard.ui.charts.columns import Slot

_DENSE = 40


def small_columns(slots: Sequence[Slot], sentence: str) -> html.Div:
    """Return the columns of one period or more, the chosen one dark; the ends are named below.

    sentence: what they show.
    """
    known = [value for slot in slots for value in (slot.plan, slot.actual) if value is not None]
    highest = max([0.0, *known])
    ends = [slots[0].period, slots[-1].period] if len(slots) > 1 else [slot.period for slot in slots]
    return html.Div(
        [
            html.Div(
                [_column(slot, highest) for slot in slots],
                className="small-columns-plot" + (" dense" if len(slots) > _DENSE else ""),
            ),
            html.Div([html.Span(end) for end in ends], className="small-columns-ends", **HIDDEN),
        ],
        className="small-columns",
        role="img",
        title=sentence,
        **named(sentence),
    )


def _column(slot: Slot, highest: float) -> html.Div:
    bars = []
    if slot.plan is not None:
        bars.append(html.Div(className="trend-plan", style={"height": _height(slot.plan, highest)}))
    if slot.actual is not None:
        alone = " alone" if slot.plan is None else ""
        bars.append(
            html.Div(className=f"trend-actual{alone}", style={"height": _height(slot.actual, highest)})
        )
    state = (" gap" if slot.is_empty else "") + (" partial" if slot.note else "")
    state += " chosen" if slot.is_chosen else ""
    return html.Div(bars, className=f"small-column{state}")


def _height(value: float, highest: float) -> str:
    return f"{max(0.0, 100 * value / highest) if highest else 0:.1f}%"
