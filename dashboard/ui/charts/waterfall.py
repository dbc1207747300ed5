"""From one amount to another: what is added and what is taken away, each from where the one before ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.ui.charts.theme import MAIN, PALE, QUIET, figure, plain, shortened

_ROW, _FRAME = 46, 12
"""Pixels of a step, and of what stands around all of them."""
_NAME_AT, _BAR_AT, _BAR = -0.27, 0.17, 0.42
"""Where name and bar of a step stand in its row: the name above, so that a phone has room for both."""
_LONGEST = 24
_NEAR = 0.3
"""Of the width: a bar that ends so near to the edge has its amount before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. won: a whole amount where `is_whole`, else what is added, or taken away where it is negative.

    text: the amount as it is written. address: where a click leads; empty where nowhere.
    """

    name: str
    won: int
    text: str
    hover: str
    is_whole: bool = False
    address: str = ""


def levels(steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Return where each bar begins and ends: a whole from zero, any other from where the one before ended.

    >>> def step(won, is_whole=False):
    ...     return Step(name="", won=won, text="", hover="", is_whole=is_whole)
    >>> levels([step(10, True), step(-4), step(3), step(9, True)])
    [(0, 10), (10, 6), (6, 9), (0, 9)]
    """
    found: list[tuple[int, int]] = []
    for step in steps:
        begins = 0 if step.is_whole or not found else found[-1][1]
        found.append((begins, begins + step.won))
    return found


def waterfall(steps: Sequence[Step]) -> go.Figure:
    """Return the figure, the first step on top; what is taken away is hatched."""
    spans = levels(steps)
    low = min(0, *(min(span) for span in spans))
    high = max(1, *(max(span) for span in spans))
    bars = go.Bar(
        orientation="h",
        y=[place + _BAR_AT for place in range(len(steps))],
        base=[begins for begins, _ in spans],
        x=[step.won for step in steps],
        width=_BAR,
        customdata=[step.address or None for step in steps],
        hovertext=[step.hover for step in steps],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "color": [_color(step) for step in steps],
            "line": {"width": 1, "color": [QUIET if step.won < 0 else MAIN for step in steps]},
            "pattern": {"shape": ["/" if step.won < 0 else "" for step in steps], "solidity": 0.3, "size": 6},
        },
    )
    ways = [
        {
            "type": "line", "x0": ends, "x1": ends, "y0": place + _BAR_AT, "y1": place + 1 + _BAR_AT,
            "line": {"color": QUIET, "width": 1, "dash": "dot"}, "layer": "below",
        }
        for place, (_, ends) in enumerate(spans[:-1])
    ]  # fmt: skip
    return figure(
        bars,
        height=_FRAME + _ROW * len(steps),
        barmode="overlay",
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        shapes=ways,
        annotations=[
            note
            for place, (step, span) in enumerate(zip(steps, spans, strict=True))
            for note in _words(place, step, span, (low, high))
        ],
        xaxis={"range": [low, high], "showticklabels": False, "showgrid": False},
        yaxis={
            "range": [len(steps) - 0.5, -0.5],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
        },
    )


def _color(step: Step) -> str:
    return QUIET if step.won < 0 else MAIN if step.is_whole else PALE


def _words(place: int, step: Step, span: tuple[int, int], edges: tuple[int, int]) -> list[dict[str, Any]]:
    """The name above its bar, and the amount beside it on the side that has room; else on the bar's row."""
    low, high = edges
    room = _NEAR * (high - low)
    left, right = min(span), max(span)
    is_after, is_before = right < high - room, left > low + room
    common = {"showarrow": False, "yanchor": "middle"}
    named = shortened(step.name, _LONGEST)
    name = {
        **common, "x": 0, "xref": "paper", "xanchor": "left", "y": place + _NAME_AT, "xshift": 4,
        "text": f"<b>{named}</b>" if step.is_whole else named,
        "font": {"size": 13},
    }  # fmt: skip
    text = f"<b>{plain(step.text)}</b>"
    if is_after or is_before:
        amount = {
            **common, "y": place + _BAR_AT, "text": text, "x": right if is_after else left,
            "xanchor": "left" if is_after else "right", "xshift": 5 if is_after else -5,
        }  # fmt: skip
    else:
        amount = {
            **common, "y": place + _NAME_AT, "text": text, "x": 1, "xref": "paper", "xanchor": "right",
        }  # fmt: skip
    return [name, amount]
