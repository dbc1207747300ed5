"""No wrong fact, however a report is printed: a fact is the same as before, or it is missing and left."""

from __future__ import annotations

import pytest

from bench.variations import SMALL, Base, bases, outcomes
from tests.layouts.variations import VARIATIONS, Variation


@pytest.fixture(scope="module")
def small() -> list[Base]:
    return bases("base_")


@pytest.mark.parametrize(
    "variation",
    VARIATIONS,
    ids=lambda one: one.name,
)
def test_a_small_report_printed_otherwise_gives_no_wrong_fact(
    variation: Variation, small: list[Base]
) -> None:
    assert SMALL.is_dir()
    for name, outcome in outcomes(variation, small):
        assert not isinstance(outcome, str), f"{name}: {outcome}"
        assert outcome.wrong == [], name
