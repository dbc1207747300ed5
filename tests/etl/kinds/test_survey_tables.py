"""Distributions and answers of a survey, however their columns stand and whatever carries their cells."""

from __future__ import annotations

import pytest

from etl.facts import Output, SeriesPoint, SetAside, SurveyCell
from tests.etl.kinds.bench import CARRIERS, grid, printed, read, table

_ABOVE = "○ 나눔터 만족도 조사 결과\n\n"
_AGES = {"청년": (190, 38.0), "중년": (220, 44.0), "노년": (90, 18.0)}


def _cells(body: str) -> dict[str, tuple[int | None, float | None]]:
    rows = read(body, SurveyCell)
    found = {row.row_category: (row.n, row.percent) for row in rows}
    assert len(found) == len(rows), "a category that is read twice"
    return found


def _aside(body: str) -> dict[str, str]:
    return {text: row.reason for row in read(body, SetAside) for text in row.text.split(" · ")}


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            ("연령|응답자(명)|비율(%)", "청년|190|38.0", "중년|220|44.0", "노년|90|18.0"), id="rows"
        ),
        pytest.param(
            ("연령|비율(%)|응답자(명)", "전체|100.0|500", "청년|38.0|190", "중년|44.0|220", "노년|18.0|90"),
            id="in another order, with a total that opens",
        ),
        pytest.param(
            (
                "연령|응답자|점수|비율",
                "청년|190|4.1|38.0", "중년|220|4.3|44.0", "노년|90|4.2|18.0", "계|500|4.2|100",
            ),
            id="one more column, with a total that closes",
        ),
        pytest.param(
            ("연령|청년|중년|노년|계", "응답자(명)|190|220|90|500", "비율(%)|38.0|44.0|18.0|100"),
            id="transposed",
        ),
    ],
)  # fmt: skip
def test_a_distribution_in_every_place_and_carrier(rows: tuple[str, ...], carrier: str) -> None:
    body = _ABOVE + printed(grid(*rows), carrier)
    found = read(body, SurveyCell)
    assert read(body, SeriesPoint) == read(body, Output) == []
    if carrier != "one cell a line" or found:
        assert _cells(body) == _AGES
        assert not {"190", "44.0"} & _aside(body).keys(), "what is read is not left"
        assert {(row.survey, row.row_dimension, row.grade) for row in found} == {
            ("나눔터 만족도 조사 결과", "연령", "proved")
        }


@pytest.mark.parametrize("carrier", ["tabs", "pipes", "aligned", "box"])
def test_dimensions_and_their_categories(carrier: str) -> None:
    rows = (
        "구분||비율(%)|사례수(명)",
        "성별|남|43.0|215",
        "|여|57.0|285",
        "연령|청년|38.0|190",
        "|중년|62.0|310",
    )
    found = read(_ABOVE + printed(grid(*rows), carrier), SurveyCell)
    assert [(row.row_dimension, row.row_category, row.n, row.percent) for row in found] == [
        ("성별", "남", 215, 43.0), ("성별", "여", 285, 57.0),
        ("연령", "청년", 190, 38.0), ("연령", "중년", 310, 62.0),
    ]  # fmt: skip


_GROUPED = (
    "구분|사례수(명)|비율(%)", "전체|500|100.0",
    "성별||", "남|215|43.0", "여|285|57.0", "연령||", "청년|190|38.0", "중년|310|62.0",
)  # fmt: skip


@pytest.mark.parametrize("carrier", ["tabs", "pipes", "box"])
def test_a_row_without_figures_names_the_categories_below_it(carrier: str) -> None:
    found = read(_ABOVE + printed(grid(*_GROUPED), carrier), SurveyCell)
    assert [(row.row_dimension, row.row_category, row.n) for row in found] == [
        ("성별", "남", 215), ("성별", "여", 285), ("연령", "청년", 190), ("연령", "중년", 310),
    ]  # fmt: skip
    assert {(row.row_total, row.grade) for row in found} == {(500, "proved")}


def test_a_category_that_lost_its_figures_names_nothing_below_it() -> None:
    rows = ("구분|사례수(명)|비율(%)", "청년|190|38.0", "중년||", "장년|130|26.0", "노년|90|18.0")
    found = read(_ABOVE + printed(grid(*rows), "tabs"), SurveyCell)
    assert "중년" not in {row.row_dimension for row in found}


def test_what_is_no_category_is_left_with_its_reason() -> None:
    rows = ("연령|응답자|비율|점수", "청년|190|38.0|4.1", "중년|310|62.0|4.3", "합계|500|100.0|4.2")
    body = _ABOVE + printed(grid(*rows), "tabs")
    assert _aside(body) == {
        **dict.fromkeys(("4.1", "4.3", "4.2"), "column_unknown"), "500": "recomputed", "100.0": "recomputed",
    }  # fmt: skip
    assert {row.row_total for row in read(body, SurveyCell)} == {500}


def test_percentages_that_do_not_follow_read_nothing() -> None:
    rows = ("연령|응답자|비율", "청년|190|48.0", "중년|220|34.0", "노년|90|18.0")
    body = _ABOVE + printed(grid(*rows), "tabs")
    assert _cells(body) == {}
    assert {"190", "48.0", "220", "34.0", "90", "18.0"} <= _aside(body).keys()


def test_a_question_with_several_answers_has_one_whole() -> None:
    rows = ("까닭|응답수|비율(%)", "가깝다|150|75.0", "싸다|100|50.0", "즐겁다|60|30.0")
    assert _cells(_ABOVE + printed(grid(*rows), "tabs")) == {
        "가깝다": (150, 75.0), "싸다": (100, 50.0), "즐겁다": (60, 30.0),
    }  # fmt: skip


@pytest.mark.parametrize("carrier", ["tabs", "pipes", "aligned", "box"])
def test_answers_in_percent_beside_how_many_were_asked(carrier: str) -> None:
    rows = ("성별|사례수|좋음|보통|나쁨|평균", "남|215|33.0|57.0|10.0|4.0", "여|285|50.5|44.7|4.8|4.4")
    body = _ABOVE + printed(grid(*rows), carrier)
    found = read(body, SurveyCell)
    assert [(row.row_category, row.column_category, row.percent, row.row_total) for row in found] == [
        ("남", "좋음", 33.0, 215), ("남", "보통", 57.0, 215), ("남", "나쁨", 10.0, 215),
        ("여", "좋음", 50.5, 285), ("여", "보통", 44.7, 285), ("여", "나쁨", 4.8, 285),
    ]  # fmt: skip
    assert {row.n for row in found} == {None}
    assert _aside(body) == {"4.0": "column_unknown", "4.4": "column_unknown"}


def test_answers_that_do_not_add_up_are_left() -> None:
    rows = ("성별|사례수|좋음|보통|나쁨", "남|215|33.0|27.0|10.0", "여|285|50.5|24.7|4.8")
    assert read(_ABOVE + printed(grid(*rows), "tabs"), SurveyCell) == []


def test_counts_and_shares_of_no_survey_are_none() -> None:
    rows = ("연령|인원|비율(%)", "청년|190|38.0", "중년|310|62.0")
    assert read("○ 함께 읽기\n\n" + printed(grid(*rows), "tabs"), SurveyCell) == []


def test_tables_side_by_side() -> None:
    rows = (
        "연령|응답자|비율|사는 곳|응답자|비율",
        "청년|190|38.0|동네|100|20.0",
        "중년|310|62.0|다른 곳|400|80.0",
    )
    found = read(_ABOVE + printed(grid(*rows), "tabs"), SurveyCell)
    assert {(row.row_dimension, row.row_category): row.n for row in found} == {
        ("연령", "청년"): 190, ("연령", "중년"): 310, ("사는 곳", "동네"): 100, ("사는 곳", "다른 곳"): 400,
    }  # fmt: skip


@pytest.mark.parametrize("carrier", ["tabs", "pipes", "box"])
def test_a_survey_of_two_years_is_none(carrier: str) -> None:
    rows = (
        "연령|2030년||2031년|",
        "|응답자|비율|응답자|비율",
        "청년|190|38.0|200|40.0",
        "중년|310|62.0|300|60.0",
    )
    assert read(_ABOVE + printed(grid(*rows), carrier), SurveyCell) == []


@pytest.mark.parametrize("carrier", ["tabs", "pipes", "box"])
def test_a_cross_tabulation_in_every_carrier(carrier: str) -> None:
    rows = (
        "구분||나이||마음||합계",
        "||젊음|늙음|좋음|나쁨|",
        "성별|남|5 (50.0)|5 (50.0)|4 (40.0)|6 (60.0)|10 (100)",
        "|여|2 (20.0)|8 (80.0)|9 (90.0)|1 (10.0)|10 (100)",
    )
    found = read(_ABOVE + printed(grid(*rows), carrier), SurveyCell)
    assert [(row.row_category, row.column_category, row.n) for row in found] == [
        ("남", "젊음", 5), ("남", "늙음", 5), ("남", "좋음", 4), ("남", "나쁨", 6),
        ("여", "젊음", 2), ("여", "늙음", 8), ("여", "좋음", 9), ("여", "나쁨", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("above", "reason"),
    [
        ("- 2030년 만족도 조사 결과", "other_year"),
        ("- 만족도 조사 결과('30년)", "other_year"),
        ("- 다온재단 만족도 조사 결과", "other_institution"),
        ("- 만족도 조사 목표", "planned_figure"),
    ],
)
def test_a_survey_of_another_year_or_body_is_left(above: str, reason: str) -> None:
    body = f"{above}\n\n구분\t빈도\t비율\n만족\t50\t50.0%\n보통\t30\t30.0%\n불만\t20\t20.0%\n"
    assert read(body, SurveyCell) == []
    assert reason in {row.reason for row in read(body, SetAside)}


def test_parts_above_the_whole_deny_the_columns() -> None:
    body = "- 응답 결과\n\n구분\t빈도\t비율\n대형\t20.4\t34\n중형\t79.6\t133\n"
    assert read(body, SurveyCell) == []


def test_ages_below_nothing_are_names() -> None:
    rows = "성별\t남\t40\t40.0\n\t여\t60\t60.0\n연령\t20대\t30\t30.0\n\t30대\t70\t70.0\n"
    found = read(f"- 응답자 특성\n\n구 분\t\t빈도\t비율(%)\n{rows}", SurveyCell)
    assert [(row.row_dimension, row.row_category, row.n) for row in found] == [
        ("성별", "남", 40), ("성별", "여", 60), ("연령", "20대", 30), ("연령", "30대", 70),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        "조사기간: 2031. 7. 1. ~ 7. 15. / 응답자 200명",
        "응답자 200명",
        "총 200명 응답",
        "응답자: 200명",
        "조사대상 : 이용자 200명\n조사방법 : 온라인 설문",
        "만족한다는 응답이 75.0%로 나타남",
    ],
)
def test_what_tells_of_the_asking_names_no_survey(told: str) -> None:
    body = f"□ 시설 만족도 조사\n{told}\n" + table(
        "구분 | 만족 | 보통 | 불만족 | 계",
        "인원(명) | 150 | 30 | 20 | 200",
        "비율(%) | 75.0 | 15.0 | 10.0 | 100.0",
    )
    found = read(body, SurveyCell)
    assert [cell.percent for cell in found] == [75.0, 15.0, 10.0]
    assert {(cell.survey, cell.row_dimension) for cell in found} == {("시설 만족도 조사", "시설 만족도 조사")}


@pytest.mark.parametrize(
    "named", ["응답자 특성", "응답 현황", "<표 3> 전반적 만족도", "1. 시설 만족도: 전체"]
)
def test_what_names_a_table_of_a_survey_names_it(named: str) -> None:
    body = f"{named}\n" + table(
        "구분 | 남 | 여 | 모름 | 계", "인원(명) | 150 | 30 | 20 | 200", "비율(%) | 75.0 | 15.0 | 10.0 | 100.0"
    )
    assert {cell.survey for cell in read(body, SurveyCell)} == {named}
