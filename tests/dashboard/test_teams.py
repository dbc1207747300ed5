"""The pages on teams: each programme once in every unit that runs it, and the pace that is needed."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from sqlalchemy import Connection

from dashboard.filters import Filters
from dashboard.labels import load
from dashboard.page import View
from dashboard.pages.team import PAGE as TEAM
from dashboard.pages.teams import PAGE as TEAMS
from dashboard.queries import programs, teams
from dashboard.queries.scopes import Scope, resolve
from dashboard.routing import Router
from dashboard.sections.team_list import leaves_of
from tests.dashboard.reading import links_of, text_of

FOUNDATION = "서울시여성가족재단"
EQUALITY = f"{FOUNDATION}-2023-양성평등사업실"
ADDRESS = f"/teams/{quote(EQUALITY)}"
KO = load("ko")


def _scope(connection: Connection, **chosen: object) -> Scope:
    found = resolve(connection, Filters(**chosen)).scope  # type: ignore[arg-type]
    assert found is not None
    return found


def test_every_unit_adds_up_its_programmes(connection: Connection) -> None:
    scope = _scope(connection)
    rows = {row["unit_id"]: row for row in teams.units(connection, scope, Filters())}
    listed = programs.listing(connection, scope, Filters(department=EQUALITY))
    assert rows[EQUALITY]["programs"] == len(listed) == 4
    for name, column in (("budget_won", "current_won"), ("needed_per_month_won", "needed_per_month_won")):
        assert rows[EQUALITY][name] == sum(row[column] for row in listed)
    assert rows[EQUALITY]["attention"] == sum(row["status"] in ("behind", "over") for row in listed)


def test_a_division_counts_what_its_offices_share_once(connection: Connection) -> None:
    rows = teams.units(connection, _scope(connection), Filters())
    assert all(row["level"] == "office" for row in leaves_of(rows))
    for division, shared in (("기획조정본부", 0), ("정책사업본부", 1)):
        (above,) = [row for row in rows if (row["level"], row["division"]) == ("division", division)]
        below = [row for row in rows if (row["level"], row["division"]) == ("office", division)]
        assert above["programs"] == sum(row["programs"] for row in below) - shared


def test_the_filters_narrow_the_units(connection: Connection) -> None:
    scope = _scope(connection)
    rows = leaves_of(teams.units(connection, scope, Filters(funding="수탁")))
    every = programs.listing(connection, scope, Filters(funding="수탁"))
    assert sum(row["programs"] for row in rows) == len(every)


def test_what_no_unit_runs_is_counted(connection: Connection) -> None:
    assert dict(teams.coverage(connection, _scope(connection), Filters())) == {
        "programs": 19, "shared": 1, "without": 0,
    }  # fmt: skip
    centre = teams.coverage(connection, _scope(connection, org="서북권직장맘지원센터"), Filters())
    assert centre["without"] == centre["programs"] == 3


def test_a_shared_programme_stands_in_each_unit_and_is_said(connection: Connection, router: Router) -> None:
    care = f"{FOUNDATION}-2023-돌봄사업실"
    shared = f"{FOUNDATION}-2023-3-01"
    for department_id in (care, f"{FOUNDATION}-2023-공간운영실"):
        listed = programs.listing(connection, _scope(connection), Filters(department=department_id))
        assert shared in {row["program_id"] for row in listed}
    assert KO("teams.shared", n=1) in text_of(router.page("teams", "/teams", "", None))
    text = text_of(router.page("team", f"/teams/{quote(care)}", "", None))
    assert KO("team.shared", n=1) in text


@pytest.mark.parametrize(
    ("days", "labels"), [(90, {"현장 운영", "결과 보고"}), (60, {"현장 운영"}), (30, set()), (0, set())]
)
def test_steps_are_due_from_the_date_of_the_report(
    connection: Connection, days: int, labels: set[str]
) -> None:
    found = teams.due(connection, _scope(connection), Filters(department=EQUALITY), days)
    assert {row["label"] for row in found} == labels


def test_goals_of_a_team_are_its_programmes_or_its_directions(connection: Connection) -> None:
    scope, own = _scope(connection), Filters(department=EQUALITY)
    assert teams.goals(connection, scope, own) == []
    assert {row["direction_id"] for row in teams.goals_above(connection, scope, own)} == {
        f"{FOUNDATION}-2023-2"
    }


def test_the_list_names_the_furthest_behind_and_leads_on(router: Router) -> None:
    page = router.page("teams", "/teams", "", None)
    assert "가장 뒤처진 곳은" in text_of(page)
    assert ADDRESS in links_of(page)


def test_a_team_sees_its_money_its_programmes_and_what_is_asked(router: Router) -> None:
    page = router.page("team", ADDRESS, "?unit=thousand_won", None)
    text = text_of(page)
    assert "(수탁)스토킹 피해자 원스톱 지원 사업단 운영" in text
    # 250,000 - 41,281 over three months
    assert "69,573" in text
    assert KO("questions.over", name="성평등 문화 확산 기념행사") in text
    assert KO("questions.ended", name="(수탁)스토킹 피해자 원스톱 지원 사업단 운영") in text
    assert KO("questions.disagrees", name="(수탁)서울 디지털성범죄 안심지원센터 운영") in text
    assert KO("team.goals_above") in text
    assert "결과 보고" in text


def test_a_budget_that_moved_is_asked_about(router: Router) -> None:
    address = f"/teams/{quote(f'{FOUNDATION}-2026-양성평등사업실')}"
    text = text_of(router.page("team", address, "", None))
    assert KO("questions.moved", name="디지털성범죄 안심지원센터 운영") in text
    assert "+37.2%" in text


def test_a_plan_needs_no_pace_and_has_nothing_due(router: Router) -> None:
    text = text_of(router.page("team", f"/teams/{quote(f'{FOUNDATION}-2026-돌봄사업실')}", "", None))
    assert KO("team.needed_none") in text
    assert KO("team.programs_plan", n=2) in text
    assert "집행액이 보고되지 않은 까닭" not in text
    assert KO("team.nothing_due", day="2026. 1. 31.", days=90) in text
    assert "0.0%" not in text


def test_without_departments_the_list_says_so(router: Router) -> None:
    page = router.page("teams", "/teams", "?org=서북권직장맘지원센터", None)
    assert KO("teams.none_at_all") in text_of(page)
    assert any(link.startswith("/programs") for link in links_of(page))


def test_no_unit_under_the_filters_says_what_to_do(router: Router) -> None:
    page = router.page("teams", "/teams", "?status=met", None)
    assert KO("teams.none") in text_of(page)
    assert "/teams" in links_of(page)


@pytest.mark.parametrize("subject", ["nothing", "%00", "a%2Fb", "x" * 300])
def test_an_unknown_team_leads_to_the_list(router: Router, subject: str) -> None:
    page = router.page("team", f"/teams/{subject}", "", None)
    assert KO("unknown.department") in text_of(page)
    assert any(link.startswith("/teams") for link in links_of(page))


def test_units_and_programmes_are_taken_away(view_of: Callable[..., View]) -> None:
    sheet = TEAMS.sheet(view_of("teams", "/teams"), None)
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    assert len(sheet.rows) == 6
    own = TEAM.sheet(view_of("team", ADDRESS), None)
    assert len(own.rows) == 4
    assert all(len(row) == len(own.columns) for row in own.rows)
