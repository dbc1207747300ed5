"""Tables of goals whose rows are years, and captions that say that a table is none of the year's goals."""

from __future__ import annotations

from datetime import date

import pytest

from etl.facts import IndicatorResult, SetAside
from tests.etl.kinds.bench import read, table


def _goals(body: str) -> list[tuple[str, int, float | None, float | None, str]]:
    return [(g.name, g.fiscal_year, g.target, g.actual, g.status) for g in read(body, IndicatorResult)]


def _reasons(body: str) -> list[str]:
    return [row.reason for row in read(body, SetAside)]


@pytest.mark.parametrize("head", ["연도", "구분"])
def test_rows_that_are_named_by_their_years_have_no_name(head: str) -> None:
    body = table(f"{head} | 목표 | 실적", "2029년 | 33명 | 3명", "2030년 | 35명 | 4명", "2031년 | 36명 | 5명")
    assert _goals(body) == []
    assert _reasons(body) == ["label_unreadable"] * 3


@pytest.mark.parametrize(
    "rows",
    [
        ("지표 | 연도", "걷기 | 2029년", "걷기 | 2030년", "걷기 | 2031년"),
        ("연도 | 지표", "'29년 | 걷기", "'30년 | 걷기", "'31년 | 걷기"),
        ("지표 | 연도", "걷기 | 2029", " | 2030", " | 2031"),
    ],
)
def test_each_row_is_of_the_year_that_it_states(rows: tuple[str, ...]) -> None:
    figures = ("목표 | 실적", "33명 | 3명", "35명 | 4명", "36명 | 5명")
    body = table(*(f"{row} | {own}" for row, own in zip(rows, figures, strict=True)))
    assert _goals(body) == [
        ("걷기", 2029, 33, 3, "reported"),
        ("걷기", 2030, 35, 4, "reported"),
        ("걷기", 2031, 36, 5, "interim"),
    ]


def test_a_year_that_is_merged_over_rows_is_theirs() -> None:
    body = table("연도 | 지표 | 목표", "2030년 | 걷기 | 33명", " | 심기 | 35그루", "2031년 | 걷기 | 36명")
    assert [one[:3] for one in _goals(body)] == [("걷기", 2030, 33), ("심기", 2030, 35), ("걷기", 2031, 36)]
    lost = table("연도 | 지표 | 목표", " | 걷기 | 33명", "2030년 | 심기 | 35그루")
    assert [one[:3] for one in _goals(lost)] == [("심기", 2030, 35)]
    assert _reasons(lost) == ["year_unknown"]


def test_a_row_of_another_year_than_its_column_is_of_neither() -> None:
    body = table("지표 | 연도 | 2031년 목표", "걷기 | 2031년 | 33명", "심기 | 2030년 | 35그루")
    assert [one[:3] for one in _goals(body)] == [("걷기", 2031, 33)]
    assert _reasons(body) == ["year_unknown"]


def test_a_year_to_come_has_no_result() -> None:
    body = table("지표 | 연도 | 목표 | 실적", "걷기 | 2031년 | 33명 | 3명", "걷기 | 2032년 | 35명 | 4명")
    assert [one[1:4] for one in _goals(body)] == [(2031, 33, 3), (2032, 35, None)]
    assert _reasons(body) == ["planned_figure"]


@pytest.mark.parametrize(
    ("caption", "reason"),
    [
        ("성과지표(수정 전)", "superseded"),
        ("변경 전 성과목표", "superseded"),
        ("성과목표(당초)", "superseded"),
        ("(변경 전)", "superseded"),
        ("수탁시설 성과지표", "other_institution"),
        ("성과지표(변경 후)", None),
        ("성과지표(변경 전·후)", None),
        ("위탁사업 성과지표", None),
    ],
)
def test_a_caption_denies_its_table(caption: str, reason: str | None) -> None:
    body = f"{caption}\n\n" + table("지표 | 목표 | 실적", "걷기 | 33명 | 3명")
    assert len(_goals(body)) == (reason is None)
    assert _reasons(body) == ([reason] if reason else [])


@pytest.mark.parametrize("cell", ["3명(검증 전)", "3명(확정 전)", "3명 (정산 전)"])
def test_a_result_that_nobody_verified_is_none(cell: str) -> None:
    body = table("지표 | 목표 | 실적", f"걷기 | 33명 | {cell}")
    assert _goals(body) == [("걷기", 2031, 33, None, "unread")]
    assert _reasons(body) == ["planned_figure"]
    assert _goals(f"성과지표(검증 전)\n\n{body.replace(cell, '3명')}")[0][2:4] == (33, None)


@pytest.mark.parametrize(
    ("above", "day"),
    [("", None), ("성과지표\n", None), ("성과지표 (2031. 1. 31. 기준)\n", date(2031, 1, 31))],
)
def test_the_result_of_an_earlier_year_has_no_day_but_one_that_stands_over_it(
    above: str, day: date | None
) -> None:
    body = above + table("지표 | 단위 | 전년 실적 | 목표", "걷기 | 명 | 9,500 | 10,000")
    found = {goal.fiscal_year: goal for goal in read(body, IndicatorResult)}
    assert (found[2030].actual, found[2030].as_of, found[2030].status) == (9500, day, "reported")
    assert found[2031].as_of == (day or date(2031, 9, 30))
