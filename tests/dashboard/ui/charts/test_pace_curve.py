"""A pace curve: what is known is marked, what is projected is dashed, and nothing is made up between."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.charts.pace_curve import Known, Path, Projected, pace_curve

MONTHS = [f"{month}" for month in range(1, 13)]
YEAR = Path(first=date(2023, 1, 1), last=date(2023, 12, 31), won=100, text="budget")


def _known(won: int, day: date = date(2023, 9, 30)) -> Known:
    return Known(day=day, won=won, status="behind", text="known", hover="")


def _projected(won: int) -> Projected:
    return Projected(won=won, name="projected", text="won", hover="")


def test_the_path_leads_from_nothing_on_the_first_day_to_the_budget_after_the_last() -> None:
    drawn = pace_curve([_known(10)], YEAR, None, year=2023, months=MONTHS)
    path = drawn.data[0]
    assert list(path.x) == ["2023-01-01", "2024-01-01"]
    assert list(path.y) == [0, 100]


def test_the_projection_is_dashed_and_leads_from_the_newest_date() -> None:
    known = [_known(10, date(2023, 3, 31)), _known(30, date(2023, 6, 30))]
    drawn = pace_curve(known, YEAR, _projected(60), year=2023, months=MONTHS)
    _, onward, spent = drawn.data
    assert list(onward.x) == ["2023-07-01", "2024-01-01"]
    assert list(onward.y) == [30, 60]
    assert onward.line.dash == "dash"
    assert list(spent.y) == [10, 30]
    assert spent.line.dash is None


def test_without_a_budget_there_is_no_path() -> None:
    drawn = pace_curve([_known(10)], None, None, year=2023, months=MONTHS)
    assert len(drawn.data) == 1
    assert not drawn.layout.shapes


@given(
    st.integers(-(10**9), 10**12),
    st.integers(0, 10**12),
    st.none() | st.integers(-(10**9), 10**13),
    st.integers(0, 364),
)
def test_everything_stands_inside(won: int, budget: int, projection: int | None, day: int) -> None:
    known = [_known(won, date(2023, 1, 1) + timedelta(days=day))]
    path = Path(first=date(2023, 7, 1), last=date(2023, 12, 31), won=budget, text="")
    projected = None if projection is None else _projected(projection)
    drawn = pace_curve(known, path, projected, year=2023, months=MONTHS)
    low, high = drawn.layout.yaxis.range
    first, last = drawn.layout.xaxis.range
    assert low <= 0
    for trace in drawn.data:
        assert all(low <= value <= high for value in trace.y)
        assert all(first <= day <= last for day in trace.x)
    for shape in drawn.layout.shapes:
        assert low <= shape.y0 <= high
