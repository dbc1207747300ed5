"""Money against goals: who is late in both stands below and left of the lines."""

from __future__ import annotations

from typing import Any

from dashboard.ui.charts.quadrant import Bubble, quadrant


def _bubble(rate: float, attainment: float, size: int = 100, status: str | None = "on_pace") -> Bubble:
    return Bubble(
        name=f"{rate}", mark="1", rate=rate, attainment=attainment, size=size, status=status, hover="",
        address="/x",
    )  # fmt: skip


def _drawn(*bubbles: Bubble) -> dict[str, Any]:
    return quadrant(bubbles, 75.0, axes=("x", "y"), corners=("a", "b", "c", "d"), line="75%").to_plotly_json()


def test_the_lines_cross_where_the_year_stands() -> None:
    drawn = _drawn(_bubble(60.0, 90.0), _bubble(104.0, 20.0))
    upright, level = drawn["layout"]["shapes"]
    assert (upright["x0"], upright["x1"], level["y0"], level["y1"]) == (75.0, 75.0, 75.0, 75.0)
    left, right = drawn["layout"]["xaxis"]["range"]
    assert left < 60.0 < 104.0 < right


def test_an_area_says_the_budget() -> None:
    sizes = _drawn(_bubble(60.0, 90.0, 400), _bubble(80.0, 90.0, 100))["data"][0]["marker"]["size"]
    assert sizes[0] == 2 * sizes[1]


def test_nothing_to_spend_is_still_to_be_seen() -> None:
    assert min(_drawn(_bubble(0.0, 0.0, 0))["data"][0]["marker"]["size"]) > 0


def test_a_status_has_a_shape_beside_its_colour() -> None:
    marks = _drawn(_bubble(60.0, 90.0, status="behind"), _bubble(80.0, 90.0), _bubble(9.0, 9.0, status=None))
    symbols = marks["data"][0]["marker"]["symbol"]
    assert len(set(symbols)) == 3


def test_names_of_neighbours_stand_apart() -> None:
    drawn = _drawn(*(_bubble(60.0, 90.0 + n / 10) for n in range(5)))
    heights = [
        note["y"] / 112 * 290 - note["ay"] for note in drawn["layout"]["annotations"] if note["showarrow"]
    ]
    assert len(heights) == 5
    assert all(
        above - below > 17.9 for above, below in zip(sorted(heights)[1:], sorted(heights), strict=False)
    )
