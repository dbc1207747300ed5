"""What stands in two years that may be compared: a line from each amount to the other.

Heights are by ratio: lines as steep as each other moved by the same percentage, whether large or small. At
the right each has its name, under it the amount and how it moved; at the left the amount before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

import plotly.graph_objects as go

from dashboard.ui.charts.spread import spread
from dashboard.ui.charts.theme import GRID, LINES, MAIN, figure, plain, shortened

_FALL = LINES[3]
_NAME, _AMOUNT = 34, 15
"""Pixels of a name with its amount below it, and of an amount alone."""
_TOP, _FOOT, _LEFT, _RIGHT = 18, 30, 64, 190
_LEAST = 170
_LEADER = 0.06
_LETTERS = 15
_ROOM = 0.06
"""Of the height, above the highest and below the lowest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """One thing in both years, more than nothing in each. address: where a click leads.

    hovers, are_partial: of the earlier and the later amount; partial where its year was not over.
    """

    name: str
    before: float
    after: float
    before_text: str
    after_text: str
    change_text: str
    hovers: tuple[str, str]
    address: str | None
    are_partial: tuple[bool, bool] = (False, False)


def slopes(shown: Sequence[Slope], years: tuple[str, str]) -> go.Figure:
    """Return the figure. years: the names of the two."""
    inside = max(_LEAST, _NAME * len(shown))
    ends = [(log10(one.before), log10(one.after)) for one in shown]
    reached = [height for pair in ends for height in pair] or [0.0]
    # Half a power of ten at least: a small move shall not look like a leap.
    room = max(0.5 - (max(reached) - min(reached)), 0.0) / 2 + (max(reached) - min(reached)) * _ROOM + 0.02
    low, top = min(reached) - room, max(reached) + room
    per_pixel = (top - low) / inside
    lefts = spread([before for before, _ in ends], _AMOUNT * per_pixel, top)
    rights = spread([after for _, after in ends], _NAME * per_pixel, top)
    shapes = [_line((x, low), (x, top), GRID) for x in (0.0, 1.0)]
    notes = []
    for one, (before, after), left, right in zip(shown, ends, lefts, rights, strict=True):
        color = _color(one)
        shapes += [
            _line((0, before), (1, after), color, 2),
            _line((-_LEADER, left), (0, before), color),
            _line((1, after), (1 + _LEADER, right), color),
        ]
        said = f"{shortened(one.name, _LETTERS)}<br><b>{plain(one.after_text)}</b> {plain(one.change_text)}"
        notes.append(_note(-_LEADER, left, plain(one.before_text), "right"))
        notes.append(_note(1 + _LEADER, right, said, "left"))
    marks = go.Scatter(
        x=[x for _ in shown for x in (0, 1)],
        y=[height for pair in ends for height in pair],
        mode="markers",
        cliponaxis=False,
        hovertext=[text for one in shown for text in one.hovers],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[one.address for one in shown for _ in one.hovers],
        marker={
            "size": 9,
            "color": [_color(one) for one in shown for _ in one.hovers],
            "symbol": ["circle-open" if part else "circle" for one in shown for part in one.are_partial],
            "line": {"width": 2, "color": [_color(one) for one in shown for _ in one.hovers]},
        },
    )
    return figure(
        marks,
        height=inside + _TOP + _FOOT,
        margin={"l": _LEFT, "r": _RIGHT, "t": _TOP, "b": _FOOT},
        shapes=shapes,
        annotations=notes,
        xaxis={
            "range": [-_LEADER, 1 + _LEADER],
            "tickvals": [0, 1],
            "ticktext": [f"<b>{plain(year)}</b>" for year in years],
            "tickangle": 0,
            "showgrid": False,
            "zeroline": False,
            "automargin": False,
        },
        yaxis={"range": [low, top], "showticklabels": False, "showgrid": False, "automargin": False},
    )  # fmt: skip


def _color(one: Slope) -> str:
    return _FALL if one.after < one.before else MAIN


def _line(
    first: tuple[float, float], last: tuple[float, float], color: str, width: float = 1
) -> dict[str, Any]:
    return {
        "type": "line", "x0": first[0], "y0": first[1], "x1": last[0], "y1": last[1], "layer": "below",
        "line": {"color": color, "width": width},
    }  # fmt: skip


def _note(across: float, height: float, text: str, anchor: str) -> dict[str, Any]:
    return {
        "x": across, "y": height, "text": text, "showarrow": False, "xanchor": anchor,
        "align": "left", "font": {"size": 12},
    }  # fmt: skip
