"""Follow-ups: tables of what the council remarked, and what is done about it, by whom and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from etl import facts
from etl.blocks import Table, TableRow
from etl.kind import Kind, OfTables
from etl.korean import dates, text
from etl.korean.cells import is_none
from etl.outline import remainder
from etl.outline.context import Context
from etl.outline.listings import Listing, listing_of
from etl.terms.codes import STATES
from etl.vocabulary import is_one_of, words

_NEEDED = ("text", "action")


def claims(table: Table, _context: Context) -> bool:
    """Tell whether the columns of a table are remarks and what is done about them."""
    return listing_of(table, "follow_up", _NEEDED) is not None and not remainder.names_persons(table)


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return one follow-up per row; a row without a remark, a day or a state that is none is set aside."""
    listings = [listing for table in tables if (listing := listing_of(table, "follow_up", _NEEDED))]
    found: list[facts.Row] = []
    for listing in listings:
        for row in listing.rows:
            if text.label(listing.cell(row, "text")):
                found.append(_follow_up(row, listing, context))
            elif any(row.cells):
                # What is done about which remark, nothing tells.
                context.set_aside(row.place, row.raw, "label_unreadable")
    return found


def _follow_up(row: TableRow, listing: Listing, context: Context) -> facts.FollowUp:
    return facts.FollowUp(
        document_id=context.document_id,
        line=row.place.line,
        raw=row.raw,
        follow_up_id=f"{context.document_id}:{row.place.line}",
        session=listing.cell(row, "session") or None,
        raised_on=_day(listing.cell(row, "raised_on"), row, context),
        text=listing.cell(row, "text"),
        unit=listing.cell(row, "unit") or None,
        due_on=_day(listing.cell(row, "due_on"), row, context),
        action=listing.cell(row, "action") or None,
        state=_state(listing.cell(row, "state"), row, context),
        evidence=listing.cell(row, "evidence") or None,
    )


def _day(cell: str, row: TableRow, context: Context) -> date | None:
    day = dates.whole_date(cell)
    if day is None and not is_none(cell):
        context.set_aside(row.place, cell, "milestone_without_period")
    return day


def _state(cell: str, row: TableRow, context: Context) -> str | None:
    state = next((one for one in STATES if is_one_of(cell, words("follow_ups", one))), None)
    if state is None and not is_none(cell):
        context.set_aside(row.place, cell, "label_unreadable")
    return state


KIND = Kind("follow_ups", OfTables(claims, read))
