"""What is left of plain forms of money says why, and truly."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine
from etl.kinds import recognise
from etl.outline.ledger import LEFT, entries
from etl.readers.text import read as read_text
from tests.etl.kinds.bench import TITLE, read, table


def _left(body: str) -> dict[str, str]:
    source = read_text("report.txt", (TITLE + body).encode())
    return {one.text: one.detail for one in entries(source, recognise(source)) if one.outcome == LEFT}


@pytest.mark.parametrize("heading", ["이월액", "차년도 이월액", "다음연도 이월액"])
def test_what_is_carried_over_in_one_column_is_known_and_not_kept(heading: str) -> None:
    body = "□ 세출예산 결산현황 (단위: 천원)\n" + table(
        f"구분 | 예산현액 | 지출액 | {heading} | 집행잔액", "합계 | 10,000 | 7,000 | 2,010 | 990",
        "인건비 | 6,000 | 4,500 | 1,205 | 295", "사업비 | 4,000 | 2,500 | 805 | 695",
    )  # fmt: skip
    lines = read(body, BudgetLine)
    assert [(one.executed_won, one.unspent_won) for one in lines] == [
        (7_000_000, 990_000), (4_500_000, 295_000), (2_500_000, 695_000),
    ]  # fmt: skip
    assert _left(body) == dict.fromkeys(("2,010", "1,205", "805"), "not_kept")


@pytest.mark.parametrize(
    "head", ["예산액(백만원) | 집행액(천원)", "예산현액(억원) | 지출액(백만원)", "예산액(원) | 집행액(천원)"]
)
def test_columns_of_several_units_are_left_for_their_units(head: str) -> None:
    body = "□ 예산 집행현황\n" + table(
        f"구분 | {head} | 집행률(%)", "합계 | 3,200 | 2,100,500 | 65.6", "시설 | 1,200 | 900,500 | 75.0",
        "전시 | 2,000 | 1,200,000 | 60.0",
    )  # fmt: skip
    assert read(body, BudgetLine) == []
    assert set(_left(body).values()) == {"unit_contradicted"}
