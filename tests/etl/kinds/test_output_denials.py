"""What is printed among results and is none: another year's, planned, of others, one of two, unnamed."""

from __future__ import annotations

import pytest

from etl.facts import Output, SetAside
from etl.kinds import recognise
from etl.readers import text

_HEAD = (
    "2031년 주요업무 추진실적\n가람시나눔재단\n2031. 9. 30. 기준\n\n나눔 잔치\n\n1. 나눔 행사\n2. 꽃 심기\n\n"
    "나눔 행사\n사업개요\n- 사업기간 : 2031년 1월~12월\n"
)
_PLAN_HEAD = _HEAD.replace("추진실적", "추진계획").replace("9. 30. 기준", "1. 31. 기준")
_TAIL = "\n향후추진계획\n- 잔치 : '31. 12월\n소요예산: 12,000천원\n\n꽃 심기\n사업개요\n소요예산: 3천원\n"
_RESULTS = "추진실적('31. 9월말)"


def _read(
    body: str, heading: str = _RESULTS, head: str = _HEAD
) -> tuple[list[tuple[str, float]], dict[str, str]]:
    """Return the outputs of a page, and the reason of each figure that was set aside."""
    rows = recognise(text.read("a.txt", f"{head}{heading}\n\n{body}\n{_TAIL}".encode()))
    aside = {t: row.reason for row in rows if isinstance(row, SetAside) for t in row.text.split(" · ")}
    return [(row.label, row.value) for row in rows if isinstance(row, Output)], aside


@pytest.mark.parametrize(
    ("line", "kept", "figure", "reason"),
    [
        ("'30년 걷기 8회, '31년 걷기 5회", [("걷기", 5)], "8회", "other_year"),
        ("2030년도 이웃 320명", [], "320명", "other_year"),
        ("작년 걷기 8회, 올해 걷기 5회", [("올해 걷기", 5)], "8회", "other_year"),
        ("걷기 8회('30년)", [], "8회", "other_year"),
        ("걷기 8회(※ 전년도)", [], "8회", "other_year"),
        ("걷기 8회(※ 온라인)", [("걷기", 8)], "", ""),
        ("걷기 8회(※ 다음 점검: 12월 예정)", [("걷기", 8)], "", ""),
        ("걷기 8회 ('30.10.~'31.9.)", [], "8회", "other_year"),
        ("걷기 8회 ('31.1.~'31.9.)", [("걷기", 8)], "", ""),
        ("걷기 8회('31.1.~9.)", [("걷기", 8)], "", ""),
        ("걷기 8회('31.1.~12.)", [], "8회", "planned_figure"),
        ("걷기 8회('31. 3. ~ '32. 2.)", [], "8회", "other_year"),
        ("걷기 9회로 전년(8회) 대비 증가", [], "8회", "other_year"),
        ("걷기 9회(전년 같은 기간(8회)보다 증가)", [("걷기", 9)], "8회", "other_year"),
        ("걷기 9회, '30년 8회 대비 증가", [("걷기", 9)], "8회", "other_year"),
        ("걷기 8회 신청, 3회 진행('29.6~'31.3.)", [], "8회", "other_year"),
        ("2030~2031년 걷기 8회", [], "8회", "other_year"),
        ("걷기 5회('30년 2회 포함)", [], "5회", "other_year"),
        ("'30년 걷기 대비 3곳 늘어난 걷기 9곳", [("늘어난 걷기", 9)], "", ""),
        ("근속 10년 이상 이웃 12명 표창", [("근속 이상 이웃 표창", 12)], "", ""),
        ("연말까지 총 20회 걷기 계획", [], "총 20회", "planned_figure"),
        ("걷기 3회, 나눔 2회 개최 예정", [], "3회", "planned_figure"),
        ("걷기 3회 실시, 나눔 2회 개최 예정", [("걷기", 3)], "2회", "planned_figure"),
        ("걷기 3회(12월말 예상)", [], "3회", "planned_figure"),
        ("하반기 : 걷기 3회", [], "3회", "planned_figure"),
        ("상반기 : 걷기 3회", [("상반기 걷기", 3)], "", ""),
        ("10~11월 걷기 3회", [], "3회", "planned_figure"),
        ("'31년 4분기 걷기 3회", [], "3회", "planned_figure"),
        ("3/4분기 걷기 3회", [("3/4분기 걷기", 3)], "", ""),
        ("7~9월 걷기 3회", [("7~9월 걷기", 3)], "", ""),
        ("걷기 3회 : '31. 10. 5.", [], "3회", "planned_figure"),
        ("12월까지 걷기 3회", [], "3회", "planned_figure"),
        ("목표 : 걷기 3회, 이웃 30명", [], "30명", "planned_figure"),
        ("잔여 : 걷기 3회", [], "3회", "planned_figure"),
        ("(계획) 걷기 7회 (실적) 걷기 4회", [("걷기", 4)], "7회", "planned_figure"),
        ("걷기 4회(11월 1회 포함)", [], "4회", "planned_figure"),
        ("이웃 30명 모집(접수 중)", [], "30명", "planned_figure"),
        ("걷기 10회 필요", [], "10회", "planned_figure"),
        ("기대효과 : 이웃 300명", [], "300명", "planned_figure"),
        ("기본계획 수립 3건", [("기본계획 수립", 3)], "", ""),
        ("걷기 6회 중 4회 개최", [("걷기 개최", 4)], "6회", "second_figure"),
        ("걷기 6회 중 4회 취소", [], "4회", "second_figure"),
        ("걷기 4/6회", [], "6회", "second_figure"),
        ("4월 걷기 12회, 5월 걷기 13회", [("4월 걷기", 12), ("5월 걷기", 13)], "", ""),
        ("걷기 12회, 걷기 13회", [], "12회", "second_figure"),
        ("이웃: 300명/월", [], "", ""),
        ("이웃 300명(월)", [], "", ""),
        ("걷기 8회 실시(당초 10회)", [("걷기", 8)], "", ""),
        ("최근 3년 이웃 3,450명", [], "3,450명", "other_year"),
        ("개관 이후 이웃 3,450명", [], "3,450명", "other_year"),
        ("설립 이래 걷기 12회", [], "12회", "other_year"),
        ('걷기 "100인 합창" 2회', [('걷기 "100인 합창"', 2)], "", ""),
        ("걷기 “2인 3각” 2회", [("걷기 “2인 3각”", 2)], "", ""),
        ("타 기관(나루재단) 걷기 77회", [], "77회", "other_institution"),
        ("타 기관 연계 12건", [("타 기관 연계", 12)], "", ""),
        ("타 지역 걷기 7회", [], "7회", "other_institution"),
        ("다온재단, 걷기 7회 개최", [], "7회", "other_institution"),
        ("다온재단, 나루재단 협약 7건", [("나루재단 협약", 7)], "", ""),
        ("나눔재단, 걷기 7회 개최", [("걷기 개최", 7)], "", ""),
        ("걷기 7회 (다온재단 주관), 나눔 2회", [("나눔", 2)], "7회", "other_institution"),
        ("걷기 7회 (나눔재단 주관)", [("걷기", 7)], "", ""),
        ("걷기 7회 미개최", [], "7회", "planned_figure"),
        ("걷기 7회 무산, 나눔 2회", [("나눔", 2)], "7회", "planned_figure"),
        ("걷기(7회) 취소됨", [], "7회", "planned_figure"),
        ("걷기 취소로 7회 축소", [], "7회", "planned_figure"),
        ("미취학 이웃 7명 참여", [("미취학 이웃 참여", 7)], "", ""),
        ("걷기 7회 신청", [], "7회", "planned_figure"),
        ("걷기 7회 모집 공고", [], "7회", "planned_figure"),
        ("이웃 70명 신청", [("이웃 신청", 70)], "", ""),
        ("걷기 7회 중", [], "7회", "planned_figure"),
        ("걷기 매회 30명", [], "30명", "figure_in_text"),
        ("일평균 이웃 90명", [], "90명", "figure_in_text"),
        ("일평균 이웃(90명)", [], "90명", "figure_in_text"),
        ("평균 만족도 4.6점", [("평균 만족도", 4.6)], "", ""),
        ("최대 12회 걷기", [], "12회", "figure_in_text"),
        ("최대 규모 걷기 3회", [("최대 규모 걷기", 3)], "", ""),
        ("걷기 12회 내외", [], "12회", "figure_in_text"),
        ("걷기 10여회", [], "10여회", "figure_in_text"),
        ("걷기 12회 가량", [], "12회", "figure_in_text"),
        ("걷기 12회 정도 개최", [], "12회", "figure_in_text"),
        ("걷기 12회 남짓", [], "12회", "figure_in_text"),
        ("걷기 12회 돌파", [], "12회", "figure_in_text"),
        ("걷기 12회 초과", [], "12회", "figure_in_text"),
        ("걷기 대략 12회", [], "12회", "figure_in_text"),
        ("걷기 근 12회", [], "12회", "figure_in_text"),
        ("걷기 12회 + 나눔 3회", [("걷기", 12), ("나눔", 3)], "", ""),
        ("누적 이웃 9,000명", [], "9,000명", "figure_in_text"),
        ("걷기(3회, 누적 61명)", [("걷기", 3)], "61명", "figure_in_text"),
        ("3년간 걷기 36회", [], "36회", "other_year"),
        ("걷기 36회(3개년)", [], "36회", "other_year"),
        ("제2차 5개년 계획 수립 1건", [("제2차 5개년 계획 수립", 1)], "", ""),
        ("걷기 5회(상반기 3회, 하반기 2회)", [("걷기(상반기)", 3)], "5회", "planned_figure"),
        ("꽃 및 나무 심기 각 12회", [], "12회", "figure_in_text"),
        ("꽃 심기 각 12회", [("꽃 심기", 12)], "", ""),
        ("정원 20명, 참여 12명", [("참여", 12)], "20명", "second_figure"),
        ("이웃 12명(정원 20명)", [("이웃", 12)], "20명", "second_figure"),
        ("걷기 12회 (기준 10회)", [("걷기", 12)], "10회", "second_figure"),
        ("평가 기준 3종 개발", [("평가 기준 개발", 3)], "", ""),
        ("걷기 12회 목표 달성", [("걷기 목표 달성", 12)], "", ""),
        ("걷기 12회 목표", [], "12회", "planned_figure"),
        ("걷기 1 2회 개최", [], "2회", "figure_in_text"),
        ("걷기 12회 개최(예정 3회 포함)", [], "12회", "figure_in_text"),
        ("걷기 12회(예정 3회 포함) 개최", [], "", ""),
        (
            "이웃 5백명, 손님 1천2백명, 나무 1만 5천명",
            [("이웃", 500), ("손님", 1200), ("나무", 15000)],
            "",
            "",
        ),
        ("채용예정기업 7개사 연계", [("채용예정기업 연계", 7)], "", ""),
    ],
)
def test_words_around_a_figure_say_that_it_is_no_result_of_the_year(
    line: str, kept: list[tuple[str, float]], figure: str, reason: str
) -> None:
    found, aside = _read(f"- {line}\n")
    assert found == kept
    assert not figure or aside.get(figure) == reason


def test_a_span_of_years_rules_what_stands_below_it_where_it_heads_and_does_not_count() -> None:
    assert _read("- 최근 3년간 실적\n  · 걷기 8회\n")[0] == []
    found, _ = _read("- 나눔 3개년 성과 분석 : 이웃 70명, 손님 80명\n  · 걷기 8회\n")
    assert found == [("걷기", 8)]


def test_a_line_above_rules_what_stands_below_it() -> None:
    found, aside = _read("- '30년 실적\n  · 걷기 8회\n- '31년 실적\n  · 걷기 5회\n- 하반기\n  · 나눔 2회\n")
    assert found == [("걷기", 5)]
    assert (aside["8회"], aside["2회"]) == ("other_year", "planned_figure")
    # A line tells when it was itself done, and remarks something of itself.
    found, _ = _read(
        "- 이웃 모임 진행 : '31. 3~12월\n  · 걷기 8회\n- 나눔(※ '30년 전국 처음)\n  · 잔치 2회\n"
    )
    assert found == [("걷기", 8), ("잔치", 2)]


def test_a_sibling_is_no_label() -> None:
    found, _ = _read("- 걷기 잔치 개최\n- 약 300명 참여\n- 3시간 배움\n- 3개 구 5개 동 10개소 설치\n")
    assert found == []
    found, _ = _read("- 걷기 잔치 개최\n  - 약 300명 참여\n\n이웃 모임\n2,100명\n")
    assert found == [("걷기 잔치 개최", 300), ("이웃 모임", 2100)]


def test_the_number_of_a_time_is_no_count() -> None:
    found, _ = _read("- 걷기 잔치\n  · 1회(3. 18.) 17명\n  · 2회 : 15명\n")
    assert found == []


def test_the_lines_of_a_table_that_was_not_read_are_no_statements() -> None:
    body = (
        "- 나눔 교실\n\n구 분  배움일시  내용  이웃수\n1회 2031. 3. 18 나무 17\n2회 2031. 4. 15 꽃 13명\n\n"
        "- 이웃 모임\n\n| 걷기(이웃) | 120건(25명) | 130건(26명) |\n"
    )
    found, aside = _read(body)
    assert found == []
    assert aside["120건"] == "table_unknown"


@pytest.mark.parametrize(
    "heading", ["기대효과", "하반기 추진내용", "남은 과제", "추진방향", "□ '31년 향후 과제", "3) 문제점"]
)
def test_some_headings_open_no_results(heading: str) -> None:
    assert _read(f"- 걷기 5회\n\n{heading}\n\n- 이웃 900명\n")[0] == [("걷기", 5)]


def test_columns_and_rows_are_of_their_own_years() -> None:
    found, aside = _read("(단위 : 명)\n\n구 분\t'30.11월\t12월\t'31.1월\t계\n이웃\t11\t12\t13\t36\n")
    assert found == [("이웃 31.1월", 13)]
    assert aside["11"] == aside["12"] == aside["36"] == "other_year"
    found, _ = _read("(단위 : 명)\n\n구 분\t걷기\t나눔\n2030년\t11\t12\n2031년 상반기\t13\t14\n계\t24\t26\n")
    assert [value for _, value in found] == [13, 14]
    assert _read("(단위 : 명, 2030년)\n\n구 분\t걷기\t나눔\n이웃\t11\t12\n")[0] == []
    assert _read("- 전년도 이웃\n\n(단위 : 명)\n\n구 분\t걷기\t나눔\n이웃\t11\t12\n")[0] == []


@pytest.mark.parametrize("day", ["10. 12.", "10.12", "10/12", "10. 12.(월)", "9. 29. ~ 10. 1."])
def test_a_day_after_the_base_date_is_yet_to_come(day: str) -> None:
    body = f"일자\t모임\t인원\n3. 5.\t꽃 모임\t31명\n{day}\t나무 모임\t32명\n합계\t\t63명\n"
    found, aside = _read(body)
    assert found == [("꽃 모임 인원", 31)]
    assert aside["32명"] == aside["63명"] == "planned_figure"
    of_the_past = body.replace(day, "9. 30.")
    assert ("나무 모임 인원", 32) in _read(of_the_past)[0]


def test_a_day_is_no_count() -> None:
    body = "모임\t개최일\t인원\n꽃 모임\t3.5\t31명\n나무 모임\t9.12\t32명\n"
    assert _read(body)[0] == [("꽃 모임 인원", 31), ("나무 모임 인원", 32)]


def test_a_figure_that_may_be_a_day_is_one_only_in_a_column_of_days() -> None:
    body = "평점\t모임\t인원\n3.5\t꽃 모임\t31명\n10.12\t나무 모임\t32명\n40.5\t풀 모임\t33명\n"
    assert {31, 32, 33} <= {value for _, value in _read(body)[0]}


def test_rows_of_others_beside_ones_own_are_theirs() -> None:
    rows = "가람시나눔재단\t3회\t31명\n다온문화재단\t2회\t32명\n합계\t5회\t63명\n"
    found, aside = _read(f"기관\t걷기 횟수\t이웃\n{rows}")
    assert found == [("가람시나눔재단 걷기 횟수", 3), ("가람시나눔재단 이웃", 31)]
    assert {aside[one] for one in ("2회", "32명", "5회", "63명")} == {"other_institution"}
    served = rows.replace("가람시나눔재단", "나루연구원").replace("합계", "한빛공단")
    assert len(_read(f"기관\t걷기 횟수\t이웃\n{served}")[0]) == 6, "they may be whom it served"
    assert _read(f"주관기관\t걷기 횟수\t이웃\n{served}")[0] == []


def test_a_unit_is_none_of_what_counts_something_else() -> None:
    found, aside = _read("(단위 : 명)\n\n구 분\t횟수\t이웃 인원\n걷기\t3\t31\n나눔\t2회\t32\n")
    assert found == [("걷기 이웃 인원", 31), ("나눔 횟수", 2), ("나눔 이웃 인원", 32)]
    assert aside["3"] == "unit_contradicted"


def test_a_planned_column_is_no_result_nor_is_its_total() -> None:
    body = "(단위 : 명)\n\n구 분\t걷기\t나눔(예정)\t증감\t계\n이웃\t11\t12\t3\t23\n"
    found, aside = _read(body)
    assert found == [("이웃 걷기", 11)]
    assert (aside["12"], aside["23"], aside["3"]) == ("planned_figure", "planned_figure", "recomputed")
    # Under way, it is counted so far; a heading of plans that are counted is no plan.
    body = "(단위 : 건)\n\n구 분\t법령 및 계획\t모임(9.3~10.22 진행중)\n이웃\t11\t12\n"
    assert [value for _, value in _read(body)[0]] == [11, 12]


def test_a_plan_without_a_printed_year_reports_of_an_unknown_one() -> None:
    found, aside = _read("- 걷기 5회\n", "□ 주요실적", _PLAN_HEAD)
    assert (found, aside["5회"]) == ([], "year_unknown")
    assert _read("- 걷기 5회\n", "□ '30 주요실적", _PLAN_HEAD)[0] == [("걷기", 5)]


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("추진실적(전년도)", "other_year"),
        ("추진실적('31. 12월말 예상)", "planned_figure"),
        ("추진실적(2031년 4분기)", "planned_figure"),
        ("추진실적('30~'31년)", "year_unknown"),
    ],
)
def test_a_heading_rules_its_results(heading: str, reason: str) -> None:
    found, aside = _read("- 걷기 5회\n", heading)
    assert (found, aside["5회"]) == ([], reason)


@pytest.mark.parametrize(
    ("body", "kept", "figures"),
    [
        ("- 걷기 5회\n- 대상 : 초등학생 3,000명", [("걷기", 5)], ["3,000명"]),
        ("- 사업대상: 이웃 45가구, 학생 120명", [], ["45가구", "120명"]),
        ("- 현황\n · 학교 45개교, 학생 120명\n- 걷기\n · 나들이 5회", [("나들이", 5)], ["45개교", "120명"]),
        ("□ 일반현황\n관내 학교 45개교, 학생 120명", [], ["45개교", "120명"]),
        ("- 이웃 대상 걷기 : 5회", [("이웃 대상 걷기", 5)], []),
        ("- 대상별 걷기 : 5회", [("대상별 걷기", 5)], []),
    ],
)
def test_for_whom_it_is_and_what_there_is_are_no_results(
    body: str, kept: list[tuple[str, float]], figures: list[str]
) -> None:
    found, aside = _read(body)
    assert found == kept
    assert [aside[figure] for figure in figures] == ["figure_in_text"] * len(figures)
