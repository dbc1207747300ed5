"""Amounts in words."""

from __future__ import annotations

import pytest

from etl.korean.number_words import won_in_words


@pytest.mark.parametrize(
    ("content", "won"),
    [
        ("금 이천팔백이십사만육천원(₩28,246,000)", 28_246_000),
        ("일금 일억이천만원정", 120_000_000),
        ("금천이백만원", 12_000_000),
        ("금 십이만삼천사백오십육원", 123_456),
        ("28,246,000원", None),
        ("예산 천원", None),
        ("지원 이만 원", None),
    ],
)
def test_an_amount_in_words(content: str, won: int | None) -> None:
    assert won_in_words(content) == won
