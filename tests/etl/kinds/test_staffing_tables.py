"""Tables of staff, however their columns stand and whatever carries their cells."""

from __future__ import annotations

from datetime import date

import pytest

from etl.facts import SeriesPoint, SetAside, Staffing
from tests.etl.kinds.bench import CARRIERS, grid, printed, read, table

_ABOVE = "○ 인력 현황 (2031. 9. 30. 기준, 단위: 명)\n\n"
_DAY = date(2031, 9, 30)
_STAFF = {"관장": (2, 2), "주임": (18, 17), "기능": (7, 5), "계": (27, 24)}

Staff = dict[str, tuple[int | None, int | None]]


def _staff(body: str) -> Staff:
    rows = read(body, Staffing)
    found = {row.grade: (row.authorized, row.current) for row in rows}
    assert len(found) == len(rows), "a grade that is read twice"
    return found


def _aside(body: str) -> dict[str, str]:
    return {text: row.reason for row in read(body, SetAside) for text in row.text.split(" · ")}


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            ("직급|정원|현원|결원", "관장|2|2|-", "주임|18|17|1", "기능|7|5|2", "계|27|24|3"), id="columns"
        ),
        pytest.param(
            ("직급|현원|과부족|정원", "계|24|△3|27", "관장|2|0|2", "주임|17|△1|18", "기능|5|△2|7"),
            id="in another order, with a total that opens",
        ),
        pytest.param(
            ("직급|정원|현원|휴직", "관장|2|2|-", "주임|18|17|1", "기능|7|5|1", "계|27|24|2"),
            id="one more column",
        ),
        pytest.param(
            ("구분|관장|주임|기능|계", "정원|2|18|7|27", "현원|2|17|5|24", "결원|-|1|2|3"), id="rows"
        ),
        pytest.param(
            ("구분|계|관장|주임|기능", "현원|24|2|17|5", "휴직|1|-|1|-", "정원|27|2|18|7"),
            id="rows in another order, with one more",
        ),
    ],
)
def test_staff_in_every_place_and_carrier(rows: tuple[str, ...], carrier: str) -> None:
    body = _ABOVE + printed(grid(*rows), carrier)
    assert _staff(body) == _STAFF
    assert {row.as_of for row in read(body, Staffing)} == {_DAY}
    assert {row.evidence_grade for row in read(body, Staffing)} == {"proved"}
    assert read(body, SeriesPoint) == []
    assert not {"27", "24", "17", "5"} & _aside(body).keys(), "what is read is not left"


@pytest.mark.parametrize(("heading", "reason"), [("휴직", "column_unknown"), ("결원", "recomputed")])
def test_a_column_that_is_no_fact_is_left_with_its_reason(heading: str, reason: str) -> None:
    rows = (f"직급|정원|현원|{heading}", "관장|12|9|3", "주임|18|17|1", "계|30|26|4")
    assert _aside(_ABOVE + printed(grid(*rows), "tabs")) == {"3": reason, "1": reason, "4": reason}


def test_the_label_may_stand_last() -> None:
    rows = ("정원|현원|직급", "2|2|관장", "18|17|주임", "20|19|계")
    assert _staff(_ABOVE + printed(grid(*rows), "tabs")) == {"관장": (2, 2), "주임": (18, 17), "계": (20, 19)}


@pytest.mark.parametrize("carrier", ["tabs", "pipes", "box"])
def test_grades_above_authorized_and_current(carrier: str) -> None:
    rows = (
        "부서|정원|||현원||", "|계|일반직|공무직|계|일반직|공무직",
        "살림팀|30|20|10|28|19|9", "나눔센터|12|8|4|12|8|4",
    )  # fmt: skip
    found = read(_ABOVE + printed(grid(*rows), carrier), Staffing)
    assert {(row.unit_name, row.grade): (row.authorized, row.current) for row in found} == {
        ("살림팀", "계"): (30, 28), ("살림팀", "일반직"): (20, 19), ("살림팀", "공무직"): (10, 9),
        ("나눔센터", "계"): (12, 12), ("나눔센터", "일반직"): (8, 8), ("나눔센터", "공무직"): (4, 4),
    }  # fmt: skip


def test_offices_are_units_and_their_total_is_the_institutions() -> None:
    rows = ("부서|정원|현원", "살림팀|12|11", "나눔팀|8|8", "계|20|19")
    found = read(_ABOVE + printed(grid(*rows), "tabs"), Staffing)
    assert [(row.unit_name, row.grade, row.current) for row in found] == [
        ("살림팀", "계", 11), ("나눔팀", "계", 8), ("푸른시숲재단", "계", 19),
    ]  # fmt: skip


def test_groups_and_their_subtotals() -> None:
    rows = (
        "직급||정원|현원", "총계||59|57", "일반직|소계|19|18", "|5급|9|9", "|6급|10|9", "공무직|소계|40|39",
        "|사무|25|25", "|현장|15|14",
    )  # fmt: skip
    body = _ABOVE + printed(grid(*rows), "tabs")
    assert _staff(body) == {
        "총계": (59, 57), "일반직": (19, 18), "일반직 5급": (9, 9), "일반직 6급": (10, 9),
        "공무직": (40, 39), "공무직 사무": (25, 25), "공무직 현장": (15, 14),
    }  # fmt: skip
    assert {row.evidence_grade for row in read(body, Staffing)} == {"proved"}


def test_another_years_columns_are_left_and_another_days_are_its_own() -> None:
    rows = ("직급|2030년 정원|2030년 현원|2031년 정원|2031년 현원", "관장|3|2|4|5", "주임|18|17|29|28")
    body = _ABOVE + printed(grid(*rows), "tabs")
    assert _staff(body) == {"관장": (4, 5), "주임": (29, 28)}
    assert _aside(body) == dict.fromkeys(("3", "2", "18", "17"), "other_year")
    rows = (
        "직급|2030. 12. 31. 현재||2031. 9. 30. 현재|", "|정원|현원|정원|현원",
        "관장|3|2|4|5", "주임|18|17|29|28",
    )  # fmt: skip
    found = read(_ABOVE + printed(grid(*rows), "tabs"), Staffing)
    assert {(row.grade, row.as_of): row.current for row in found} == {
        ("관장", date(2030, 12, 31)): 2, ("관장", _DAY): 5,
        ("주임", date(2030, 12, 31)): 17, ("주임", _DAY): 28,
    }  # fmt: skip


def test_tables_side_by_side_have_no_total_of_the_institution() -> None:
    for rows in (
        ("직급|정원|현원|직급|정원|현원", "관장|2|2|사무|15|14", "주임|18|17|시설|6|6", "계|20|19|계|21|20"),
        ("구분|관장|주임|계|구분|사무|시설|계", "정원|2|18|20|정원|15|6|21", "현원|2|17|19|현원|14|6|20"),
    ):
        body = _ABOVE + printed(grid(*rows), "tabs")
        assert _staff(body) == {"관장": (2, 2), "주임": (18, 17), "사무": (15, 14), "시설": (6, 6)}
        assert _aside(body) == dict.fromkeys(("20", "19", "21"), "column_uncertain")


@pytest.mark.parametrize(
    "rows",
    [
        ("직급|정원|현원|결원", "관장|12|7|9", "주임|18|17|4", "계|30|24|13"),
        ("구분|관장|주임|계", "정원|12|18|30", "현원|7|17|24", "결원|9|4|13"),
    ],
)
def test_what_is_vacant_and_no_difference_reads_nothing(rows: tuple[str, ...]) -> None:
    body = _ABOVE + printed(grid(*rows), "tabs")
    assert _staff(body) == {}
    assert set(_aside(body).values()) == {"columns_contradict"}


@pytest.mark.parametrize(
    ("above", "rows"),
    [
        ("", ("시설명|정원|현원", "가람어린이집|99|88", "나래어린이집|49|48")),
        ("○ 아동 현황\n\n", ("구분|정원|현원", "가람관|99|88", "나래관|49|48")),
        ("", ("구분|정원|현원", "가람관|99|88", "나래관|49|48")),  # nothing says of whom
        ("○ 이용자 현황\n\n", ("구분|가람관|나래관", "정원|99|49", "현원|88|48")),
    ],
)
def test_those_who_are_cared_for_are_no_staff(above: str, rows: tuple[str, ...]) -> None:
    body = above + printed(grid(*rows), "tabs")
    assert _staff(body) == {}
    assert {"99", "88", "49", "48"} <= _aside(body).keys()


def test_what_counts_no_persons_is_left() -> None:
    rows = ("직급|정원|현원", "관장|2명|2명", "주임|18명|17개", "계|20명|19명")
    body = _ABOVE + printed(grid(*rows), "tabs")
    assert _staff(body) == {"관장": (2, 2), "주임": (18, None), "계": (20, 19)}
    assert "not_a_number" in _aside(body).values()


@pytest.mark.parametrize(
    "rows",
    [
        ("구분|정원|현원", "합계|100|90", "푸른시숲재단|40|30", "다온재단|60|60"),
        ("기관명|정원|현원", "푸른시숲재단|40|30", "다온재단|60|60", "합계|100|90"),
        ("구분|합계|푸른시숲재단|다온재단", "정원|100|40|60", "현원|90|30|60"),
    ],
)
def test_the_staff_of_a_body_beside_the_house_is_not_its_own(rows: tuple[str, ...]) -> None:
    body = _ABOVE + printed(grid(*rows), "tabs")
    assert [(row.authorized, row.current) for row in read(body, Staffing)] == [(40, 30)]
    assert {_aside(body)[figure] for figure in ("100", "60")} == {"other_institution"}


def test_what_persons_are_called_is_no_office() -> None:
    rows = ("구분|정원|현원", "전임교원|20|19", "직원|12|11", "계|32|30")
    found = read(_ABOVE + printed(grid(*rows), "tabs"), Staffing)
    assert [(row.grade, row.authorized) for row in found] == [("전임교원", 20), ("직원", 12), ("계", 32)]
    assert len({row.unit_name for row in found}) == 1


@pytest.mark.parametrize(
    "caption", ["인력 현황('31. 상반기)", "인력 현황(6월말)", "6월말 인력 현황", "인력 현황(연말 기준)"]
)
def test_staff_of_another_day_of_the_year_is_left(caption: str) -> None:
    body = f"{caption}\n\n(단위: 명)\n\n" + printed(
        grid("구분|계|관장|팀장", "정원|8|1|7", "현원|7|1|6"), "tabs"
    )
    assert _staff(body) == {}
    assert set(_aside(body).values()) == {"date_contradiction"}
    assert _staff(body.replace(caption, "인력 현황(9월말)")) == {"계": (8, 7), "관장": (1, 1), "팀장": (7, 6)}


@pytest.mark.parametrize("name", ["주임(2030년)", "주임('30)", "2030년 주임", "주임(전년도)", "주임 2030년"])
def test_a_row_whose_own_name_is_of_another_year_is_no_staff_of_this_one(name: str) -> None:
    body = _ABOVE + table("직급|정원|현원", "관장|2|2", "주임|18|17", f"{name}|16|15")
    assert _staff(body) == {"관장": (2, 2), "주임": (18, 17)}
    assert _aside(body) == {"16": "other_year", "15": "other_year"}
