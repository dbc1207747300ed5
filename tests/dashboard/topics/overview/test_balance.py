"""The overview's picture: directions with a rate and a result, each where its figures put it."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.shell.page import View
from dashboard.topics.directions import queries as directions
from dashboard.topics.overview.charts import balance_chart


def test_each_direction_stands_at_its_own_figures(view_of: Callable[..., View]) -> None:
    view = view_of("overview")
    rows = directions.scorecard(view.connection, view.scope)
    shown = balance_chart(view, rows)
    assert shown is not None
    (marks,) = shown.figure.data
    drawn = [row for row in rows if row["attainment_median"] is not None]
    assert list(marks.x) == [row["execution_rate"] for row in drawn]
    assert list(marks.y) == [row["attainment_median"] for row in drawn]
    assert all(row["name"] in text for row, text in zip(drawn, marks.hovertext, strict=True))
    assert all(address.startswith("/directions/") for address in marks.customdata)


def test_a_year_without_results_has_no_picture(view_of: Callable[..., View]) -> None:
    view = view_of("overview")
    rows = [dict(row, attainment_median=None) for row in directions.scorecard(view.connection, view.scope)]
    assert balance_chart(view, rows) is None


def test_what_has_no_result_is_named_beside_the_picture(view_of: Callable[..., View]) -> None:
    view = view_of("overview")
    rows = [dict(row) for row in directions.scorecard(view.connection, view.scope)]
    rows[0]["attainment_median"] = None
    shown = balance_chart(view, rows)
    assert shown is not None
    assert rows[0]["name"] in shown.notes[-1]
    assert len(shown.figure.data[0].x) == len(rows) - 1
