"""Columns of a figure over its periods: from zero, gaps kept, what is not over told apart."""

from __future__ import annotations

import pytest

from dashboard.ui.charts.columns import Slot, columns, run_of


@pytest.mark.parametrize(
    ("periods", "run"),
    [
        (["2026", "2023"], ["2023", "2024", "2025", "2026"]),
        (["2023-11", "2024-02"], ["2023-11", "2023-12", "2024-01", "2024-02"]),
        (["2023-Q4", "2024-Q2"], ["2023-Q4", "2024-Q1", "2024-Q2"]),
        (["2023", "2023"], ["2023"]),
        (["2023", "2024-01"], ["2023", "2024-01"]),
        (["2023-01", "2023-Q1"], ["2023-01", "2023-Q1"]),
        (["before", "after"], ["after", "before"]),
        ([], []),
    ],
)
def test_the_axis_leaves_no_period_out(periods: list[str], run: list[str]) -> None:
    assert run_of(periods) == run


SLOTS = [
    Slot(period="2023", plan=50.0, actual=25.0, plan_text="50", actual_text="25"),
    Slot(period="2024"),
    Slot(period="2025", plan=100.0, actual=120.0, plan_text="100", actual_text="120", note="9. 30."),
]


def test_a_period_without_a_figure_stays_a_named_gap() -> None:
    figure = columns(SLOTS, empty="nothing", plan="plan", actual="actual")
    assert [list(trace.y) for trace in figure.data] == [[50.0, None, 100.0], [25.0, None, 120.0]]
    assert [(note.x, note.text) for note in figure.layout.annotations] == [(1, "nothing")]
    assert list(figure.layout.xaxis.categoryarray) == ["2023", "2024", "2025"]


def test_columns_begin_at_zero_and_an_unfinished_year_is_hatched() -> None:
    figure = columns(SLOTS, empty="nothing")
    assert figure.layout.yaxis.rangemode == "tozero"
    assert all(list(trace.marker.pattern.shape) == ["", "", "/"] for trace in figure.data)
    assert "9. 30." in figure.layout.xaxis.ticktext[2]


def test_a_result_above_its_plan_carries_both_figures() -> None:
    plan, actual = columns(SLOTS, empty="nothing").data
    assert list(plan.text) == ["50<br><b>25</b>", "", ""]
    assert list(actual.text) == ["", "", "100<br><b>120</b>"]


def test_without_a_plan_there_is_one_column_a_period() -> None:
    (only,) = columns([Slot(period="2023-05", actual=20.0, actual_text="20")], empty="nothing").data
    assert list(only.text) == ["20"]


def test_sixty_months_name_some_of_them_with_the_last() -> None:
    slots = [Slot(period=f"{2019 + n // 12}-{n % 12 + 1:02d}", actual=float(n)) for n in range(60)]
    figure = columns(slots, empty="nothing")
    assert len(figure.layout.xaxis.tickvals) < 12
    assert [figure.layout.xaxis.tickvals[0], figure.layout.xaxis.tickvals[-1]] == ["2019-01", "2023-12"]
    assert not any(figure.data[0].text)
