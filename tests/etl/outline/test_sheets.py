"""Several sheets of a workbook: of other years, of others, and the same table with other figures."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pytest
from openpyxl import Workbook

from etl import facts
from etl.facts import Row
from etl.kinds import recognise
from etl.readers import read_content

Rows = Sequence[Sequence[object]]
COVER: Rows = [["2031년 주요업무보고"], ["2031. 9. 30."], ["푸른시숲재단"]]
TALK: Rows = [[f"{n}번째로 적어 둔 설명이 길게 이어지는 줄임."] for n in "가나다라마바"]
GOALS: Rows = [["성과지표 현황"], ["지표명", "단위", "목표", "실적"], ["관객 수", "명", 500, 450]]


def _budget(first: int, second: int, names: Sequence[str] = ("합창단 지원", "마을 축제")) -> Rows:
    lines = [(names[0], first, first // 2), (names[1], second, second // 2)]
    whole = ("합계", first + second, first // 2 + second // 2)
    return [["예산 집행 현황"], ["(단위: 천원)"], ["사업명", "예산액", "집행액"], *lines, whole]


def _read(sheets: Mapping[str, Rows]) -> list[Row]:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {"표지": COVER, **sheets}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return recognise(read_content("보고.xlsx", held.getvalue()))


def _amounts(rows: Sequence[Row]) -> list[tuple[str | None, int, str | None, int | None, str]]:
    return [
        (row.sheet, row.fiscal_year, row.label, row.current_won, row.scope)
        for row in rows
        if isinstance(row, facts.BudgetLine)
    ]


def _left(rows: Sequence[Row]) -> set[tuple[str | None, str]]:
    return {(row.sheet, row.reason) for row in rows if isinstance(row, facts.SetAside)}


@pytest.mark.parametrize("name", ["2030", "2030년 자료", "'30년", "전년도", "작년 실적", "30"])
def test_the_name_of_a_sheet_rules_all_of_it(name: str) -> None:
    far = [
        ["부서별 예산"],
        ["(단위: 천원)"],
        ["부서", "예산액", "집행액"],
        ["공연팀", 11, 9],
        ["합계", 11, 9],
    ]
    rows = _read(
        {"2031": _budget(100, 200), name: [*_budget(90, 180), [], *TALK, [], *GOALS, [], *TALK, [], *far]}
    )
    assert {row.fiscal_year for row in rows if isinstance(row, facts.BudgetLine) and row.sheet == "2031"} == {
        2031
    }
    assert [row for row in _amounts(rows) if row[0] == name and row[1] != 2030] == []
    assert [row for row in rows if isinstance(row, facts.IndicatorResult) and row.fiscal_year != 2030] == []
    assert (name, "other_year") in _left(rows)
    # A programme of both years is one.
    assert [row.name for row in rows if isinstance(row, facts.Program)] == ["합창단 지원", "마을 축제"]


@pytest.mark.parametrize("names", [("13", "27"), ("31", "03"), ("1분기", "2분기")])
def test_a_number_that_is_no_year_rules_nothing(names: tuple[str, str]) -> None:
    first, second = names
    rows = _read({first: _budget(100, 200), second: GOALS})
    assert len(_amounts(rows)) == 3
    assert len([row for row in rows if isinstance(row, facts.IndicatorResult)]) == 1


def test_a_sheet_of_another_institution_is_none_of_ours() -> None:
    rows = _read({"푸른시숲재단": _budget(100, 200), "들꽃재단": _budget(10, 20)})
    assert {row[0] for row in _amounts(rows)} == {"푸른시숲재단"}
    assert ("들꽃재단", "other_institution") in _left(rows)


@pytest.mark.parametrize("names", [("3월", "6월"), ("최종", "초안"), ("공연팀", "축제팀")])
def test_tables_of_one_form_that_differ_from_sheet_to_sheet_are_left(names: tuple[str, str]) -> None:
    rows = _read({names[0]: _budget(100, 200), names[1]: _budget(100, 190)})
    assert _amounts(rows) == []
    assert _left(rows) >= {(name, "sheets_contradict") for name in names}


def test_what_holds_before_a_change_leaves_what_holds_now() -> None:
    rows = _read({"예산(수정 전)": _budget(100, 190), "예산": _budget(100, 200)})
    assert {row[0] for row in _amounts(rows)} == {"예산"}
    assert ("예산(수정 전)", "superseded") in _left(rows)


def test_offices_with_programmes_of_their_own_are_parts_of_their_sum() -> None:
    offices: dict[str, Rows] = {
        "공연팀": _budget(100, 200),
        "축제팀": _budget(30, 40, ("불꽃 놀이", "가장 행렬")),
    }
    rows = _read(offices)
    assert {(sheet, scope) for sheet, _, label, _, scope in _amounts(rows) if label == "합계"} == {
        ("공연팀", "part"), ("축제팀", "part"),
    }  # fmt: skip
    whole = [*_budget(100, 200)[:5], ("불꽃 놀이", 30, 15), ("가장 행렬", 40, 20), ("합계", 370, 185)]
    rows = _read({"총괄": whole, **offices})
    assert {(sheet, scope) for sheet, _, label, _, scope in _amounts(rows) if label == "합계"} == {
        ("총괄", "whole"), ("공연팀", "part"), ("축제팀", "part"),
    }  # fmt: skip


def test_what_stands_on_two_sheets_alike_is_one_programme() -> None:
    rows = _read({"요약": _budget(100, 200), "상세": _budget(100, 200)})
    assert len(_amounts(rows)) == 6
    assert [row.name for row in rows if isinstance(row, facts.Program)] == ["합창단 지원", "마을 축제"]
    assert not any(reason == "sheets_contradict" for _, reason in _left(rows))
