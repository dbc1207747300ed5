"""A column of labels that says when, where or what for gives no row its name."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, Program, RevenueLine, SetAside
from tests.etl.kinds.bench import read, table

_CAPTION = "예산 집행현황\n(단위: 천원)\n"


def _lines(*rows: str) -> dict[str | None, float | None]:
    return {line.label: line.current_won for line in read(_CAPTION + table(*rows), BudgetLine)}


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("산출내역", ("직원 급여", "사무용품")),
        ("산출근거", ("급여 5명×1,000×12월", "임차료 등")),
        ("지출내용(품목)", ("급여", "임차")),
        ("내역", ("급여", "임차")),
        ("비고", ("5명 증원", "임차")),
        ("집행시기", ("3월~6월", "연중")),
        ("거래처", ("가람상사", "누리상사")),
        ("담당부서", ("총무팀", "관리팀")),
        ("위치", ("본관 2층", "별관")),
    ],
)
def test_what_stands_beside_a_name_is_no_name(heading: str, said: tuple[str, str]) -> None:
    body = table(
        f"구분|{heading}|예산액|집행액|집행률",
        "총계||100,000|50,000|50.0%",
        f"인건비|{said[0]}|60,000|30,000|50.0%",
        f"운영비|{said[1]}|40,000|20,000|50.0%",
    )
    found = read(_CAPTION + body, BudgetLine)
    assert [line.label for line in found] == ["총계", "인건비", "운영비"]


def test_what_stands_beside_programmes_is_none() -> None:
    rows = ("사업명|사업기간|예산액|집행액", "합계||90|50", "숲 해설|3월~6월|60|30", "꽃 심기|연중|30|20")
    assert [one.name for one in read(_CAPTION + table(*rows), Program)] == ["숲 해설", "꽃 심기"]


def test_the_lines_of_a_group_are_named_by_what_they_are_for() -> None:
    head, total = "구분|산출내역|예산액|집행액", "총계||100|50"
    for group in ("", "인건비"):
        found = _lines(head, total, "인건비|급여|50|30", f"{group}|수당|10|0", "운영비|임차|40|20")
        assert list(found) == ["총계", "급여", "수당", "임차"]


def test_a_column_of_remarks_alone_names_the_rows() -> None:
    assert list(_lines("내역|예산액|집행액", "총계|100|50", "인건비|60|30", "운영비|40|20")) == [
        "총계", "인건비", "운영비",
    ]  # fmt: skip


def test_the_first_of_the_lines_of_a_name_is_not_all_of_it() -> None:
    rows = (
        "사업명|사업기간|예산액|집행액",
        "합계||100|50",
        "숲 해설|3월~6월|60|30",
        "|7월~8월|10|5",
        "꽃 심기|연중|30|15",
    )
    body = _CAPTION + table(*rows)
    assert list(_lines(*rows)) == ["합계", "꽃 심기"]
    left = [row.line for row in read(body, SetAside) if row.reason == "label_unreadable"]
    assert left == [8, 9]


@pytest.mark.parametrize("head", ["구분", "재원", "재원별", "부담"])
@pytest.mark.parametrize("payers", [("시 비", "시비"), ("국비", "시 비"), ("시", "구"), ("자부담", "")])
def test_who_pays_is_no_name_where_another_column_names_each_row(head: str, payers: tuple[str, str]) -> None:
    found = _lines(
        f"단위사업|{head}|예산액|집행액",
        "계||100|50",
        f"책 펴내기|{payers[0]}|60|30",
        f"누리집|{payers[1]}|40|20",
    )
    assert list(found) == ["계", "책 펴내기", "누리집"]


def test_who_pays_tells_the_rows_of_a_programme_apart() -> None:
    rows = ("계||100|50", "책 펴내기|국비|30|15", "책 펴내기|시비|30|15", "누리집|시비|40|20")
    found = read(_CAPTION + table("사업명|재원|예산액|집행액", *rows), BudgetLine)
    assert [line.label for line in found] == ["계", "국비", "시비", "시비"]


@pytest.mark.parametrize(
    "payers",
    [
        *(
            ("국비·시비", "시비"),
            ("국비 50% 도비 15% 군비 35%", "군비 100%"),
            ("국비(70%), 시비(30%)", "자체"),
        ),
        *(("국도비", "보조금"), ("시비", "기금 20%"), ("시 비 50%", "자부담 50")),
    ],
)
@pytest.mark.parametrize("before", [(), ("팀", "돌봄팀", "복지팀")])
def test_who_pays_how_much_of_it_is_no_name(payers: tuple[str, str], before: tuple[str, ...]) -> None:
    head, one, other = (f"|{cell}" for cell in before) if before else ("", "", "")
    gap = "|" if before else ""
    found = _lines(
        f"사업명{head}|재원|예산액|집행액",
        f"합계{gap}||100|50",
        f"책 펴내기{one}|{payers[0]}|60|30",
        f"글 쓰기{other}|{payers[1]}|40|20",
    )
    assert list(found) == ["합계", "책 펴내기", "글 쓰기"]


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("사업량|총사업비|재원", ("12km|1,200|군비 100%", "40개소|800|국비 50% 도비 50%", "|2,000|")),
        ("사업량|총사업비|재원", ("12km|1,200|군비", "3km|800|국비", "|2,000|")),
        ("정원|현원|사업기간", ("12|10|3월~6월", "8|7|연중", "20|17|")),
        ("정원|현원|비고", ("12|10|새로 함", "8|7|이어 감", "20|17|")),
    ],
)
def test_words_between_figures_that_say_something_of_a_row_begin_no_second_table(
    heads: str, cells: tuple[str, str, str]
) -> None:
    found = _lines(
        f"사업명|{heads}|2031년 예산|집행액|집행률",
        f"농로 포장|{cells[0]}|1,000|300|30.0%",
        f"저장고 지원|{cells[1]}|700|220|31.4%",
        f"합계|{cells[2]}|1,700|520|30.6%",
    )
    assert found == {"농로 포장": 1_000_000, "저장고 지원": 700_000, "합계": 1_700_000}


def test_a_second_table_by_who_pays_stands_beside_the_first() -> None:
    rows = (
        "과목|예산액|집행액|재원|예산액|수납액",
        "합계|100|50|합계|100|90",
        "인건비|60|30|보조금|60|60",
        "사업비|40|20|자체|40|30",
    )
    body = "세입세출 예산 현황\n(단위: 천원)\n" + table(*rows)
    assert [row.label for row in read(body, BudgetLine)] == ["합계", "인건비", "사업비"]
    assert [row.label for row in read(body, RevenueLine)] == ["합계", "보조금", "자체"]


@pytest.mark.parametrize("names", [("보조금", "자체"), ("국비", "시비")])
def test_payers_are_the_names_of_a_table_that_has_no_others(names: tuple[str, str]) -> None:
    found = _lines("재원|예산액|집행액", "합계|100|50", f"{names[0]}|60|30", f"{names[1]}|40|20")
    assert list(found) == ["합계", *names]
