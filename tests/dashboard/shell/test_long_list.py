"""A long list a part at a time: every row is in one part, and the reader is told which it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from tests.dashboard.reading import links_of, text_of

ViewOf = Callable[..., View]
ROWS = list(range(1, 251))


def _view(view_of: ViewOf, part: str = "") -> View:
    return view_of("goals", "/goals", f"?part={part}" if part else "")


def test_a_short_list_says_nothing(view_of: ViewOf) -> None:
    part = part_of(_view(view_of), "goals", ROWS[:100])
    assert (part.rows, part.above, part.below) == (ROWS[:100], (), ())


def test_the_parts_hold_every_row_once(view_of: ViewOf) -> None:
    parts = [part_of(_view(view_of, f"goals.{number}"), "goals", ROWS).rows for number in (1, 2, 3)]
    assert [row for rows in parts for row in rows] == ROWS
    assert list(part_of(_view(view_of, "goals.all"), "goals", ROWS).rows) == ROWS


def test_the_part_is_named_and_leads_to_the_others(view_of: ViewOf) -> None:
    part = part_of(_view(view_of, "goals.2"), "goals", ROWS)
    assert "250개 가운데 101–200번째" in text_of(part.above[0])
    assert set(links_of(part.above[0])) == {
        f"/goals?part=goals.{way}#list-goals" for way in ("1", "3", "all")
    }


@pytest.mark.parametrize(
    ("asked", "first"),
    [("goals.9", 201), ("other.2", 1), ("goals.0", 1), ("goals.two", 1), ("goals", 1), ("goals.-1", 1)],
)
def test_what_cannot_be_meant_is_the_nearest_part(view_of: ViewOf, asked: str, first: int) -> None:
    assert part_of(_view(view_of, asked), "goals", ROWS).rows[0] == first


def test_thousands_are_never_drawn_at_once(view_of: ViewOf) -> None:
    part = part_of(_view(view_of, "goals.all"), "goals", list(range(2_000)))
    assert part.rows == list(range(100))
    assert not any(href.endswith("goals.all#list-goals") for href in links_of(part.above[0]))
