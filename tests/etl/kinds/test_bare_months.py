"""Months that stand in a table as bare numbers, where something says that they are months."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, Output, SeriesPoint
from etl.kinds import recognise
from etl.outline.ledger import UNEXPLAINED, entries
from etl.readers.text import read as read_text
from tests.etl.kinds.bench import TITLE, grid, printed, read

_CALLS, _VISITS = (12, 15, 11, 20, 18, 17), (5, 7, 6, 4, 9, 8)
_HEAD = "구분|1|2|3|4|5|6|계"
_ROWS = tuple(
    f"{name}|{'|'.join(map(str, values))}|{sum(values)}"
    for name, values in (("전화상담", _CALLS), ("방문상담", _VISITS))
)
_POINTS = {
    (name, f"2031-{month:02}"): value
    for name, values in (("전화상담", _CALLS), ("방문상담", _VISITS))
    for month, value in enumerate(values, start=1)
} | {("전화상담", "total"): sum(_CALLS), ("방문상담", "total"): sum(_VISITS)}


def _points(body: str) -> dict[tuple[str, str], float | None]:
    return {(row.series, row.period): row.value for row in read(body, SeriesPoint)}


@pytest.mark.parametrize("carrier", ["tabs", "pipes", "box"])
@pytest.mark.parametrize(
    ("caption", "rows"),
    [
        pytest.param("□ 월별 상담 실적 (단위: 건)", (_HEAD, *_ROWS), id="caption"),
        pytest.param("□ 상담 실적(월별)\n(단위: 건)", (_HEAD, *_ROWS), id="a line above the unit"),
        pytest.param("□ 상담 실적 (단위: 건)", ("월|1|2|3|4|5|6|계", *_ROWS), id="corner"),
        pytest.param("□ 상담 실적 (단위: 건)", ("구분|월||||||", _HEAD, *_ROWS), id="above"),
        pytest.param(
            "□ 상담 실적 (단위: 건)",
            (
                "월|전화상담|방문상담",
                *(f"{m}|{a}|{b}" for m, (a, b) in enumerate(zip(_CALLS, _VISITS, strict=True), start=1)),
                f"계|{sum(_CALLS)}|{sum(_VISITS)}",
            ),
            id="down",
        ),
        pytest.param("□ 2031년 월별 상담 실적\n(단위: 건)", ("구분|계|1|2|3|4|5|6", *(
            "|".join([row.split("|")[0], row.split("|")[-1], *row.split("|")[1:-1]]) for row in _ROWS
        )), id="the sum first"),
    ],
)  # fmt: skip
def test_bare_numbers_are_months_where_something_says_so(
    caption: str, rows: tuple[str, ...], carrier: str
) -> None:
    body = f"{caption}\n\n{printed(grid(*rows), carrier)}"
    assert _points(body) == _POINTS
    source = read_text("report.txt", (TITLE + body).encode())
    assert [one for one in entries(source, recognise(source)) if one.outcome == UNEXPLAINED] == []


@pytest.mark.parametrize(
    ("caption", "rows"),
    [
        # Nothing says that they are months; another caption's table; they count on, or begin elsewhere.
        ("□ 학년별 상담 실적 (단위: 건)", (_HEAD, *_ROWS)),
        ("□ 상담 실적 (단위: 건)", (_HEAD, *_ROWS)),
        ("□ 월별 상담 실적 (단위: 건)", ("구분|1|2|4|5|6|7|계", *_ROWS)),
        ("□ 월별 상담 실적 (단위: 건)", ("구분|3|4|5|6|7|8|계", *_ROWS)),
        ("□ 월별 상담 실적 (단위: 건)", ("구분|1|2|1|2|1|2|계", *_ROWS)),
        ("□ 월별 실적\n구분\t1월\t2월\t3월\n홍보\t1\t2\t3\n□ 상담 실적 (단위: 건)", (_HEAD, *_ROWS)),
        ("□ 전년도 월별 상담 실적 (단위: 건)", (_HEAD, *_ROWS)),
        ("□ 월별 목표 (단위: 건)", (_HEAD, *_ROWS)),
    ],
)
def test_numbers_that_only_count_are_no_months(caption: str, rows: tuple[str, ...]) -> None:
    body = f"{caption}\n{printed(grid(*rows), 'tabs')}"
    assert {key for key in _points(body) if key[0] != "홍보" and key[1].startswith("2031")} == set()
    assert [row.name for row in read(body, Output) if row.name in ("전화상담", "방문상담")] == []


def test_a_table_of_money_by_months_has_no_budget_from_them() -> None:
    rows = ("구분|예산액|1|2|3|계", "합계|900|100|200|300|600", "인건비|500|50|100|150|300")
    body = f"□ 월별 집행현황 (단위: 천원)\n\n{printed(grid(*rows), 'tabs')}"
    lines = read(body, BudgetLine)
    assert {line.executed_won for line in lines} <= {None}
