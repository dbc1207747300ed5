"""No wrong fact, however one of the five reports is printed; the small ones stand in test_variations.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.variations import bases, outcomes
from tests.layouts.variations import VARIATIONS


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
    assert not wrong, {name: some[:3] for name, some in wrong.items()}
