"""Results of goals that are none: plans, forecasts, other years' figures, shares for percentages."""

from __future__ import annotations

import pytest

from etl.facts import IndicatorResult, SetAside
from etl.kinds import recognise
from etl.readers import text
from tests.etl.kinds.bench import read, table

HEAD = "지표 | 목표 | 실적"
AIMS = "사업명 | 성과 목표 | 성과 지표"


def goals_of(body: str) -> list[tuple[int, float | None, float | None, str]]:
    return [(g.fiscal_year, g.target, g.actual, g.status) for g in read(body, IndicatorResult)]


def reasons_of(body: str) -> set[tuple[str, str]]:
    return {(row.text, row.reason) for row in read(body, SetAside)}


@pytest.mark.parametrize(
    "printed",
    [
        "410건(12월말 예상)",
        "410건(추정)",
        "410건 예정",
        "410건(계획)",
        "목표 410건",
        "연말까지 410건",
        "12월까지 410건",
        "잠정 410건",
        "410건 추진 중",
        "410건(10월 20건 포함)",
        "410건(4분기 포함)",
        "'31. 11. 410건",
        "연내 410건",
        "300건(110건 예정)",
    ],
)
def test_a_plan_or_a_forecast_is_no_result(printed: str) -> None:
    body = table(HEAD, f"나무 심기 | 420건 | {printed}")
    assert goals_of(body) == [(2031, 420, None, "unread")]
    assert (printed, "planned_figure") in reasons_of(body)
    aims = table(f"{AIMS} | 추진 실적(9월말)", f"① 숲 | - 심기 (420건) | - 나무 심기 | - {printed}")
    assert goals_of(aims) == [(2031, 420, None, "unread")]
    assert (printed, "planned_figure") in reasons_of(aims)


@pytest.mark.parametrize(
    "printed",
    [
        "410건",
        "9월까지 410건",
        "410건(9월말)",
        "410건(목표 420건)",
        "410건(계획 대비 97.6%)",
        "410건(8월 30건 포함)",
        "410건('30년 380건)",
    ],
)
def test_a_result_beside_a_plan_stays_one(printed: str) -> None:
    assert goals_of(table(HEAD, f"나무 심기 | 420건 | {printed}")) == [(2031, 420, 410, "interim")]


@pytest.mark.parametrize("printed", ["연말 집계예정", "4분기 조사 예정", "집계 중(11월)", "2032년 1월 확정"])
def test_what_is_only_announced_is_pending(printed: str) -> None:
    assert goals_of(table(HEAD, f"나무 심기 | 420건 | {printed}")) == [(2031, 420, None, "pending")]


@pytest.mark.parametrize(
    "heading",
    ["예상 실적", "실적(잠정)", "실적(12월말)", "연말 전망", "추정실적", "실적(9월말 잠정)"],
)
def test_a_column_of_forecasts_holds_no_results(heading: str) -> None:
    body = table(f"지표 | 목표 | {heading} | 달성률", "나무 심기 | 420건 | 410건 | 97.6%")
    (goal,) = read(body, IndicatorResult)
    assert (goal.target, goal.actual, goal.status) == (420, None, "unread")
    assert "planned_figure" in {reason for _, reason in reasons_of(body)}


@pytest.mark.parametrize("caption", ["성과 목표 달성 전망", "(2031. 12월말(예상) 기준)"])
def test_a_caption_of_forecasts_rules_the_table(caption: str) -> None:
    body = f"{caption}\n" + table(HEAD, "나무 심기 | 420건 | 410건")
    assert [(target, actual) for _, target, actual, _ in goals_of(body)] == [(420, None)]
    assert ("410건", "planned_figure") in reasons_of(body)


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("4회/410건", "not_a_number"),
        ("410/420", "not_a_number"),
        ("달성", "not_a_number"),
        ("당초 410건", "not_a_number"),
        ("420건 중 410건", "second_figure"),
        ("전년 380건", "other_year"),
        ("'30년 380건", "other_year"),
        ("하반기 410건", "planned_figure"),
    ],
)
def test_a_printed_result_that_is_not_read_is_not_pending(printed: str, reason: str) -> None:
    for body in (
        table(HEAD, f"나무 심기 | 420건 | {printed}"),
        table(f"{AIMS} | 추진 실적(9월말)", f"① 숲 | - 심기 (420건) | - 나무 심기 | - {printed}"),
    ):
        assert goals_of(body) == [(2031, 420, None, "unread")]
        assert (printed, reason) in reasons_of(body)


@pytest.mark.parametrize("printed", ["1)", "※ 2차 조사 후", "제3회 조사"])
def test_a_mark_or_the_number_of_a_survey_is_no_result(printed: str) -> None:
    body = table(HEAD, f"나무 심기 | 420건 | {printed}")
    assert goals_of(body) == [(2031, 420, None, "pending")]
    assert (printed, "not_a_number") in reasons_of(body)


def test_the_attainment_of_a_result_that_was_set_aside_is_set_aside_too() -> None:
    for body, reason in (
        (table(f"{HEAD} | 달성률", "나무 심기 | 420건 | 410건(추정) | 97.6%"), "planned_figure"),
        (table(f"{HEAD} | 달성률", "나무 심기 | 420건 | 2030년 410건 | 97.6%"), "other_year"),
        (table("지표 | 목표 | 예상 실적 | 달성률", "나무 심기 | 420건 | 410건 | 97.6%"), "planned_figure"),
    ):
        (goal,) = read(body, IndicatorResult)
        assert (goal.target, goal.actual, goal.printed_attainment) == (420, None, None)
        assert ("97.6%", reason) in reasons_of(body)


@pytest.mark.parametrize(
    ("heading", "row", "status"),
    [
        ("2031년 9월", "410건", "unread"),  # of September alone, or up to it?
        ("9월 모습", "410건", "unread"),
        ("9월 모습", "410", "unread"),
        ("9월 모습", "집계중", "pending"),
        ("2030년 9월", "410건", "planned"),
        ("비고", "410건", "planned"),
    ],
)
def test_a_column_that_is_not_known_may_hold_the_result(heading: str, row: str, status: str) -> None:
    body = table(f"지표 | 2031년 목표 | {heading}", f"나무 심기 | 420건 | {row}")
    assert goals_of(body) == [(2031, 420, None, status)]


def test_the_attainment_alone_is_no_result_to_come() -> None:
    assert goals_of(table("지표 | 목표 | 달성률", "나무 심기 | 420건 | 80%")) == [(2031, 420, None, "unread")]


def test_a_target_without_a_year_is_never_paired_with_another_years_result() -> None:
    row = "① 숲 | - 심기 (420건) | - 나무 심기 |"
    for heads, cells in (
        ("2030년 실적 | 추진 실적(9월말)", "- 111건 | - 222건"),
        ("추진 실적(9월말) | 전년 실적", "- 222건 | - 111건"),
    ):
        found = goals_of(table(f"{AIMS} | {heads}", f"{row} {cells}"))
        assert found == [(2031, 420, 222, "interim")]
    alone = table(f"{AIMS} | 2030년 실적 | 비고", f"{row} - 111건 |")
    assert goals_of(alone) == []
    assert "goal_unpaired" in {reason for _, reason in reasons_of(alone)}
    within = table(f"{AIMS} | 추진 실적 | 비고", f"{row} - 2030년 111건 |")
    assert goals_of(within) == [(2031, 420, None, "unread")]


def test_the_aims_of_another_year_are_not_this_years() -> None:
    body = table(
        "사업명 | 2030년 성과 목표 | 성과 지표 | 2030년 실적 | 2031년 성과 목표 | 추진 실적(9월말)",
        "① 숲 | - 심기 (100건) | - 나무 심기 | - 90건 | - 심기 (420건) | - 410건",
    )
    assert goals_of(body) == [(2031, 420, 410, "interim")]
    assert {("100건", "other_year"), ("90건", "other_year")} <= reasons_of(body)


@pytest.mark.parametrize(
    ("heads", "row", "actual"),
    [
        (HEAD, "참여율 | 60% | 0.55", None),
        (HEAD, "참여율 | 60% | 55", 55),
        (HEAD, "참여율 | 60% | 0.55%", 0.55),
        (HEAD, "참여율 | 60 | 0.55", None),
        ("지표 | 목표(%) | 실적(%)", "참여율 | 60 | 0.55", None),
        ("지표 | 실적 | 목표", "참여율 | 0.55 | 60%", None),
        (HEAD, "만족도 | 90점 | 0.9", None),
        (HEAD, "사고율 | 0.5% | 0.4", 0.4),
        (HEAD, "참여율 | 60% | 0%", 0),
        (HEAD, "나무 | 60그루 | 0.55", 0.55),
    ],
)
def test_a_share_is_no_percentage(heads: str, row: str, actual: float | None) -> None:
    assert [goal.actual for goal in read(table(heads, row), IndicatorResult)] == (
        [] if actual is None else [actual]
    )
    assert ("goal_unpaired" in {reason for _, reason in reasons_of(table(heads, row))}) is (actual is None)


def test_a_target_that_may_be_a_share_leaves_no_goal() -> None:
    assert goals_of(table(HEAD, "참여율 | 0.6 | 55%")) == []


def test_aims_of_one_unit_are_not_paired_against_their_names() -> None:
    row = "① 숲 | - 나무 교육 (30명) - 꽃 강좌 (100명) | {} | - 28명 - 90명"
    head = f"{AIMS} | 추진 실적(9월말)"
    assert goals_of(table(head, row.format("- 강좌 인원 - 교육 인원"))) == []
    kept = goals_of(table(head, row.format("- 교육 인원 - 강좌 인원")))
    assert kept == [(2031, 30, 28, "interim"), (2031, 100, 90, "interim")]


CHAPTERS = "Ⅰ. 2031년 추진실적\n{}\nⅡ. 2032년 추진계획\n가나다\n라마바\n사아자\n차카타\n{}"


def test_a_chapters_year_is_that_of_its_goals() -> None:
    results = table(HEAD, "나무 심기 | 420건 | 410건")
    plans = table("지표 | 목표", "나무 심기 | 450건")
    assert goals_of(CHAPTERS.format(results, plans)) == [
        (2031, 420, 410, "interim"),
        (2032, 450, None, "planned"),
    ]
    last = table("지표 | 목표 | 전년 실적", "나무 심기 | 450건 | 410건")
    assert goals_of(CHAPTERS.format("", last)) == [(2032, 450, None, "planned")]


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("[붙임] 2030년 성과 관리", [2030]),
        ("제3장 2030년 성과", [2030]),
        ("3. 2030년 추진실적", [2030]),
        ("Ⅲ. 기타", [2031]),
        ("□ 2030년 추진실적\nⅢ. 기타", [2031]),
        ("Ⅲ. 2030년 실적 및 2031년 계획", []),
        ("Ⅲ. 2030년 추진실적\n4. 숲", [2030]),
        ("3. 2030년 성과 관리\n4. 숲", [2031]),
    ],
)
def test_the_year_of_a_heading_holds_until_the_next(heading: str, years: list[int]) -> None:
    far = "가나다\n라마바\n사아자\n차카타\n"
    body = f"{heading}\n{far}" + table("지표 | 목표", "나무 심기 | 420건")
    assert [year for year, *_ in goals_of(body)] == years


PLAN = "푸른시숲재단\n2031년 주요업무 추진계획\n(2031. 1월말 기준)\n"


@pytest.mark.parametrize(
    ("above", "heads", "found"),
    [
        ("주요실적", "지표 | 목표 | 실적", []),
        ("'30 주요실적", "지표 | 목표 | 실적", [2030]),
        ("주요실적", "지표 | 2030년 목표 | 2030년 실적", [2030]),
    ],
)
def test_a_plan_has_no_results_of_the_year_that_it_plans(above: str, heads: str, found: list[int]) -> None:
    body = f"{PLAN}사업개요\n{above}\n" + table(heads, "나무 심기 | 420건 | 410건")
    rows = recognise(text.read("a.txt", body.encode()))
    assert [row.fiscal_year for row in rows if isinstance(row, IndicatorResult)] == found
    reasons = {row.reason for row in rows if isinstance(row, SetAside)}
    assert ("year_unknown" in reasons) is (not found)


def test_a_target_of_another_year_is_not_this_years() -> None:
    body = table(f"{AIMS} | 추진 실적(9월말)", "① 숲 | - 심기 (2032년 420건) | - 나무 심기 | - 410건")
    assert goals_of(body) == [(2031, None, 410, "interim")]
    assert ("2032년 420건", "other_year") in reasons_of(body)
    assert goals_of(body.replace("2032년", "2031년")) == [(2031, 420, 410, "interim")]


@pytest.mark.parametrize(
    ("printed", "actual", "reason", "left"),
    [
        ("누적 9,410건", None, "figure_in_text", "누적 9,410건"),
        ("410건(9월말)", 410, None, ""),
        ("410건(11월말)", None, "planned_figure", "410건(11월말)"),
        ("410건(전년 380건)", 410, "second_figure", "전년 380건"),
        ("4.1점/5점", 4.1, "second_figure", "5점"),
        ("2.410건", 2410, "malformed_number", "2.410건"),
    ],
)
def test_what_a_cell_prints_beside_a_result(
    printed: str, actual: float | None, reason: str | None, left: str
) -> None:
    unit = "점" if "점" in printed else "건"
    for body in (
        table(HEAD, f"나무 심기 | 420{unit} | {printed}"),
        table(f"{AIMS} | 추진 실적(9월말)", f"① 숲 | - 심기 (420{unit}) | - 나무 심기 | - {printed}"),
    ):
        (goal,) = read(body, IndicatorResult)
        assert (goal.target, goal.actual) == (420, actual)
        assert goal.status == ("unread" if actual is None else "interim")
        assert reasons_of(body) == ({(left, reason)} if reason else set())


def test_a_point_in_a_target_of_thousands_is_told_too() -> None:
    for body in (
        table(HEAD, "나무 심기 | 2.420건 | 410건"),
        table(f"{AIMS} | 추진 실적(9월말)", "① 숲 | - 심기 (2.420건) | - 나무 심기 | - 410건"),
    ):
        assert goals_of(body) == [(2031, 2420, 410, "interim")]
        assert reasons_of(body) == {("2.420건", "malformed_number")}


def test_an_early_plan_has_no_result_of_its_own_year() -> None:
    body = f"{PLAN}사업개요\n" + table("지표 | 2031년 목표 | 2031년 실적", "나무 심기 | 420건 | 410건")
    rows = recognise(text.read("a.txt", body.encode()))
    (goal,) = [row for row in rows if isinstance(row, IndicatorResult)]
    assert (goal.target, goal.actual, goal.status) == (420, None, "unread")


@pytest.mark.parametrize(
    "caption", ["달맞이재단 성과지표", "타 기관 성과지표", "성과지표 작성 예시", "전국 재단의 평균"]
)
def test_a_caption_that_names_others_denies_the_table(caption: str) -> None:
    for body in (
        table(f"{HEAD} | 달성률", "나무 심기 | 420건 | 410건 | 97.6%"),
        table(f"{AIMS} | 추진 실적(9월말)", "① 숲 | - 심기 (420건) | - 나무 심기 | - 410건"),
        table("나무 심기 | 실적", "목표 420건 | 410건(97.6%)"),
    ):
        assert goals_of(f"{caption}\n(단위 : 건)\n{body}") == []
        assert {reason for _, reason in reasons_of(f"{caption}\n(단위 : 건)\n{body}")} == {
            "other_institution"
        }


@pytest.mark.parametrize("caption", ["푸른시숲재단 성과지표", "평균 대기일수 목표", "상담사례 관리 성과지표"])
def test_a_caption_of_the_own_goals_denies_nothing(caption: str) -> None:
    body = f"{caption}\n" + table(HEAD, "나무 심기 | 420건 | 410건")
    assert goals_of(body) == [(2031, 420, 410, "interim")]


@pytest.mark.parametrize(
    ("years", "cells", "found"),
    [
        ("작년 | 올해", "- 111건 | - 410건", [(2031, 420, 410, "interim")]),
        ("2030년 | 2031년", "- 111건 | - 410건", [(2031, 420, 410, "interim")]),
        ("2031년 | 2032년", "- 410건 | - 450건", []),  # targets by year, as far as anybody can tell
    ],
)
def test_years_alone_head_results_where_the_aims_hold_the_targets(
    years: str, cells: str, found: list[tuple[int, float | None, float | None, str]]
) -> None:
    assert goals_of(table(f"{AIMS} | {years}", f"① 숲 | - 심기 (420건) | - 나무 심기 | {cells}")) == found
    assert goals_of(table(f"{AIMS} | {years}", f"① 숲 | - 심기 | - 나무 심기 | {cells}")) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("나무 심기(2030년)", "other_year"),
        ("나무 심기('30)", "other_year"),
        ("나무 심기(전년)", "other_year"),
        ("달맞이재단 나무 심기", "other_institution"),
        ("나무 심기(2031년)", None),
        ("나무 심기(누계)", None),
        ("2032년 나무 잔치 유치", None),
        ("전년 대비 나무 심기", None),
    ],
)
def test_a_name_may_say_that_it_is_no_goal_of_the_year(name: str, reason: str | None) -> None:
    aims = table(f"{AIMS} | 추진 실적(9월말)", f"① 숲 | - 심기 (420건) | - {name} | - 410건")
    assert bool(goals_of(aims)) is (reason is None)
    assert {reason for _, reason in reasons_of(aims)} == ({reason} if reason else set())
    body = table(HEAD, f"{name} | 420건 | 410건", "꽃 심기 | 20건 | 10건")
    found = goals_of(body)
    own = [] if reason else [(2031, 420.0, 410.0, "interim")]
    assert found == [*own, (2031, 20, 10, "interim")]
    assert {reason for _, reason in reasons_of(body)} == ({reason} if reason else set())


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("410건(상반기)", "not_a_number"),
        ("410건(1분기)", "not_a_number"),
        ("410건(4~6월)", "not_a_number"),
        ("410건(27~31년)", "not_a_number"),
        ("410건(3개년)", "other_year"),
        ("410건(1~6월)", "date_contradiction"),
        ("410건(8월말)", "date_contradiction"),
        ("410건 이상", "not_a_number"),
        ("410여건", "not_a_number"),
        ("약 410건", "not_a_number"),
        ("410건 내외", "not_a_number"),
        ("거의 410건", "not_a_number"),
        ("410건 남짓", "not_a_number"),
        ("410건+α", "not_a_number"),
    ],
)
def test_a_result_of_a_part_of_the_year_of_several_or_a_bound_is_set_aside(printed: str, reason: str) -> None:
    body = table(HEAD, f"나무 심기 | 420건 | {printed}")
    assert goals_of(body) == [(2031, 420, None, "unread")]
    assert reasons_of(body) == {(printed, reason)}
    assert goals_of(table(HEAD, "나무 심기 | 420건 | 410건(1~9월)")) == [(2031, 420, 410, "interim")]


@pytest.mark.parametrize("printed", ["420건(2032년)", "420건('32)", "420건(32년)"])
def test_a_year_in_brackets_behind_a_target_is_its_year(printed: str) -> None:
    body = table(f"{HEAD} | 달성률", f"나무 심기 | {printed} | 410건 | 97.6%")
    assert goals_of(body) == [(2032, 420, None, "planned"), (2031, None, 410, "interim")]
    assert reasons_of(body) == {("97.6%", "year_unknown")}


@pytest.mark.parametrize("printed", ["420건(5개년)", "420건(2029~2033)", "420건(하반기)"])
def test_a_target_of_several_years_or_a_part_of_one_is_none_of_the_year(printed: str) -> None:
    body = table(HEAD, f"나무 심기 | {printed} | 410건")
    assert goals_of(body) == []
    assert {reason for _, reason in reasons_of(body)} == {"goal_unpaired"}


@pytest.mark.parametrize("heading", ["실적('30)", "전년 실적", "FY30 실적", "FY2030 실적"])
def test_an_attainment_beside_another_years_result_is_of_no_known_year(heading: str) -> None:
    body = table(f"지표 | 목표 | {heading} | 달성률", "나무 심기 | 420건 | 410건 | 97.6%")
    assert goals_of(body) == [(2031, 420, None, "planned"), (2030, None, 410, "reported")]
    assert {goal.printed_attainment for goal in read(body, IndicatorResult)} == {None}
    assert reasons_of(body) == {("97.6%", "year_unknown")}


@pytest.mark.parametrize(
    ("caption", "reason"),
    [
        ("2030~2031년 성과지표", "year_unknown"),
        ("5개년 성과지표", "year_unknown"),
        ("상반기 성과지표", "column_unknown"),
        ("3분기 성과 목표", "column_unknown"),
    ],
)
def test_a_caption_of_several_years_or_a_part_of_one_gives_no_year(caption: str, reason: str) -> None:
    row = "나무 심기 | 420건 | 410건"
    body = f"{caption}\n" + table(HEAD, row)
    assert goals_of(body) == []
    assert reason in {reason for _, reason in reasons_of(body)}
    stated = f"{caption}\n" + table("지표 | 2031년 목표 | 2031년 실적", row)
    assert goals_of(stated) == [(2031, 420, 410, "interim")]


@pytest.mark.parametrize(
    ("note", "found", "reason"),
    [
        ("※ 위 표는 2030년 결산 기준임", [], "other_year"),
        ("※ 실적은 연말 예상치임", [(2031, 420, None, "unread")], "planned_figure"),
        ("※ 2030년 실적 : 380건", [(2031, 420, 410, "interim")], None),
        ("※ 만족도는 12월 조사 예정임", [(2031, 420, 410, "interim")], None),
    ],
)
def test_a_note_below_says_what_the_figures_are(
    note: str, found: list[tuple[int, float | None, float | None, str]], reason: str | None
) -> None:
    body = table(HEAD, "나무 심기 | 420건 | 410건") + f"\n{note}\n"
    assert goals_of(body) == found
    assert reason is None or reason in {reason for _, reason in reasons_of(body)}


@pytest.mark.parametrize("name", ["전망대 관람 목표", "예상문제집 성과", "잠정조치 성과"])
def test_a_caption_that_only_begins_like_an_expectation_denies_nothing(name: str) -> None:
    body = f"{name}\n" + table(HEAD, "나무 심기 | 420건 | 410건")
    assert goals_of(body) == [(2031, 420, 410, "interim")]


def test_an_expectation_above_the_caption_is_of_something_else() -> None:
    body = "향후 추진 예정\n성과지표\n(단위 : 건)\n" + table(HEAD, "나무 심기 | 420건 | 410건")
    assert goals_of(body) == [(2031, 420, 410, "interim")]


@pytest.mark.parametrize("figures", ["95 | 125", "950 | 1,250", "9 | 12"])
def test_beside_an_expected_result_no_row_keeps_its_attainment(figures: str) -> None:
    body = table(
        "지표 | 목표 | 실적(9월) | 예상실적(12월) | 달성률", f"나무 심기(회) | 120 | {figures} | 104.2%"
    )
    (goal,) = read(body, IndicatorResult)
    assert (goal.target, goal.actual, goal.printed_attainment) == (120, None, None)
    assert ("104.2%", "planned_figure") in reasons_of(body)


@pytest.mark.parametrize("figures", ["1,234명 | 0.57명", "0.57명 | 1,234명", "1,234명 | 567.5명"])
def test_what_is_counted_whole_on_one_side_alone_is_misread(figures: str) -> None:
    body = table(HEAD, f"나무 심은 사람 | {figures}")
    assert goals_of(body) == []
    assert "goal_unpaired" in {reason for _, reason in reasons_of(body)}
    mean = table(HEAD, "모임당 평균 인원 | 12명 | 12.5명")
    assert goals_of(mean) == [(2031, 12, 12.5, "interim")]


def test_results_are_of_the_month_that_their_caption_ends_with() -> None:
    rows = table("지표 | 목표 | 실적", "나무 심기 | 420건 | 210건")
    found = read(f"주요 성과지표(6월말)\n\n{rows}", IndicatorResult)
    assert [(str(row.as_of), row.actual) for row in found] == [("2031-06-30", 210.0)]


@pytest.mark.parametrize("caption", ["주요 성과지표(12월말)", "주요 성과지표 : 11월"])
def test_results_of_a_month_after_the_report_are_expected(caption: str) -> None:
    body = f"{caption}\n\n" + table("지표 | 목표 | 실적", "나무 심기 | 420건 | 210건")
    assert [(row.target, row.actual) for row in read(body, IndicatorResult)] == [(420.0, None)]
    assert "planned_figure" in {row.reason for row in read(body, SetAside)}


def test_of_a_target_below_zero_nobody_knows_which_way_is_better() -> None:
    body = "주요 성과지표\n\n" + table(
        "지표 | 목표 | 실적", "배출 감축 | △5% | △3.2%", "나무 심기 | 420건 | 210건"
    )
    assert [row.name for row in read(body, IndicatorResult)] == ["나무 심기"]
    assert [row.reason for row in read(body, SetAside)] == ["better_unknown"]


def _undated(printed: str, row: str) -> list[tuple[float | None, str]]:
    source = f"푸른시숲재단\n2031년 주요업무\n{printed}\n성과지표 현황\n" + table(HEAD, row)
    rows = recognise(text.read("a.txt", source.encode()))
    return [(row.actual, row.status) for row in rows if isinstance(row, IndicatorResult)]


@pytest.mark.parametrize("printed", ["2032. 1.", "2032년 2월", "(2032. 1. 15.)", "2032. 1. 15.(목)"])
def test_the_results_of_a_year_that_was_over_in_print_are_final(printed: str) -> None:
    assert _undated(printed, "나무 심기 | 420건 | 410건") == [(410, "reported")]


@pytest.mark.parametrize("printed", ["2031. 11.", "(2031. 12. 15.)", "작성 : 기획팀", "2032년 1월 개관 예정"])
def test_of_a_result_without_a_day_nobody_knows_that_it_is_the_last(printed: str) -> None:
    assert _undated(printed, "나무 심기 | 420건 | 410건") == [(410, "undated")]


def test_no_result_is_of_a_day_after_the_report_was_printed() -> None:
    row = "나무 심기 | 420건 | 410건(12월말)"
    assert _undated("2031. 10.", row) == []
    assert _undated("2032. 1.", row) == [(410, "reported")]
    assert _undated("2031. 10.", row.replace("12월말", "9월말")) == [(410, "interim")]
