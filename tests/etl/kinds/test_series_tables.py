"""Tables of years, months and quarters, however their columns stand and whatever carries their cells."""

from __future__ import annotations

import pytest

from etl.facts import Output, SeriesPoint, SetAside
from tests.etl.kinds.bench import CARRIERS, grid, printed, read, read_page, table

Points = dict[tuple[str, str], float | None]

_ROWS = ("함께 읽기|1,120|1,310|1,290", "그림 모임|205|216|307", "씨앗 나눔|44|38|51")
_YEARS: Points = {
    ("함께 읽기", "2029"): 1120, ("함께 읽기", "2030"): 1310, ("함께 읽기", "2031"): 1290,
    ("그림 모임", "2029"): 205, ("그림 모임", "2030"): 216, ("그림 모임", "2031"): 307,
    ("씨앗 나눔", "2029"): 44, ("씨앗 나눔", "2030"): 38, ("씨앗 나눔", "2031"): 51,
}  # fmt: skip
_QUARTERS: Points = {
    (name, f"2031-Q{quarter}" if quarter < 4 else "total"): value
    for name, values in (("가람", (11, 12, 13, 36)), ("나래", (21, 20, 25, 66)), ("다솜", (7, 5, 9, 21)))
    for quarter, value in enumerate(values, start=1)
}


def _points(body: str) -> Points:
    rows = read(body, SeriesPoint)
    found = {(row.series, row.period): row.value for row in rows}
    assert len(found) == len(rows), "a point that is read twice"
    return found


def _units(body: str) -> set[str | None]:
    return {row.unit for row in read(body, SeriesPoint)}


def _aside(body: str) -> dict[str, str]:
    """Return the reason of each figure that is left."""
    return {text: row.reason for row in read(body, SetAside) for text in row.text.split(" · ")}


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(("구분|2029년|2030년|2031년", *_ROWS), _YEARS, id="years"),
        pytest.param(("구분|2029|2030|2031", *_ROWS), _YEARS, id="bare years"),
        pytest.param(("구분|'29년|'30년|'31년", *_ROWS), _YEARS, id="short years"),
        pytest.param(("구분|전전년도|전년도|금년도", *_ROWS), _YEARS, id="years counted from the report's"),
        pytest.param(
            (
                "구분|2031년|2030년|2029년",
                "함께 읽기|1,290|1,310|1,120", "그림 모임|307|216|205", "씨앗 나눔|51|38|44",
            ),
            _YEARS, id="descending",
        ),
        pytest.param(
            (
                "연도|함께 읽기|그림 모임|씨앗 나눔",
                "2029년|1,120|205|44", "2030년|1,310|216|38", "2031년|1,290|307|51",
            ),
            _YEARS, id="transposed",
        ),
        pytest.param(
            (
                "구분|1분기|2분기|3분기|합계",
                "가람|11|12|13|36", "나래|21|20|25|66", "다솜|7|5|9|21",
            ),
            _QUARTERS, id="a total that closes",
        ),
        pytest.param(
            (
                "구분|합계|1/4분기|2/4분기|3/4분기",
                "가람|36|11|12|13", "나래|66|21|20|25", "다솜|21|7|5|9",
            ),
            _QUARTERS, id="a total that opens",
        ),
        pytest.param(
            (
                "분기|가람|나래|다솜",
                "1분기|11|21|7", "2분기|12|20|5", "3분기|13|25|9", "계|36|66|21",
            ),
            _QUARTERS, id="transposed with a total",
        ),
    ],
)  # fmt: skip
def test_periods_in_every_place_and_carrier(rows: tuple[str, ...], expected: Points, carrier: str) -> None:
    body = "(단위: 명)\n\n" + printed(grid(*rows), carrier)
    found = _points(body)
    if carrier != "one cell a line" or found:
        assert found == expected
        assert _units(body) == {"명"}
    else:
        assert read(body, Output) == [], "what the carrier does not tell is left"


@pytest.mark.parametrize("carrier", ["tabs", "pipes", "box"])
@pytest.mark.parametrize(
    ("heads", "period"),
    [
        (("구분|2030년||2031년|", "|남|여|남|여"), "{year}"),
        (("구분|남||여|", "|2030년|2031년|2030년|2031년"), "{year}"),
        (("구분|참가||||", "|2030년||2031년|", "|남|여|남|여"), "{year}"),
    ],
)
def test_two_and_three_rows_of_headings(heads: tuple[str, ...], period: str, carrier: str) -> None:
    cells = grid(*heads, "가람|1,201|1,302|1,403|1,504", "나래|201|302|403|504")
    width = max(len(row) for row in cells)
    found = _points("(단위: 명)\n\n" + printed([row + [""] * (width - len(row)) for row in cells], carrier))
    by_year = "남" in heads[-1]
    values = {("남", "2030"): 1201, ("여", "2030"): 1302, ("남", "2031"): 1403, ("여", "2031"): 1504}
    if not by_year:
        values = {("남", "2030"): 1201, ("남", "2031"): 1302, ("여", "2030"): 1403, ("여", "2031"): 1504}
    name = "가람 참가" if len(heads) == 3 else "가람"
    assert {key: value for key, value in found.items() if key[0].startswith("가람")} == {
        (f"{name} {sex}", period.format(year=year)): value for (sex, year), value in values.items()
    }
    assert len(found) == 8


def test_years_down_and_months_across() -> None:
    months = range(1, 13)
    rows = (
        "|".join(("연도", *(f"{month}월" for month in months), "계")),
        "|".join(("2029년", *(str(10 + month) for month in months), "198")),
        "|".join(("2030년", *(str(20 + month) for month in months), "318")),
    )
    assert _points("○ 나눔터 이용\n\n" + printed(grid(*rows), "tabs")) == {
        **{("나눔터 이용", f"2029-{month:02}"): 10 + month for month in months},
        **{("나눔터 이용", f"2030-{month:02}"): 20 + month for month in months},
        ("나눔터 이용", "2029"): 198,
        ("나눔터 이용", "2030"): 318,
    }


@pytest.mark.parametrize("carrier", ["tabs", "pipes", "aligned", "box"])
def test_tables_side_by_side(carrier: str) -> None:
    rows = ("구분|1월|2월|3월|구분|1월|2월|3월", "가람|10|20|30|나래|40|50|61", "다솜|1|2|4|라온|5|6|8")
    found = _points("(단위: 명)\n\n" + printed(grid(*rows), carrier))
    assert {name: [v for (n, _), v in found.items() if n == name] for name, _ in found} == {
        "가람": [10, 20, 30], "나래": [40, 50, 61], "다솜": [1, 2, 4], "라온": [5, 6, 8],
    }  # fmt: skip


@pytest.mark.parametrize("carrier", ["tabs", "pipes", "aligned", "box"])
@pytest.mark.parametrize(
    ("heading", "cells", "reason"),
    [
        ("등록 차량", ("33", "34"), "column_unknown"),
        ("증감", ("190", "11"), "recomputed"),
        ("2031. 9월", ("903", "104"), "column_uncertain"),
        ("2031. 9월말", ("903", "104"), "column_uncertain"),
        ("2032년", ("903", "104"), "column_uncertain"),
        ("2031년 전망", ("903", "104"), "column_uncertain"),
    ],
)
def test_a_column_of_no_period_is_left_with_its_reason(
    heading: str, cells: tuple[str, str], reason: str, carrier: str
) -> None:
    rows = (f"구분|2029년|{heading}|2030년", f"함께 읽기|1,120|{cells[0]}|1,310", f"모임|205|{cells[1]}|216")
    body = "(단위: 명)\n\n" + printed(grid(*rows), carrier)
    assert _points(body) == {
        ("함께 읽기", "2029"): 1120, ("함께 읽기", "2030"): 1310,
        ("모임", "2029"): 205, ("모임", "2030"): 216,
    }  # fmt: skip
    assert _aside(body) == dict.fromkeys(cells, reason)


def test_a_remark_names_no_row() -> None:
    rows = ("구분|비고|1월|2월|3월", "나눔|줄어듦|5|4|3", "돌봄|그대로|2|2|2")
    assert {name for name, _ in _points("(단위: 명)\n\n" + printed(grid(*rows), "tabs"))} == {"나눔", "돌봄"}


def test_the_sum_of_years_has_to_add_up() -> None:
    rows = ("구분|2029년|2030년|합계", "나눔|1,120|1,130|2,250", "돌봄|205|206|411")
    body = "(단위: 명)\n\n" + printed(grid(*rows), "tabs")
    assert _points(body)["나눔", "total"] == 2250
    assert {row.grade for row in read(body, SeriesPoint)} == {"proved"}
    body = body.replace("2,250", "1,125").replace("411", "206")  # means
    assert ("나눔", "total") not in _points(body)
    assert _aside(body) == {"1,125": "column_uncertain", "206": "column_uncertain"}


def test_a_sum_of_months_that_fails_throughout_is_none_and_in_one_row_a_finding() -> None:
    rows = ("구분|1월|2월|3월|계", "가|10|20|30|60", "나|1|2|3|6", "다|4|5|6|{}")
    body = printed(grid(*(row.format("99") for row in rows)), "tabs")
    assert _points(body)["다", "total"] == 99
    assert {row.series: row.grade for row in read(body, SeriesPoint)} == {
        "가": "proved", "나": "proved", "다": "named",
    }  # fmt: skip
    wrong = body.replace("60\n", "61\n").replace("3\t6\n", "3\t7\n")
    assert not [key for key in _points(wrong) if key[1] == "total"]
    assert set(_aside(wrong).values()) == {"columns_contradict"}


def test_units_stay_with_each_figure() -> None:
    rows = ("구분|단위|2030년|2031년", "함께 읽기|명|1,201|1,302", "상담|건|31|42", "만족도|점|88.1|90.4")
    found = {(row.series, row.unit) for row in read(printed(grid(*rows), "tabs"), SeriesPoint)}
    assert found == {("함께 읽기", "명"), ("상담", "건"), ("만족도", "점")}
    rows = ("연도|이용(명)|만족 비율(%)", "2030년|1,201|88.125", "2031년|1,302|90.5")
    found = {(row.series, row.unit, row.value) for row in read(printed(grid(*rows), "tabs"), SeriesPoint)}
    assert found == {
        ("이용", "명", 1201), ("만족 비율", "%", 88.125), ("이용", "명", 1302), ("만족 비율", "%", 90.5),
    }  # fmt: skip
    rows = ("구분|2030년|2031년", "이용|1,201|1,302", "만족 비율|88.1|90.5")
    found = {
        (row.series, row.unit)
        for row in read("(단위: 명, %)\n\n" + printed(grid(*rows), "tabs"), SeriesPoint)
    }
    assert found == {("이용", "명"), ("만족 비율", "%")}


def test_the_unit_above_is_not_that_of_a_rate_nor_percent_that_of_a_count() -> None:
    rows = ("구분|2030년||2031년|", "|인원|비율|인원|비율", "나눔|1,201|54.1|1,302|55.2")
    body = "(단위: 명)\n\n" + printed(grid(*rows), "tabs")
    assert {name for name, _ in _points(body)} == {"나눔 인원"}
    assert _aside(body) == {"54.1": "unit_unknown", "55.2": "unit_unknown"}
    body = body.replace("명)", "%)")
    assert {name for name, _ in _points(body)} == {"나눔 비율"} and _units(body) == {"%"}
    rows = ("구분|2030년|2031년", "나눔|54.1|55.2")
    assert _units("(단위: %)\n\n" + printed(grid(*rows), "tabs")) == {"%"}


def test_of_two_units_that_both_fit_none_is_taken() -> None:
    rows = ("구분|2030년|2031년", "이용(명)|1,201|1,302", "모임|88|90")
    body = "(단위: 명, 건)\n\n" + printed(grid(*rows), "tabs")
    assert {name for name, _ in _points(body)} == {"이용"}
    assert _aside(body) == {"88": "unit_unknown", "90": "unit_unknown"}


def test_years_without_a_unit_may_be_money() -> None:
    rows = ("구분|2030년|2031년", "운영비|1,201|1,302", "인건비|88|90")
    body = printed(grid(*rows), "tabs")
    assert _points(body) == {} and set(_aside(body).values()) == {"unit_unknown"}
    assert len(_points(body.replace("운영비", "이용자 수").replace("인건비", "방문자 수"))) == 4


@pytest.mark.parametrize(
    ("caption", "year"),
    [("○ 2030년 월별 이용 현황", "2030"), ("○ 월별 이용", "2031"), ("○ 2030년부터 여는 마당", None)],
)
def test_the_year_of_months_is_the_captions_else_the_documents(caption: str, year: str | None) -> None:
    rows = ("구분|1월|2월|3월", "가람|10|20|30", "나래|11|21|32")
    found = _points(f"{caption}\n(단위: 명)\n\n" + printed(grid(*rows), "tabs"))
    assert {period[:4] for _, period in found} == ({year} if year else set())


def test_the_name_of_a_group_names_its_rows() -> None:
    rows = ("구분||2030년|2031년", "본관|낮|1,201|1,302", "|밤|88|90", "별관|낮|77|79")
    found = _points("(단위: 명)\n\n" + printed(grid(*rows), "tabs"))
    assert {name for name, _ in found} == {"본관 낮", "본관 밤", "별관 낮"}


def test_a_second_figure_in_a_cell_is_left() -> None:
    rows = ("구분|2030년|2031년", "나눔|130명(전년 110명)|140명", "돌봄|13명|15명")
    body = printed(grid(*rows), "tabs")
    assert _points(body)["나눔", "2030"] == 130
    assert _aside(body)["(전년 110명)"] == "second_figure"


_BODY = "구분\t1월\t2월\t3월\t계\n{name}\t10\t20\t30\t60\n"


@pytest.mark.parametrize(
    ("above", "name", "reason"),
    [
        ("- 월별 관객 목표\n\n(단위 : 명)", "관객", "planned_figure"),
        ("(단위 : 명)", "타 기관 관객", "other_institution"),
        ("(단위 : 명)", "다온재단 관객", "other_institution"),
        ("- 다른 기관 월별 관객\n\n(단위 : 명)", "관객", "other_institution"),
        ("(단위 : 명)", "관객(누적)", "column_uncertain"),
        ("- 관객 누계\n\n(단위 : 명)", "관객", "column_uncertain"),
    ],
)
def test_what_the_institution_did_not_measure_is_no_point(above: str, name: str, reason: str) -> None:
    body = f"{above}\n\n{_BODY.format(name=name)}"
    assert _points(body) == {}
    assert {figure: _aside(body)[figure] for figure in ("10", "20", "30", "60")} == dict.fromkeys(
        ("10", "20", "30", "60"), reason
    )


def test_months_after_the_base_date_are_no_points_nor_is_their_sum() -> None:
    body = "(단위 : 명)\n\n구분\t8월\t9월\t10월\t계\n관객\t10\t20\t30\t60\n"
    assert _points(body) == {("관객", "2031-08"): 10, ("관객", "2031-09"): 20}
    assert (_aside(body)["30"], _aside(body)["60"]) == ("planned_figure", "planned_figure")
    body = "(단위 : 명)\n\n구분\t8월\t9월\t10월\t계\n관객\t10\t20\t\t30\n"
    assert _points(body)["관객", "total"] == 30, "a month to come without a figure denies nothing"


def test_a_row_has_the_unit_in_thousands_that_its_name_states() -> None:
    body = "(단위 : 명)\n\n" + _BODY.format(name="관객(천명)")
    assert _points(body)["관객", "2031-01"] == 10
    assert _units(body) == {"천명"}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("구분\t1월\t2월\t4월\t합계\n관객\t10\t20\t30\t40\t100\n", "row_does_not_fit_header"),
        ("구분\t1월\t2월\t3월\t합계\n관객\t\t10\t20\t30\t60\n", "row_does_not_fit_header"),
        ("구분\t1월\t2월\t3월\t합계\n관객\t10\t20\t30\t25\n", "columns_contradict"),
        ("구분\t1월\t2월\t3월\t합계\n관객\t10명\t20명\t30건\t60\n", "unit_contradicted"),
        ("구분\t1월\t2월\t3월\t합계\n관객\t10\t20\t30\t60\n※ 2030년 결산 기준임\n", "other_year"),
        ("구분\t1월\t2월\t3월\t합계\n관객\t10\t20\t30\t60\n* 단위: 천명\n", "unit_contradicted"),
    ],
)
def test_series_that_their_cells_or_notes_deny_are_left(rows: str, reason: str) -> None:
    body = f"(단위 : 명)\n\n{rows}"
    assert _points(body) == {}
    left = _aside(body)
    assert {why for figure, why in left.items() if figure.rstrip("명건") in ("10", "20", "30")} == {reason}


def test_a_unit_above_the_next_table_says_nothing_of_this_one() -> None:
    body = (
        "(단위 : 명)\n\n" + _BODY.format(name="관객") + "\n(단위 : 건)\n\n" + _BODY.format(name="상담 건수")
    )
    assert {(name, period) for name, period in _points(body)} >= {
        ("관객", "2031-01"),
        ("상담 건수", "2031-01"),
    }


def test_rates_add_up_to_nothing() -> None:
    body = "(단위 : %)\n\n" + _BODY.format(name="이용률")
    assert {period for _, period in _points(body)} == {"2031-01", "2031-02", "2031-03"}
    assert _aside(body)["60"] == "recomputed"
    assert {row.grade for row in read(body, SeriesPoint)} == {"named"}


@pytest.mark.parametrize("above", ["- 일평균 관객", "- 월별 관객 증감", "- 전국 관객 추이(통계청)"])
def test_means_changes_and_figures_of_the_country_are_no_points(above: str) -> None:
    assert _points(f"{above}\n\n(단위 : 명)\n\n" + _BODY.format(name="관객")) == {}


def test_one_name_and_month_that_stand_twice_are_of_none() -> None:
    body = "2030년\t1월\t2월\t3월\t2031년\t1월\t2월\t3월\n관객\t1\t2\t3\t관객\t4\t5\t6\n"
    assert _points(f"(단위 : 명)\n\n{body}") == {}


def test_quarters_may_be_printed_by_their_letter() -> None:
    body = "(단위 : 명)\n\n구분\t1Q\t2Q\t3Q\n관객\t1\t2\t3\n"
    assert _points(body) == {("관객", "2031-Q1"): 1, ("관객", "2031-Q2"): 2, ("관객", "2031-Q3"): 3}


def test_units_of_money_are_of_no_persons_and_counts_have_no_decimals() -> None:
    body = "(단위 : 천원)\n\n" + _BODY.format(name="수강료") + "수강생\t3\t3\t4\t10\n"
    assert {name for name, _ in _points(body)} == {"수강료"}
    body = "(단위 : 명)\n\n구분\t1월\t2월\t3월\t합계\n관객\t33\t(35)\t4.6\t114\n"
    assert _points(body) == {("관객", "2031-01"): 33, ("관객", "total"): 114}


_MONTHS = "구분\t1월\t2월\t3월\t합계\n{first}\t41\t42\t43\t126\n{second}\t3\t4\t5\t12\n"


@pytest.mark.parametrize(
    ("unit", "first", "second"),
    [
        ("명", "관객", "횟수"),
        ("명", "관객", "공연"),
        ("명", "참여자 수", "강좌"),
        ("명", "나눔", "공연 수"),
        ("회", "공연", "관객"),
        ("천원", "수강료", "수강생"),
    ],
)
def test_a_unit_is_no_unit_of_a_row_that_counts_something_else(unit: str, first: str, second: str) -> None:
    body = f"(단위 : {unit})\n\n" + _MONTHS.format(first=first, second=second)
    assert {series for series, _ in _points(body)} == {first}
    assert _aside(body)["12"] == "unit_contradicted"


@pytest.mark.parametrize(
    ("unit", "first", "second"),
    [
        ("명", "나눔", "공연"),  # who came to it
        ("명", "관객 공연", "관객 전시"),
        ("명", "교육생", "기타"),
        ("회", "공연", "참여자 상담"),
        ("건", "참여자 상담 횟수", "과정 이수"),
    ],
)
def test_a_unit_holds_where_no_name_denies_it(unit: str, first: str, second: str) -> None:
    body = f"(단위 : {unit})\n\n" + _MONTHS.format(first=first, second=second)
    assert {series for series, _ in _points(body)} == {first, second}


def test_a_unit_beside_the_figure_is_its_own() -> None:
    body = "(단위 : 명)\n\n" + _MONTHS.format(first="관객", second="공연(회)")
    assert {series for series, _ in _points(body)} == {"관객", "공연"}
    assert _units(body) == {"명", "회"}


_SUMMED = "구분|6월|7월|8월|9월|합계"


def test_a_figure_that_is_expected_denies_the_sum_that_holds_it() -> None:
    body = "월별 이웃 현황\n(단위 : 명)\n" + printed(grid(_SUMMED, "이웃|10|20|30|40(예상)|100"), "tabs")
    assert _points(body) == {("이웃", "2031-06"): 10, ("이웃", "2031-07"): 20, ("이웃", "2031-08"): 30}
    assert _aside(body)["40"] == _aside(body)["100"] == "planned_figure"


def test_a_figure_of_digits_and_letters_is_unreadable_and_names_nothing() -> None:
    body = "월별 이웃 현황\n(단위 : 명)\n" + printed(grid(_SUMMED, "이웃|10|5T|30|40|137"), "tabs")
    assert _points(body)["이웃", "2031-07"] is None
    assert _points(body)["이웃", "2031-08"] == 30
    assert _aside(body)["5T"] == "malformed_number"


@pytest.mark.parametrize(("row", "count"), [("이웃|33|68|114|171|171", 0), ("이웃|33|68|114|171|386", 5)])
def test_months_that_each_include_the_one_before_are_no_months(row: str, count: int) -> None:
    body = "월별 이웃 현황\n(단위 : 명)\n" + printed(grid(_SUMMED, row), "tabs")
    assert len(_points(body)) == count


_GOALS = ("걷기 횟수|10회|12회|14회", "이웃 수|3,500명|4,000명|4,200명")


@pytest.mark.parametrize("years", ["'30년|'31년|'32년", "2029|2030|2031", "2030년|2031년|2032년"])
@pytest.mark.parametrize("label", ["성과지표", "지표명"])
def test_indicators_by_bare_years_may_be_goals(label: str, years: str) -> None:
    body = "\n□ 2031년 성과지표 현황\n" + printed(grid(f"{label}|{years}", *_GOALS), "tabs")
    assert _points(body) == {}
    assert {_aside(body)[figure] for figure in ("10회", "12회", "3,500명")} == {"column_uncertain"}


@pytest.mark.parametrize("caption", ["□ 성과지표 추진실적", "□ 지표별 달성 현황", "□ 지표 추이"])
def test_indicators_that_a_line_says_to_be_measured_are_points(caption: str) -> None:
    body = f"\n{caption}\n" + printed(grid("성과지표|2029|2030|2031", *_GOALS), "tabs")
    assert _points(body)["걷기 횟수", "2031"] == 14


def test_beside_a_year_to_come_the_documents_own_year_may_be_a_plan() -> None:
    body = "\n□ 이웃 현황\n" + printed(grid("구분|2030|2031|2032", *_GOALS), "tabs")
    assert _points(body) == {("걷기 횟수", "2030"): 10, ("이웃 수", "2030"): 3500}
    assert _aside(body)["12회"] == "column_uncertain"


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("- 월별 관객 현황 (단위 : 명)\n", "월별 관객 현황"),
        ("- 월별 관객 현황\n\n(단위 : 명)\n", "월별 관객 현황"),
        ("(단위 : 명)\n", None),
    ],
)
def test_a_series_is_named_by_its_caption_and_never_by_its_page(above: str, name: str | None) -> None:
    rows = ("구분|'30년|'31년", "7월|10|14", "8월|20|28", "9월|30|32")
    found = read_page(above + printed(grid(*rows), "tabs"))
    points = {(row.series, row.period): row.value for row in found if isinstance(row, SeriesPoint)}
    assert {series for series, _ in points} == ({name} if name else set())
    assert not name or points[name, "2031-09"] == 32
    left = {row.reason for row in found if isinstance(row, SetAside)}
    assert name or "label_unreadable" in left


@pytest.mark.parametrize(("parts", "is_whole"), [(4, True), (3, False)])
def test_the_sum_of_some_months_is_no_figure_of_a_year(parts: int, is_whole: bool) -> None:
    quarters = [f"{n}분기" for n in range(1, parts + 1)]
    body = "○ 이용자 현황 (단위: 명)\n" + table(
        "|".join(("구분", "계", *quarters)),
        "|".join(("2030년", str(10 * parts), *["10"] * parts)),
        "|".join(("2031년", str(20 * parts), *["20"] * parts)),
    )
    found = {row.period: row.value for row in read(body, SeriesPoint)}
    assert found["2030-Q1"] == 10
    assert (found.get("2030"), found.get("2031")) == ((40, 80) if is_whole else (None, None))


@pytest.mark.parametrize(
    "headings", ["전년누계|금년누계", "2030년 누계|2031년 누계", "전년 누적(명)|2031년 누적(명)"]
)
def test_what_is_counted_so_far_in_a_year_is_no_year(headings: str) -> None:
    body = "이용 현황\n(단위: 명)\n" + table(f"구분|{headings}", "이용자|10|12", "방문자|20|30")
    assert _points(body) == {}
    assert len(_points(body.replace("누계", "").replace("누적", ""))) == 4


def test_the_sum_of_years_beside_them_is_one() -> None:
    body = "이용 현황\n(단위: 명)\n" + table("구분|2029년|2030년|누계", "이용자|10|12|22", "방문자|20|30|50")
    assert _points(body)["방문자", "total"] == 50


@pytest.mark.parametrize("carrier", ["tabs", "pipes"])
@pytest.mark.parametrize(
    "head",
    [
        "|상반기|하반기|상반기|하반기(예정)",
        "|상반기(실적)|하반기(실적)|상반기(실적)|하반기(예정)",
        "|상반기|하반기|상반기|하반기",
        "|전반기|후반기|전반기|후반기",
        "|1~6월|7~12월|1~6월|7~12월",
    ],
)
def test_the_halves_of_years_are_no_years(head: str, carrier: str) -> None:
    cells = grid("구분|2030년||2031년|", head, "가람|8,200|8,500|8,400|8,600", "나래|4,200|4,600|4,500|4,400")
    assert _points("(단위: 명)\n" + printed(cells, carrier)) == {}


def test_a_year_over_two_columns_of_figures_is_of_neither() -> None:
    body = "(단위: 명)\n" + table("구분|2029년|2030년|2031년|", "가람|1|2|3|4", "나래|5|6|7|8")
    assert set(_points(body)) == {(name, year) for name in ("가람", "나래") for year in ("2029", "2030")}
    assert _aside(body) == {"3": "column_uncertain", "7": "column_uncertain"} | dict.fromkeys(
        ("4", "8"), "column_unknown"
    )
    words_beside = table("구분|2029년|2030년|2031년|", "가람|1|2|3|새로", "나래|5|6|7|그대로")
    assert len(_points("(단위: 명)\n" + words_beside)) == 6


def test_the_sum_of_a_year_and_what_is_planned_of_it_is_not_what_was_counted() -> None:
    rows = ("가람|1|2|3|4|5|9", "나래|3|2|5|2|2|4")
    whole = table("구분|2030년|||2031년||", "|상반기|하반기|계|상반기|하반기|계", *rows)
    assert _points("(단위: 명)\n" + whole) == {
        ("가람", "2030"): 3, ("나래", "2030"): 5, ("가람", "2031"): 9, ("나래", "2031"): 4,
    }  # fmt: skip
    planned = table("구분|2030년|||2031년||", "|상반기|하반기|계|상반기|하반기(예정)|계", *rows)
    assert not {period for _, period in _points("(단위: 명)\n" + planned)} & {"2031"}


_QUARTERS = table("구분|1분기|2분기|3분기|4분기", "2029년|10|20|30|40", "2030년|11|21|31|41")


@pytest.mark.parametrize(
    "line",
    [
        "※ 2030년은 잠정치를 뺌",
        "* 이용자 기준",
        "주) 이용자 기준",
        "☞ 별첨",
        "(수영장)",
        "단위: 명",
        "(2031. 9월말 기준)",
        "┌────────┐",
        "+------+",
    ],
)
def test_a_note_a_bracket_a_unit_or_strokes_are_no_title(line: str) -> None:
    assert _points(f"{line}\n{_QUARTERS}") == {}
    assert set(_aside(f"{line}\n{_QUARTERS}").values()) == {"label_unreadable"}


@pytest.mark.parametrize(
    "above",
    [
        "이용 현황",
        "[이용 현황]",
        "<이용 현황>",
        "| 이용 현황 |",
        "이용 현황 (단위: 명)",
        "이용 현황\n※ 잠정치를 뺌",
        "이용 현황\n(2031. 9월말 기준)",
        "이용 현황\n┌──────┐",
    ],
)
def test_a_title_may_stand_above_a_note_or_in_a_frame(above: str) -> None:
    assert {series for series, _ in _points(f"{above}\n{_QUARTERS}")} == {"이용 현황"}


@pytest.mark.parametrize(
    "name", ["전기사용량", "전기 요금", "공동모금회 기부", "해당기관 방문", "올해의 책 대출"]
)
def test_a_name_that_only_begins_or_holds_a_word_for_a_year_is_whole(name: str) -> None:
    in_rows = table("구분|1월|2월|3월", f"2030년 {name}|10|20|30", f"2031년 {name}|40|50|60")
    assert _points(f"월별 현황 (단위: 건)\n\n{in_rows}") == {
        (name, f"{year}-0{month}"): first + 10 * month
        for year, first in ((2030, 0), (2031, 30))
        for month in (1, 2, 3)
    }
    in_columns = table(f"구분|{name}|방문", "1월|30|1", "2월|40|2", "3월|50|3")
    points = _points(f"월별 현황 (단위: 건)\n\n{in_columns}")
    own = {f"2031-0{month}": 20 + 10 * month for month in (1, 2, 3)}
    assert {period: value for (of, period), value in points.items() if of == name} == own


def test_the_word_for_the_period_before_is_last_year_beside_a_word_of_accounts() -> None:
    body = table("구분|1월|2월|3월", "상담|30|40|50", "상담(전기)|10|20|30")
    assert _points(f"월별 현황 (단위: 건)\n\n{body}")["상담", "2030-01"] == 10
