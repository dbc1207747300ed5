"""Columns side by side by account, and their sum: the sum is the table's, where it holds in every row."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine
from tests.etl.kinds.bench import read

_PARTS = (
    ("총계", 4_000, 3_700, 1_000, 900),
    ("인건비", 2_500, 2_400, 300, 280),
    ("운영비", 1_500, 1_300, 700, 620),
)
_LEAVES = ("예산현액", "지출액")


def _body(
    groups: tuple[str, str, str] = ("일반회계", "특별회계", "합계"),
    *,
    leaves: tuple[str, str] = _LEAVES,
    off: int = 0,
    first: bool = False,
    rates: bool = False,
) -> str:
    def cells(values: tuple[int, int]) -> list[str]:
        rate = [f"{100 * values[1] / values[0]:.1f}"] if rates else []
        return [*(f"{value:,}" for value in values), *rate]

    below = (*leaves, *(["집행률"] if rates else []))
    order = (2, 0, 1) if first else (0, 1, 2)
    heads = "\t".join(["구분", *("\t".join([groups[i], *[""] * (len(below) - 1)]) for i in order)])
    rows = [heads, "\t".join(["", *(below * 3)])]
    for name, budget, spent, other, gone in _PARTS:
        parts = ((budget, spent), (other, gone), (budget + other, spent + gone + off))
        rows.append("\t".join([name, *(cell for i in order for cell in cells(parts[i]))]))
    return "□ 세출예산 집행현황\n(단위: 백만원)\n\n" + "\n".join(rows) + "\n"


def _lines(body: str) -> list[tuple[int | None, int | None, float | None]]:
    return [(line.current_won, line.executed_won, line.printed_rate) for line in read(body, BudgetLine)]


_WHOLE = [(5_000 * 10**6, 4_600 * 10**6), (2_800 * 10**6, 2_680 * 10**6), (2_200 * 10**6, 1_920 * 10**6)]


@pytest.mark.parametrize(
    "groups",
    [
        ("일반회계", "특별회계", "합계"), ("본원", "분원", "계"), ("출연금", "수탁", "총계"),
        ("시비", "자체", "합 계"), ("일반", "특별", "총합계"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [False, True])
def test_the_sum_of_the_groups_is_what_the_table_is_of(groups: tuple[str, str, str], *, first: bool) -> None:
    assert [one[:2] for one in _lines(_body(groups, first=first))] == _WHOLE


def test_the_rate_of_the_sum_is_read_with_it() -> None:
    assert _lines(_body(rates=True)) == [
        (*won, rate) for won, rate in zip(_WHOLE, (92.0, 95.7, 87.3), strict=True)
    ]


@pytest.mark.parametrize(
    "body",
    [
        # One row's sum does not hold; the sum is of times, of years, or of a budget and its change.
        _body(off=7),
        _body(("1분기", "2분기", "합계")),
        _body(("상반기", "하반기", "합계")),
        _body(("2030년", "2031년", "합계")),
        _body(("9월", "10월", "계")),
        _body(("본예산", "추경", "계")),
        # None of them is a sum.
        _body(("일반회계", "특별회계", "기금")),
        _body(leaves=("인원", "횟수")),
    ],
)
def test_what_is_no_sum_of_its_groups_is_not_taken_for_the_whole(body: str) -> None:
    assert not {one[:2] for one in _lines(body)} & set(_WHOLE)
