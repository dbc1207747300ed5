"""A variation that changes nothing would hold of anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.layouts.sheet import Sheet
from tests.layouts.variations import VARIATIONS, Variation

SMALL = sorted((Path(__file__).parents[1] / "foreign").glob("base_*.txt"))
YEAR = 2031


@pytest.mark.parametrize("variation", VARIATIONS, ids=lambda one: one.name)
def test_every_variation_changes_a_small_report(variation: Variation) -> None:
    changed = 0
    for path in SMALL:
        text = path.read_text(encoding="utf-8")
        sheet = Sheet.of(text)
        if variation.change(sheet, YEAR) and sheet.text != text:
            changed += 1
            origins = [line.origin for line in sheet.lines if line.origin is not None]
            assert set(origins) <= set(range(1, text.count("\n") + 2))
    assert changed


def test_names_of_variations_are_their_own() -> None:
    names = [variation.name for variation in VARIATIONS]
    assert len(set(names)) == len(names)
    assert not any(re.search(r"\d{4}", name) for name in names)
