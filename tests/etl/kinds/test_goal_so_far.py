"""Results of a part of the year in tables of goals: from its first day they are the results so far."""

from __future__ import annotations

from datetime import date

import pytest

from etl.facts import IndicatorResult, SetAside
from tests.etl.kinds.bench import read, table

_RATES = ("75.0%", "80.0%", "90.0%")


def _body(result: str, rates: tuple[str, ...] = _RATES, target: str = "2031년 목표") -> str:
    rows = zip(
        ("공연 횟수 | 회 | 12 | 9", "관객 수 | 명 | 3,000 | 2,400", "회원 수 | 명 | 500 | 450"),
        rates,
        strict=True,
    )
    return "□ 성과지표\n" + table(
        f"지표 | 단위 | {target} | {result} | 달성률", *(f"{row} | {rate}" for row, rate in rows)
    )


def _found(body: str) -> list[tuple[float | None, float | None, date | None]]:
    return [(row.target, row.actual, row.as_of) for row in read(body, IndicatorResult)]


def _with(as_of: date) -> list[tuple[float, float, date]]:
    return [(12, 9, as_of), (3000, 2400, as_of), (500, 450, as_of)]


@pytest.mark.parametrize(
    ("heading", "as_of"),
    [
        ("상반기 실적", date(2031, 6, 30)),
        ("2031년 상반기 실적", date(2031, 6, 30)),
        ("1분기 실적", date(2031, 3, 31)),
        ("1/4분기 추진실적", date(2031, 3, 31)),
        ("1~9월 실적", date(2031, 9, 30)),
        ("1월~8월 실적", date(2031, 8, 31)),
    ],
)
def test_results_of_the_first_part_of_the_year_are_those_so_far(heading: str, as_of: date) -> None:
    assert _found(_body(heading)) == _with(as_of)


@pytest.mark.parametrize(
    ("heading", "as_of"),
    [
        ("9월 누계", date(2031, 9, 30)),
        ("2031년 9월 누계", date(2031, 9, 30)),
        ("8월말 누적", date(2031, 8, 31)),
        ("9월말 누계", date(2031, 9, 30)),
        ("누계(9월말)", date(2031, 9, 30)),
    ],
)
def test_what_adds_up_is_the_result_where_the_attainment_proves_it(heading: str, as_of: date) -> None:
    assert _found(_body(heading)) == _with(as_of)


@pytest.mark.parametrize(
    ("heading", "rates"),
    [
        # One row contradicts; nothing tells; and none of them is called a result.
        ("9월 누계", ("75.0%", "80.0%", "95.0%")),
        ("9월 누계", ("-", "-", "90.0%")),
        ("9월 누계", ("", "", "")),
        # What a later part of the year holds may be its own alone, whatever the rates say.
        ("3분기 실적", _RATES),
        ("하반기 실적", _RATES),
        ("9월 실적", _RATES),
        ("4~9월 실적", _RATES),
        ("2/4분기 실적", _RATES),
    ],
)
def test_what_may_be_of_a_part_alone_is_left_and_said_to_be(heading: str, rates: tuple[str, ...]) -> None:
    body = _body(heading, rates)
    assert {actual for _, actual, _ in _found(body)} == {None}
    assert {row.reason for row in read(body, SetAside) if row.text == "2,400"} == {"part_of_year"}


def test_a_part_beside_another_is_no_result_so_far() -> None:
    body = "□ 성과지표\n" + table(
        "지표 | 단위 | 2031년 목표 | 상반기 실적 | 하반기 실적", "관객 수 | 명 | 3,000 | 1,400 | 1,000",
        "회원 수 | 명 | 500 | 250 | 200",
    )  # fmt: skip
    assert {actual for _, actual, _ in _found(body)} == {None}


@pytest.mark.parametrize(
    "heading", ["상반기 목표", "상반기 예산", "상반기 계획", "상반기(예정) 실적", "상반기 실적(잠정)"]
)
def test_what_is_no_result_of_the_first_half_stays_none(heading: str) -> None:
    assert {actual for _, actual, _ in _found(_body(heading))} <= {None}


def test_a_target_of_a_part_of_the_year_is_no_target_of_the_year() -> None:
    assert {target for target, _, _ in _found(_body("상반기 실적", target="상반기 목표"))} <= {None}
