"""A figure over its periods, as columns from zero: what was planned around what was done.

A period that no report speaks of stays an empty place with its name, so that the years stand as far apart as
they are; one that is not over is hatched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.ui.charts.theme import MAIN, PALE, QUIET, figure, plain

_YEAR = re.compile(r"\d{4}")
_PART = re.compile(r"(\d{4})-(Q?)(\d{1,2})")
_ROOM = 6
"""Columns that fill the width: fewer stand as narrow as if there were so many."""
_FEW = 9
"""Columns that have room for their figures."""
_SHORT, _NAMED_LONG = 4, 4
"""Letters of a short name; how many longer ones there is room for on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A period with its values and their texts.

    label: what stands under it. above: the year, where that is not the label. note: the date that the figures
    stand for, where the period is not over.
    """

    period: str
    plan: float | None = None
    actual: float | None = None
    plan_text: str = ""
    actual_text: str = ""
    label: str = ""
    above: str = ""
    note: str = ""
    is_chosen: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no report speaks of the period."""
        return self.plan is None and self.actual is None


def run_of(periods: Sequence[str]) -> list[str]:
    """Return every period from the first to the last, those between that are missing too.

    >>> run_of(["2023", "2025", "2026"])
    ['2023', '2024', '2025', '2026']
    >>> run_of(["2023-11", "2024-01"])
    ['2023-11', '2023-12', '2024-01']
    """
    known = sorted(set(periods))
    if known and all(_YEAR.fullmatch(period) for period in known):
        return [str(year) for year in range(int(known[0]), int(known[-1]) + 1)]
    parts = [_PART.fullmatch(period) for period in known]
    if not known or not all(parts) or len({part[2] for part in parts if part}) != 1:
        return known
    quarters = bool(parts[0] and parts[0][2])
    count = 4 if quarters else 12
    numbers = [int(part[1]) * count + int(part[3]) - 1 for part in parts if part]
    return [
        f"{number // count:04d}-{'Q' if quarters else ''}{number % count + 1:0{1 if quarters else 2}d}"
        for number in range(numbers[0], numbers[-1] + 1)
    ]


def month_of(period: str) -> tuple[int, int] | None:
    """Return year and month of a period that is a month; else None."""
    part = _PART.fullmatch(period)
    return None if part is None or part[2] else (int(part[1]), int(part[3]))


def is_wide(periods: Sequence[str]) -> bool:
    """Whether a chart of so many periods takes the whole width."""
    return len(periods) > _FEW


def columns(
    slots: Sequence[Slot], *, empty: str, plan: str = "", actual: str = "", height: int = 260
) -> go.Figure:
    """Return the figure. empty: the word in the place of a missing period. plan, actual: what columns are."""
    has_plan = any(slot.plan is not None for slot in slots)
    has_texts = not is_wide([slot.period for slot in slots])
    traces = []
    if has_plan:
        traces.append(_bars(slots, [slot.plan for slot in slots], plan, 0.74, PALE, has_texts=has_texts))
    done = [slot.actual for slot in slots]
    if any(value is not None for value in done):
        traces.append(_bars(slots, done, actual, 0.42 if has_plan else 0.66, MAIN, has_texts=has_texts))
    gaps = [
        {
            # By its place: a year would be read as a place itself.
            "x": place,
            "y": 0,
            "text": plain(empty),
            "showarrow": False,
            "yanchor": "bottom",
            "textangle": -90 if len(slots) > _FEW // 2 else 0,
            "font": {"color": QUIET, "size": 12},
        }
        for place, slot in enumerate(slots)
        if slot.is_empty and has_texts
    ]
    return figure(
        *traces,
        height=height,
        barmode="overlay",
        margin={"l": 8, "r": 8, "t": 40 if has_plan else 26, "b": 8},
        annotations=gaps,
        xaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [slot.period for slot in slots],
            "range": [-0.5, max(len(slots), _ROOM) - 0.5],
            "tickvals": [slot.period for slot in _ticked(slots)],
            "ticktext": [_tick(slot) for slot in _ticked(slots)],
            "showgrid": False,
            "ticks": "",
        },
        yaxis={"rangemode": "tozero", "showticklabels": not has_texts, "showgrid": not has_texts},
    )  # fmt: skip


def _bars(
    slots: Sequence[Slot],
    values: Sequence[float | None],
    name: str,
    width: float,
    color: str,
    *,
    has_texts: bool,
) -> go.Bar:
    is_plan = color == PALE
    texts = [slot.plan_text if is_plan else slot.actual_text for slot in slots]
    label = f"{plain(name)} " if name else ""
    written = [
        _written(slot, text, is_plan=is_plan) if has_texts else ""
        for slot, text in zip(slots, texts, strict=True)
    ]
    said = [
        f"{plain(slot.period)} {label}<b>{plain(text)}</b> {plain(slot.note)}".strip()
        for slot, text in zip(slots, texts, strict=True)
    ]
    return go.Bar(
        x=[slot.period for slot in slots],
        y=list(values),
        name=plain(name),
        text=written,
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
        textposition="outside",
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        width=width,
        marker={
            "color": color,
            "line": {"color": [MAIN if slot.is_chosen else color for slot in slots], "width": 1},
            "pattern": {"shape": ["/" if slot.note else "" for slot in slots], "solidity": 0.35},
        },
    )  # fmt: skip


def _written(slot: Slot, text: str, *, is_plan: bool) -> str:
    """The figure at its column; of two columns in one place the taller one carries both, the plan above."""
    if slot.plan is None or slot.actual is None:
        return plain(text)
    is_taller = (slot.plan >= slot.actual) == is_plan
    return f"{plain(slot.plan_text)}<br><b>{plain(slot.actual_text)}</b>" if is_taller else ""


def _ticked(slots: Sequence[Slot]) -> list[Slot]:
    """All of a few, else every so many, with the first and the last."""
    if len(slots) <= _FEW:
        return list(slots)
    is_long = max(len(slot.label or slot.period) for slot in slots) > _SHORT
    step = -(-len(slots) // (_NAMED_LONG if is_long else _FEW))
    last = len(slots) - 1
    return [
        slots[0],
        *(slots[place] for place in range(last % step or step, last + 1, step) if place >= step),
    ]


def _tick(slot: Slot) -> str:
    name = plain(slot.label or slot.period)
    lines = [f"<b>{name}</b>" if slot.is_chosen else name, plain(slot.above), plain(slot.note)]
    return "<br>".join(line for line in lines if line)
