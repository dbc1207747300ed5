"""The pages as functions: what they say, where they lead, and that no address breaks them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plotly.utils import PlotlyJSONEncoder

from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.ui.fragment import Element, fragment
from dashboard.ui.labels import load
from dashboard.warehouse.snapshots import Snapshots
from tests.dashboard.reading import links_of, parts, text_of
from tests.sample_warehouse import build_empty

FOUNDATION = "서울시여성가족재단"
DIRECTION = f"/directions/{quote(f'{FOUNDATION}-2023-2')}"
PROGRAM = f"/programs/{quote(f'{FOUNDATION}-2023-2-02')}"
FAILED = load("ko")("failed.title")

ADDRESSES = [
    ("overview", "/", ""),
    ("overview", "/", "?year=2026"),
    ("overview", "/", "?org=서북권직장맘지원센터&unit=won"),
    ("overview", "/", "?org=일가족양립지원센터&theme=dark"),
    ("overview", "/", "?status=behind&funding=자체"),
    ("overview", "/", "?status=met"),
    ("overview", "/", f"?direction={FOUNDATION}-2023-3"),
    ("directions", "/directions", ""),
    ("direction", DIRECTION, ""),
    ("direction", f"/directions/{quote(f'{FOUNDATION}-2026-5')}", ""),
    ("direction", DIRECTION, "?status=pending"),
    ("goals", "/goals", ""),
    ("goals", "/goals", "?year=2026"),
    ("goals", "/goals", "?org=서북권직장맘지원센터"),
    ("goals", "/goals", "?goal_status=missed"),
    ("trends", "/trends", ""),
    ("trends", "/trends", "?subject=theme:management"),
    ("trends", "/trends", f"?direction={FOUNDATION}-2026-5"),
    ("trends", "/trends", "?org=일가족양립지원센터"),
    ("teams", "/teams", ""),
    ("teams", "/teams", "?year=2026"),
    ("teams", "/teams", "?org=일가족양립지원센터"),
    ("team", f"/teams/{quote(f'{FOUNDATION}-2023-돌봄사업실')}", ""),
    ("team", f"/teams/{quote(f'{FOUNDATION}-2026-경영기획실')}", ""),
    ("brief", "/brief", ""),
    ("brief", "/brief", "?reader=institution"),
    ("brief", "/brief", "?year=2026&unit=won"),
    ("brief", "/brief", "?year=2026&funding=대행"),
    ("answers", "/answers", ""),
    ("answers", "/answers", "?year=2026"),
    ("brief", "/brief", "?org=서북권직장맘지원센터"),
    ("brief", "/brief", "?org=일가족양립지원센터"),
    ("team", f"/teams/{quote(f'{FOUNDATION}-2026-돌봄사업실')}", ""),
    ("team", f"/teams/{quote(f'{FOUNDATION}-2023-정책사업본부')}", "?funding=수탁"),
    ("team", f"/teams/{quote(f'{FOUNDATION}-2026-기획조정본부-정책연구실')}", ""),
    ("programs", "/programs", ""),
    ("programs", "/programs", "?org=일가족양립지원센터"),
    ("programs", "/programs", "?status=met"),
    ("program", PROGRAM, ""),
    ("program", f"/programs/{quote(f'{FOUNDATION}-2023-3-04')}", ""),
    ("program", f"/programs/{quote(f'{FOUNDATION}-2023-5-03')}", ""),
    ("program", f"/programs/{quote(f'{FOUNDATION}-2026-5-02')}", ""),
    ("program", f"/programs/{quote('서북권직장맘지원센터-2021-01')}", ""),
]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("code", "path", "search"), ADDRESSES)
def test_every_page_renders_in_both_languages(
    router: Router, code: str, path: str, search: str, language: str
) -> None:
    page = router.rendered(path, search, {"lang": language}).content
    text = text_of(page)
    assert load(language)("failed.title") not in text
    assert "nan" not in text.lower().split()
    assert "None" not in text
    # What the browser is sent.
    assert json.dumps(fragment(page), cls=PlotlyJSONEncoder)


def test_the_overview_answers_the_first_question(router: Router) -> None:
    text = text_of(router.rendered("/", "", None).content)
    assert "32,758" in text
    assert "64.5%" in text
    assert "경과율 75.0% 대비 △10.5%p" in text
    assert "2022년 대비 +10.3% (" in text
    assert " → " in text
    for name in ("시민생활 맞춤형 양성평등 정책개발", "미래지향적 가치 기반의 책임경영 강화"):
        assert name in text
    assert "성평등 문화 확산 기념행사" in text
    assert "104.0% 집행" in text


def test_a_direction_can_be_compared_or_says_why_not(router: Router) -> None:
    page = router.rendered("/", "?year=2026", None).content
    text = text_of(page)
    assert "2023년 대비" in text
    assert load("ko")("change.not_comparable") in text
    titles = [str(part.title) for part in parts(page) if isinstance(part, Element) and hasattr(part, "title")]
    assert any("대상 사업이 크게 달라" in title for title in titles)


def test_an_institution_without_directions_says_so(router: Router) -> None:
    words = load("ko")
    centre = text_of(router.rendered("/", "?org=서북권직장맘지원센터", None).content)
    assert words("scorecard.no_directions_programs") in centre
    assert "직장맘 법률상담" in centre
    network = text_of(router.rendered("/", "?org=일가족양립지원센터", None).content)
    assert words("scorecard.no_directions_lines") in network
    assert "예비비" in network


def test_a_direction_shows_programmes_goals_changes_and_findings(router: Router) -> None:
    text = text_of(router.rendered(DIRECTION, "", None).content)
    assert "(수탁)스토킹 피해자 원스톱 지원 사업단 운영" in text
    assert "12,734건" in text
    assert "디지털성범죄 안심지원센터 운영" in text
    assert "하위 항목의 합이 인쇄된 합계와 다릅니다." in text


def test_a_programme_shows_every_printed_line_and_its_years(router: Router) -> None:
    text = text_of(router.rendered(PROGRAM, "?unit=thousand_won", None).content)
    assert text.count("1,444,705") >= 3
    assert "1,982,400" in text
    for word in ("기본계획 수립", "교육", "상담 건수"):
        assert word in text


def test_missing_figures_are_dashes(router: Router) -> None:
    without = f"/programs/{quote(f'{FOUNDATION}-2023-5-03')}"
    text = text_of(router.rendered(without, "", None).content)
    assert load("ko")("program.unknown_budget") in text
    assert "0.0%" not in text


def test_links_keep_the_filters(router: Router) -> None:
    page = router.rendered("/programs", "?year=2026&status=pending&lang=en", None).content
    for href in ("/", "/directions", "/programs"):
        kept = [link for link in links_of(page) if link.partition("?")[0] == href and "status" in link]
        assert any("year=2026" in link and "lang=en" in link for link in kept)


@pytest.mark.parametrize(
    ("code", "path", "search", "said"),
    [
        ("overview", "/", "?status=great", "‘great’"),
        ("overview", "/", "?colour=blue", "‘colour’"),
        ("overview", "/", "?year=1999", "‘1999’"),
        ("overview", "/", "?unit=dollar", "‘dollar’"),
        ("overview", "/", "?year=2023&year=2026", "‘2026’"),
        ("direction", "/directions/nothing", "", "‘nothing’"),
        ("direction", "/directions/a%2Fb%3Cscript%3E", "", "‘a/b<script>’"),
        ("direction", DIRECTION, "?year=2026", "‘2026’"),
        ("program", "/programs/%00%ff", "", "사업"),
        ("program", "/programs/" + "x" * 5000, "", "x" * 80 + "…"),
    ],
)
def test_what_cannot_be_used_is_said_with_a_way_back(
    router: Router, code: str, path: str, search: str, said: str
) -> None:
    page = router.rendered(path, search, None).content
    text = text_of(page)
    assert said in text
    assert FAILED not in text
    assert links_of(page)


def test_the_way_back_leads_to_a_page_without_a_notice(router: Router) -> None:
    words = load("ko")
    page = router.rendered("/", "?status=great&funding=수탁", None).content
    (back,) = [
        part.href for part in parts(page) if getattr(part, "children", None) == words("problem.way_back")
    ]
    again = text_of(router.rendered("/", back.partition("?")[2], None).content)
    assert words("problem.title") not in again


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from([page.code for page in all_pages()]))
def test_no_address_breaks_a_page(router: Router, subject: str, search: str, code: str) -> None:
    page = router.rendered(f"/{code}/{subject}", f"?{search}", {"unit": search}).content
    assert FAILED not in text_of(page)


@pytest.mark.parametrize("kept", [None, "junk", 3, {"lang": "fr"}, {"unit": ["won"]}, {"lang": {}}])
def test_junk_in_the_browsers_store_is_no_choice(router: Router, kept: Any) -> None:
    assert FAILED not in text_of(router.rendered("/", "", kept).content)


def test_an_unknown_path_leads_home(router: Router) -> None:
    page = router.rendered("/no/such/page", "", None).content
    assert "/no/such/page" in text_of(page)
    assert "/" in links_of(page)


def test_an_unexpected_error_is_a_page_and_a_line_in_the_log(
    router: Router, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("something new")

    monkeypatch.setattr("dashboard.shell.routing.resolve", fail)
    page = router.rendered("/", "", None).content
    assert FAILED in text_of(page)
    assert "something new" not in text_of(page)
    assert "/" in links_of(page)
    assert "something new" in caplog.text


def test_a_warehouse_without_reports_says_what_to_do(tmp_path: Path) -> None:
    snapshots = Snapshots(build_empty(tmp_path / "empty.duckdb"))
    with Flask("test").app_context():
        text = text_of(Router(snapshots, all_pages()).rendered("/", "", None).content)
    snapshots.close()
    assert load("ko")("no_documents.title") in text
    assert "python -m etl" in text


def test_without_a_warehouse_the_page_says_what_to_do(tmp_path: Path) -> None:
    with Flask("test").app_context():
        router = Router(Snapshots(tmp_path / "none.duckdb"), all_pages())
        text = text_of(router.rendered("/", "?lang=en", None).content)
    assert load("en")("no_warehouse.title") in text
    assert "python -m etl" in text


def test_a_filter_that_a_page_does_not_use_is_said(router: Router) -> None:
    text = text_of(router.rendered("/goals", "?funding=수탁", None).content)
    assert (
        load("ko")("frame.unused", filters=f"{load('ko')('filter.funding')}: {load('ko')('funding.수탁')}")
        in text
    )
    assert "이 화면에 쓰지 않는 조건" not in text_of(
        router.rendered("/programs", "?funding=수탁", None).content
    )


def test_goals_that_are_not_met_are_not_told_as_failures(router: Router) -> None:
    words = load("ko")
    text = text_of(router.rendered("/", "", None).content)
    on_pace = words("goals.standing_part", name=words("status.on_pace"), n=1)
    assert on_pace in text
    # Goals stand by direction: a part of the programmes has none of them, which is no lack.
    part = text_of(router.rendered("/", "?funding=수탁", None).content)
    assert words("kpi.goals_by_direction") in part
    assert words("revenue.whole") in part


def test_programmes_that_a_filter_chose_are_not_folded_away(router: Router) -> None:
    text = text_of(router.rendered("/execution", "?funding=수탁&status=behind", None).content)
    assert "(수탁)스토킹 피해자 원스톱 지원 사업단 운영" in text


def test_years_that_may_not_be_compared_are_not_drawn_side_by_side(router: Router) -> None:
    page = router.rendered("/", "?year=2026", None).content
    drawn = [part for part in parts(page) if getattr(part, "className", "") == "small-columns"]
    # Four of the five directions may be compared.
    assert len(drawn) == 4


@pytest.mark.parametrize(
    ("code", "path", "name"),
    [
        ("direction", DIRECTION, "양성평등 정책 추진 기반 및 폭력대응체계 운영 활성화"),
        ("program", PROGRAM, "(수탁)서울 디지털성범죄 안심지원센터 운영"),
        ("team", f"/teams/{quote(f'{FOUNDATION}-2023-돌봄사업실')}", "돌봄사업실"),
        ("document", "/sources/002-2023-업무보고", "2023년 주요업무보고"),
    ],
)
def test_a_tab_is_named_by_what_it_is_about(router: Router, code: str, path: str, name: str) -> None:
    page = router.rendered(path, "", None).content
    (state,) = (part for part in parts(page) if getattr(part, "id", None) == "frame")
    assert state.data["title"].startswith(f"{name} · ")


def test_a_choice_that_holds_no_programme_shows_no_directions(router: Router) -> None:
    page = router.rendered("/", "?year=2026&status=met", None).content
    assert load("ko")("scorecard.empty") in text_of(page)
    assert any(
        link.startswith("/?") and "year=2026" in link and "status" not in link for link in links_of(page)
    )
