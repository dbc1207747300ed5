"""No wrong fact, however one of the five reports is printed; the small ones stand in test_variations.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.variations import bases, outcomes
from tests.layouts.variations import VARIATIONS

KNOWN_WRONG = {
    2: {
        "a plan for the rest of the year",
        "a budget's heading that nobody knows",
        "a budget called last year's",
        "unit behind the headings",
        "spaces in figures",
    },
}
"""Variations, by report, that leave the list of programmes unread: commissioned centres, which it pays for
outside of the directions, are then counted to the direction of their page's chapter. Exact, so that what is
mended leaves this list and nothing else enters it."""


@pytest.mark.parametrize("number", range(5))
def test_a_report_printed_otherwise_gives_no_wrong_fact(reports: Path, number: int) -> None:
    assert list(reports.glob(f"{number:03}_*.txt"))
    texts = bases(f"{number:03}_")
    wrong = {
        variation.name: outcome if isinstance(outcome, str) else outcome.wrong
        for variation in VARIATIONS
        for _, outcome in outcomes(variation, texts)
        if isinstance(outcome, str) or outcome.wrong
    }
    assert wrong.keys() == KNOWN_WRONG.get(number, set()), {name: some[:3] for name, some in wrong.items()}
    for some in wrong.values():
        assert all(": direction_id None -> " in one for one in some)
