"""A column of labels that says when, where or what for gives no row its name."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, Program, SetAside
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
