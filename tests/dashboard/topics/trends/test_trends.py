"""The page on trends: years stand where they are, gaps are gaps, and what cannot be compared is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import Connection

from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.trends import series_queries as trends
from dashboard.topics.trends.page import PAGE
from dashboard.topics.trends.queries import Subject, subjects
from dashboard.ui.format import Formatter
from dashboard.ui.labels import load
from tests.dashboard.reading import links_of, parts, text_of

FOUNDATION = "서울시여성가족재단"
KO = load("ko")


@pytest.mark.parametrize(
    ("won", "korean", "english"),
    [
        (45_117_000_000, "451억", "45.1 bn"),
        (2_069_437_000, "20.7억", "2.07 bn"),
        (676_000_000, "6.76억", "676 m"),
        (43_985_000, "4,399만", "44.0 m"),
        (1_234_000_000_000, "1.23조", "1.23 tn"),
        (-676_000_000, "△6.76억", "-676 m"),
        (9_500, "9,500원", "9,500"),
        (0, "0원", "0"),
        (None, "—", "—"),
    ],
)
def test_a_label_at_a_column_is_short(won: int | None, korean: str, english: str) -> None:
    assert Formatter(KO, "won").short(won) == korean
    assert Formatter(load("en"), "won").short(won) == english


def _subjects(view_of: Callable[..., View]) -> dict[str, Subject]:
    view = view_of("trends", "/trends")
    return {subject.code: subject for subject in subjects(view.connection, view.scope.organization_id)}


def test_only_what_has_several_periods_is_a_trend(view_of: Callable[..., View]) -> None:
    found = _subjects(view_of)
    assert "expenditure:total" in found
    assert "lineage:디지털성범죄" in found
    assert all(len(subject.periods) > 1 for subject in found.values())
    assert found["expenditure:total"].periods == ["2022", "2023", "2025", "2026"]


def test_plan_and_execution_are_told_apart(view_of: Callable[..., View]) -> None:
    points = _subjects(view_of)["theme:safety"].points
    assert {(p.period, p.basis) for p in points} == {("2023", "plan"), ("2023", "actual"), ("2026", "plan")}
    assert all(point.is_partial for point in points)


def test_what_cannot_be_compared_has_no_change_but_a_reason(
    router: Router, view_of: Callable[..., View]
) -> None:
    found = _subjects(view_of)
    last = found["theme:management"].points[-1]
    assert (last.is_comparable, last.change, last.change_percent) == (False, None, None)
    page = router.rendered("/trends", "?subject=theme:management", None).content
    text = text_of(page)
    assert "2023년과 금액을 비교할 수 없음" in text
    assert "대상 사업이 크게 달라 금액을 나란히 두지 않음" in text
    assert KO("change.not_comparable") in text


def test_a_change_is_that_of_the_warehouse(connection: Connection, router: Router) -> None:
    (row,) = [
        r
        for r in trends.amounts(connection, FOUNDATION)
        if (r["scope"], r["key"], r["fiscal_year"]) == ("expenditure", "total", 2026)
    ]
    said = Formatter(KO, "won").percent_change(row["change_percent"])
    assert f"2025년 대비 {said}" in text_of(router.rendered("/trends", "", None).content)


def _charts(router: Router, search: str = "") -> dict[str, dict[str, Any]]:
    """The figures of the page by their name."""
    page = router.rendered("/trends", search, None).content
    found = [part.figure for part in parts(page) if getattr(part, "_type", "") == "Graph"]
    return {figure["layout"]["meta"]["name"]: figure for figure in found}


def test_missing_years_are_empty_places(router: Router) -> None:
    search = "?subject=expenditure:total"
    figure = _charts(router, search)["expenditure:total"]
    assert list(figure["layout"]["xaxis"]["categoryarray"]) == ["2022", "2023", "2024", "2025", "2026"]
    assert [
        note["x"] for note in figure["layout"]["annotations"] if note["text"] == KO("trends.no_report")
    ] == [2]
    assert "2024 자료 없음" in text_of(router.rendered("/trends", search, None).content)


def test_what_has_one_unit_stands_on_one_axis_and_nothing_else_does(
    router: Router, view_of: Callable[..., View]
) -> None:
    charts = _charts(router)
    kinds = Counter(subject.kind for subject in _subjects(view_of).values())
    assert kinds["series"] > 1
    # One alone stands on no common axis: it has its own page.
    assert set(charts) == {
        f"trends:{kind}" for kind, n in kinds.items() if n > 1 and kind not in ("goal", "series")
    }
    assert charts


def test_a_kind_is_drawn_as_its_figures_are(router: Router, view_of: Callable[..., View]) -> None:
    every = [subject for subject in _subjects(view_of).values() if subject.kind == "theme"]
    points = [point for subject in every for point in subject.points if point.value is not None]
    figure = _charts(router)["trends:theme"]
    drawn = sorted(value for trace in figure["data"] for value in trace["y"])
    assert drawn == sorted(point.value for point in points if point.value is not None)
    # It is of several reports, and names them all.
    assert all(name in figure["layout"]["meta"]["statement"][-1] for name in ("2023", "2026"))


def test_every_figure_and_source_of_a_subject_in_sight_stands_on_the_page(
    router: Router, view_of: Callable[..., View]
) -> None:
    text = text_of(router.rendered("/trends", "", None).content)
    for subject in _subjects(view_of).values():
        if subject.kind in ("theme", "expenditure"):
            for point in subject.points:
                assert f"{subject.name} {point.period}" in text


def test_every_kind_of_change_is_named_with_its_reason(router: Router) -> None:
    text = text_of(router.rendered("/trends", "", None).content)
    for change in ("renamed", "merged", "new", "ended"):
        assert KO(f"change.{change}") in text
    for reason in ("수탁 표기만 빠짐", "공간 사업을 하나로 합침", "2026년 계획에 없음", "2026년에 시작"):
        assert reason in text
    assert KO("trends.nothing_to") in text


def test_a_direction_narrows_to_its_theme_and_programmes(view_of: Callable[..., View]) -> None:
    view = view_of("trends", "/trends", f"?direction={FOUNDATION}-2023-2")
    assert [s.code for s in subjects(view.connection, FOUNDATION, view.filters.directions)] == [
        "theme:safety",
        "lineage:디지털성범죄",
    ]


def test_a_published_series_is_followed_with_its_gap(router: Router, view_of: Callable[..., View]) -> None:
    (series,) = [s for s in _subjects(view_of).values() if s.kind == "series" and "2-02" in s.key]
    text = text_of(router.rendered("/trends", f"?subject={quote(series.code)}", None).content)
    assert "2023-05 자료 없음" in text
    assert "1,440건" in text


def test_a_subject_is_chosen_in_the_address_and_left_again(router: Router) -> None:
    every = router.rendered("/trends", "", None).content
    one = next(link for link in links_of(every) if "subject=lineage" in link)
    page = router.rendered("/trends", "?" + one.partition("?")[2], None).content
    assert KO("trends.figures") in text_of(page)
    assert "/trends" in links_of(page)


@pytest.mark.parametrize("subject", ["theme:nothing", "<script>", "lineage:", "x" * 150, "%00"])
def test_an_unknown_subject_is_said_and_everything_shown(router: Router, subject: str) -> None:
    text = text_of(router.rendered("/trends", f"?subject={subject}", None).content)
    assert KO("problem.title") in text
    assert KO("trends.expenditure") in text


@pytest.mark.parametrize("org", ["서북권직장맘지원센터", "일가족양립지원센터"])
def test_one_year_is_no_trend_and_says_so(router: Router, org: str) -> None:
    page = router.rendered("/trends", f"?org={org}", None).content
    assert KO("trends.none") in text_of(page)
    assert KO("trends.what_to_do") in text_of(page)


def test_every_figure_in_sight_is_taken_away(view_of: Callable[..., View]) -> None:
    sheet = PAGE.sheet(view_of("trends", "/trends"), None)
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    view = view_of("trends", "/trends", "?subject=expenditure:total")
    one = PAGE.sheet(view, None)
    assert {row[1] for row in one.rows} == {"총 계"}
    assert len(one.rows) < len(sheet.rows)
