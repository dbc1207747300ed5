"""Tables in plain text, however their cells are told apart: one module for each carrier, the surest first.

A carrier looks at the lines that no surer one took, and yields the tables that it is certain of. A line that
cannot be placed with certainty stays out of its table; where more than half do, there is no table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from etl.blocks import Table
from etl.readers.carriers import aligned, box, pipes, semicolons, stacked, tabs
from etl.readers.carriers.lines import Found, Lines

CARRIERS: dict[str, Callable[[Lines], Iterator[Found]]] = {
    "tabs": tabs.find,
    "box": box.find,
    "pipes": pipes.find,
    "semicolons": semicolons.find,
    "aligned": aligned.find,
    "stacked": stacked.find,
}
"""By the name that a table has of its carrier, in the order in which they are asked."""
_LEAST_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Carried:
    """The tables of a text by the line on which each begins (1-based), and every line that belongs to one."""

    tables: dict[int, Table]
    taken: set[int]


def find(texts: Sequence[str]) -> Carried:
    """Return the tables of a text."""
    # A line with a tab is a row of tabs, or a rule between such rows, whatever else it holds.
    taken = {number for number, text in enumerate(texts) if "\t" in text}
    tables: dict[int, Table] = {}
    for carrier, finds in CARRIERS.items():
        for found in list(finds(Lines(texts, taken))):
            if found.confidence >= _LEAST_CONFIDENCE:
                tables[found.rows[0].place.line] = Table(found.rows, carrier)
                taken |= found.taken
    return Carried(tables, {number + 1 for number in taken})
