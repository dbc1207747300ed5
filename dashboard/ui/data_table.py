"""A table that stays a table on every screen: it scrolls in its own frame, by keyboard too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dash.development.base_component import Component

from dashboard.ui import html, table
from dashboard.ui.aria import named
from dashboard.ui.cells import Cell, Context, cell

T = TypeVar("T")
_NO_HEADS: Mapping[str, str] = {}
_NO_CELLS: Mapping[str, Callable[[Any], Cell]] = {}


_CLASS = {
    "text": "text", "printed": "text", "code": "text", "status": "text", "date": "date", "bar": "bar",
    "source": "source",
}  # fmt: skip
"""By a column's kind, how its cells stand; the others are numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """head: with the unit. kind: 'text', 'date', 'number' (right-aligned), 'bar' or 'source'."""

    head: str
    kind: str = "text"


def table_of(
    caption: str,
    columns: Sequence[table.Column],
    rows: Sequence[T],
    context: Context,
    *,
    cells: Mapping[str, Callable[[T], Cell]] = _NO_CELLS,
    footer: Sequence[Cell] | None = None,
    heads: Mapping[str, str] = _NO_HEADS,
    name: str = "",
) -> html.Div:
    """Return rows in declared columns; the first cell of each row is its heading.

    cells: by a column's code, those that its kind alone does not make. heads: those that a label cannot say.
    name: a class for the table's own layout.
    """
    drawn = [_cells(columns, row, context, cells) for row in rows]
    return data_table(caption, _told(columns, context, heads), drawn, footer=footer, name=name)


def table_of_groups(
    caption: str,
    columns: Sequence[table.Column],
    groups: Sequence[tuple[Cell, Sequence[T]]],
    context: Context,
    *,
    cells: Mapping[str, Callable[[T], Cell]] = _NO_CELLS,
    name: str = "",
) -> html.Div:
    """Return a table whose rows stand in groups under a heading each, in the same columns."""
    drawn = [(heading, [_cells(columns, row, context, cells) for row in rows]) for heading, rows in groups]
    return grouped_table(caption, _told(columns, context), drawn, name=name)


def _told(
    columns: Sequence[table.Column], context: Context, heads: Mapping[str, str] = _NO_HEADS
) -> list[Column]:
    write = context.write
    return [
        Column(heads.get(c.code) or c.head(write.words, write.unit_name), _CLASS.get(c.kind, "number"))
        for c in columns
    ]


def _cells(
    columns: Sequence[table.Column], row: T, context: Context, cells: Mapping[str, Callable[[T], Cell]]
) -> list[Cell]:
    return [cells[c.code](row) if c.code in cells else cell(c, row, context) for c in columns]


def data_table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    footer: Sequence[Cell] | None = None,
    name: str = "",
) -> html.Div:
    """Return the table; the first cell of each row is its heading. name: a class for its own layout."""
    parts: list[Component] = [html.Tbody([_row(columns, row) for row in rows])]
    if footer is not None:
        parts.append(html.Tfoot(_row(columns, footer)))
    return _framed(caption, columns, parts, name)


def grouped_table(
    caption: str,
    columns: Sequence[Column],
    groups: Sequence[tuple[Cell, Sequence[Sequence[Cell]]]],
    *,
    name: str = "",
) -> html.Div:
    """Return a table whose rows stand in groups under a heading each, in the same columns."""
    bodies: list[Component] = []
    for heading, rows in groups:
        head = html.Th(heading, scope="rowgroup", colSpan=len(columns), className="group-head")
        bodies.append(html.Tbody([html.Tr(head, className="group"), *(_row(columns, row) for row in rows)]))
    return _framed(caption, columns, bodies, name)


def _framed(caption: str, columns: Sequence[Column], bodies: Sequence[Component], name: str) -> html.Div:
    head = html.Tr([html.Th(column.head, scope="col", className=f"cell-{column.kind}") for column in columns])
    parts = [html.Caption(caption), html.Thead(head), *bodies]
    return html.Div(
        html.Table(parts, className=f"data {name}".strip()),
        className="table-frame",
        role="region",
        tabIndex=0,
        **named(caption),
    )


def _row(columns: Sequence[Column], cells: Sequence[Cell]) -> html.Tr:
    first, *rest = cells
    parts: list[Component] = [html.Th(first, scope="row", className=f"cell-{columns[0].kind}")]
    for column, shown in zip(columns[1:], rest, strict=True):
        head: dict[str, Any] = {"data-head": column.head}
        parts.append(html.Td(shown, className=f"cell-{column.kind}", **head))
    return html.Tr(parts)
