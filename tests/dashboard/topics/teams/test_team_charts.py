"""The pace of teams as a picture: the furthest behind first; what has no rate is named, not drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import pytest
from dash import dcc

from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.programs import queries as programs
from dashboard.topics.teams import queries as teams
from dashboard.topics.teams.charts import programs_chart, units_chart
from dashboard.topics.teams.team_list import leaves_of
from tests.dashboard.reading import parts, text_of

TEAM = f"/teams/{quote('서울시여성가족재단-2023-양성평등사업실')}"


def test_units_stand_by_how_far_they_are_behind_and_lead_to_their_pages(view_of: Callable[..., View]) -> None:
    view = view_of("teams", "/teams")
    rows = leaves_of(teams.units(view.connection, view.scope, view.filters))
    paced = [row for row in rows if row["execution_rate"] is not None]
    chart = units_chart(view, rows)
    assert chart is not None
    spent = chart.figure.data[2]
    assert list(spent.x) == [row["execution_rate"] for row in sorted(paced, key=lambda row: row["pace_gap"])]
    assert set(spent.customdata) == {view.link_to("teams", row["unit_id"]) for row in paced}
    worst = min(paced, key=lambda row: row["pace_gap"])
    assert worst[worst["level"]] in chart.sentence
    assert view.format.spoken(worst["needed_per_month_won"]) in chart.sentence


def test_what_has_no_rate_is_counted_in_a_note(view_of: Callable[..., View]) -> None:
    view = view_of("teams", "/teams")
    rows = leaves_of(teams.units(view.connection, view.scope, view.filters))
    without = [row for row in rows if row["execution_rate"] is None]
    assert without
    chart = units_chart(view, rows)
    assert chart is not None
    assert len(chart.figure.data[2].x) == len(rows) - len(without)
    assert view.words("pace.left", n=len(without)) in chart.notes


def test_a_programme_says_where_it_was_read(view_of: Callable[..., View]) -> None:
    view = view_of("team", TEAM)
    view = replace(view, filters=replace(view.filters, department=view.subject))
    rows = programs.listing(view.connection, view.scope, view.filters)
    chart = programs_chart(view, rows, "양성평등사업실")
    assert chart is not None
    by_address = dict(zip(chart.figure.data[2].customdata, chart.figure.data[2].hovertext, strict=True))
    for row in rows:
        if row["execution_rate"] is not None:
            said = by_address[view.link_to("programs", row["program_id"])]
            assert view.format.spoken(row["executed_won"]) in said
            assert f"{row['line']}" in said


@pytest.mark.parametrize("search", ["?year=2026", "?org=일가족양립지원센터"])
def test_without_rates_to_compare_there_is_no_picture(router: Router, search: str) -> None:
    page = router.rendered("/teams", search, None).content
    assert not [part for part in parts(page) if isinstance(part, dcc.Graph)]


def test_the_page_has_the_picture_and_its_sentence(router: Router, view_of: Callable[..., View]) -> None:
    view = view_of("teams", "/teams")
    page = router.rendered("/teams", "", None).content
    (graph,) = [part for part in parts(page) if isinstance(part, dcc.Graph)]
    assert graph.figure["layout"]["meta"]["sentence"] in text_of(page)
    assert view.words("pace.note") in text_of(page)
