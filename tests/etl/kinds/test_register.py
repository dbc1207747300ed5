"""Lists that say in columns what each programme is: its direction, task, office, money, goals and steps."""

from __future__ import annotations

from datetime import date

import pytest

from etl.facts import (
    BudgetLine,
    Department,
    FollowUp,
    IndicatorResult,
    Milestone,
    Program,
    ProgramDepartment,
    SetAside,
    StrategicDirection,
    StrategicTask,
)
from tests.etl.kinds.bench import read, table

HEAD = "전략방향 | 전략과제 | 사업명 | 담당부서 | 예산현액 | 집행액 | 집행률(%)"
ROWS = (
    "생활문화 확산 | 동네 문화 | 합창단 지원 | 문화본부 공연팀 | 16,000 | 12,000 | 75.0",
    " |  | 마을 축제 | 축제팀 | 30,000 | 15,000 | 50.0",
    "예술인 지원 | 창작 | 창작 지원금 | 예술지원팀 | 50,000 | 40,000 | 80.0",
)
MONEY = "사업별 예산 집행현황\n(단위: 천원)\n" + table(HEAD, *ROWS)
GOALS = "\n성과지표\n" + table(
    "사업명 | 성과지표 | 단위 | 2031년 목표 | 2031년 실적", "합창단 지원 | 공연 횟수 | 회 | 12 | 9"
)
STEPS = "\n추진일정\n" + table(
    "사업명 | 추진내용 | 시작일 | 종료일",
    "합창단 지원 | 단원 모집 | 2031-02-01 | 2031-02-28",
    " | 정기 공연 | 2031. 10. 1. | 2031년 10월 3일",
    "마을 축제 | 축제 | 2031-10-09 | 2031-10-02",
    "마을 축제 | 평가회 | 11월 중 | 2031-11-30",
    "마을 축제 |  | 2031-12-01 | 2031-12-02",
)


def test_each_row_is_a_programme_with_its_money() -> None:
    lines = read(MONEY, BudgetLine)
    programs = {row.program_id: row.name for row in read(MONEY, Program)}
    assert [(one.level, one.label, one.current_won, one.executed_won) for one in lines] == [
        ("program", "합창단 지원", 16_000_000, 12_000_000),
        ("program", "마을 축제", 30_000_000, 15_000_000),
        ("program", "창작 지원금", 50_000_000, 40_000_000),
    ]
    assert [programs[one.program_id] for one in lines if one.program_id] == [one.label for one in lines]


def test_a_group_is_named_once_for_the_rows_below() -> None:
    directions = {one.direction_id: one.name for one in read(MONEY, StrategicDirection)}
    tasks = {one.task_id: one.name for one in read(MONEY, StrategicTask)}
    assert [(directions[p.direction_id or ""], tasks[p.task_id or ""]) for p in read(MONEY, Program)] == [
        ("생활문화 확산", "동네 문화"),
        ("생활문화 확산", "동네 문화"),
        ("예술인 지원", "창작"),
    ]
    assert [(one.direction_id, one.task_id) for one in read(MONEY, BudgetLine)] == [
        (one.direction_id, one.task_id) for one in read(MONEY, Program)
    ]


def test_the_office_of_a_row_runs_its_programme() -> None:
    assert [(one.division, one.office, one.team) for one in read(MONEY, Department)] == [
        ("문화본부", None, "공연팀"),
        (None, None, "축제팀"),
        (None, None, "예술지원팀"),
    ]
    assert len(read(MONEY, ProgramDepartment)) == 3


def test_an_office_without_a_known_ending_is_set_aside() -> None:
    body = MONEY.replace("문화본부 공연팀", "공연 담당자")
    assert ("공연 담당자", "office_unreadable") in [(a.text, a.reason) for a in read(body, SetAside)]
    assert len(read(body, ProgramDepartment)) == 2


def test_an_office_behind_the_programme_is_not_carried_down_in_a_text() -> None:
    assert len(read(MONEY.replace("축제팀", ""), ProgramDepartment)) == 2


def test_a_total_is_no_programme() -> None:
    body = MONEY + table("합계 |  |  |  | 96,000 | 67,000 | 69.8")
    lines = read(body, BudgetLine)
    assert [(one.level, one.current_won) for one in lines if one.label == "합계"] == [("total", 96_000_000)]
    assert [one.name for one in read(body, Program)] == ["합창단 지원", "마을 축제", "창작 지원금"]


def test_a_list_of_another_year_names_no_direction_of_this_one() -> None:
    assert read("Ⅲ. 2030년 주요업무 추진실적\n" + MONEY, StrategicDirection) == []


def test_goals_and_steps_are_those_of_the_programme_they_name() -> None:
    body = MONEY + GOALS + STEPS
    programs = {row.program_id: row.name for row in read(body, Program)}
    (goal,) = read(body, IndicatorResult)
    assert (programs[goal.program_id or ""], goal.name, goal.target, goal.actual, goal.unit) == (
        "합창단 지원", "공연 횟수", 12, 9, "회",
    )  # fmt: skip
    steps = read(body, Milestone)
    assert [(programs[one.program_id or ""], one.label, one.starts_on, one.ends_on) for one in steps] == [
        ("합창단 지원", "단원 모집", date(2031, 2, 1), date(2031, 2, 28)),
        ("합창단 지원", "정기 공연", date(2031, 10, 1), date(2031, 10, 3)),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("마을 축제 | 축제 | 2031-10-09 | 2031-10-02", "milestone_without_period"),
        ("마을 축제 | 평가회 | 11월 중 | 2031-11-30", "milestone_without_period"),
        ("마을 축제 |  | 2031-12-01 | 2031-12-02", "period_without_label"),
    ],
)
def test_a_step_without_its_days_or_its_name_is_set_aside(row: str, reason: str) -> None:
    printed = " | ".join(cell.strip() for cell in row.split("|"))
    assert (printed, reason) in [(a.text, a.reason) for a in read(MONEY + STEPS, SetAside)]


def test_a_programme_under_two_directions_is_a_part_of_neither() -> None:
    body = MONEY + table("예술인 지원 | 창작 | 합창단 지원 | 예술지원팀 | 5,000 | 4,000 | 80.0")
    assert {one.direction_id for one in read(body, BudgetLine) if one.label == "합창단 지원"} == {None}
    assert ("예술인 지원", "name_contradicted") in [(a.text, a.reason) for a in read(body, SetAside)]


def test_a_step_of_a_programme_that_is_only_like_one_is_not_that_ones() -> None:
    body = (
        MONEY
        + "\n추진일정\n"
        + table("사업명 | 추진내용 | 시작일 | 종료일", "마을 축제2 | 축제 | 2031-10-01 | 2031-10-02")
    )
    (step,) = read(body, Milestone)
    assert step.program_id is None
    assert ("마을 축제2", "program_unknown") in [(a.text, a.reason) for a in read(body, SetAside)]


def test_what_is_done_about_no_remark_is_set_aside() -> None:
    body = "지적사항\n" + table(
        "지적사항 | 조치사항 | 조치기한", "대책 마련 | 점검 | 2031-12-31", " | 회의를 3회 엶 | 2031-11-30"
    )
    assert [one.text for one in read(body, FollowUp)] == ["대책 마련"]
    assert [a.reason for a in read(body, SetAside) if "3회" in a.text] == ["label_unreadable"]
