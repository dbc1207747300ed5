"""A budget's parts: as high as they are large, never more filled than full, what is not known not filled."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.charts.icicle import Block, exceeds, icicle


def _block(name: str, size: int, *parts: Block, **given: Any) -> Block:
    said = {"beside": "", "rate": None, "status": None, "hover": name, "address": f"/{name}"}
    return Block(name=name, size=size, parts=parts, **{**said, **given})


def _spans(trace: Any) -> dict[str, tuple[float, float]]:
    """Top and foot of each bar, without the gap that parts it from the next."""
    return {
        name: (y - width / 2, y + width / 2)
        for name, y, width in zip(trace.hovertext, trace.y, trace.width, strict=True)
    }


def test_nothing_and_zero_are_no_picture() -> None:
    part = _block("part", 0)
    assert icicle(part) is None
    assert icicle(_block("whole", 0, part)) is None


def test_what_its_parts_leave_open_stays_empty_at_the_foot() -> None:
    drawn = icicle(_block("whole", 10, _block("small", 2), _block("large", 5)))
    assert drawn is not None
    spans = _spans(drawn.data[0])
    assert spans["large"][0] < spans["large"][1] <= spans["small"][0] < spans["small"][1] <= 7
    assert drawn.layout.yaxis.range == (10, 0)


def test_parts_that_overlap_stand_beneath_each_other_all_the_same() -> None:
    whole = _block("whole", 4, _block("a", 4), _block("b", 3))
    drawn = icicle(whole)
    assert exceeds(whole)
    assert not exceeds(_block("whole", 7, _block("a", 4), _block("b", 3)))
    assert drawn is not None
    spans = _spans(drawn.data[0])
    assert spans["a"][1] <= spans["b"][0]
    assert drawn.layout.yaxis.range == (7, 0)


def test_a_whole_without_an_amount_leaves_its_place_empty() -> None:
    drawn = icicle(_block("whole", 0, _block("part", 3)))
    assert drawn is not None
    assert list(drawn.data[0].hovertext) == ["part"]
    assert drawn.data[0].base[0] > 0


@given(st.one_of(st.none(), st.floats(0, 900)))
def test_a_block_is_filled_as_far_as_its_rate_and_never_beyond_it(rate: float | None) -> None:
    drawn = icicle(_block("whole", 8, rate=rate))
    assert drawn is not None
    ground, done = drawn.data
    if not rate:
        assert len(done.x) == 0
    else:
        assert abs(done.x[0] - min(1.0, rate / 100)) < 1e-9
        assert ground.base == done.base


def test_what_cannot_be_read_is_hatched_and_leads_on() -> None:
    drawn = icicle(_block("whole", 8, _block("lost", 5, is_readable=False), _block("read", 3)))
    assert drawn is not None
    shapes = dict(zip(drawn.data[0].hovertext, drawn.data[0].marker.pattern.shape, strict=True))
    assert [name for name, shape in shapes.items() if shape] == ["lost"]
    assert list(drawn.data[0].customdata) == ["/whole", "/lost", "/read"]


def test_a_name_too_long_for_its_line_is_cut_and_not_lost() -> None:
    drawn = icicle(_block("whole", 100, _block("rest", 93), _block("가" * 30, 7)))
    assert drawn is not None
    assert any("가가가" in note.text and "…" in note.text for note in drawn.layout.annotations)


def test_a_block_too_low_for_words_has_none() -> None:
    drawn = icicle(_block("whole", 1000, _block("high", 900), _block("low", 4)))
    assert drawn is not None
    texts = "".join(note.text for note in drawn.layout.annotations)
    assert "high" in texts
    assert "low" not in texts
