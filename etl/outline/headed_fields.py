"""Which field of a fact a column holds, by its headings: what tells equal figures of a row apart."""

from __future__ import annotations

from collections.abc import Mapping

from etl.blocks import Table
from etl.outline.figures import Claim
from etl.tables.header import Column, grids
from etl.tables.headings import Words, proposed
from etl.vocabulary import is_one_of, words

_SPENT = ("spent_or_received", "settled")
_CODES: Mapping[str, tuple[str, ...]] = {
    "original_won": ("original",),
    "adjustment_won": ("adjustment", "supplementary", "change"),
    "current_won": ("current", "target", "amount"),
    "carried_in_won": ("carried_in",),
    "committed_won": ("committed",),
    "executed_won": ("executed", *_SPENT),
    "received_won": ("received", *_SPENT),
    "carried_explicit_won": ("carried_explicit",),
    "carried_accident_won": ("carried_accident",),
    "carried_continuing_won": ("carried_continuing",),
    "refunded_won": ("refunded",),
    "unspent_won": ("unspent", "balance"),
    "printed_rate": ("rate",),
    "amount_won": ("current", "target"),
    "previous_won": ("current", "target"),
    "change_won": ("change",),
    "change_rate": ("change_rate",),
    "target": ("target",),
    "actual": _SPENT,
    "printed_attainment": ("rate",),
    "authorized": ("authorized",),
    "current": ("current",),
}
"""The roles whose columns hold a field."""


def headings_of(table: Table, year: int | None) -> dict[int, dict[int, Words]]:
    """Return what the headings of each column say, from 1, by the line of each row below them."""
    by_grid: dict[int, dict[int, Words]] = {}
    found: dict[int, dict[int, Words]] = {}
    for grid in grids(table):
        # Tables side by side stand in the same rows.
        said = by_grid.setdefault(grid.body[0].place.line, {})
        said |= {column.index + 1: _said(column, year) for column in grid.figures}
        found |= dict.fromkeys((row.place.line for row in grid.body), said)
    return found


def _said(column: Column, year: int | None) -> Words:
    lowest = column.path[-1] if column.path else ""
    for role in ("authorized", "current"):
        if is_one_of(lowest, words("staffing", role)):
            return Words(role)
    return proposed(column, year)


def heads(said: Words, claim: Claim) -> bool:
    """Tell whether a column is headed as the field of a fact is, and says no other year than the fact."""
    is_of_its_year = said.year is None or claim.year is None or said.year == claim.year
    if said.is_year_alone:
        return said.year is not None and said.year == claim.year
    return said.code is not None and said.code in _CODES.get(claim.field, ()) and is_of_its_year
