"""Dates where a number might be read, and the days that a cell prints without their year."""

from __future__ import annotations

import pytest

from etl.korean import dates


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("10. 12.", (10, 12)),
        ("10.12", (10, 12)),
        ("1/3(토)", (1, 3)),
        ("3. 5. ~ 4. 6.", (4, 6)),
        ("3.5, 4.6, 5.7", (5, 7)),
        ("13. 5.", None),
        ("10. 32.", None),
        ("3.5점", None),
        ("10. 12. 봄 모임", None),
        ("2031. 3. 5.", None),
        ("", None),
    ],
)
def test_a_cell_of_days_says_its_last(cell: str, day: tuple[int, int] | None) -> None:
    assert dates.last_day(cell) == day
