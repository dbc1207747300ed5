"""Series: tables of months and quarters, and figures over years that arrows join."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.facts import SeriesPoint, SetAside
from etl.kinds import recognise
from etl.readers import read_file, text

_HEAD = "2031년 주요업무\n가람시나눔재단\n\n단위목표\t지표\t목표\n나눔\t참여자\t12명\n\n"
Point = tuple[str, str, float | None, str | None]


def _points(body: str) -> list[Point]:
    found = recognise(text.read("a.txt", (_HEAD + body).encode()))
    return [(row.series, row.period, row.value, row.unit) for row in found if isinstance(row, SeriesPoint)]


def _aside(body: str) -> list[tuple[str, str]]:
    found = recognise(text.read("a.txt", (_HEAD + body).encode()))
    return [(row.text, row.reason) for row in found if isinstance(row, SetAside)]


def test_months_with_their_total() -> None:
    body = "(단위 : 명)\n\n구 분\t2월\t3월\t11월\t합계\n책 나눔\t1,200\t-\t34\t1,234\n꽃 나눔\t-\t0\t5\t5\n"
    assert _points(body) == [
        ("책 나눔", "2031-02", 1200, "명"),
        ("책 나눔", "2031-03", None, "명"),
        ("책 나눔", "2031-11", 34, "명"),
        ("책 나눔", "total", 1234, "명"),
        ("꽃 나눔", "2031-02", None, "명"),
        ("꽃 나눔", "2031-03", 0, "명"),
        ("꽃 나눔", "2031-11", 5, "명"),
        ("꽃 나눔", "total", 5, "명"),
    ]


def test_quarters_with_units_in_the_cells() -> None:
    body = "구분\t1분기\t2분기\t3/4분기\n상담\t12건\t13건\t14건\n"
    assert _points(body) == [(f"{'상담'}", f"2031-Q{n}", 11 + n, "건") for n in (1, 2, 3)]


def test_a_destroyed_month_is_null_and_set_aside() -> None:
    body = "구분\t1월\t2월\t3월\n상담\t12\t1,23\t\n"
    assert [value for _, _, value, _ in _points(body)] == [12, None, None]
    assert ("1,23", "malformed_number") in _aside(body)


@pytest.mark.parametrize("heading", ["전년동기", "전년 동기간", "2030년 동기", "'30년 같은 기간"])
def test_the_same_months_of_another_year_are_no_year(heading: str) -> None:
    body = f"(단위 : 명)\n\n구분\t1월\t2월\t3월\t합계\t{heading}\n상담\t12\t13\t15\t40\t37\n"
    assert [period for _, period, _, _ in _points(body)] == ["2031-01", "2031-02", "2031-03", "total"]
    assert ("37", "other_year") in _aside(body)


def test_the_same_month_of_another_year_is_that_month() -> None:
    body = "(단위 : 명)\n\n구분\t금년\t전년동월\n1월\t12\t9\n2월\t13\t8\n3월\t15\t7\n"
    assert [(period, value) for _, period, value, _ in _points(body) if period.startswith("2030")] in (
        [],
        [("2030-01", 9), ("2030-02", 8), ("2030-03", 7)],
    )


@pytest.mark.parametrize(
    "body",
    [
        "구분\t1분기\t2분기\t3분기\n상담\t착수\t조사\t보고\n",  # plans
        "구분\t1월\t3월\t2월\n상담\t1\t2\t3\n",  # out of order
        "구분\t1월\t2월\n상담\t1\t2\n",  # too few to be a series
        "구분\t1월\t2월\t3월 목표\n상담\t1\t2\t3\n",  # goals
        "구분\t상반기\t하반기\t계\n상담\t1\t2\t3\n",  # half years
        "구분\t2030년 예산\t2031년 예산\n상담(명)\t1\t2\n",  # money
    ],
)
def test_other_tables_are_no_series(body: str) -> None:
    assert _points(body) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "- 나눔 확대('29년 200개사→'30년 1,539개사→'31년 800개사)",
            [
                ("나눔 확대", "2029", 200, "개사"),
                ("나눔 확대", "2030", 1539, "개사"),
                ("나눔 확대", "2031", 800, "개사"),
            ],
        ),
        (
            "○ 나눔 건수 증가(29년 29건→30년 106건)",
            [("나눔 건수 증가", "2029", 29, "건"), ("나눔 건수 증가", "2030", 106, "건")],
        ),
        (
            "기관 확대 25년 6개 기관 ⇨ 26년 12개 기관",
            [("기관 확대", "2025", 6, "개 기관"), ("기관 확대", "2026", 12, "개 기관")],
        ),
        (
            "- 나눔 성과(28년 20.6% < □29년 49.8%, 31년 50% 이상 목표)",
            [("나눔 성과", "2028", 20.6, "%"), ("나눔 성과", "2029", 49.8, "%")],
        ),
        (
            "- 나눔 모임 '29년 1,205명, '30년 1,310명, 2031년 1,290명이 함께",
            [
                ("나눔 모임", "2029", 1205, "명"),
                ("나눔 모임", "2030", 1310, "명"),
                ("나눔 모임", "2031", 1290, "명"),
            ],
        ),
        (
            "- 나눔 모임 2030년 205명에서 2031년 310명으로 늘어남",
            [("나눔 모임", "2030", 205, "명"), ("나눔 모임", "2031", 310, "명")],
        ),
        (
            "(‘25~’28년도 나눔 벗 247개, ‘29년도 나눔터 11개, ‘30년도 나눔터 15개)",
            [("나눔터", "2029", 11, "개"), ("나눔터", "2030", 15, "개")],
        ),
        (
            "- 충족률 변화 ' 30년 3월 35.5%→ 9월 42.2%, 6.7% ↑",
            [("충족률 변화", "2030-03", 35.5, "%"), ("충족률 변화", "2030-09", 42.2, "%")],
        ),
    ],
)
def test_arrows_over_years(line: str, expected: list[Point]) -> None:
    assert _points(line + "\n") == expected


def test_a_chain_without_words_is_named_by_the_lines_above_it() -> None:
    assert _points("▶ 나눔과 봄\n지원 상승\n- '29년 3건 ⇨ '30년 4건\n") == [
        ("나눔과 봄 지원 상승", "2029", 3, "건"),
        ("나눔과 봄 지원 상승", "2030", 4, "건"),
    ]


def test_what_stands_before_the_first_year_is_no_point() -> None:
    assert _points("- 나눔 확대(25개소→30년 61개소)\n") == [("나눔 확대", "2030", 61, "개소")]


@pytest.mark.parametrize(
    "line",
    [
        "- 나눔 확대(2회→4회)",
        "- 나눔 확대('29년 5개 → '30년 9건)",  # another unit
        "- 나눔 확대('30년 5건 → '29년 9건)",  # backwards
        "- 나눔 기간('29년 3월 → '30년 4월)",
        "- 나눔 확대('29년 시범운영 → '30년 고도화)",
        "- 나눔 확대('29년 1,23건 → '30년 9건)",
        "- 나눔 확대('29년 5건, '31년 9건 목표)",  # what is still to come
        "- 나눔 확대('29년도 모임 5개, '30년도 교실 9개)",  # another noun
        "- 나눔 확대('97년 5건 → '98년 9건)",  # another century
        "- 나눔 확대(3월 5건, 4월 9건)",  # of no year
    ],
)
def test_what_is_not_certain_is_no_series(line: str) -> None:
    assert _points(line + "\n") == []


@pytest.mark.slow
def test_the_reports(reports: Path) -> None:
    (path,) = reports.glob("001_*")
    found = [row for row in recognise(read_file(path)) if isinstance(row, SeriesPoint)]
    assert {row.line for row in found} == {251, 538, 539, 545, 624}
    assert all(row.program_id for row in found)
    totals = {row.line: row.value for row in found if row.period == "total"}
    assert totals == {251: 447, 538: 658, 539: 20, 545: 32, 624: 147_947}
    for number, line, values in (("000", 96, [11, 15]), ("002", 379, [20.6, 49.8])):
        (path,) = reports.glob(f"{number}_*")
        found = [row for row in recognise(read_file(path)) if isinstance(row, SeriesPoint)]
        assert [(row.line, row.value) for row in found] == [(line, value) for value in values]
    (path,) = reports.glob("004_*")
    found = [row for row in recognise(read_file(path)) if isinstance(row, SeriesPoint)]
    assert [row.value for row in found if row.line == 767] == [29, 106, 226]
    assert {row.line for row in found} == {337, 445, 482, 521, 766, 767, 1574, 1584, 1726}


_MONTHS = "구분\t1월\t2월\t3월\t계\n상담\t10\t20\t30\t60\n"


@pytest.mark.parametrize(
    "above", ["(단위 : 명, 2030년)", "- 전년도(2030년) 월별 상담", "2030년 상담 현황\n\n(단위 : 명)"]
)
def test_the_months_of_another_year_are_of_that_year(above: str) -> None:
    body = f"{above}\n\n{_MONTHS}"
    assert [period for _, period, _, _ in _points(body)] == ["2030-01", "2030-02", "2030-03"]
    assert ("60", "other_year") in _aside(body)


@pytest.mark.parametrize(
    ("above", "reason"),
    [
        ("(단위 : 명, 누계)", "column_uncertain"),
        ("월별 상담(누적)", "column_uncertain"),
        ("전년도 월별 상담", "other_year"),
        ("2029년과 2030년의 상담", "other_year"),
        ("2029년 개소 이후의 이용", "other_year"),
    ],
)
def test_months_that_are_not_certain_are_no_points(above: str, reason: str) -> None:
    body = f"{above}\n\n{_MONTHS}"
    assert _points(body) == []
    assert ("10 · 20 · 30 · 60", reason) in _aside(body)


def test_a_row_that_is_another_year_is_no_series_of_this_one() -> None:
    body = _MONTHS + "2030년\t11\t21\t31\t63\n전년도\t12\t22\t32\t66\n"
    assert {name for name, _, _, _ in _points(body)} == {"상담"}
    assert {reason for _, reason in _aside(body)} == {"other_year"}


def test_a_row_that_lost_a_cell_has_no_points() -> None:
    body = _MONTHS.replace("상담\t10\t20\t30\t60", "상담\t10\t20\t60")
    assert _points(body) == []
    assert ("10 · 20 · 60", "row_does_not_fit_header") in _aside(body)


def test_a_row_has_the_unit_that_its_name_states() -> None:
    body = "(단위 : 천명)\n\n" + _MONTHS + "매출(천원)\t1\t2\t3\t6\n"
    assert {(name, unit) for name, _, _, unit in _points(body)} == {("상담", "천명"), ("매출", "천원")}


def test_a_year_that_is_only_compared_with_is_not_the_months() -> None:
    body = f"- 2030년 대비 12% 늘어남\n\n{_MONTHS}"
    assert [period for _, period, _, _ in _points(body)] == ["2031-01", "2031-02", "2031-03", "total"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- 관객 증가('29년 100명→'30년 200명→'31년 300명 예상)", ["2029", "2030"]),
        ("- 관객 증가('30년 200명→'32년 300명)", ["2030"]),
        ("- 공연('30년 10회→'31년 12회 개최 예정)", ["2030"]),
        ("- 관객 목표('30년 200명→'31년 300명)", []),
        ("- 대관('29년 100건, '30년 226건, '31년 500건(예약))", ["2029", "2030"]),
        ("- 대관('29년 100건→'30년 226건→'31년 500건 잠정)", ["2029", "2030"]),
        ("- 관객('29년 100명→'30년 200명→'31년 300여명)", ["2029", "2030"]),
        ("- 관객('29년 100명, '30년 200명, '31년 300명 내외)", ["2029", "2030"]),
        ("- 관객('29년 100여명→'30년 200여명→'31년 300여명)", []),
        ("- 다온재단 관객('30년 200명→'31년 300명)", []),
        ("- 타 기관 관객('30년 200명→'31년 300명)", []),
    ],
)
def test_a_chain_ends_before_what_is_planned_or_anothers(line: str, expected: list[str]) -> None:
    assert [period for _, period, _, _ in _points(line + "\n")] == expected


def test_each_of_two_changes_in_a_line_has_its_own_name() -> None:
    line = "- 시민('30년 300명→'31년 400명), 학생('30년 100명→'31년 200명)\n"
    assert [name for name, *_ in _points(line)] == ["시민", "시민", "학생", "학생"]


@pytest.mark.parametrize("first", ["'29~'30년 평균 110명", "하루 12명", "월평균 9명"])
def test_words_in_the_bracket_of_a_chain_are_no_part_of_its_name(first: str) -> None:
    assert _points(f"- 나눔 이용자 증가({first}→'31년 140명)\n") == []


def test_a_point_whose_bracket_says_that_it_is_expected_is_left() -> None:
    body = "- 나눔 이용자 증가('29년 100명→'30년 120명→'31년 140명(예상))\n"
    assert [period for _, period, *_ in _points(body)] == ["2029", "2030"]
    assert ("140명", "planned_figure") in _aside(body)


def _of_plan(printed: str, body: str) -> list[tuple[str, float | None]]:
    source = f"푸른시숲재단\n2031년 주요업무 추진계획\n({printed}.기준)\n{body}"
    rows = recognise(text.read("a.txt", source.encode()))
    return [(row.period, row.value) for row in rows if isinstance(row, SeriesPoint)]


def test_the_year_of_a_plan_is_still_to_come() -> None:
    body = "- 나눔 벗 확대 : 2030년 412명 → 2031년 450명\n"
    assert _of_plan("2031.1.31", body) == [("2030", 412)]
    assert _of_plan("2030.12.15", body) == [("2030", 412)]
    # Late in the year a plan reports on it.
    assert _of_plan("2031.10.31", body) == [("2030", 412), ("2031", 450)]
    assert _of_plan("2031.1.31", "- 나눔 벗 '29년 10명 → '30년 12명\n") == [("2029", 10), ("2030", 12)]


@pytest.mark.parametrize("heading", ["향후계획", "향후 추진계획", "□ 향후 추진계획"])
def test_below_a_heading_of_plans_nothing_is_counted(heading: str) -> None:
    line = "- 나눔 벗 확대 : 2030년 412명 → 2031년 450명\n"
    assert _points(f"{heading}\n{line}") == []
    results = "□ 추진실적" if heading.startswith("□") else "추진실적"
    assert len(_points(f"{results}\n{line}")) == 2
    assert len(_points(f"{heading}\n- 모임 개최\n{results}\n{line}")) == 2
