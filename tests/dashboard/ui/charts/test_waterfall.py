"""A waterfall: each step begins where the one before ended, and a whole begins at zero."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.charts.waterfall import Step, waterfall


def _step(won: int, **given: Any) -> Step:
    return Step(**{"name": "step", "won": won, "text": f"{won}", "hover": "", **given})


@given(st.integers(-50, 50), st.lists(st.integers(-(10**12), 10**12), max_size=8))
def test_the_changes_lead_from_one_whole_to_the_other(first: int, changes: list[int]) -> None:
    last = first + sum(changes)
    steps = [_step(first, is_whole=True), *map(_step, changes), _step(last, is_whole=True)]
    drawn = waterfall(steps)
    bars = drawn.data[0]
    assert bars.base[0] == bars.base[-1] == 0
    for place in range(1, len(steps) - 1):
        assert bars.base[place] == bars.base[place - 1] + bars.x[place - 1]
    low, high = drawn.layout.xaxis.range
    assert low <= 0 <= high
    for base, length in zip(bars.base, bars.x, strict=True):
        assert low <= base <= high
        assert low <= base + length <= high


def test_what_is_taken_away_is_told_without_colour() -> None:
    pattern = waterfall([_step(9, is_whole=True), _step(-4), _step(2)]).data[0].marker.pattern
    assert list(pattern.shape) == ["", "/", ""]


def test_the_first_step_stands_on_top_and_only_what_has_an_address_leads_on() -> None:
    drawn = waterfall([_step(9, is_whole=True), _step(-4, address="/x")])
    foot, top = drawn.layout.yaxis.range
    assert top < drawn.data[0].y[0] < drawn.data[0].y[1] < foot
    assert list(drawn.data[0].customdata) == [None, "/x"]


def test_a_printed_name_is_text() -> None:
    drawn = waterfall([_step(1, name="<i>&", is_whole=True)])
    assert drawn.layout.annotations[0].text == "<b>&lt;i&gt;&amp;</b>"
