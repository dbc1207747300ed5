"""Two years side by side: both from zero, what was not known is no bar, and what is not alike is hatched."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.charts.beside import Two, beside


def _two(now: int, before: int | None, **given: Any) -> Two:
    said = {"name": "n", "now_text": "", "before_text": "", "is_alike": True, "hover": "", "address": "/x"}
    return Two(now=now, before=before, **{**said, **given})


@given(st.lists(st.tuples(st.integers(0, 10**12), st.none() | st.integers(0, 10**12)), min_size=1))
def test_both_years_have_one_measure_that_begins_at_zero(amounts: list[tuple[int, int | None]]) -> None:
    drawn = beside([_two(*one) for one in amounts])
    now, before = drawn.data
    assert list(now.x) == [one for one, _ in amounts]
    assert list(before.x) == [one for _, one in amounts if one is not None]
    low, high = drawn.layout.xaxis.range
    assert low == 0
    assert high >= max([*now.x, *before.x])
    assert now.base is before.base is None


def test_what_is_of_another_extent_is_hatched() -> None:
    drawn = beside([_two(1, 2), _two(3, 4, is_alike=False), _two(5, None)])
    assert list(drawn.data[1].marker.pattern.shape) == ["", "/"]
