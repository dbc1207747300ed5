"""Authorized and current staff: tables by grade with whole, merged and damaged headings, and lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.facts import SetAside, Staffing
from etl.kinds import recognise
from etl.outline import ledger
from etl.readers import read_file, text
from tests.etl.kinds.bench import read, read_page

_HEAD = (
    "2031년 주요업무\n가람시나눔재단\n\n2 조직 및 인력 ('31. 3월말 기준)\n\n"
    "단위목표\t지표\t목표\n나눔\t참여자\t12명\n\n"
)


def _rows(body: str) -> list[Staffing]:
    found = recognise(text.read("a.txt", (_HEAD + body).encode()))
    return [row for row in found if isinstance(row, Staffing)]


def _grades(body: str) -> list[tuple[str, int | None, int | None]]:
    return [(row.grade, row.authorized, row.current) for row in _rows(body)]


def _aside(body: str) -> list[str]:
    found = recognise(text.read("a.txt", (_HEAD + body).encode()))
    return [row.reason for row in found if isinstance(row, SetAside)]


def test_one_fact_per_grade() -> None:
    body = "구분\t계\t관장\t주임\t주임-기간제\n정원\t9\t1\t6\t2\n현원\t8\t1\t7\t-\n"
    assert _grades(body) == [("계", 9, 8), ("관장", 1, 1), ("주임", 6, 7), ("주임-기간제", 2, None)]
    assert {(row.unit_name, row.as_of) for row in _rows(body)} == {("가람시나눔재단", date(2031, 3, 31))}


def test_the_date_above_the_table_is_the_date_of_the_staff() -> None:
    (first, *_) = _rows("(단위: 명, '31. 2월말 기준)\n\n구분\t계\t관장\n정원\t3\t3\n현원\t2\t2\n")
    assert first.as_of == date(2031, 2, 28)


def test_a_heading_over_several_columns_is_no_grade() -> None:
    body = (
        "구분\t계\t대표\t일반직\t\t기능직\n\t\t\t1급\t2급 (한시 정원)\t\n"
        "정원\t10\t1\t3\t2\t4\n현원\t9\t1\t3\t_\t5\n"
    )
    assert [grade for grade, _, _ in _grades(body)] == ["계", "대표", "1급", "2급 (한시 정원)", "기능직"]


def test_grades_between_two_printed_ones_are_certain() -> None:
    body = (
        "구분\t계\t1급\t2급 3급\t\t4급 (한\t\n\t\t\t\t\t시\t99\n"
        "정원\t21\t1\t2\t3\t4\t11\n현원\t21\t1\t2\t3\t4\t11\n"
    )
    assert _grades(body) == [
        ("계", 21, 21),
        ("1급", 1, 1),
        ("2급", 2, 2),
        ("3급", 3, 3),
        ("4급", 4, 4),
        ("(판독 불가 6열)", 11, 11),
    ]
    assert "header_unreadable" in _aside(body)


def test_a_destroyed_heading_is_set_aside_where_no_sum_holds_the_columns() -> None:
    body = "구분\t계\t1급\t\n정원\t21\t1\t11\n현원\t21\t1\t11\n"
    assert _grades(body) == []
    assert _aside(body).count("header_unreadable") == 2


def test_a_destroyed_figure_is_set_aside() -> None:
    body = "구분\t계\t관장\n정원\t3\t1,23\n현원\t3\t3\n"
    assert _grades(body) == [("계", 3, 3), ("관장", None, 3)]
    assert "malformed_number" in _aside(body)


def test_lines_name_their_institution() -> None:
    body = (
        "□ 인 력: 정원 1,177명(기간제 1명 포함) / 현원 168명\n"
        "○ 푸른센터(2030.06.30.~2035.05.31.)\n- 소 재 : 어느 곳\n- 인 력 : 정원 5명 / 현원 3명(2명 채용 중)\n"
        "인력 : 정원 7명 / 6명\n"
    )
    assert [(row.unit_name, row.grade, row.authorized, row.current) for row in _rows(body)] == [
        ("가람시나눔재단", "계", 1177, 168),
        ("푸른센터", "계", 5, 3),
        ("푸른센터", "계", 7, 6),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [("1회 아동정원 20명 / 현원 3명\n", "a word that ends like one"), ("정원 15명\n", "no current staff")],
)
def test_other_lines_are_not_staff(body: str, reason: str) -> None:
    assert _rows(body) == [], reason


@pytest.mark.slow
def test_the_reports(reports: Path) -> None:
    (path,) = reports.glob("002_*")
    found = [row for row in recognise(read_file(path)) if isinstance(row, Staffing)]
    table = {row.grade: (row.authorized, row.current) for row in found if row.line == 50}
    assert table["계"] == (177, 168) and table["대표이사"] == (1, 1)
    assert [table[f"{step}급"] for step in range(1, 7)] == [
        (3, 2),
        (6, 5),
        (32, 29),
        (34, 25),
        (26, 35),
        (14, 11),
    ]
    assert sum(authorized or 0 for authorized, _ in table.values()) == 2 * 177
    (path,) = reports.glob("004_*")
    found = [row for row in recognise(read_file(path)) if isinstance(row, Staffing)]
    assert {row.grade: row.current for row in found if row.line == 60}["5급 (한시 정원)"] is None
    assert [(row.line, row.authorized, row.current) for row in found if row.line > 100] == [
        (109, 15, 14), (113, 11, 11), (117, 6, 6), (121, 14, 14), (125, 8, 8),
    ]  # fmt: skip


def test_the_row_of_current_staff_is_read_with_the_row_that_is_cited() -> None:
    source = text.read("a.txt", (_HEAD + "구분\t계\t관장\n정원\t3\t3\n현원\t2\t2\n").encode())
    rows = recognise(source)
    assert not [row for row in rows if isinstance(row, SetAside)]
    assert [one.outcome for one in ledger.entries(source, rows) if one.cell is not None] == ["read"] * 5


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("- 인력 : 정원 9명 / 현원 8명(2030년)\n", "other_year"),
        ("작년\n\n- 인력 : 정원 9명 / 현원 8명\n", "other_year"),
        ("- 인력 : 정원 9명 / 현원 8명(예정)\n", "planned_figure"),
        ("조직 개편(안)\n\n- 인력 : 정원 9명 / 현원 8명\n", "planned_figure"),
        ("수탁시설 현황\n\n- 인력 : 정원 9명 / 현원 8명\n", "other_institution"),
        ("타 기관 인력\n\n- 인력 : 정원 9명 / 현원 8명\n", "other_institution"),
        ("정원 예정\n\n구분\t계\t관장\n정원\t3\t3\n현원\t2\t2\n", "planned_figure"),
    ],
)
def test_staff_that_is_not_of_the_institution_today_is_left(body: str, reason: str) -> None:
    assert _rows(body) == []
    assert reason in _aside(body)


def test_current_staff_may_stand_before_authorized() -> None:
    (row,) = _rows("- 인력 : 현원 8명 / 정원 9명\n")
    assert (row.authorized, row.current) == (9, 8)


@pytest.mark.parametrize("current", ["현원\t8\t6", "현원\t2\t2"])
def test_a_row_of_staff_that_lost_a_cell_is_left_whatever_its_sum_says(current: str) -> None:
    body = f"구분\t계\t관장\t주임\n정원\t9\t2\t7\n{current}\n"
    assert (_rows(body), set(_aside(body))) == ([], {"row_does_not_fit_header"})


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("구분\t1월\t2월\n정원\t9\t9\n현원\t8\t8\n", "column_uncertain"),
        ("구분\t2030년\t2031년\n정원\t9\t9\n현원\t8\t8\n", "column_uncertain"),
        ("구분\t팀장\t팀원\t팀장\t팀원\n정원\t1\t3\t1\t4\n현원\t1\t3\t1\t3\n", "column_uncertain"),
        ("계\t팀장\t팀원\n정원\t9\t2\t7\n현원\t8\t2\t6\n", "row_does_not_fit_header"),
        ("구분\t팀장\t계\t팀원\n정원\t9\t2\t7\n현원\t8\t2\t6\n", "columns_contradict"),
        ("강좌\t정원\t현원\n합창\t30\t28\n", "table_unknown"),
        ("나루센터 인력\n\n구분\t계\t팀장\n정원\t9\t9\n현원\t8\t8\n", "other_institution"),
        ("2032년 정원 조정(안)\n\n구분\t계\t팀장\n정원\t9\t9\n현원\t8\t8\n", "planned_figure"),
        ("구분\t계\t팀장\n정원\t9\t9\n현원\t8\t8\n※ 2030년 결산 기준임\n", "other_year"),
    ],
)
def test_staff_whose_headings_or_words_do_not_fit_is_left(body: str, reason: str) -> None:
    assert (_rows(body), set(_aside(body))) == ([], {reason})


def test_what_follows_from_staff_is_no_grade_and_no_office() -> None:
    body = "구분\t팀장\t팀원\t합계\t결원\n정원\t2\t7\t9\t\n현원\t2\t6\t8\t1\n"
    assert [grade for grade, _, _ in _grades(body)] == ["팀장", "팀원", "합계"]
    rows = "가람팀\t2\t2\t100%\n나래팀\t7\t6\t85.7%\n소계\t9\t8\t88.9%\n"
    body = f"인력 현황\n\n부서\t정원(A)\t현원(B)\t충원율\n{rows}"
    assert [(row.unit_name, row.authorized) for row in _rows(body)] == [("가람팀", 2), ("나래팀", 7)]


@pytest.mark.parametrize("line", ["- 인력 : 정원 9 / 현원 8", "- 인력 : 정원 9명 (현원 8명)"])
def test_staff_in_a_line_of_other_forms(line: str) -> None:
    (row,) = _rows(line + "\n")
    assert (row.authorized, row.current) == (9, 8)


@pytest.mark.parametrize(
    "body",
    [
        "- 이웃 모임 현황\n · 정원 50명, 현원 45명",
        "- 인력 : 정원 5명 / 현원 4명",
        "- 인력현황\n\n구분\t정원\t현원\n계\t50\t45\n큰모임\t30\t25\n작은모임\t20\t20",
    ],
)
def test_whom_a_programme_serves_is_no_staff_of_the_house(body: str) -> None:
    assert [row for row in read_page(body) if isinstance(row, Staffing)] == []


@pytest.mark.parametrize(
    "line",
    [
        "인력 현황 : 정원 52명, 현원 49명",
        "ㅇ 인력 현황: 정원 52명 / 현원 49명",
        "임직원 현황 : 정원 52, 현원 49",
        "정원 및 현원 : 정원 52명, 현원 49명",
        "직원현황 : 현원 49명, 정원 52명",
    ],
)
def test_a_line_of_a_summary_states_the_staff(line: str) -> None:
    assert [(one.authorized, one.current) for one in read(line + "\n", Staffing)] == [(52, 49)]


@pytest.mark.parametrize(
    "head",
    ["어린이집 현황", "2030년 인력 현황", "인력 계획", "수강생 현황", "인력 현황(6월말)", "본원 인력 현황"],
)
def test_a_line_of_others_or_of_another_day_states_none(head: str) -> None:
    body = f"{head} : 정원 52명, 현원 49명\n"
    assert read(body, Staffing) == []
    assert read(body, SetAside)


@pytest.mark.parametrize("month", ["2031. 10.", "2031년 10월", "2031. 10. 5."])
def test_the_month_in_which_a_report_was_printed_dates_no_staff(month: str) -> None:
    money = "□ 예산 현황(2031. 9. 30. 기준, 단위: 천원)\n\n구분\t예산액\n합계\t5\n인건비\t5\n"
    body = f"2031년 경영 자료\n\n{month}\n\n{money}"
    found = recognise(text.read("a.txt", f"{body}\n□ 인력 : 정원 9명 / 현원 8명\n".encode()))
    staff = [(row.authorized, row.current, str(row.as_of)) for row in found if isinstance(row, Staffing)]
    assert staff == [(9, 8, "2031-09-30")]
