"""Revenue beside what was due: what came in is read, and a rate of what was due is none of the budget."""

from __future__ import annotations

import pytest

from etl.facts import RevenueLine, SetAside
from tests.etl.kinds.bench import read, table

_ROWS = (
    ("합계", "48,200", "33,000", "31,000", "1,800", "200", "93.9", "64.3"),
    ("분양수입", "36,000", "24,000", "22,500", "1,300", "200", "93.8", "62.5"),
    ("임대수입", "9,000", "6,500", "6,000", "500", "-", "92.3", "66.7"),
    ("이자수입", "3,200", "2,500", "2,500", "-", "-", "100.0", "78.1"),
)


def _body(head: str, columns: str, caption: str = "세입예산 징수현황") -> str:
    rows = (" | ".join(row[int(i)] for i in columns) for row in _ROWS)
    return f"□ {caption} (단위: 백만원, %)\n" + table(head, *rows)


def _lines(body: str) -> list[tuple[int | None, int | None, float | None]]:
    return [(line.current_won, line.received_won, line.printed_rate) for line in read(body, RevenueLine)]


def _expected(rates: bool) -> list[tuple[int, int, float | None]]:
    return [
        (
            int(row[1].replace(",", "")) * 10**6,
            int(row[3].replace(",", "")) * 10**6,
            float(row[7]) if rates else None,
        )
        for row in _ROWS
    ]


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("과목 | 예산현액 | 징수결정액 | 수납액 | 미수납액 | 불납결손액 | 징수율", "0123456"),
        ("과목 | 예산액 | 징수결정액 | 수납액 | 미수납액 | 불납결손액 | 징수율(%)", "0123456"),
        ("과목 | 예산현액(A) | 징수결정액(B) | 수납액(C) | 미수납액 | 불납결손액 | 징수율(C/B)", "0123456"),
        ("구분 | 예산현액 | 부과액 | 징수액 | 체납액 | 결손액 | 징수율", "0123456"),
        ("구분 | 예산액 | 징수결정 | 수납액 | 미수납액 | 결손처분액 | 수납률", "0123456"),
        ("과목 | 예산현액 | 징수결정액 | 수납액 | 미수납액 | 불납결손액", "012345"),
        ("과목 | 예산현액 | 징수결정액 | 수납액 | 징수율", "01236"),
    ],
)
def test_what_came_in_is_read_beside_what_was_due(head: str, columns: str) -> None:
    body = _body(head, columns)
    assert _lines(body) == _expected(rates=False)
    left = {row.text: row.reason for row in read(body, SetAside)}
    assert {reason for text, reason in left.items() if "33,000" in text} == {"not_kept"}


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("과목 | 예산현액 | 징수결정액 | 수납액 | 미수납액 | 불납결손액 | 징수율", "0123457"),
        ("과목 | 예산현액 | 징수결정액 | 수납액 | 징수율", "01237"),
        ("과목 | 예산현액 | 수납액 | 징수율", "0137"),
    ],
)
def test_a_rate_of_the_budget_stays_its_rate(head: str, columns: str) -> None:
    assert _lines(_body(head, columns)) == _expected(rates=True)


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        # What is due, in arrears or written off is not what came in, nor a budget.
        ("과목 | 예산현액 | 징수결정액 | 미수납액", "0124"),
        ("과목 | 징수결정액 | 미수납액 | 불납결손액", "0245"),
        ("과목 | 예산현액 | 부과액 | 체납액", "0124"),
        ("과목 | 예산현액 | 징수결정액 | 수납예정액", "0123"),
        # The columns do not add up: one of them is not what its heading says.
        ("과목 | 예산현액 | 징수결정액 | 수납액 | 미수납액 | 불납결손액", "013245"),
    ],
)
def test_what_is_due_is_never_what_came_in(head: str, columns: str) -> None:
    assert {received for _, received, _ in _lines(_body(head, columns))} <= {None}
