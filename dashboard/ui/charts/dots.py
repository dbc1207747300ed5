"""Goals in percent of their target, a row each: the result, an earlier year's, the share of the year.

A name stands above its marks, so that a phone has the whole width for both. A result beyond the end of the
axis stands at that end with an arrow: one of fifty times its target would press all others together. The
lines of the target and of the year are broken where names stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from dashboard.ui.charts.theme import GRID, QUIET, STATUS, SYMBOLS, figure, plain, shortened

END = 200.0
"""Where the axis ends at the latest, in percent of the target."""
_LEAST_END = 130.0
_TARGET = 100.0
_ROW, _HEADING, _FRAME, _ABOVE = 40, 30, 56, 8
"""Pixels of a goal, of a heading, around all of them, and from a name down to its marks."""
_NAME, _SHORTEST = 29, 12
"""Letters for a name where it stands alone, and beside the longest figures."""
_ROOM, _NEAR_THE_END = 0.13, 0.9
"""Of the axis: from where a figure has room on the left of its mark, and none on its right."""
_REACH = 10
"""Pixels of a line of the target or of the year, above and below its row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One goal. attainment, elapsed, earlier: in percent; earlier is the result of an earlier year.

    text: the attainment as it is written; figures: result and target. elapsed: None where the year says
    nothing of it. address: where a click leads. group: what it stands under; empty for none.
    """

    name: str
    figures: str
    attainment: float
    text: str
    status: str | None
    hover: str
    address: str | None = None
    elapsed: float | None = None
    earlier: float | None = None
    earlier_hover: str = ""
    group: str = ""


def is_beyond(value: float) -> bool:
    """Whether a result stands beyond the end of the axis."""
    return value > END


def dots(goals: Sequence[Dot], *, target: str, elapsed: str) -> go.Figure:
    """Return the figure, in the order given. target, elapsed: what the two lines say."""
    heights: list[tuple[Dot, int]] = []
    headings: list[tuple[str, int]] = []
    down = 0
    for group, members in groupby(goals, key=lambda goal: goal.group):
        if group:
            headings.append((group, down))
            down += _HEADING
        for goal in members:
            heights.append((goal, down))
            down += _ROW
    values = [value for goal in goals for value in (goal.attainment, goal.earlier) if value is not None]
    end = min(END, max([_LEAST_END, *values]))
    right = end * 1.04
    before = [(goal, at) for goal, at in heights if goal.earlier is not None]
    traces = [
        _marks(
            [min(goal.earlier or 0.0, end) for goal, _ in before],
            [_middle(at) for _, at in before],
            [goal.earlier_hover for goal, _ in before],
            [goal.address for goal, _ in before],
            size=13,
            symbol=[
                "triangle-right-open" if is_beyond(goal.earlier or 0.0) else "circle-open"
                for goal, _ in before
            ],
            color=QUIET,
        ),
        _marks(
            [min(goal.attainment, end) for goal, _ in heights],
            [_middle(at) for _, at in heights],
            [goal.hover for goal, _ in heights],
            [goal.address for goal, _ in heights],
            size=13,
            symbol=[SYMBOLS.get(goal.status or "", "circle-open") for goal, _ in heights],
            color=[STATUS.get(goal.status or "", QUIET) for goal, _ in heights],
        ),
    ]
    notes = [_words(0, "left", top + _HEADING - 6, f"<b>{plain(group)}</b>") for group, top in headings]
    for goal, at in heights:
        room = max(_SHORTEST, _NAME - len(goal.figures) // 2)
        notes.append(_words(0, "left", at + _ABOVE + 12, shortened(goal.name, room)))
        notes.append(_words(1, "right", at + _ABOVE + 12, plain(goal.figures), size=12))
        notes.append(_value(goal, at, end))
    passed = [goal.elapsed for goal in goals if goal.elapsed is not None]
    if passed:
        notes.append(_line_name(min(passed), elapsed, "right"))
    notes.append(_line_name(_TARGET, target, "left"))
    return figure(
        *traces,
        height=_FRAME + down,
        margin={"l": 16, "r": 16, "t": 24, "b": 24},
        annotations=notes,
        shapes=[shape for goal, at in heights for shape in _ground(goal, _middle(at), right)],
        xaxis={
            "range": [0, right],
            "tickvals": [tick for tick in (0, 50, 100, 150, 200) if tick <= end],
            "ticktext": [f"{tick}%" for tick in (0, 50, 100, 150, 200) if tick <= end],
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={"range": [down, 0], "visible": False},
    )  # fmt: skip


def _middle(top: int) -> float:
    return top + _ABOVE + 21.0


def _marks(
    across: Sequence[float],
    down: Sequence[float],
    hovers: Sequence[str],
    addresses: Sequence[str | None],
    **marker: Any,  # noqa: ANN401 -- Plotly's own words
) -> go.Scatter:
    return go.Scatter(
        x=list(across),
        y=list(down),
        mode="markers",
        cliponaxis=False,
        hovertext=list(hovers),
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=list(addresses),
        marker={**marker, "line": {"width": 1.5, "color": "#ffffff"}},
    )


def _words(across: float, anchor: str, down: float, text: str, size: int = 13) -> dict[str, Any]:
    """A text over its marks, at an edge of the figure."""
    return {
        "xref": "paper", "x": across, "y": down, "text": text, "showarrow": False, "xanchor": anchor,
        "yanchor": "bottom", "font": {"size": size}, "align": anchor,
    }  # fmt: skip


def _value(goal: Dot, at: int, end: float) -> dict[str, Any]:
    """The attainment beside its mark, away from the line to the target; one near zero stands beyond it."""
    at_mark = min(goal.attainment, end)
    is_short = goal.attainment < _TARGET
    has_room = at_mark > end * _ROOM
    is_left = has_room and (is_short or at_mark > end * _NEAR_THE_END)
    text = f"<b>{plain(goal.text)}</b>" + (" →" if is_beyond(goal.attainment) else "")
    return {
        "x": at_mark if has_room else _TARGET, "y": _middle(at), "text": text, "showarrow": False,
        "xanchor": "right" if is_left else "left", "xshift": -9 if is_left else 9,
    }  # fmt: skip


def _ground(goal: Dot, middle: float, right: float) -> list[dict[str, Any]]:
    """The line that a row's marks stand on, what is open up to the target, the target, and the year."""
    lines = [_line((0, right), (middle, middle), GRID)]
    if goal.attainment < _TARGET:
        color = STATUS.get(goal.status or "", QUIET)
        lines.append(_line((goal.attainment, _TARGET), (middle, middle), color, width=2))
    lines.append(_line((_TARGET, _TARGET), (middle - _REACH, middle + _REACH), QUIET, width=2))
    if goal.elapsed is not None:
        upright = (middle - _REACH, middle + _REACH)
        lines.append(_line((goal.elapsed, goal.elapsed), upright, QUIET, dash="dot"))
    return lines


def _line(
    across: tuple[float, float],
    down: tuple[float, float],
    color: str,
    width: float = 1.5,
    dash: str = "solid",
) -> dict[str, Any]:
    return {
        "type": "line", "x0": across[0], "x1": across[1], "y0": down[0], "y1": down[1], "layer": "below",
        "line": {"color": color, "width": width, "dash": dash},
    }  # fmt: skip


def _line_name(across: float, text: str, anchor: str) -> dict[str, Any]:
    return {
        "x": across, "y": 1, "yref": "paper", "text": plain(text), "showarrow": False, "xanchor": anchor,
        "yanchor": "bottom", "font": {"size": 12},
    }  # fmt: skip
