"""Every printed figure is accounted for: read, ignored by a named rule, or left with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import facts
from etl.kinds import recognise
from etl.mappings import Mappings
from etl.outline import ledger
from etl.outline.ledger import Entry
from etl.readers import read_file, text


@pytest.mark.parametrize(
    "row",
    ["실적\t'30년 410\t'31년 390", "이용자\t2030년 97.1\t2031년 95.2", "실적\t2030년 410명\t2031년 390명"],
)
def test_a_row_of_two_years_results_above_a_table_does_not_vanish(row: str) -> None:
    body = f"2031년 주요업무\n가람시나눔재단\n\n성과지표\n{row}\n지표\t목표\t실적\n나눔\t20건\t10건\n"
    source = text.read("a.txt", body.encode())
    found = [one for one in ledger.entries(source, recognise(source)) if one.line == 5]
    figures = [one.text for one in found if one.outcome == ledger.LEFT]
    assert len(figures) == 2


CARD = """제12회 정례회
보건복지위원회
2031년 주요업무
가람시나눔재단

주요 성과지표
단위목표	지표	목표
나눔 확산	참여자	120명

1. 나눔 행사
사업개요
- 사업기간 : 2031년 1월~12월
- 사업대상 : 만 20~49세 시민
- 담당 : ☎02-123-4567
□ '30 주요실적
- 제2회 나눔 잔치(3.14.) 개최
- 참여자 만족도 88.5점 달성
□ '31 추진계획
- 잔치 5회 개최 : '31. 2~3월
소요예산: 12,000천원

표 하나
구분	첫째	둘째
모은 것	31	둘 가운데 17개를 다시 나눔
"""


def entries(content: str) -> list[Entry]:
    source = text.read("card.txt", content.encode())
    return ledger.entries(source, recognise(source))


def outcome(found: list[Entry], figure: str) -> str:
    return next(entry.outcome for entry in found if entry.text == figure)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("120명", "read"),
        ("12,000천원", "read"),
        ("88.5점", "read"),
        ("49세", "ignored"),
        ("31", "left"),
        ("17개를", "left"),
    ],
)
def test_each_figure_is_accounted_for(figure: str, expected: str) -> None:
    assert outcome(entries(CARD), figure) == expected


def test_a_figure_that_no_fact_took_shows() -> None:
    source = text.read("card.txt", CARD.encode())
    rows = [row for row in recognise(source) if not isinstance(row, facts.IndicatorResult | facts.SetAside)]
    assert outcome(ledger.entries(source, rows), "120명") == "unexplained"


def test_a_fact_accounts_for_one_figure_of_its_value() -> None:
    body = "2031년 주요업무\n(2031.9.30.기준, 단위: 천원)\n지출 현황\n"
    body += "구분\t예산액\t집행액\t검토한 것\n총계\t7,000\t5,000\t7,000\n"
    found = [entry for entry in entries(body) if entry.text == "7,000"]
    assert sorted(entry.outcome for entry in found) == ["left", "read"]


def test_names_of_persons_are_not_kept() -> None:
    source = text.read("card.txt", (CARD + "\n연번\t성명\t임기\n1\t가나다\t2,400\n").encode())
    rows = recognise(source)
    assert not any("가나다" in str(getattr(row, "text", row.raw)) for row in rows)
    assert [e.detail for e in ledger.entries(source, rows) if e.text == "2,400"] == ["names_of_persons"]


@pytest.mark.slow
def test_nothing_in_the_reports_is_unexplained(reports: Path, committed_mappings: Mappings) -> None:
    for path in sorted(reports.glob("*.txt")):
        source = read_file(path)
        found = ledger.entries(source, recognise(source, mappings=committed_mappings))
        assert ledger.unexplained(found) == []
        assert sum(entry.outcome == "read" for entry in found) >= 3


def test_a_count_in_a_heading_is_not_explained_by_standing_there() -> None:
    source = text.read(
        "a.txt", "푸른시숲재단\n2031년 업무보고\n\n구분\t교육(14과정)\t2030년\n나눔\t12\t13\n".encode()
    )
    rows = recognise(source)
    left = {one.text: one.outcome for one in ledger.entries(source, rows) if one.line == 4}
    assert left == {"14과정": "left", "2030년": "ignored"}


def _left_in(body: str) -> list[str]:
    found = entries(f"2031년 주요업무\n가람시나눔재단\n\n{body}")
    return [one.text for one in found if one.line > 3 and one.outcome == ledger.LEFT]


def test_the_cells_of_a_table_that_lost_its_strokes_are_figures() -> None:
    assert _left_in("직원 현황\n계\n10\n8\n일반직\n6\n5\n") == ["10", "8", "6", "5"]
    assert _left_in("시설 현황\n강당\n12\n회의실\n7\n") == ["12", "7"]


def test_numbers_of_pages_and_headings_number_alone() -> None:
    assert _left_in("나눔 행사\n12\n꽃 심기를 함께\n나무를 가꿈\n13\n") == []
    assert _left_in("1\n나눔 행사\n2\n꽃 심기\n3\n나무 은행\n") == []


@pytest.mark.parametrize(
    ("body", "figure"), [("숲길 L=42km 조성", "42"), ("폭 3m의 길", "3"), ("숲 12ha", "12")]
)
def test_a_measure_in_latin_letters_is_no_name(body: str, figure: str) -> None:
    assert _left_in(f"- {body}\n") == [figure]


def test_a_name_of_a_digit_and_letters_is_one() -> None:
    assert _left_in("- 3D 숲 지도와 5G 시범\n") == []


def test_a_line_is_held_against_the_names_once_however_many_figures_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ledger, "_named", lambda content, names: asked.append(content))
    assert _left_in("나눔 " + "1 " * 50 + "\n")
    assert sum(content.startswith("나눔 1") for content in asked) <= 4


def _cells(body: str, line: int) -> dict[int, str]:
    """Return what became of each figure of a row, by its column."""
    head = "가람시나눔재단\n2031년 주요업무\n(2031. 9. 30. 기준)\n\n"
    found = [one for one in entries(f"{head}{body}") if one.line == line and one.cell]
    return {one.cell[1]: one.detail for one in found if one.cell}


@pytest.mark.parametrize(
    ("head", "row", "found"),
    [
        # The first of two equal figures stands in a column that no fact takes.
        (
            "사업명\t예산액\t국비\t집행액",
            "나눔 행사\t400\t200\t200",
            {2: "budget_line.current_won", 3: "column_unknown", 4: "budget_line.executed_won"},
        ),
        (
            "사업명\t사업대상(명)\t예산액\t집행액\t집행률",
            "나눔 행사\t400\t400\t200\t50.0%",
            {
                2: "column_unknown", 3: "budget_line.current_won", 4: "budget_line.executed_won",
                5: "budget_line.printed_rate",
            },
        ),
        (
            "사업명\t집행액\t2030년 집행액\t예산액",
            "나눔 행사\t200\t400\t400",
            {2: "budget_line.executed_won", 3: "other_year", 4: "budget_line.current_won"},
        ),
    ],
)  # fmt: skip
def test_of_two_equal_figures_the_one_under_its_own_heading_is_read(
    head: str, row: str, found: dict[int, str]
) -> None:
    assert _cells(f"예산 집행현황 (단위: 천원)\n\n{head}\n{row}\n꽃 심기\t500\t300\t30\n", 8) == found


def test_equal_figures_of_a_goal_and_of_staff_are_read_under_their_headings() -> None:
    goals = "성과지표\n\n지표\t기준값\t목표\t실적\n참여자\t120명\t120명\t100명\n손님\t90명\t100명\t80명\n"
    assert _cells(goals, 8)[3] == "indicator_result.target"
    staff = "인력 현황 (단위: 명)\n\n직급\t현원\t정원\n주임\t2\t2\n팀장\t1\t2\n"
    assert _cells(staff, 8) == {2: "staffing.current", 3: "staffing.authorized"}


def test_equal_amounts_of_two_years_are_each_of_its_own() -> None:
    body = "지출 예산 (단위: 천원)\n\n구분\t2030년\t2031년\t증감\n계\t25\t31\t6\n인건비\t18\t18\t-\n"
    assert _cells(body, 9) == {2: "year_on_year.previous_won", 3: "year_on_year.amount_won"}


@pytest.mark.parametrize(
    ("printed", "value"), [("4만 2천회", 42_000), ("1만 2,300회", 12_300), ("1만 2천 5백회", 12_500)]
)
def test_a_figure_that_goes_on_in_thousands_is_one(printed: str, value: float) -> None:
    above = "2031년 주요업무\n가람시나눔재단\n2031. 9. 30. 기준\n\n성과지표\n"
    body = f"{above}지표\t목표\t실적\n조회\t5만회\t{printed}\n"
    source = text.read("a.txt", body.encode())
    rows = recognise(source)
    assert [row.actual for row in rows if isinstance(row, facts.IndicatorResult)] == [value]
    assert not [row for row in rows if isinstance(row, facts.SetAside)]
    own = [one for one in ledger.entries(source, rows) if one.line == 7]
    assert [(one.text, one.outcome) for one in own] == [("5만회", ledger.READ), (printed, ledger.READ)]
