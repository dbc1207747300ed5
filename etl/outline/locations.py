"""Where the figures of facts stand as people see them: on a page, in a box, in a cell of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl import facts
from etl.blocks import Place, SourceDocument, Table, TableRow, around
from etl.outline.figures import Claim, claims_of, is_of, tokens_of
from etl.outline.headed_fields import headings_of, heads
from etl.tables.headings import Words

_BETWEEN_FIGURES = " · "


@dataclass(frozen=True, slots=True)
class _Spot:
    """What stands on a line: its place, and its row of a table, if any, with what heads the columns."""

    place: Place
    row: TableRow | None = None
    said: Mapping[int, Words] = field(default_factory=dict)


def located(rows: Sequence[facts.Row], source: SourceDocument) -> list[facts.Row]:
    """Return rows with the page, box, sheet and cell of their figures, where the format of their source has
    any; of a fact that takes several cells, what is around them."""
    year = next((row.fiscal_year for row in rows if isinstance(row, facts.Document)), None)
    spots = _spots(source, year)
    if all(spot.place == Place(line) for line, spot in spots.items()):
        return list(rows)
    return [_located(row, spots.get(row.line)) for row in rows]


def _spots(source: SourceDocument, year: int | None) -> dict[int, _Spot]:
    found = {one.place.line: _Spot(one.place) for one in source.unread}
    for block in source.blocks:
        if isinstance(block, Table):
            said = headings_of(block, year) if any(row.places for row in block.rows) else {}
            found |= {
                row.place.line: _Spot(row.place, row, said.get(row.place.line, {})) for row in block.rows
            }
        else:
            found[block.place.line] = _Spot(block.place)
    return found


def _located(row: facts.Row, spot: _Spot | None) -> facts.Row:
    if spot is None:
        return row
    place = spot.place
    if spot.row is not None and spot.row.places is not None:
        place = around(_own(row, spot.row, spot.said) or [spot.place])
    box = " ".join(f"{edge:.1f}" for edge in place.box) if place.box else None
    return replace(row, page=place.page, box=box, sheet=place.sheet, cell=place.cell)


def _own(row: facts.Row, printed: TableRow, said: Mapping[int, Words]) -> list[Place]:
    """Return the places of the cells that hold a fact's figures: of equal ones, those headed as they are."""
    if isinstance(row, facts.TableCell):
        return [printed.place_of(row.column_no - 1)]
    if isinstance(row, facts.SetAside):
        left = row.text.split(_BETWEEN_FIGURES)
        return [printed.place_of(column) for column, cell in enumerate(printed.cells) if cell in left]
    found: set[int] = set()
    for claim in claims_of(row):
        holding = [column for column, cell in enumerate(printed.cells) if cell and _holds(cell, claim)]
        headed = [column for column in holding if column + 1 in said and heads(said[column + 1], claim)]
        found.update(headed or holding)
    return [printed.place_of(column) for column in sorted(found)]


def _holds(cell: str, claim: Claim) -> bool:
    return any(is_of(token, claim) for token in tokens_of(cell))
