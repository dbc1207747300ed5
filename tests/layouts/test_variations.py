"""No wrong fact, however a report is printed: a fact is the same as before, or it is missing and left."""

from __future__ import annotations

import pytest

from bench.variations import SMALL, Base, bases, outcomes
from tests.layouts.variations import VARIATIONS, Variation


@pytest.fixture(scope="module")
def small() -> list[Base]:
    return bases("base_")


KNOWN_WRONG = {
    "goals: box": "goals of a box without rules between its rows are joined to one row",
    "no strategic directions": "a goal is counted to the direction before its own",
}
"""Variations that are known to be read wrong, and how: strict, so that what is mended leaves this list."""


@pytest.mark.parametrize(
    "variation",
    [
        pytest.param(
            one,
            id=one.name,
            marks=pytest.mark.xfail(strict=True, reason=why) if (why := KNOWN_WRONG.get(one.name)) else (),
        )
        for one in VARIATIONS
    ],
)
def test_a_small_report_printed_otherwise_gives_no_wrong_fact(
    variation: Variation, small: list[Base]
) -> None:
    assert SMALL.is_dir()
    for name, outcome in outcomes(variation, small):
        assert not isinstance(outcome, str), f"{name}: {outcome}"
        assert outcome.wrong == [], name
