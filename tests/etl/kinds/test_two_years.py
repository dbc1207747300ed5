"""Comparisons of two years."""

from __future__ import annotations

import pytest

from etl import facts
from etl.facts import SetAside, StrategicDirection, YearOnYear
from etl.kinds import recognise
from etl.readers import text
from tests.etl.kinds.bench import CARRIERS, grid, printed, read, table

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


_LETTERS = ("계 | 4,964 | 5,285 | 321", "사업비 | 4,152 | 4,439 | 287", "운영비 | 812 | 846 | 34")


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize(
    "heads",
    [
        *(
            "2030(A) | 2031(B) | 증감(B-A)",
            "2030년(A) | 2031년(B) | 증감(B-A)",
            "'30(A) | '31(B) | 증감(B-A)",
        ),
        *("2030(A) | 2031(B) | B-A", "2030 A | 2031 B | 증감", "2030예산(A) | 2031예산(B) | 증감액(B-A)"),
    ],
)
def test_the_letters_of_a_formula_make_no_other_thing_of_a_year(heads: str, carrier: str) -> None:
    body = UNIT + "\n" + printed(grid(f"구 분 | {heads}", *_LETTERS), carrier)
    (row, *rest) = read(body, YearOnYear)
    assert (row.fiscal_year, row.amount_won, row.previous_won) == (2031, 5_285_000_000, 4_964_000_000)
    assert len(rest) == 2


_ORIGINALS = [
    *("2030본예산 | 2031본예산 | 증감", "2030년 본예산(A) | 2031년 본예산(B) | 증감(B-A)"),
    *("2030년 최종예산(A) | 2031년 본예산(B) | 증감(B-A)", "2030 당초예산 | 2031 당초예산 | 증감액"),
    *("전년도 본예산 | 본예산 | 증감", "전년도 예산액 | 본예산 | 증감"),
]


@pytest.mark.parametrize("heads", _ORIGINALS)
@pytest.mark.parametrize("title", ["2031년 업무계획\n2031. 1.", "2031년도 예산서"])
def test_first_budgets_of_two_years_are_compared_in_a_plan(heads: str, title: str) -> None:
    body = f"푸른시숲재단\n{title}\n\n□ {UNIT}\n" + table(f"구 분 | {heads}", *_LETTERS)
    rows = recognise(text.read("a.txt", body.encode()))
    found = [row for row in rows if isinstance(row, YearOnYear)]
    assert [(row.amount_won, row.previous_won) for row in found][:1] == [(5_285_000_000, 4_964_000_000)]
    assert not [row for row in rows if isinstance(row, facts.BudgetLine)]


@pytest.mark.parametrize("heads", _ORIGINALS)
def test_a_first_budget_is_superseded_in_a_report(heads: str) -> None:
    body = UNIT + table(f"구 분 | {heads}", *_LETTERS)
    assert read(body, YearOnYear) == []
    assert {row.reason for row in read(body, SetAside)} == {"superseded"}


@pytest.mark.parametrize("heads", ["2031본예산 | 2031추경 | 계", "본예산 | 추경증감 | 예산액"])
def test_what_moves_a_first_budget_makes_it_no_comparison(heads: str) -> None:
    assert read(UNIT + table(f"구 분 | {heads}", *_LETTERS), YearOnYear) == []


@pytest.mark.parametrize("heads", ["2030 | 2031", "2030(A) | 2031(B)", "2030년(A) | 2031년(B)", "'30 | '31"])
def test_years_over_staff_and_goals_are_no_grades_and_no_money(heads: str) -> None:
    staff = "인력 현황 (단위: 명)\n\n" + table(
        f"구분 | {heads} | 증감(B-A)", "정원 | 20 | 22 | 2", "현원 | 19 | 20 | 1"
    )
    assert read(staff, facts.Staffing) == []
    assert {row.reason for row in read(staff, SetAside)} == {"column_uncertain"}
    goals = "성과지표\n\n" + table(
        f"지표 | {heads} | 증감", "상담 건수 | 20건 | 22건 | 2건", "교육 | 9명 | 9명 | -"
    )
    assert "unit_unknown" not in {row.reason for row in read(goals, SetAside)}


_NOTED = UNIT + table("구 분 | 2030년 | 2031년 | 증감", *_LETTERS)


@pytest.mark.parametrize(
    "note",
    [
        *("※ 2031년은 9월말 집행액 기준임", "※ 2031년은 9월말 현재 집행액", "* 2031년도는 9월까지의 실적"),
        *("※ 2031년 금액은 9월말 기준", "(2031년은 9월말 누계)", "주) 2031년은 8월말까지 집행한 금액임"),
        *("※ 2030년 결산, 2031년 9월말 집행", "※ '31년은 3분기까지 집행액", "※ 2031년은 10월까지 지출액"),
    ],
)
def test_a_note_may_say_that_one_of_two_years_is_spent_so_far(note: str) -> None:
    assert read(f"{_NOTED}\n{note}\n", YearOnYear) == []
    assert {row.reason for row in read(f"{_NOTED}\n{note}\n", SetAside)} == {"not_of_the_whole"}


@pytest.mark.parametrize(
    "note",
    [
        *("※ 2030년은 결산액, 2031년은 예산액", "※ 2031년은 최종예산 기준", "※ 2031년 9월 추경 반영"),
        *(
            "※ 2031년은 9월말 예산현액 기준",
            "※ 2031년은 12월말 집행액",
            "※ 2029년은 9월말 실적임",
            "※ 부가세 포함",
        ),
    ],
)
def test_a_note_on_a_budget_or_on_whole_years_denies_no_comparison(note: str) -> None:
    assert len(read(f"{_NOTED}\n{note}\n", YearOnYear)) == 3
