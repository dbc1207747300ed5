"""Columns headed by nothing but 'amount': their caption says whether they are a budget, or what came in."""

from __future__ import annotations

import pytest

from etl.facts import RevenueLine, SetAside
from tests.etl.kinds.bench import read, table

_ROWS = ("합계|100,000|100.0", "출연금|80,000|80.0", "사업수입|20,000|20.0")


def _body(caption: str, *rows: str) -> str:
    return f"{caption}\n(단위: 천원)\n" + table(*(rows or ("구분|금액|구성비", *_ROWS)))


@pytest.mark.parametrize("caption", ["2031년 수입예산", "출연금 등 수입 예산 현황", "2031년 세입예산"])
def test_under_a_budget_they_are_the_budget(caption: str) -> None:
    found = read(_body(caption), RevenueLine)
    assert [(row.current_won, row.received_won) for row in found][:1] == [(100_000_000, None)]


@pytest.mark.parametrize("caption", ["2031년 수입 실적", "2031년 수입예산 결산", "2031년 세입 징수 현황"])
def test_under_a_result_they_are_what_came_in(caption: str) -> None:
    found = read(_body(caption), RevenueLine)
    assert [(row.current_won, row.received_won) for row in found][:1] == [(None, 100_000_000)]


def test_beside_a_budget_they_are_what_came_in() -> None:
    rows = ("구분|예산액|금액", "합계|125,000|100,000", "출연금|100,000|80,000", "사업수입|25,000|20,000")
    found = read(_body("2031년 수입예산", *rows), RevenueLine)
    assert [(row.current_won, row.received_won) for row in found][:1] == [(125_000_000, 100_000_000)]


@pytest.mark.parametrize("caption", ["2031년 수입예산(안)", "2031년 수입예산안", "2031년 수입 현황"])
def test_a_draft_or_a_caption_without_a_word_leaves_them_unknown(caption: str) -> None:
    body = _body(caption)
    assert read(body, RevenueLine) == []
    assert any("100,000" in row.text for row in read(body, SetAside))
