"""The page on goals: every goal once, the waiting ones apart and never as zero, narrowed from the bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import Connection

from dashboard.shell import options
from dashboard.shell.filters import Filters, from_query
from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.page import PAGE
from dashboard.ui import html
from dashboard.ui.charts.dots import END
from dashboard.ui.fragment import Element
from dashboard.ui.labels import load
from dashboard.warehouse.scopes import Scope, resolve
from etl.terms.measures import GOAL_STATUSES
from tests.dashboard.reading import links_of, parts, text_of

FOUNDATION = "서울시여성가족재단"
CENTRE = "서북권직장맘지원센터"
KO = load("ko")


def _scope(connection: Connection, **chosen: object) -> Scope:
    found = resolve(connection, Filters(**chosen)).scope  # type: ignore[arg-type]
    assert found is not None
    return found


def _sections(page: Element) -> dict[str, Element]:
    """The sections of a page by their heading."""
    found = [part for part in parts(page) if isinstance(part, html.Section)]
    return {text_of(next(p for p in parts(s) if isinstance(p, html.H2))): s for s in found}


def test_goals_stand_by_direction_the_worst_first(connection: Connection) -> None:
    rows = goals.listing(connection, _scope(connection), Filters())
    assert len(rows) == 10
    assert [row["position"] for row in rows] == sorted(row["position"] for row in rows)
    third = [row["name"] for row in rows if row["position"] == 3]
    assert third == ["컨설팅 및 상담", "연계협력 참여기관"]


def test_goals_without_a_direction_stand_by_programme(connection: Connection) -> None:
    rows = goals.listing(connection, _scope(connection, org=CENTRE), Filters())
    assert [row["program_name"] for row in rows] == ["직장맘 법률상담", "찾아가는 노동법 교육", "센터 홍보"]
    assert {row["position"] for row in rows} == {None}


@pytest.mark.parametrize("status", GOAL_STATUSES)
def test_a_status_narrows_the_goals_and_no_count(connection: Connection, status: str) -> None:
    scope = _scope(connection)
    chosen = Filters(goal_status=status)
    counts = goals.by_status(connection, scope, chosen)
    assert counts == goals.by_status(connection, scope, Filters())
    assert counts[status] == len(goals.listing(connection, scope, chosen))


def test_every_goal_is_counted_once(connection: Connection) -> None:
    counts = goals.by_status(connection, _scope(connection), Filters())
    assert sum(counts[status] for status in GOAL_STATUSES) + counts["undefined"] == counts["total"] == 10
    assert (counts["pending"], counts["undefined"]) == (1, 1)


def test_the_furthest_behind_is_named(connection: Connection) -> None:
    row = goals.furthest_behind(connection, _scope(connection), Filters())
    assert row is not None
    assert row["name"] == "정책 개발 및 성과관리"
    assert goals.furthest_behind(connection, _scope(connection, year=2026), Filters()) is None


def test_the_bar_counts_goals_here_and_offers_what_there_is(connection: Connection) -> None:
    scope = _scope(connection)
    found = options.options(connection, scope, Filters(), PAGE.filters, PAGE.counts)
    assert sum(option.count for option in found["direction"]) == 10
    assert found["department"] == ()
    for option in found["goal_status"]:
        chosen = Filters(goal_status=option.value)
        assert option.count == len(goals.listing(connection, scope, chosen)) > 0


def test_a_goal_status_is_a_filter() -> None:
    reading = from_query("?goal_status=exceeded")
    assert reading.filters == Filters(goal_status="exceeded")
    assert [p.reason for p in from_query("?goal_status=over").problems] == ["malformed"]


def test_what_waits_stands_apart_and_is_no_zero(router: Router) -> None:
    sections = _sections(router.rendered("/goals", "", None).content)
    waiting = text_of(sections[KO("goals.waiting")])
    assert "정책활용도 제고" in waiting
    assert KO("result.pending") in waiting
    assert "0.0%" not in waiting
    measured = text_of(sections[KO("goals.with_results")])
    assert "정책활용도 제고" not in measured
    assert "12,734건" in measured
    assert KO("result.interim") in measured


def test_the_page_says_in_one_sentence_where_the_goals_stand(router: Router) -> None:
    sections = _sections(router.rendered("/goals", "", None).content)
    assert "목표 10개: " in text_of(sections[KO("goals.standing")])
    assert "가장 뒤처진 것은 ‘정책 개발 및 성과관리’(28.6%)입니다." in text_of(sections[KO("goals.standing")])


def test_a_plan_has_goals_and_no_results(router: Router) -> None:
    page = router.rendered("/goals", "?year=2026", None).content
    sections = _sections(page)
    assert KO("goals.with_results") not in sections
    assert KO("goals.all_waiting", total=6) in text_of(page)
    assert text_of(sections[KO("goals.waiting")]).count(KO("result.planned")) >= 5


def test_a_number_leads_to_its_goals(router: Router) -> None:
    page = router.rendered("/goals", "", None).content
    assert "/goals?goal_status=behind" in links_of(page)
    narrowed = text_of(router.rendered("/goals", "?goal_status=behind", None).content)
    assert "정책 개발 및 성과관리" in narrowed
    assert "연계협력 참여기관" not in narrowed


@pytest.mark.parametrize(
    ("search", "way_on"),
    [("?goal_status=exceeded", "/goals"), ("?goal_status=exceeded&lang=ko", "/goals?lang=ko")],
)
def test_no_goal_says_why_and_what_to_do(router: Router, search: str, way_on: str) -> None:
    page = router.rendered("/goals", search, None).content
    assert KO("goals.none_chosen") in text_of(page)
    assert way_on in links_of(page)


def test_every_goal_in_sight_is_taken_away(view_of: Callable[..., View]) -> None:
    sheet = PAGE.sheet(view_of("goals", "/goals"), None)
    assert len(sheet.rows) == 10
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    pending = next(row for row in sheet.rows if row[0] == "정책활용도 제고")
    assert pending[5] is None
    narrowed = PAGE.sheet(view_of("goals", "/goals", "?goal_status=behind"), None)
    assert len(narrowed.rows) < 10
    assert any("부진" in note for note in narrowed.notes)


def _charts(page: Element) -> dict[str, dict[str, Any]]:
    """The figures of a page by their name."""
    found = [part.figure for part in parts(page) if getattr(part, "_type", "") == "Graph"]
    return {figure["layout"]["meta"]["name"]: figure for figure in found}


def test_every_result_is_drawn_and_what_has_none_is_named(connection: Connection, router: Router) -> None:
    rows = goals.listing(connection, _scope(connection), Filters())
    figure = _charts(router.rendered("/goals", "", None).content)["goals"]
    assert list(figure["data"][1]["x"]) == [
        min(END, row["attainment"]) for row in rows if row["attainment"] is not None
    ]
    said = " ".join(figure["layout"]["meta"]["notes"])
    for row in rows:
        if row["actual"] is None:
            assert row["name"] in said
    addresses = list(figure["data"][1]["customdata"])
    assert all(address.startswith(("/programs/", "/directions/")) for address in addresses)


def test_a_plan_without_results_has_no_picture(router: Router) -> None:
    assert "goals" not in _charts(router.rendered("/goals", "?year=2026", None).content)


def test_a_directions_goals_are_drawn_on_its_page(router: Router) -> None:
    page = router.rendered(f"/directions/{quote(f'{FOUNDATION}-2023-3')}", "", None).content
    figure = _charts(page)["goals"]
    assert len(figure["data"][1]["x"]) == 2
    # A click leads on: not to the page where the reader is.
    assert not any(address.startswith("/directions/") for address in figure["data"][1]["customdata"])
