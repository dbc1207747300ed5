"""Comparisons of two years."""

from __future__ import annotations

import pytest

from etl.facts import SetAside, StrategicDirection, YearOnYear
from tests.etl.kinds.bench import read, table

HEADER = "구 분 | 2030년(비율) | 2031년(비율) | 증감액(증감률) | 비고"
UNIT = "지출 예산 (단위: 백만원)\n"
TOTAL = "계 | 25(100.0%) | 31(100.0%) | 6(24.0%) | "


def test_the_years_may_stand_in_either_order() -> None:
    header = "구 분 | 2031년(비율) | 2030년(비율) | 증감액(증감률)"
    (row,) = read(UNIT + table(header, "일반관리비 | 31(50.0%) | 25(40.0%) | 6(24.0%)"), YearOnYear)
    assert (row.fiscal_year, row.amount_won, row.share) == (2031, 31_000_000, 50.0)
    assert (row.previous_year, row.previous_won, row.previous_share) == (2030, 25_000_000, 40.0)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("2030예산", "2031예산"),
        ("2030예산액", "2031예산액"),
        ("2030 예산", "2031 예산"),
        ("'30예산", "'31예산"),
        ("2030년예산", "2031년예산"),
    ],
)
def test_a_year_and_its_word_may_be_one(before: str, now: str) -> None:
    rows = ["계 | 4,964 | 5,285 | 321", "사업비 | 4,152 | 4,439 | 287", "운영비 | 812 | 846 | 34"]
    (row, *_) = read(UNIT + table(f"구 분 | {before} | {now} | 증감", *rows), YearOnYear)
    assert (row.fiscal_year, row.amount_won, row.previous_won) == (2031, 5_285_000_000, 4_964_000_000)


def test_a_label_may_be_spread_over_cells() -> None:
    header = " | 구 | 분 | | 2030년(비율) | 2031년(비율) | 증감액(증감률)"
    body = "(단위: 백만원)\n" + table(
        header,
        " | 계 | | | 25(100.0%) | 31(100.0%) | 6(24.0%)",
        "출 | | 연 | 금 | 5(20.0%) | △3(△9.7%) | △8(△160.0%)",
    )
    _, row = read(body, YearOnYear)
    # Nothing adds up, so that nothing says what the line is a part of.
    assert (row.label, row.side, row.parent_label) == ("출연금", "revenue", None)
    assert (row.amount_won, row.share, row.change_won, row.change_rate) == (
        -3_000_000,
        -9.7,
        -8_000_000,
        -160.0,
    )


def test_the_remark_beside_the_programmes_lists_the_directions() -> None:
    body = UNIT + table(
        HEADER,
        TOTAL,
        "사업 예산 | 8(34.2%) | 15(47.5%) | 7(87.5%) | ·일 · 쉼 나누기 ·맑은 바다 지키기 ·푸른 숲",
    )
    names = [row.name for row in read(body, StrategicDirection)]
    assert names == ["일 · 쉼 나누기", "맑은 바다 지키기", "푸른 숲"]


def test_a_remark_may_leave_a_space_after_its_marks() -> None:
    body = UNIT + table(HEADER, TOTAL, "사업 예산 | 8(34.2%) | 15(47.5%) | 7(87.5%) | · 맑은 바다 · 푸른 숲")
    assert [row.name for row in read(body, StrategicDirection)] == ["맑은 바다", "푸른 숲"]


def test_a_row_that_is_cut_off_is_set_aside() -> None:
    body = UNIT + table(HEADER, TOTAL, "사업 예산 | 8(34.2%)")
    assert len(read(body, YearOnYear)) == 1
    assert [(row.line, row.reason) for row in read(body, SetAside)] == [(7, "row_does_not_fit_header")]


def test_a_comparison_without_a_unit_is_set_aside() -> None:
    body = table(HEADER, TOTAL) + "다음\n" + UNIT + table(HEADER, TOTAL)
    assert [row.line for row in read(body, YearOnYear)] == [9]
    assert [(row.line, row.reason) for row in read(body, SetAside)] == [(5, "unit_unknown")]


def test_years_over_the_cells_of_the_other_are_denied_by_the_change() -> None:
    rows = (
        "계 | 25(100.0%) | 31(100.0%) | 6(24.0%) | ",
        "사업 예산 | 8(32.0%) | 15(48.4%) | 7(87.5%) | ",
        "일반관리비 | 17(68.0%) | 16(51.6%) | △1(△5.9%) | ",
    )
    assert len(read(UNIT + table(HEADER, *rows), YearOnYear)) == 3
    exchanged = HEADER.replace("2030년", "@").replace("2031년", "2030년").replace("@", "2031년")
    body = UNIT + table(exchanged, *rows)
    assert read(body, YearOnYear) == []
    assert "columns_contradict" in {row.reason for row in read(body, SetAside)}


def test_an_income_statement_is_of_neither_side() -> None:
    rows = ("운영수익 | 25 | 31", "운영비용 | 27 | 30", "인건비 | 17 | 16", "당기순이익 | △2 | 1")
    body = "손익 현황\n(단위: 백만원)\n" + table("구분 | 2030년 | 2031년", *rows)
    assert read(body, YearOnYear) == []
    assert {row.reason for row in read(body, SetAside)} == {"side_unknown"}
    # What is left of it is expenditure: the rest of the labels says so.
    body = "손익 현황\n(단위: 백만원)\n" + table("구분 | 2030년 | 2031년", *rows[1:3])
    assert [row.side for row in read(body, YearOnYear)] == ["expenditure"] * 2


@pytest.mark.parametrize(
    "heading",
    ["□ 특별회계 지출", "□ 분기별 지출", "1. 숲길 운영\n○ 연도별 지출", "□ 신규사업 지출"],
)
def test_a_comparison_of_a_part_is_none_of_the_house(heading: str) -> None:
    body = f"□ 조직\n{{}}\n(단위: 백만원)\n{table(HEADER, TOTAL)}"
    assert [row.label for row in read(body.format("□ 2031년 지출"), YearOnYear)] == ["계"]
    assert read(body.format(heading), YearOnYear) == []
    assert "not_of_the_whole" in {row.reason for row in read(body.format(heading), SetAside)}


_YEARS = table(
    "구분 | 2030년 | 2031년 | 증감", "계 | 25 | 31 | 6", "인건비 | 15 | 18 | 3", "사업비 | 10 | 13 | 3"
)


@pytest.mark.parametrize(
    "caption",
    [
        "이용료 수입",
        "○ 이용료 수입 현황",
        "수강료 및 대관료 수입",
        "체육관 지출 예산",
        "인건비 예산 비교",
        "홍보물 제작 지출(2031년)",
        "2031년 보조금 수입 추이",
        "2. 청소년수련관 및 청소년문화의집 운영 지원",
        "○ 마을공동체 활성화 및 주민참여 추진 현황",
    ],
)
def test_a_caption_that_names_a_thing_compares_a_part(caption: str) -> None:
    body = f"{caption}\n(단위: 백만원)\n{_YEARS}"
    assert read(body, YearOnYear) == []
    assert {row.reason for row in read(body, SetAside)} == {"not_of_the_whole"}


@pytest.mark.parametrize(
    "caption",
    [
        "최근 2년간 지출 예산 추이",
        "재원별 지출 예산",
        "부서별·항목별 지출 현황",
        "전년 대비 지출 예산 변동 현황",
        "지출 예산의 구성 및 변화",
        "푸른시숲재단 지출 예산",
        "푸른시숲재단의 2031년 지출 예산 여건",
        "2 조직 및 인력",
        "- 푸른시의 숲을 가꾸고 주민의 삶의 질을 높이고자 함",
    ],
)
def test_a_caption_may_say_by_what_the_whole_is_told(caption: str) -> None:
    found = read(f"{caption}\n(단위: 백만원)\n{_YEARS}", YearOnYear)
    assert [row.amount_won for row in found] == [31_000_000, 18_000_000, 13_000_000]


@pytest.mark.parametrize(
    "caption",
    ["지출 현황(9월말 누계)", "지출 현황(2031. 9월말 기준)", "세출 집행 현황(1~9월)", "지출 현황(3분기까지)"],
)
def test_what_was_spent_up_to_a_day_is_no_amount_of_the_year(caption: str) -> None:
    body = f"{caption}\n(단위: 백만원)\n{_YEARS}"
    assert read(body, YearOnYear) == []
    assert "not_of_the_whole" in {row.reason for row in read(body, SetAside)}


@pytest.mark.parametrize(
    "caption",
    ["지출 예산(2031. 9월말 기준)", "지출 현황", "지출 현황(2031. 12. 31. 기준)", "지출 예산(9월말 기준)"],
)
def test_a_budget_and_a_whole_year_are_compared(caption: str) -> None:
    found = read(f"{caption}\n(단위: 백만원)\n{_YEARS}", YearOnYear)
    assert [row.amount_won for row in found] == [31_000_000, 18_000_000, 13_000_000]
