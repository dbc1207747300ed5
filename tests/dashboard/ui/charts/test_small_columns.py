"""Columns in a cell: from zero, of one height, and a missing period is an empty place."""

from __future__ import annotations

import pytest
from dash.development.base_component import Component

from dashboard.ui.charts.columns import Slot
from dashboard.ui.charts.small_columns import small_columns
from tests.dashboard.reading import parts, text_of


def _of(chart: Component, name: str) -> list[Component]:
    return [part for part in parts(chart) if name in str(getattr(part, "className", "")).split()]


def _heights(chart: Component, kind: str) -> list[str]:
    return [part.style["height"] for part in _of(chart, f"trend-{kind}")]


def test_columns_start_at_zero_and_share_one_height() -> None:
    slots = [
        Slot(period="2023", plan=50.0, actual=25.0),
        Slot(period="2024"),
        Slot(period="2025", plan=100.0, actual=120.0, note="9. 30."),
    ]
    chart = small_columns(slots, "sentence")
    assert _heights(chart, "plan") == ["41.7%", "83.3%"]
    assert _heights(chart, "actual") == ["20.8%", "100.0%"]
    assert [len(_of(chart, name)) for name in ("small-column", "gap", "partial")] == [3, 1, 1]
    assert text_of(chart) == "2023 2025"


@pytest.mark.parametrize("value", [0.0, -5.0, None])
def test_nothing_and_less_than_nothing_have_no_height(value: float | None) -> None:
    chart = small_columns([Slot(period="2023", plan=value)], "sentence")
    assert _heights(chart, "plan") == ([] if value is None else ["0.0%"])


def test_no_period_is_an_empty_place() -> None:
    assert text_of(small_columns([], "sentence")) == ""
