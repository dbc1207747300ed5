"""One subject over its periods, as columns from zero: what was planned around what was done.

Plain HTML: it prints, scales and keeps the page's colours. A period that no report speaks of stays an
empty place with its name, so that the years stand as far apart as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.charts.columns import Slot

_LABELLED = 9
_EMPTY_NAMED = 6
_SHORT = 4
_NAMED = 7
_NAMED_LONG = 4
_MONTHS = 12
_DENSE = 60


def trend_chart(slots: Sequence[Slot], sentence: str, *, empty: str) -> html.Div:
    """Return the columns of all slots. empty: the word under a period without a figure."""
    known = [value for slot in slots for value in (slot.plan, slot.actual) if value is not None]
    if len(slots) > _EMPTY_NAMED:
        empty = ""
    highest = max([0.0, *known])
    said = _said(slots)
    named_places = _spread(slots)
    return html.Div(
        [
            _column(
                slot,
                highest,
                empty,
                text_at=_clear(slots, place) if slot.period in said else None,
                with_name=place in named_places,
            )
            for place, slot in enumerate(slots)
        ],
        className=f"trend-chart{_width(len(slots))}",
        role="img",
        **named(sentence),
    )


def _width(count: int) -> str:
    if count > _DENSE:
        return " many dense"
    return " many" if count > _LABELLED else " several" if count > _EMPTY_NAMED else ""


def _spread(slots: Sequence[Slot]) -> set[int]:
    """The places that are named: all of a few, else every so many, with the first and the last."""
    count = len(slots)
    if count <= _LABELLED:
        return set(range(count))
    is_long = max(len(slot.label or slot.period) for slot in slots) > _SHORT
    step = max(5, -(-count // (_NAMED_LONG if is_long else _NAMED)))
    if is_long and step > _MONTHS:
        # Months are named a whole number of years apart.
        step = -(-step // _MONTHS) * _MONTHS
    return {place for place in range(0, count, step) if count - 1 - place >= step} | {0, count - 1}


def _said(slots: Sequence[Slot]) -> set[str]:
    """The periods whose figure stands at its column: all of a few, else the ends and the highest."""
    known = [slot for slot in slots if not slot.is_empty]
    longest = max((len(text) for slot in known for text in (slot.plan_text, slot.actual_text)), default=0)
    room = _LABELLED if longest <= _SHORT else _EMPTY_NAMED
    if len(slots) <= room or not known:
        return {slot.period for slot in known}
    highest = max(known, key=lambda slot: max(slot.plan or 0, slot.actual or 0))
    ends = [known[0], known[-1]]
    # Beside an end there is no room for its figure.
    apart = min(abs(slots.index(highest) - slots.index(end)) for end in ends) * _NAMED > len(slots)
    return {slot.period for slot in [*ends, *([highest] if apart else [])]}


def _clear(slots: Sequence[Slot], place: int) -> float:
    """The value above which a figure is clear of its column, and of the narrow ones that it reaches over."""
    reach = -(-len(slots) // _NAMED) if len(slots) > _LABELLED else 0
    around = slots[max(0, place - reach) : place + reach + 1]
    return max(max(slot.plan or 0, slot.actual or 0) for slot in around)


def _column(slot: Slot, highest: float, empty: str, *, text_at: float | None, with_name: bool) -> html.Div:
    """text_at: the value at whose height the figures are written; None where they are not."""
    bars: list[Component] = []
    if slot.plan is not None:
        bars.append(html.Div(className="trend-plan", style={"height": _height(slot.plan, highest)}))
    if slot.actual is not None:
        alone = " alone" if slot.plan is None else ""
        bars.append(
            html.Div(className=f"trend-actual{alone}", style={"height": _height(slot.actual, highest)})
        )
    texts: list[Component] = []
    if text_at is not None:
        lines = [
            html.Span(text, className=f"trend-{kind}-text")
            for kind, text in (("plan", slot.plan_text), ("actual", slot.actual_text))
            if text
        ]
        texts.append(html.Div(lines, className="trend-text", style={"bottom": _height(text_at, highest)}))
    name = html.Span(slot.label or slot.period, className="trend-period")
    foot: list[Component] = [name] if with_name else []
    if slot.above:
        foot.append(html.Span(slot.above, className="trend-note"))
    if slot.is_empty and empty:
        foot.append(html.Span(empty, className="trend-note"))
    elif slot.note:
        foot.append(html.Span(slot.note, className="trend-note"))
    state = (" gap" if slot.is_empty else "") + (" chosen" if slot.is_chosen else "")
    partial = " partial" if slot.note else ""
    return html.Div(
        [
            html.Div([*bars, *texts], className=f"trend-plot{partial}"),
            html.Div(foot, className="trend-foot"),
        ],
        className=f"trend-slot{state}",
    )


def _height(value: float, highest: float) -> str:
    return f"{max(0.0, 100 * value / highest) if highest else 0:.1f}%"
