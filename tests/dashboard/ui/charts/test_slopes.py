"""Slopes: what moved by the same percentage is as steep, and names never stand on each other."""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from dashboard.ui.charts.slopes import Slope, slopes
from dashboard.ui.charts.spread import spread


def _slope(name: str, before: float, after: float, **changes: tuple[bool, bool]) -> Slope:
    return Slope(
        name=name, before=before, after=after, before_text="was", after_text="is", change_text="moved",
        hovers=("then", "now"), address=f"/{name}", **changes,
    )  # fmt: skip


def _drawn(*shown: Slope) -> go.Figure:
    return slopes(shown, ("2023", "2026"))


def _moves(figure: go.Figure) -> list[float]:
    return [line.y1 - line.y0 for line in figure.layout.shapes if (line.x0, line.x1) == (0, 1)]


def test_the_same_percentage_is_as_steep_whether_large_or_small() -> None:
    large, small, fall = _moves(
        _drawn(_slope("a", 1e9, 1.1e9), _slope("b", 1e6, 1.1e6), _slope("c", 2e6, 1e6))
    )
    assert large == pytest.approx(small)
    assert fall < 0 < large


def test_rise_and_fall_are_told_apart() -> None:
    rise, fall = (_drawn(_slope("a", *ends)).data[0].marker.color[0] for ends in ((1.0, 2.0), (2.0, 1.0)))
    assert rise != fall


def test_a_small_move_is_no_leap() -> None:
    figure = _drawn(_slope("a", 100.0, 101.0), _slope("b", 100.0, 99.0))
    low, top = figure.layout.yaxis.range
    assert max(_moves(figure)) < (top - low) / 20


def test_an_unfinished_year_is_an_empty_mark() -> None:
    figure = _drawn(_slope("a", 1.0, 2.0, are_partial=(False, True)))
    assert list(figure.data[0].marker.symbol) == ["circle", "circle-open"]


def test_names_stand_apart_in_the_order_of_their_lines() -> None:
    figure = _drawn(*(_slope(f"n{n}", 10.0, 10.0 + n / 10) for n in range(6)))
    names = [note for note in figure.layout.annotations if note.xanchor == "left"]
    low, top = figure.layout.yaxis.range
    inside = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    gaps = [(later.y - earlier.y) / (top - low) * inside for earlier, later in pairwise(names)]
    assert all(gap > 30 for gap in gaps)
    assert names[-1].y <= top


def test_nothing_is_an_empty_figure() -> None:
    assert list(_drawn().data[0].x) == []


@pytest.mark.parametrize(
    ("values", "heights"),
    [([], []), ([5.0, 1.0, 1.0], [5.0, 1.0, 3.0]), ([10.0, 10.0], [8.0, 10.0]), ([1.0, 9.0], [1.0, 9.0])],
)
def test_names_move_no_further_than_they_must(values: list[float], heights: list[float]) -> None:
    assert spread(values, 2.0, 10.0) == heights
