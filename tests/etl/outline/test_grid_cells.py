"""The cells that are kept of every table: under their own headings, years and units, or under none."""

from __future__ import annotations

import pytest

from etl.facts import TableCell
from tests.etl.kinds.bench import read, table

Unit = tuple[str | None, int | None]


def _cells(body: str) -> dict[str, TableCell]:
    return {cell.text: cell for cell in read(body, TableCell)}


def _units(body: str) -> dict[str, Unit]:
    return {printed: (cell.unit, cell.unit_won) for printed, cell in _cells(body).items()}


def test_the_unit_of_money_is_of_money_alone() -> None:
    rows = table("구분 | 예산액 | 집행률(%) | 집행률 | 인원(명) | 건수", "나눔 | 620 | 45.1 | 45.2 | 71 | 72")
    assert _units("(단위 : 백만원)\n" + rows) == {
        "620": (None, 1_000_000),
        "45.1": ("%", None),
        "45.2": (None, None),
        "71": ("명", None),
        "72": (None, None),
    }


def test_of_several_units_that_of_money_is_of_what_its_heading_says() -> None:
    head = table(
        "연도 | 부과 | | 징수율(%)",
        " | 건수 | 금액 | ",
        "2029 | 1,204 | 118,300 | 77.1",
        "2030 | 1,377 | 135,200 | 76.2",
    )
    body = "(단위: 건, 천원)\n" + head
    assert _units(body) == {
        "1,204": (None, None),
        "118,300": (None, 1_000),
        "77.1": ("%", None),
        "1,377": (None, None),
        "135,200": (None, 1_000),
        "76.2": ("%", None),
    }
    assert {cell.row_path for cell in _cells(body).values()} == {"2029", "2030"}


@pytest.mark.parametrize("merged", ["2030", ""])
def test_rows_of_one_name_keep_their_years(merged: str) -> None:
    rows = ("연도 | 사업명 | 예산액", "2030 | 나눔 | 121", f"{merged} | 심기 | 122", "2031.9월 | 나눔 | 131")
    found = {printed: cell.row_path for printed, cell in _cells("(단위: 천원)\n" + table(*rows)).items()}
    assert found == {"121": "2030 › 나눔", "122": "2030 › 심기", "131": "2031.9월 › 나눔"}


def test_the_figures_of_a_row_that_lost_a_cell_stand_under_no_heading() -> None:
    rows = ("구분 | 4월 | 5월 | 6월", "나눔 | 11 | 12 | 13", "심기 | 21 | 22", "읽기 | 31 | 32 | 33")
    found = {printed: cell.column_path for printed, cell in _cells(table(*rows)).items()}
    assert (found["13"], found["21"], found["22"]) == ("6월", None, None)
    alone = _cells(table("구분 | 4월 | 5월 | 합계", "나눔 | 11 | 13"))
    assert {cell.column_path for cell in alone.values()} == {None}
    remarked = _cells(table("구분 | 4월 | 5월 | 비고", "나눔 | 11 | 13"))
    assert {cell.column_path for cell in remarked.values()} == {"4월", "5월"}


def test_headings_that_are_years_or_count_up_are_no_figures() -> None:
    years = table("구분 | 2030 실적 | 2031 예산", "나눔 | 11 | 12")
    assert {printed: cell.column_path for printed, cell in _cells(years).items()} == {
        "11": "2030 실적",
        "12": "2031 예산",
    }
    assert set(_cells(table("월 | 1 | 2 | 3", "나눔 | 11 | 12 | 13"))) == {"11", "12", "13"}


def test_the_right_half_has_the_labels_of_the_right_half() -> None:
    halves = table(
        "수입 | | 지출 | ",
        "항목 | 금액 | 항목 | 금액",
        "출연금 | 62 | 인건비 | 31",
        "이용료 | 48 | 운영비 | 12",
    )
    found = {printed: (cell.row_path, cell.column_path) for printed, cell in _cells(halves).items()}
    assert found["31"] == ("인건비", "지출 › 금액")
    assert found["62"] == ("출연금", "수입 › 금액")


def test_of_two_tables_in_one_each_cell_has_a_place_of_its_own() -> None:
    found = _cells(table("구분 | 1분기 | 2분기", "관객 | 111 | 112", "구분 | 회원 | 직원", "명 | 131 | 132"))
    assert {printed: (cell.row_no, cell.column_no) for printed, cell in found.items()} == {
        "111": (2, 2), "112": (2, 3), "131": (4, 2), "132": (4, 3),
    }  # fmt: skip
