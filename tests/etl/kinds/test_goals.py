"""Goals: groups, several in one cell, pending and lost results, and units."""

from __future__ import annotations

import pytest

from etl.facts import IndicatorResult, SetAside
from etl.kinds import recognise
from etl.readers import text as reader
from tests.etl.kinds.bench import read, table

SEVERAL = "사업명 | 성과 목표 | 성과 지표 | 추진 실적(9월말)"
MAP = table("전략 방향 | ① 맑은 바다 지키기 | ② 푸른 숲 가꾸기")


@pytest.mark.parametrize(
    ("printed", "value", "unit", "status"),
    [
        ("10건", 10, "건", "interim"),
        ("12,734건", 12_734, "건", "interim"),
        ("2.614명", 2_614, "명", "interim"),
        ("92.68점", 92.68, "점", "interim"),
        ("47.7%", 47.7, "%", "interim"),
        ("0건", 0, "건", "interim"),
        ("1,002건 (기업 167건 시민 835건)", 1_002, "건", "interim"),
        ("연말 집계예정", None, "건", "pending"),
        ("집계중", None, "건", "pending"),
    ],
)
def test_a_result(printed: str, value: float | None, unit: str, status: str) -> None:
    (goal,) = read(
        table("단위목표 | 지표 | 목표 | 실적", f"가 | 나무 심기 | 35{unit} | {printed}"), IndicatorResult
    )
    assert (goal.target, goal.actual, goal.unit, goal.status) == (35, value, unit, status)


@pytest.mark.parametrize("printed", ["1,2,3건", "", "많음", "9" * 20 + "건", "10~12건"])
def test_a_result_that_cannot_be_read_is_no_number_and_is_set_aside(printed: str) -> None:
    body = table("단위목표 | 지표 | 목표 | 실적", f"가 | 나무 심기 | 35건 | {printed}")
    (goal,) = read(body, IndicatorResult)
    assert (goal.target, goal.actual) == (35, None)
    assert [row.line for row in read(body, SetAside)] == [5]


def test_a_group_is_labelled_on_its_first_row() -> None:
    goals = table(
        "단위목표 | 지표 | 목표",
        "맑은 바다 지키기 | 가 | 1건",
        " | 나 | 2건",
        "푸른 숲 가꾸기 | 다 | 3건",
        " | 라 | 4건",
        " | 마 | 5건",
    )
    found = read(MAP + "\n" + goals, IndicatorResult)
    assert [(g.direction_id or "")[-1] for g in found] == ["1", "1", "2", "2", "2"]
    assert {g.status for g in found} == {"planned"}


def test_a_group_is_labelled_in_its_middle_or_over_two_rows() -> None:
    goals = table(
        "단위목표 | 지표 | 목표",
        " | 가 | 1건",
        "맑은 바다 | 나 | 2건",
        "지키기 | 다 | 3건",
        " | 라 | 4건",
        " | 마 | 5건",
        "푸른 숲 가꾸기 | 바 | 6건",
        " | 사 | 7건",
    )
    found = read(MAP + "\n" + goals, IndicatorResult)
    assert [(g.direction_id or "")[-1] for g in found] == ["1"] * 4 + ["2"] * 3


def test_a_group_that_cannot_be_told_has_no_direction_and_is_set_aside() -> None:
    goals = table("단위목표 | 지표 | 목표", " | 가 | 1건", "뿌연 하늘 | 나 | 2건", " | 다 | 3건")
    found = read(MAP + "\n" + goals, IndicatorResult)
    assert [g.direction_id for g in found] == [None] * 3
    assert "direction_unknown" in {row.reason for row in read(MAP + "\n" + goals, SetAside)}


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        # On every row; then of something that is no direction; then in the middle of what may be two groups.
        (("맑은 바다 지키기", "맑은 바다 지키기", "푸른 숲 가꾸기"), ["1", "1", "2"]),
        (("맑은 바다 지키기", "맑은 바다 지키기", "붉은 노을 알리기"), ["1", "1", ""]),
        (("", "맑은 바다 지키기", "붉은 노을 알리기"), ["", "1", ""]),
    ],
)
def test_a_label_of_no_direction_takes_none_of_its_neighbours(
    labels: tuple[str, ...], numbers: list[str]
) -> None:
    rows = [f"{label} | 지표 {n} | {n}건" for n, label in enumerate(labels, start=1)]
    found = read(MAP + "\n" + table("단위목표 | 지표 | 목표", *rows), IndicatorResult)
    assert [(goal.direction_id or "")[-1:] for goal in found] == numbers


def test_goals_in_one_cell_pair_up_by_position() -> None:
    body = table(
        SEVERAL,
        "① 나무 심기 | - 심은 나무 (310그루) - 강좌 (100명) | - 나무 수 - 강좌 인원 | - 447그루 - 34명",
    )
    one, two = read(body, IndicatorResult)
    assert (one.name, one.target, one.actual, one.unit) == ("나무 수", 310, 447, "그루")
    assert (two.name, two.target, two.actual, two.unit) == ("강좌 인원", 100, 34, "명")
    assert one.indicator_result_id != two.indicator_result_id


def test_two_targets_in_one_bracket_are_two_goals() -> None:
    body = table(SEVERAL, "① 강좌 | - 강좌 열기 (4회, 50명) | - 횟수 - 인원 | - 4회 - 51명")
    one, two = read(body, IndicatorResult)
    assert (one.target, one.actual, two.target, two.actual) == (4, 4, 50, 51)


def test_a_result_without_a_target_takes_none_that_may_be_anothers() -> None:
    body = table(
        SEVERAL,
        "① 강좌 | - 강좌 열기 (120명) - 소식지 (40회) | - 인원 - 회사 인원 - 소식 | - 658명 - 20명 - 32회",
    )
    found = read(body, IndicatorResult)
    assert [(g.name, g.target, g.actual) for g in found] == [
        ("인원", None, 658),  # 120 may be of either
        ("회사 인원", None, 20),
        ("소식", 40, 32),
    ]
    assert [(row.text, row.reason) for row in read(body, SetAside)] == [("120명", "goal_unpaired")]


def test_less_is_better_where_the_name_says_so() -> None:
    found = read(
        table(
            "구분 | 목표 | 실적 | 달성도", "평균 처리기간 | 5일 | 4일 | 120%", "처리 건수 | 5건 | 4건 | 80%"
        ),
        IndicatorResult,
    )
    assert [(g.better, g.printed_attainment) for g in found] == [("lower", 120), ("higher", 80)]


@pytest.mark.parametrize(
    ("name", "rate", "better"),
    [
        ("줄 서는 때", "112.0", "lower"),  # 2.8 / 2.5: only so it follows
        ("줄 서는 때", "89.3", "higher"),
        ("줄 서는 때", "100", "higher"),  # cut at 100 it says nothing
        ("줄 서는 때", "95.0", "higher"),  # it follows from neither
        ("민원 처리기간(일)", "89.3", "lower"),
    ],
)
def test_the_printed_attainment_says_which_way_is_better(name: str, rate: str, better: str) -> None:
    (goal,) = read(table("지표 | 목표 | 실적 | 달성률(%)", f"{name} | 2.8 | 2.5 | {rate}"), IndicatorResult)
    assert (goal.better, goal.printed_attainment) == (better, float(rate))


NAMED = "지표 | 연도별 목표 | 산출근거"


def test_each_year_of_a_cell_is_a_goal_of_its_year() -> None:
    body = table(NAMED, "숲 체험 인원 | 2031년 - 2032년 120명 2033년 150명 2034년 190명 | 연 3회")
    found = read(body, IndicatorResult)
    assert [(g.fiscal_year, g.target, g.actual, g.status) for g in found] == [
        (2032, 120, None, "planned"),
        (2033, 150, None, "planned"),
        (2034, 190, None, "planned"),
    ]


def test_fewer_figures_than_years_are_left_as_a_whole() -> None:
    body = table(NAMED, "참여 비율 | 2031~2034년 60%, 65%, 70% | 참여자", "만족도 | 4.3점(5점 만점) | 조사")
    (goal,) = read(body, IndicatorResult)
    assert (goal.name, goal.target, goal.unit) == ("만족도", 4.3, "점")
    reasons = {row.line: row.reason for row in read(body, SetAside)}
    assert reasons == {5: "goal_unpaired", 6: "second_figure"}


def test_an_arrow_leads_to_the_target_and_what_was_before_is_no_result() -> None:
    body = table(NAMED, "씨앗 누적 | 3만 권 ⇒ 4만 권 | 누적", "숲길 | 12→15곳 | 누적")
    found = read(body, IndicatorResult)
    assert [(g.target, g.actual, g.unit) for g in found] == [(40_000, None, "권"), (15, None, "곳")]
    assert [(row.text, row.reason) for row in read(body, SetAside)] == [
        ("3만 권", "year_unknown"),
        ("12", "year_unknown"),
    ]


@pytest.mark.parametrize(
    ("printed", "actual"),
    [("9월 210건", 210), ("3분기 20건", None), ("9월 15일 20건", None), ("10→12건", None)],
)
def test_a_result_of_a_part_of_the_year_is_no_result(printed: str, actual: float | None) -> None:
    found = read(table("지표 | 목표 | 실적", f"나무 심기 | 300건 | {printed}"), IndicatorResult)
    assert {goal.actual for goal in found} <= {actual}


@pytest.mark.parametrize(
    "printed", ["30건(12월말 예상)", "30건(추정)", "30건 예상", "연말까지 30건", "30건(계획)"]
)
def test_a_figure_that_is_only_expected_is_no_result(printed: str) -> None:
    for body in (
        table("단위목표 | 지표 | 목표 | 실적", f"가 | 나무 심기 | 35건 | {printed}"),
        table(SEVERAL, f"가 | - 나무 심기 (35건) | - 심은 수 | - {printed}"),
    ):
        (goal,) = read(body, IndicatorResult)
        assert (goal.target, goal.actual, goal.status) == (35, None, "unread")
        assert "planned_figure" in {row.reason for row in read(body, SetAside)}


@pytest.mark.parametrize("printed", ["30건(계획 대비 86%)", "30건 (기업 12건 시민 18건)"])
def test_a_bracket_that_compares_or_splits_leaves_the_result(printed: str) -> None:
    (goal,) = read(
        table("단위목표 | 지표 | 목표 | 실적", f"가 | 나무 심기 | 35건 | {printed}"), IndicatorResult
    )
    assert goal.actual == 30


def test_last_years_results_beside_this_years_are_not_this_years() -> None:
    heads = "사업명 | 성과 목표 | 성과 지표 | 2030년 실적 | 추진 실적(9월말)"
    body = table(heads, "가 | - 나무 심기 (35건) | - 심은 수 | - 11건 | - 27건")
    (goal,) = read(body, IndicatorResult)
    assert (goal.fiscal_year, goal.target, goal.actual) == (2031, 35, 27)
    assert [(row.text, row.reason) for row in read(body, SetAside)] == [("11건", "other_year")]


def test_aims_and_indicators_whose_words_cross_are_not_paired() -> None:
    crossed = table(
        SEVERAL, "가 | - 숲길 걷기 (310명) - 특강 (100명) | - 특강 인원 - 숲길 인원 | - 90명 - 300명"
    )
    assert read(crossed, IndicatorResult) == []
    assert "goal_unpaired" in {row.reason for row in read(crossed, SetAside)}
    straight = crossed.replace("- 특강 인원 - 숲길 인원", "- 숲길 인원 - 특강 인원")
    assert [(g.name, g.target) for g in read(straight, IndicatorResult)] == [
        ("숲길 인원", 310),
        ("특강 인원", 100),
    ]


def test_a_ratio_is_no_percentage() -> None:
    body = table("단위목표 | 지표 | 목표 | 실적", "가 | 재방문율 | 60% | 0.55")
    assert read(body, IndicatorResult) == []
    assert "goal_unpaired" in {row.reason for row in read(body, SetAside)}


@pytest.mark.parametrize("printed", ["7,OOO건", "1,2OO명"])
def test_a_target_with_letters_behind_its_comma_is_no_target(printed: str) -> None:
    body = table("성과지표 | 목표 | 실적", f"상담 | {printed} | 집계 예정", "교육 | 1,200명 | 1,100명")
    assert [(goal.name, goal.target) for goal in read(body, IndicatorResult)] == [("교육", 1200)]
    assert any(printed in one.text for one in read(body, SetAside))


def test_of_several_units_above_a_table_none_is_that_of_each_goal() -> None:
    rows = table("성과지표 | 목표 | 실적", "공연 | 12 | 9", "관객 | 1,500 | 1,622")
    assert {goal.unit for goal in read("(단위 : 회, 명)\n" + rows, IndicatorResult)} == {None}
    assert {goal.unit for goal in read("(단위 : 회)\n" + rows, IndicatorResult)} == {"회"}


_DATED = "성과지표 현황(2031. 9. 30. 기준)\n\n"


@pytest.mark.parametrize(
    "rows",
    [
        ("구분|단위|2030년 실적|2031년 목표|2031년 9월말 실적", "재원일수|일|11.2|10.0 이내|10.8"),
        ("지표|2030년 목표|2030년 실적|2031년 목표|2031년 실적", "대기|10분|11분|9분 이하|8분"),
        ("지표|2030년 목표|2030년 실적|2031년 목표|2031년 실적", "대기|10분 이하|11분|9분|8분"),
        ("지표|연도|목표|실적", "대기|2030|10분|11분", "|2031|9분 이하|8분"),
        ("구분|단위|2030년 실적|2031년 목표|2031년 9월말 실적|달성률", "재원일|일|11.2|10.0|10.8|92.6%"),
    ],
)
def test_the_years_of_a_goal_have_one_direction(rows: tuple[str, ...]) -> None:
    found = read(_DATED + table(*rows), IndicatorResult)
    assert [(row.fiscal_year, row.better) for row in found] == [(2030, "lower"), (2031, "lower")]


def test_a_limit_rules_no_goal_of_another_name() -> None:
    rows = ("지표|2030년 실적|2031년 목표|2031년 실적", "대기|11분|9분 이하|8분", "손님|11명|9명|8명")
    found = read(_DATED + table(*rows), IndicatorResult)
    assert [(row.name, row.better) for row in found] == [
        ("대기", "lower"), ("대기", "lower"), ("손님", "higher"), ("손님", "higher"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "measured"),
    [
        ("소장품 수집", "count"),
        ("작품 구입", "count"),
        ("유물 기증", "count"),
        ("공모전 응모작", "count"),
        ("향토자료 확보", "count"),
        ("미술품 보존처리", "count"),
        ("관람객 만족도", "level"),
        ("작품 만족도", "level"),
        ("기관 평가", "level"),
        ("소장품 관리 평가", "level"),
        ("유물 관리 수준", "level"),
    ],
)
def test_a_work_of_art_is_no_score(name: str, measured: str) -> None:
    (goal,) = read(_DATED + table("성과지표|목표|실적", f"{name}|20점|15점"), IndicatorResult)
    assert (goal.unit, goal.measured) == ("점", measured)


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("2031년 주요업무 보고", "undated"),
        ("2031년 숲길 나눔 최종보고서", "undated"),
        ("2031년 주요업무 보고\n(2031. 9. 30. 기준)", "interim"),
        ("2031년 주요업무 보고\n(2031. 12. 31. 기준)", "reported"),
    ],
)
def test_a_result_of_no_known_day_is_neither_final_nor_of_a_part_of_the_year(title: str, status: str) -> None:
    goals = table("성과지표|목표|실적", "나무 심기|420건|410건", "강좌|20회|조사중")
    rows = recognise(reader.read("a.txt", f"{title}\n가람시나눔재단\n\n성과목표\n\n{goals}".encode()))
    found = [row for row in rows if isinstance(row, IndicatorResult)]
    assert [row.status for row in found] == [status, "pending"]


@pytest.mark.parametrize(
    "heads", ["2030년 목표|2030년 실적|2031년 목표|2031년 실적", "전년 목표|전년 실적|목표|실적"]
)
def test_the_result_of_a_year_that_was_over_is_reported_without_a_day(heads: str) -> None:
    goals = table(f"성과지표|{heads}", "나무 심기|400건|390건|420건|410건")
    rows = recognise(reader.read("a.txt", f"2031년 주요업무 보고\n가람시나눔재단\n\n{goals}".encode()))
    found = {row.fiscal_year: row.status for row in rows if isinstance(row, IndicatorResult)}
    assert found == {2030: "reported", 2031: "undated"}


def _better(name: str, target: str, actual: str) -> tuple[str | None, set[str]]:
    """Return which way is better of one goal, and why it is left."""
    body = _DATED + table("성과지표|목표|실적", f"{name}|{target}|{actual}", "손님 수|300명|200명")
    found = [row.better for row in read(body, IndicatorResult) if row.name == name]
    reasons = {row.reason for row in read(body, SetAside) if row.text != target.partition("→")[0]}
    return (found[0] if found else None), reasons


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        *(("민원 처리기간 단축", "10일→7일", "8일"), ("민원 처리기간", "10일→7일", "8일")),
        *(("안내 시간", "30분→20분", "25분"), ("1인당 비용", "30천원→20천원", "25천원")),
        *(("상담 대기시간", "10분", "12분"), ("진료 대기", "10분", "12분"), ("민원 처리", "5일", "6일")),
        *(("하자 발생 건수", "3건", "2건"), ("환불 건수", "3건", "2건"), ("전력 사용량", "300kWh", "280kWh")),
        *(
            ("불만족도", "10%", "8%"),
            ("감염병 발생", "30명", "20명"),
            ("미수강률", "5%", "4%"),
            ("고독사", "9명", "6명"),
        ),
        *(
            ("스트레스 인지율", "30%", "28%"),
            ("결핵 신환자 발생", "38명", "30명"),
            ("학업중단율", "3%", "2%"),
        ),
        *(("고객만족도 순위", "3위", "5위"), ("평균 재원일수", "10일", "11일"), ("무수율", "3%", "2%")),
    ],
)
def test_less_is_better_where_name_unit_or_arrow_says_so(name: str, target: str, actual: str) -> None:
    assert _better(name, target, actual) == ("lower", set())


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        *(
            ("스트레스 관리 교육", "50회", "45회"),
            ("학업중단 예방 상담", "50건", "45건"),
            ("인지도", "50%", "45%"),
        ),
        *(
            ("교육 시간", "300시간", "200시간"),
            ("개관 일수", "300일", "200일"),
            ("봉사활동", "300시간", "200시간"),
        ),
        *(
            ("온실가스 감축량", "300톤", "200톤"),
            ("사고 감소율", "5%", "3%"),
            ("예산 절감", "300천원", "200천원"),
        ),
        *(
            ("민원 처리 건수", "300건", "200건"),
            ("사고 예방 교육", "3회", "2회"),
            ("이용자 수", "100→150명", "140명"),
        ),
        *(
            ("민원 해결률", "90%", "80%"),
            ("지원 기간", "10개월", "9개월"),
            ("체납액 징수액", "300천원", "200천원"),
        ),
    ],
)
def test_more_is_better_of_what_a_house_does_and_of_what_it_saves(
    name: str, target: str, actual: str
) -> None:
    assert _better(name, target, actual) == ("higher", set())


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        *(("민원 처리기간 단축", "7일", "8일"), ("사고 감소", "3건", "2건"), ("격차 축소", "5%", "6%")),
        *(
            ("보존 기간", "10개월", "9개월"),
            ("1인당 비용", "30천원", "25천원"),
            ("물 사용량", "300톤", "280톤"),
        ),
        *(("상담 건수", "400→350건", "300건"), ("사고 건수", "3→5건", "4건")),
    ],
)
def test_a_goal_of_which_nobody_says_which_way_is_better_is_left(name: str, target: str, actual: str) -> None:
    assert _better(name, target, actual) == (None, {"better_unknown"})


@pytest.mark.parametrize(("rate", "better"), [("112.0", "lower"), ("89.3", "higher")])
def test_the_printed_attainment_tells_it_where_the_name_does_not(rate: str, better: str) -> None:
    body = _DATED + table("지표|목표|실적|달성률(%)", f"1인당 비용|2.8|2.5|{rate}")
    assert [row.better for row in read(body, IndicatorResult)] == [better]
