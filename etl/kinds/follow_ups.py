"""Follow-ups: tables of what the council remarked, and what is done about it, by whom and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etl import facts
from etl.blocks import Table, TableRow
from etl.kind import Kind, OfTables
from etl.korean import dates, text
from etl.outline import remainder
from etl.outline.context import Context
from etl.terms.codes import STATES
from etl.vocabulary import is_one_of, role_of, words

_NEEDED = frozenset(("text", "action"))
_MOST_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Head:
    """How many rows head a table of follow-ups, and its columns by what they hold."""

    rows: int
    columns: Mapping[str, int]


def claims(table: Table, _context: Context) -> bool:
    """Tell whether the columns of a table are remarks and what is done about them."""
    return _head(table) is not None and not remainder.names_persons(table)


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return one follow-up per row with a remark; a day or a state that is none is set aside."""
    found: list[facts.Row] = []
    for table in tables:
        head = _head(table)
        for row in table.rows[head.rows :] if head else ():
            remark = _cell(row, head.columns["text"]) if head else ""
            if head and text.label(remark):
                found.append(_follow_up(row, remark, head.columns, context))
    return found


def _head(table: Table) -> _Head | None:
    for number, row in enumerate(table.rows[:_MOST_HEAD_ROWS], start=1):
        codes = [role_of("follow_up", cell) for cell in row.cells]
        found = {code: place for place, code in enumerate(codes) if code and codes.count(code) == 1}
        if found.keys() >= _NEEDED:
            return _Head(number, found)
    return None


def _follow_up(row: TableRow, remark: str, columns: Mapping[str, int], context: Context) -> facts.FollowUp:
    said = {code: _cell(row, place) or None for code, place in columns.items()}
    return facts.FollowUp(
        document_id=context.document_id,
        line=row.place.line,
        raw=row.raw,
        follow_up_id=f"{context.document_id}:{row.place.line}",
        session=said.get("session"),
        raised_on=_day(said.get("raised_on"), row, context),
        text=remark,
        unit=said.get("unit"),
        due_on=_day(said.get("due_on"), row, context),
        action=said.get("action"),
        state=_state(said.get("state"), row, context),
        evidence=said.get("evidence"),
    )


def _day(cell: str | None, row: TableRow, context: Context) -> date | None:
    day = dates.whole_date(cell) if cell else None
    if cell and day is None:
        context.set_aside(row.place, cell, "milestone_without_period")
    return day


def _state(cell: str | None, row: TableRow, context: Context) -> str | None:
    state = next((one for one in STATES if cell and is_one_of(cell, words("follow_ups", one))), None)
    if cell and state is None:
        context.set_aside(row.place, cell, "label_unreadable")
    return state


def _cell(row: TableRow, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


KIND = Kind("follow_ups", OfTables(claims, read))
