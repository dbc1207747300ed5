"""Several things of one unit over the same periods, on one axis from zero: marks, joined where they compare.

What stands in a year that is not over is an empty mark. Marks that may not be compared are not joined; across
periods that no report speaks of the line is dotted. Each line has its name and newest figure at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10
from typing import Any

import plotly.graph_objects as go

from dashboard.ui.charts.spread import spread
from dashboard.ui.charts.theme import LINES, figure, plain, shortened

_HEIGHT, _TOP, _FOOT, _NAMES = 350, 12, 56, 156
"""Pixels of the figure, above and below its axis, and of the names right of it."""
_LINE = 17
"""Pixels of a name."""
_LEADER = 0.22
"""Of a period: from the last one to the names."""
_WIDE, _NARROW = 12, 7
"""Pixels of a Korean letter, and of others."""
_FIRST_WIDE = 0x1100
_FEWEST = 5
_STEPS = 5
_SCALE, _HEADROOM = 0.17, 1.08
"""Room for the figures of the axis, of a period for each, and above the highest."""
_MANY = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure of a period. joins: the period of the earlier figure that it may be compared with."""

    period: str
    value: float
    hover: str
    is_plan: bool = True
    is_partial: bool = False
    joins: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing over the periods. newest: its last figure as text. address: where a click leads."""

    name: str
    marks: Sequence[Mark]
    newest: str
    address: str


def lines(
    given: Sequence[Line], run: Sequence[str], *, write: Callable[[float], str], empty: str
) -> go.Figure:
    """Return the figure. run: every period of the axis. write: what is at its steps. empty: a gap's word."""
    shown = [line for line in given if line.marks]
    places = {period: place for place, period in enumerate(run)}
    values = [mark.value for line in shown for mark in line.marks]
    step = _step(max([0.0, *values]))
    highest = max([step, *values])
    ticks = [step * n for n in range(_STEPS + 1) if step * n <= highest]
    top, low = highest * _HEADROOM, min([0.0, *values])
    end = len(run) - 1 + _LEADER
    spoken_of = {mark.period for line in shown for mark in line.marks}
    missing = plain(empty).replace(" ", "<br>")
    traces = [_marks(shown, places, is_plan=True), _marks(shown, places, is_plan=False)]
    shapes: list[dict[str, Any]] = []
    # Written over the lines, not beside them: a phone has the whole width. Zero needs no word.
    notes: list[dict[str, Any]] = [_at_step(tick, write(tick)) for tick in ticks if tick]
    for number, line in enumerate(shown):
        shapes += _joined(line, places, _color(number))
    per_pixel = (top - low) / (_HEIGHT - _TOP - _FOOT)
    lasts = [max(line.marks, key=lambda mark: (mark.period, mark.is_plan)) for line in shown]
    heights = spread([mark.value for mark in lasts], _LINE * per_pixel, top)
    for number, (line, last, height) in enumerate(zip(shown, lasts, heights, strict=True)):
        if last.period == run[-1]:
            start = (places[last.period], last.value)
            shapes.append(_stroke(start, (end, height), _color(number), 1, "solid"))
            notes.append(_name(line, end, height))
        else:
            # It ends before the others: named where it ends.
            above = {"xanchor": "center", "yanchor": "bottom", "yshift": 6}
            notes.append({**_name(line, places[last.period], last.value), **above})
    return figure(
        *[trace for trace in traces if trace.x],
        height=_HEIGHT,
        margin={"l": 8, "r": _NAMES, "t": _TOP, "b": _FOOT},
        shapes=shapes,
        annotations=notes,
        xaxis={
            "range": [-_SCALE * len(run), end],
            "tickvals": [place for period, place in places.items() if _is_named(place, len(run))],
            "ticktext": [
                plain(period) if period in spoken_of else f"{plain(period)}<br>{missing}"
                for period, place in places.items()
                if _is_named(place, len(run))
            ],
            "tickangle": 0,
            "showgrid": False,
            "zeroline": False,
            "automargin": False,
        },
        yaxis={
            "range": [low, top],
            "tickvals": ticks,
            "showticklabels": False,
            "automargin": False,
        },
    )  # fmt: skip


def _color(place: int) -> str:
    return LINES[place % len(LINES)]


def _step(highest: float) -> float:
    """A round step of the axis: some five of them reach the highest figure."""
    if highest <= 0:
        return 1.0
    size = 10.0 ** floor(log10(highest / _STEPS))
    return next(size * n for n in (1, 2, 5, 10) if size * n * _STEPS >= highest)


def _is_named(place: int, of: int) -> bool:
    """All of a few periods, else every so many, with the last."""
    step = -(-of // _MANY)
    return (of - 1 - place) % step == 0


def _marks(shown: Sequence[Line], places: dict[str, int], *, is_plan: bool) -> go.Scatter:
    found = [
        (mark, line, _color(number))
        for number, line in enumerate(shown)
        for mark in line.marks
        if mark.is_plan == is_plan
    ]
    shape = "circle" if is_plan else "diamond"
    return go.Scatter(
        x=[places[mark.period] for mark, _, _ in found],
        y=[mark.value for mark, _, _ in found],
        mode="markers",
        cliponaxis=False,
        hovertext=[mark.hover for mark, _, _ in found],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[line.address for _, line, _ in found],
        marker={
            "size": 9 if is_plan else 10,
            "symbol": [f"{shape}-open" if mark.is_partial else shape for mark, _, _ in found],
            "color": [color for _, _, color in found],
            "line": {"width": 2, "color": [color for _, _, color in found]},
        },
    )


def _joined(line: Line, places: dict[str, int], color: str) -> list[dict[str, Any]]:
    """The strokes between figures that may be compared: of a plan solid, of what was done thin."""
    found = []
    for is_plan in (True, False):
        own = sorted((m for m in line.marks if m.is_plan == is_plan), key=lambda mark: places[mark.period])
        for earlier, later in pairwise(own):
            if later.joins == earlier.period:
                ends = [(places[mark.period], mark.value) for mark in (earlier, later)]
                is_next = ends[1][0] - ends[0][0] == 1
                found.append(
                    _stroke(ends[0], ends[1], color, 2 if is_plan else 1, "solid" if is_next else "dot")
                )
    return found


def _stroke(
    first: tuple[float, float], last: tuple[float, float], color: str, width: float, dash: str
) -> dict[str, Any]:
    return {
        "type": "line", "x0": first[0], "y0": first[1], "x1": last[0], "y1": last[1], "layer": "below",
        "line": {"color": color, "width": width, "dash": dash},
    }  # fmt: skip


def _at_step(tick: float, text: str) -> dict[str, Any]:
    return {
        "xref": "paper", "x": 0, "y": tick, "text": plain(text), "showarrow": False, "xanchor": "left",
        "yanchor": "bottom", "font": {"size": 12},
    }  # fmt: skip


def _name(line: Line, across: float, height: float) -> dict[str, Any]:
    room = _NAMES - _WIDE - _width(line.newest)
    text = f"{shortened(line.name, _letters(line.name, room))} <b>{plain(line.newest)}</b>"
    return {
        "x": across, "y": height, "text": text, "showarrow": False, "xanchor": "left", "font": {"size": 12},
    }  # fmt: skip


def _width(text: str) -> int:
    return sum(_WIDE if ord(letter) >= _FIRST_WIDE else _NARROW for letter in text)


def _letters(text: str, room: int) -> int:
    """How many letters of a name have room, the mark of what is left out among them."""
    if _width(text) <= room:
        return len(text)
    fitting = [count for count in range(len(text)) if _width(text[:count]) + _WIDE <= room]
    return max(_FEWEST, len(fitting))
