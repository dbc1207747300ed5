"""Goals in percent of their target: nothing beyond the axis is lost, nothing is drawn that is not known."""

from __future__ import annotations

import dataclasses
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.ui.charts.dots import END, Dot, dots

GOAL = Dot(
    name="goal", figures="8 / 10", attainment=80.0, text="80.0%", status="on_pace", hover="all", elapsed=75.0
)


def _drawn(*goals: Dot) -> go.Figure:
    return dots(goals, target="TARGET", elapsed="YEAR")


def _texts(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def _upright(figure: go.Figure) -> list[float]:
    """Where lines stand upright, a row after the other."""
    return [shape.x0 for shape in figure.layout.shapes if shape.x0 == shape.x1]


def _with(**changes: Any) -> Dot:
    return dataclasses.replace(GOAL, **changes)


def test_a_result_stands_at_its_percent_and_the_axis_starts_at_zero() -> None:
    figure = _drawn(GOAL, _with(attainment=105.0, text="105.0%"))
    assert list(figure.data[1].x) == [80.0, 105.0]
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 105


def test_far_beyond_the_target_stands_at_the_end_and_says_its_own_figure() -> None:
    figure = _drawn(GOAL, _with(attainment=5090.0, text="5,090.0%"))
    assert list(figure.data[1].x) == [80.0, END]
    assert "<b>5,090.0%</b> →" in _texts(figure)
    assert not any("80.0%</b> →" in text for text in _texts(figure))


def test_the_order_is_that_given_and_a_heading_stands_once() -> None:
    figure = _drawn(_with(name="b", group="one"), _with(name="c", group="one"), _with(name="a", group="two"))
    heights = list(figure.data[1].y)
    assert heights == sorted(heights)
    texts = _texts(figure)
    assert [texts.count(f"<b>{group}</b>") for group in ("one", "two")] == [1, 1]
    assert [text for text in texts if text in "abc"] == ["b", "c", "a"]


def test_the_share_of_the_year_stands_only_where_it_is_expected() -> None:
    assert _upright(_drawn(GOAL, _with(elapsed=None))) == [100.0, 75.0, 100.0]
    assert "YEAR" in _texts(_drawn(GOAL))
    assert "YEAR" not in _texts(_drawn(_with(elapsed=None)))


def test_an_earlier_year_is_an_empty_mark_and_none_is_no_zero() -> None:
    figure = _drawn(GOAL, _with(earlier=60.0, earlier_hover="before"))
    assert list(figure.data[0].x) == [60.0]
    assert figure.data[0].y[0] == figure.data[1].y[1]
    assert list(figure.data[0].marker.symbol) == ["circle-open"]
    beyond = _drawn(_with(earlier=300.0)).data[0]
    assert (list(beyond.x), list(beyond.marker.symbol)) == ([END], ["triangle-right-open"])


@pytest.mark.parametrize("status", ["met", "behind", "watch", None])
def test_a_status_has_a_shape_beside_its_colour(status: str | None) -> None:
    shapes = {s: _drawn(_with(status=s)).data[1].marker.symbol[0] for s in ("met", "behind", "watch", None)}
    assert len(set(shapes.values())) == len(shapes)
    assert shapes[status]


def test_what_a_report_prints_is_no_markup() -> None:
    figure = _drawn(_with(name="<b>x", group="<i>", figures="<1 / 2", text="<3"))
    assert all("<i>" not in text and "<1" not in text and "<3" not in text for text in _texts(figure))


def test_no_goal_is_an_empty_figure() -> None:
    assert list(_drawn().data[1].x) == []
