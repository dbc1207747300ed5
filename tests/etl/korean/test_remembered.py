"""Answers about short texts are kept, those about long ones are not."""

from __future__ import annotations

from etl.korean.remembered import LONGEST, remembered


def test_a_short_text_is_read_once_and_a_long_one_each_time() -> None:
    asked: list[str] = []

    @remembered(10)
    def length(text: str, *, twice: bool = False) -> int:
        asked.append(text)
        return len(text) * (2 if twice else 1)

    short, long = "가" * LONGEST, "가" * (LONGEST + 1)
    assert [length(short), length(short), length(short, twice=True)] == [LONGEST, LONGEST, 2 * LONGEST]
    assert [length(long), length(long)] == [LONGEST + 1] * 2
    assert asked == [short, short, long, long]
