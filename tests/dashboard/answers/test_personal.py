"""What looks like a private person's is pointed out; amounts, dates and sums are not."""

from __future__ import annotations

import pytest

from dashboard.answers.personal import personal_marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("문의 02-000-0000", ("02-000-0000",)),
        ("010 0000 0000 또는 01000000000", ("010 0000 0000", "01000000000")),
        ("(02)000-0000", ("02)000-0000",)),
        ("주민번호 000000-1000000", ("000000-1000000",)),
        ("somebody@example.org 로", ("somebody@example.org",)),
    ],
)
def test_it_is_pointed_out(text: str, marks: tuple[str, ...]) -> None:
    assert personal_marks(text) == marks


@pytest.mark.parametrize(
    "text",
    [
        "예산 1,200,345,000원 가운데 963,720,000원 집행",
        "2030-09-30 기준, 2030. 12. 15.까지",
        "집행률 70.1% → 99.5%",
        "사업번호 2030-0101-0002",
        "9" * 200_000,
        "0" * 200_000,
        "a" * 200_000,
        "@" * 200_000,
        "a@" * 100_000,
    ],
)
def test_figures_are_not(text: str) -> None:
    assert personal_marks(text) == ()
