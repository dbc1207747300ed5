"""The pages on teams: each programme once in every unit that runs it, and the pace that is needed."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from dash_ag_grid import AgGrid
from sqlalchemy import Connection

from dashboard.shell.filters import Filters
from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.programs import queries as programs
from dashboard.topics.teams import queries as teams
from dashboard.topics.teams.list_page import PAGE as TEAMS
from dashboard.topics.teams.page import PAGE as TEAM
from dashboard.topics.teams.team_list import leaves_of
from dashboard.ui import html
from dashboard.ui.labels import load
from dashboard.warehouse.scopes import Scope, resolve
from tests.dashboard.reading import links_of, parts, text_of

FOUNDATION = "서울시여성가족재단"
EQUALITY = f"{FOUNDATION}-2023-양성평등사업실"
ADDRESS = f"/teams/{quote(EQUALITY)}"
DIVISION = f"/teams/{quote(f'{FOUNDATION}-2023-정책사업본부')}"
RESEARCH = f"{FOUNDATION}-2026-기획조정본부-정책연구실"
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


@pytest.mark.parametrize("year", [2023, 2026])
def test_every_unit_of_the_list_has_a_page_of_its_own(
    router: Router, connection: Connection, year: int
) -> None:
    rows = teams.units(connection, _scope(connection, year=year), Filters())
    links = links_of(router.rendered("/teams", f"?year={year}", None).content)
    assert {row["level"] for row in rows} >= {"division", "office"}
    for row in rows:
        address = f"/teams/{quote(row['unit_id'], safe='')}"
        assert address in links
        page = router.rendered(address, "", None).content
        assert [text_of(part) for part in parts(page) if isinstance(part, html.H1)] == [
            text_of(html.H1(row[row["level"]]))
        ]
        assert KO("team.of_programs", n=row["programs"]) in text_of(page)


def test_a_division_shows_the_units_below_it_and_their_work(router: Router) -> None:
    page = router.rendered(DIVISION, "?unit=thousand_won", None).content
    text = text_of(page)
    assert KO("team.below") in text
    assert f"{ADDRESS}?unit=thousand_won" in links_of(page)
    assert KO("questions.over", name="성평등 문화 확산 기념행사") in text
    assert "결과 보고" in text
    # One execution below is not known yet: no rate is given for the whole, nor for the office that it is in.
    assert KO("team.incomplete", n=1) in text
    lines = [text_of(part) for part in parts(page) if isinstance(part, html.Tr)]
    (care,) = [line for line in lines if "돌봄사업실" in line and "1,449,338" in line]
    assert "51.0%" in care
    (unknown,) = [line for line in lines if "일생활균형사업실" in line and "5,149,084" in line]
    assert "%p" not in unknown


def test_what_teams_share_counts_once_above_them(connection: Connection, router: Router) -> None:
    rows = teams.units(connection, _scope(connection, year=2026), Filters(department=RESEARCH))
    assert [(row["team"], row["programs"]) for row in rows] == [
        (None, 2), ("여성정책팀", 2), ("저출생의제팀", 1),
    ]  # fmt: skip
    assert KO("team.shared_below", n=1) in text_of(
        router.rendered(f"/teams/{quote(RESEARCH)}", "", None).content
    )


def test_what_an_office_runs_itself_is_said(router: Router) -> None:
    text = text_of(router.rendered(f"/teams/{quote(f'{FOUNDATION}-2026-돌봄사업실')}", "", None).content)
    assert "키즈카페팀" in text
    assert KO("team.direct", n=1) in text


def test_the_way_up_leads_through_the_office_and_the_division(router: Router) -> None:
    team = f"/teams/{quote(f'{FOUNDATION}-2026-정책연구실-여성정책팀')}"
    page = router.rendered(team, "", None).content
    (kicker,) = [part for part in parts(page) if getattr(part, "className", "") == "kicker"]
    division = f"{FOUNDATION}-2026-기획조정본부"
    assert [link.partition("?")[0] for link in links_of(kicker)] == [
        "/teams", f"/teams/{quote(division)}", f"/teams/{quote(RESEARCH)}",
    ]  # fmt: skip


def test_a_direction_leads_to_its_offices_and_to_their_programmes(router: Router) -> None:
    direction = f"{FOUNDATION}-2023-3"
    links = links_of(router.rendered(f"/directions/{quote(direction)}", "?funding=자체", None).content)
    care = f"{FOUNDATION}-2023-돌봄사업실"
    kept = f"funding={quote('자체')}"
    assert f"/teams/{quote(care)}?{kept}" in links
    assert any(
        link.startswith("/programs?") and kept in link
        and f"direction={quote(direction)}" in link and f"department={quote(care)}" in link
        for link in links
    )  # fmt: skip


def test_a_programme_leads_to_its_units_and_they_lead_back(router: Router) -> None:
    program = f"/programs/{quote(f'{FOUNDATION}-2023-2-02')}"
    assert {ADDRESS, DIVISION} <= set(links_of(router.rendered(program, "", None).content))
    assert program in links_of(router.rendered(ADDRESS, "", None).content)
    assert program in links_of(router.rendered(DIVISION, "", None).content)
    page = router.rendered("/programs", "", None).content
    (grid,) = [part for part in parts(page) if isinstance(part, AgGrid)]
    named = {row["id"]: [unit["href"] for unit in row["units"]] for row in grid.rowData}
    assert named[f"{FOUNDATION}-2023-2-02"] == [ADDRESS]
    assert len(named[f"{FOUNDATION}-2023-3-01"]) == 2


def test_filters_narrow_a_unit_and_stand_in_its_bar(router: Router) -> None:
    text = text_of(router.rendered(DIVISION, "?funding=수탁", None).content)
    assert KO("team.of_programs", n=4) in text
    assert "성평등 문화 확산 기념행사" not in text
    nothing = router.rendered(ADDRESS, "?status=met&lang=ko", None).content
    assert KO("programs.none") in text_of(nothing)
    assert f"{ADDRESS}?lang=ko" in links_of(nothing)


def test_a_chosen_unit_leaves_itself_and_those_below(router: Router) -> None:
    care = f"{FOUNDATION}-2023-돌봄사업실"
    found = links_of(router.rendered("/teams", f"?department={care}", None).content)
    assert [link for link in found if link.startswith("/teams/")] == [f"/teams/{quote(care)}"]


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
    assert KO("teams.shared", n=1) in text_of(router.rendered("/teams", "", None).content)
    text = text_of(router.rendered(f"/teams/{quote(care)}", "", None).content)
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
    page = router.rendered("/teams", "", None).content
    assert "가장 뒤처진 곳은" in text_of(page)
    assert ADDRESS in links_of(page)


def test_a_team_sees_its_money_its_programmes_and_what_is_asked(router: Router) -> None:
    page = router.rendered(ADDRESS, "?unit=thousand_won", None).content
    text = text_of(page)
    assert "(수탁)스토킹 피해자 원스톱 지원 사업단 운영" in text
    # 250,000 - 41,281 over three months
    assert "69,573" in text
    over = KO("questions.about", name="성평등 문화 확산 기념행사", question=KO("questions.over"))
    assert over in text
    # What became of it in a later year is no question of this year's hearing.
    assert KO("questions.ended", year=2023) not in text
    assert KO("questions.check.sum_of_children") in text
    assert KO("team.goals_above") in text
    assert "결과 보고" in text


def test_a_budget_that_moved_is_asked_about(router: Router) -> None:
    address = f"/teams/{quote(f'{FOUNDATION}-2026-양성평등사업실')}"
    text = text_of(router.rendered(address, "", None).content)
    asked = KO("questions.about", name="디지털성범죄 안심지원센터 운영", question=KO("questions.moved_up"))
    assert asked in text
    assert "+37.2%" in text


def test_a_plan_needs_no_pace_and_has_nothing_due(router: Router) -> None:
    text = text_of(router.rendered(f"/teams/{quote(f'{FOUNDATION}-2026-돌봄사업실')}", "", None).content)
    assert KO("team.needed_none") in text
    assert KO("team.programs_plan", n=2) in text
    assert "집행액이 보고되지 않은 이유" not in text
    assert KO("team.nothing_due", day="2026. 1. 31.", days=90) in text
    assert "0.0%" not in text


def test_without_departments_the_list_says_so(router: Router) -> None:
    page = router.rendered("/teams", "?org=서북권직장맘지원센터", None).content
    assert KO("teams.none_at_all") in text_of(page)
    assert any(link.startswith("/programs") for link in links_of(page))


def test_no_unit_under_the_filters_says_what_to_do(router: Router) -> None:
    page = router.rendered("/teams", "?status=met", None).content
    assert KO("teams.none") in text_of(page)
    assert "/teams" in links_of(page)


@pytest.mark.parametrize("subject", ["nothing", "%00", "a%2Fb", "x" * 300])
def test_an_unknown_team_leads_to_the_list(router: Router, subject: str) -> None:
    page = router.rendered(f"/teams/{subject}", "", None).content
    assert KO("unknown.department") in text_of(page)
    assert any(link.startswith("/teams") for link in links_of(page))


def test_units_and_programmes_are_taken_away(view_of: Callable[..., View]) -> None:
    sheet = TEAMS.sheet(view_of("teams", "/teams"), None)
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    # Every level, as the page shows them.
    assert [row[0] for row in sheet.rows].count("본부") == 2
    assert len(sheet.rows) == 8
    own = TEAM.sheet(view_of("team", ADDRESS), None)
    assert len(own.rows) == 4
    assert all(len(row) == len(own.columns) for row in own.rows)
