"""A budget's parts beside their whole: as high as they are large, filled as far as they are spent."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.ui.charts.theme import MAIN, QUIET, STATUS, figure, plain, shortened

_HEIGHT = 500
_LINE = 16
"""Pixels of the figure, and of a line of words in a block."""
_GAP = 2
"""Pixels between blocks."""
_TRUNK = 0.13
"""Of the width: the whole, whose name stands upright."""
_LETTERS = 26
"""Korean letters that the whole width has room for, on a phone."""
_MOST_LINES = 4
_GROUND: Final = "rgba(138, 148, 158, 0.2)"
_FILL = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part. size: its budget in won. rate: of it spent, in percent; None is not known, and left unfilled.

    beside: its amounts as text. address: where a click leads. is_readable: whether what it spent can be read.
    """

    name: str
    beside: str
    size: int
    rate: float | None
    status: str | None
    hover: str
    address: str
    is_readable: bool = True
    parts: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    block: Block
    left: float
    width: float
    top: float
    level: int


def icicle(whole: Block) -> go.Figure | None:
    """Return the figure; None where nothing has a size. What its parts leave open stays an empty place."""
    room = _room(whole)
    if room <= 0:
        return None
    placed = [one for one in _placed(whole, 0.0, 0.0, 0) if one.block.size > 0]
    pixel = room / _HEIGHT
    return figure(
        _bars(placed, pixel, ground=True),
        _bars([one for one in placed if one.block.rate], pixel, ground=False),
        height=_HEIGHT,
        barmode="overlay",
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        annotations=[note for one in placed for note in _words(one, pixel)],
        xaxis={"range": [0, 1], "visible": False},
        yaxis={"range": [room, 0], "visible": False},
    )


def exceeds(whole: Block) -> bool:
    """Whether parts anywhere are more than what they are parts of, and so stand beyond its foot."""
    return _room(whole) > whole.size > 0 or any(exceeds(part) for part in whole.parts)


def _room(block: Block) -> int:
    """How high a block and its parts stand: parts that overlap may be more than their whole."""
    return max(block.size, sum(_room(part) for part in block.parts))


def _placed(block: Block, left: float, top: float, level: int) -> Iterator[_Placed]:
    """A block and its parts, the largest on top; what has no parts reaches to the edge."""
    parts = sorted((part for part in block.parts if _room(part) > 0), key=lambda part: -_room(part))
    width = 1 - left
    if parts:
        width = _TRUNK if level == 0 else width / 2
    yield _Placed(block, left, width, top, level)
    for part in parts:
        yield from _placed(part, left + width, top, level + 1)
        top += _room(part)


def _bars(placed: Sequence[_Placed], pixel: float, *, ground: bool) -> go.Bar:
    """The blocks, or what of them is filled; hatched where what is spent cannot be read."""
    gap = 0.002 if ground else 0.0

    def share(one: _Placed) -> float:
        return 1.0 if ground else min(1.0, max(0.0, (one.block.rate or 0.0) / 100))

    colors = [_GROUND if ground else STATUS.get(one.block.status or "", MAIN) for one in placed]
    return go.Bar(
        orientation="h",
        base=[one.left for one in placed],
        x=[(one.width - gap) * share(one) for one in placed],
        y=[one.top + one.block.size / 2 for one in placed],
        width=[max(one.block.size - _GAP * pixel, one.block.size / 2) for one in placed],
        customdata=[one.block.address for one in placed],
        hovertext=[one.block.hover for one in placed],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "color": colors,
            "opacity": 1 if ground else _FILL,
            "cornerradius": 1,
            "line": {"width": 0},
            "pattern": {
                "shape": ["/" if ground and not one.block.is_readable else "" for one in placed],
                "fgcolor": QUIET,
                "bgcolor": _GROUND,
                "size": 7,
                "solidity": 0.25,
            },
        },
    )  # fmt: skip


def _words(one: _Placed, pixel: float) -> list[dict[str, Any]]:
    """Name and amounts of a block, as far as its height has room for their lines."""
    block, high = one.block, one.block.size / pixel
    common = {"showarrow": False, "font": {"size": 12}}
    if one.level == 0 and block.parts:
        text = f"<b>{shortened(block.name, 18)}</b>  {plain(block.beside)}"
        place = {"x": one.left + one.width / 2, "y": one.top + block.size / 2, "textangle": -90}
        return [{**common, **place, "text": text, "xanchor": "center", "yanchor": "middle"}]
    lines = min(_MOST_LINES, int((high - 2) / _LINE))
    if lines < 1:
        return []
    letters = max(4, int(one.width * _LETTERS) - 1)
    named = _broken(block.name, letters, max(1, lines - 1))
    text = "<br>".join([*(f"<b>{plain(line)}</b>" for line in named), *([plain(block.beside)] * (lines > 1))])
    return [
        {
            **common,
            "x": one.left,
            "y": one.top,
            "xanchor": "left",
            "yanchor": "top",
            "xshift": 3,
            "align": "left",
            "text": text,
        }
    ]


def _broken(name: str, letters: int, most: int) -> list[str]:
    """A name in lines of so many letters; what has no room in the last of them is cut off."""
    lines = textwrap.wrap(name, letters)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: letters - 1] + "…"]
    return lines
