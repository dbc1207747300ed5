"""Rows of facts, drawn from all that they may hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from etl import facts
from etl.facts import Column, Row
from etl.terms import ranges

# What a cell may hold: anything but an empty text, which a file cannot tell from NULL.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30) | st.sampled_from(
    ["1,234", '그는 "집행"이라 했다', "두\n줄", "끝\r", "\r\n", "\ufeff머리", " 앞뒤 ", ";=1+1"]
)


def values_of(column: Column) -> st.SearchStrategy[Any]:
    """Return what a column may hold."""
    values: st.SearchStrategy[Any] = TEXT
    if column.separator:
        some = st.lists(st.sampled_from(column.choices), min_size=1, unique=True)
        values = some.map(column.separator.join)
    elif column.choices:
        values = st.sampled_from(column.choices)
    elif column.name in ranges.UNIT_COLUMNS:
        values = st.sampled_from(sorted(ranges.UNITS))
    elif column.kind is not str:
        least, most = ranges.range_of(column.name) or (None, None)
        makes: dict[type, Any] = {int: st.integers, float: st.floats, date: st.dates}
        values = makes[column.kind](least, most).filter(
            lambda value: ranges.expected(column.name, value) is None
        )
    return st.none() | values if column.nullable else values


def rows_of(row_type: type[Row], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Row]]:
    """Return up to four rows of a table. fixed: what some of their columns hold."""
    columns = {c.name: values_of(c) for c in facts.columns(row_type)}
    row = st.builds(row_type, **{**columns, **fixed})
    return st.lists(row, max_size=4).filter(lambda rows: not any(facts.problems(rows)))
