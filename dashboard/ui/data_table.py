"""A table that stays a table on every screen: it scrolls in its own frame, by keyboard too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from dashboard.ui import html
from dashboard.ui.aria import named

Cell = Component | str


@dataclass(frozen=True, slots=True)
class Column:
    """head: with the unit. kind: 'text', 'date', 'number' (right-aligned), 'bar' or 'source'."""

    head: str
    kind: str = "text"


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
    for column, cell in zip(columns[1:], rest, strict=True):
        head: dict[str, Any] = {"data-head": column.head}
        parts.append(html.Td(cell, className=f"cell-{column.kind}", **head))
    return html.Tr(parts)
