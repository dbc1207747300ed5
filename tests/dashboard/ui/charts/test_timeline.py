"""Steps under the months of a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.ui.charts.timeline import Step, timeline

DAY = 24 * 60 * 60 * 1000


def _drawn(*steps: Step, as_of: date | None = None) -> dict[str, Any]:
    return timeline(steps, 2026, as_of, months=[str(m) for m in range(1, 13)], today="now").to_plotly_json()


def test_a_step_lasts_to_the_end_of_its_last_day() -> None:
    bar = _drawn(Step("a", date(2026, 3, 1), date(2026, 3, 31), ""))["data"][0]
    assert (bar["base"], bar["x"]) == (["2026-03-01"], [31 * DAY])


def test_a_step_beyond_the_year_ends_at_its_edge() -> None:
    bar = _drawn(Step("a", date(2025, 11, 1), date(2027, 2, 1), ""))["data"][0]
    assert (bar["base"], bar["x"]) == (["2026-01-01"], [365 * DAY])


def test_what_is_over_is_grey_and_the_day_is_marked() -> None:
    past = Step("a", date(2026, 1, 1), date(2026, 1, 31), "")
    coming = Step("b", date(2026, 2, 1), date(2026, 3, 1), "")
    drawn = _drawn(past, coming, as_of=date(2026, 1, 31))
    first, second = drawn["data"][0]["marker"]["color"]
    assert first != second
    assert drawn["layout"]["shapes"][0]["x0"] == "2026-02-01"


def test_without_a_date_nothing_is_over() -> None:
    drawn = _drawn(Step("a", date(2026, 1, 1), date(2026, 1, 31), ""))
    assert "shapes" not in drawn["layout"] or not drawn["layout"]["shapes"]


def test_a_printed_name_is_text_and_no_markup() -> None:
    drawn = _drawn(Step('<a href="//elsewhere">x</a>', date(2026, 1, 1), date(2026, 1, 31), "<b>"))
    assert "<a" not in str(drawn["data"]) + str(drawn["layout"]["yaxis"])
