"""The rows of the grid. Of a long list the first come with the page, and all of them right after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from dashboard.shell.page import View
from dashboard.topics.programs import narrowing
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import chosen_columns
from dashboard.topics.programs.grid import grid_row
from dashboard.topics.programs.opening import COLUMNS, own_of
from dashboard.topics.programs.placing import placed
from dashboard.topics.programs.program_list import doubts_of
from dashboard.topics.programs.queries import ListedProgram
from dashboard.ui.printed import name_in
from dashboard.ui.table import Column
from dashboard.warehouse.reading import ANSWERS

_AT_ONCE, _FIRST = 300, 100
"""So many rows come with the page; of a longer list, so many."""


def is_long(rows: Sequence[ListedProgram]) -> bool:
    """Whether a list is too long to come whole with its page."""
    return len(rows) > _AT_ONCE


def first_of(view: View, rows: Sequence[ListedProgram]) -> Sequence[ListedProgram]:
    """Return the rows that come with the page.

    None of a long list that is narrowed or ordered in the address: which of them are in sight, and in which
    order, is known once all of them are there.
    """
    if not is_long(rows):
        return rows
    return () if any(view.own.get(key) for key in narrowing.NARROWS) else rows[:_FIRST]


def grid_rows(view: View, rows: Sequence[ListedProgram], columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return programmes as the grid takes them."""
    words, context = view.words, view.context(rows)
    units = programs.run_by(view.connection, view.scope, view.filters)
    doubts = doubts_of(view, rows)
    return [
        grid_row(
            row,
            columns,
            context,
            address=view.link_to("programs", row["program_id"]),
            units=[
                (name_in(unit[unit["level"]], words), view.link_to("teams", unit["unit_id"]))
                for unit in units.get(row["program_id"], ())
            ],
            doubt=doubts.get(row["program_id"]),
        )
        for row in placed(view, rows)
    ]


def widest(rows: Sequence[ListedProgram], columns: Sequence[Column]) -> Sequence[ListedProgram]:
    """Return the rows whose figures are the widest of each column: the columns are as wide as these need."""
    if not is_long(rows):
        return rows
    found: dict[str, ListedProgram] = {}
    for column in columns:
        known = [row for row in rows if column.is_figure and row[column.field] is not None]  # type: ignore[literal-required]
        for choose in (min, max) if known else ():
            row = choose(known, key=lambda each: each[column.field])  # type: ignore[literal-required]
            found[row["program_id"]] = row
    return list(found.values())


def all_rows(view: View) -> str:
    """Return every row of a list as a JSON text: the keys once, and each row's values in their order.

    It is worked out once for whoever looks at the same list in the same way.
    """
    columns = chosen_columns(own_of(view).get(COLUMNS))

    def make() -> str:
        listed = programs.listing(view.connection, view.scope, view.filters)
        return _compact(grid_rows(view, listed, columns))

    said = view.preferences.unit, view.preferences.lang, view.preferences.in_url
    question = "rows of the grid", view.scope, view.filters, said, tuple(column.code for column in columns)
    text: str = ANSWERS.answer(view.connection.engine, question, make)
    return text


def _compact(rows: Sequence[Mapping[str, Any]]) -> str:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return orjson.dumps({"keys": keys, "rows": [[row.get(key) for key in keys] for row in rows]}).decode()
