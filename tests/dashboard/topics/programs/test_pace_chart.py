"""A programme's pace: its own dates alone, projected only while its time is on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from dash import dcc

from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.charts import pace_chart
from dashboard.ui.rows import Row
from tests.dashboard.reading import parts, text_of
from tests.dashboard.test_pages import PROGRAM

ViewOf = Callable[..., View]


def _rows(view: View) -> list[Row]:
    return [dict(row) for row in programs.one(view.connection, view.subject or "")]


def test_the_figures_are_the_programmes_own(view_of: ViewOf) -> None:
    view = view_of("program", PROGRAM)
    rows = _rows(view)
    newest = rows[0]
    chart = pace_chart(view, rows, "name")
    assert chart is not None
    path, onward, spent = chart.figure.data
    assert path.y[1] == newest["current_won"]
    assert spent.y[-1] == onward.y[0] == newest["executed_won"]
    assert onward.y[1] == newest["projection_won"]
    assert view.words("pace_curve.projection") in chart.notes
    assert view.format.spoken(newest["executed_won"]) in spent.hovertext[-1]


def test_dates_stand_in_their_order_and_one_date_once(view_of: ViewOf) -> None:
    view = view_of("program", PROGRAM)
    newest = _rows(view)[0]
    early = {**newest, "as_of": date(2023, 3, 31), "executed_won": 7}
    same = {**newest, "executed_won": 5}
    pending = {**newest, "as_of": date(2023, 6, 30), "executed_won": None}
    chart = pace_chart(view, [newest, same, pending, early], "name")
    assert chart is not None
    assert list(chart.figure.data[-1].y) == [7, newest["executed_won"]]


@pytest.mark.parametrize("column", ["executed_won", "as_of"])
def test_without_a_dated_figure_there_is_no_picture(view_of: ViewOf, column: str) -> None:
    view = view_of("program", PROGRAM)
    rows = [{**row, column: None} for row in _rows(view)]
    assert pace_chart(view, rows, "name") is None


def test_a_closed_year_is_not_projected(view_of: ViewOf) -> None:
    view = view_of("program", PROGRAM)
    rows = [{**row, "as_of": date(2023, 12, 31)} for row in _rows(view)]
    chart = pace_chart(view, rows, "name")
    assert chart is not None
    assert not any(trace.line.dash for trace in chart.figure.data)
    assert view.words("pace_curve.projection") not in chart.notes


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_says_what_the_picture_shows(router: Router, language: str) -> None:
    page = router.rendered(PROGRAM, "", {"lang": language}).content
    graphs = [part for part in parts(page) if isinstance(part, dcc.Graph)]
    (own,) = [g for g in graphs if g.figure["layout"]["meta"]["name"] == "pace-curve"]
    assert own.figure["layout"]["meta"]["sentence"] in text_of(page)
