"""One way in which a report may be printed otherwise, and what its facts may be then."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.layouts.changes import Change
from tests.layouts.sheet import Expectation


@dataclass(frozen=True, slots=True)
class Variation:
    """One way, by name. bases: parts of the names of the texts that it is for; all where there are none."""

    name: str
    change: Change
    expected: Expectation = field(default_factory=Expectation)
    bases: tuple[str, ...] = ()


PREVIOUS = Expectation(extra=({"fiscal_year": "previous"},))
"""Figures of the year before may be facts of that year."""

SMALL = ("base_report", "base_centre", "base_plan")
"""The small invented reports, of which every figure is known to the writer."""
