"""A dumbbell: both marks stand where their shares are, whatever those are, and words stay readable."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.charts.dumbbell import Pair, dumbbell


def _pair(rate: float, elapsed: float = 75.0, **given: Any) -> Pair:
    said = {"name": "가", "status": "behind", "said": "said", "beside": "", "hover": "", "address": "/x"}
    return Pair(rate=rate, elapsed=elapsed, **{**said, **given})


def _rate_note(drawn: Any) -> Any:
    (note,) = [note for note in drawn.layout.annotations if "said" in note.text]
    return note


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 100)), min_size=1, max_size=8))
def test_marks_and_the_way_between_them_are_the_shares(shares: list[tuple[float, float]]) -> None:
    drawn = dumbbell([_pair(*share) for share in shares], line="")
    ways, passed, spent = drawn.data
    assert list(zip(spent.x, passed.x, strict=True)) == shares
    for base, length, (rate, elapsed) in zip(ways.base, ways.x, shares, strict=True):
        assert base == min(rate, elapsed)
        assert abs(base + length - max(rate, elapsed)) < 1e-9
    low, high = drawn.layout.xaxis.range
    assert low == 0
    assert high >= max(100, *(rate for rate, _ in shares))


def test_lines_stand_in_the_order_given_the_first_on_top() -> None:
    drawn = dumbbell([_pair(10), _pair(90)], line="")
    top, bottom = drawn.layout.yaxis.range
    assert bottom < drawn.data[2].y[0] < drawn.data[2].y[1] < top


def test_the_line_of_the_year_is_named_only_where_it_is_one() -> None:
    def texts(*pairs: Pair) -> list[str]:
        return [note.text for note in dumbbell(pairs, line="the year").layout.annotations]

    assert "the year" in texts(_pair(10), _pair(20))
    assert "the year" not in texts(_pair(10), _pair(20, 50))


@given(st.floats(0, 100), st.floats(0, 100))
def test_the_rate_is_never_written_out_of_the_picture(rate: float, elapsed: float) -> None:
    note = _rate_note(dumbbell([_pair(rate, elapsed)], line=""))
    room = note.x if note.xanchor == "right" else 100 - note.x
    assert room >= 25


def test_a_printed_name_is_text() -> None:
    drawn = dumbbell([_pair(1, name="<a href='x'>&", said="said <b>")], line="")
    assert drawn.layout.annotations[0].text.startswith("&lt;a")
    assert _rate_note(drawn).text == "<b>said &lt;b&gt;</b>"
