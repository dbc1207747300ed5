"""Which page a row is about, by its name and by what stands around it."""

from __future__ import annotations

import pytest

from etl.outline.page_order import places_of

PAGES = [["동네 합창단 지원"], ["마을 소식지"], ["찾아가는 전시"]]


@pytest.mark.parametrize(
    ("labels", "places"),
    [
        (["합창단", "홍보", "전시"], [0, 1, 2]),  # the one between two that are known
        (["합창단", "홍보", "홍보물", "전시"], [0, None, None, 2]),  # two rows, one page
        (["합창단", "전시"], [0, 2]),
        (["가", "나", "다"], [0, 1, 2]),  # as many rows as pages
        (["가", "나"], [None, None]),
        (["전시", "합창단", "홍보"], [2, None, None]),  # no page is left for those below it
        ([], []),
    ],
)
def test_order_names_a_row_only_where_none_is_missing(labels: list[str], places: list[int | None]) -> None:
    assert places_of(labels, PAGES) == places


def test_without_pages_no_row_has_a_place() -> None:
    assert places_of(["가"], []) == [None]
