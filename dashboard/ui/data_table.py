"""A table that stays a table on every screen: it scrolls in its own frame, by keyboard too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.cells import Cell, Context, cell
from dashboard.ui.fragment import Content
from dashboard.ui.table import Column

T = TypeVar("T")
_Cells = Mapping[str, Callable[[T], Cell]]
_NO_HEADS: Mapping[str, str] = {}
_NO_CELLS: Mapping[str, Callable[[Any], Cell]] = {}
_CLASSES = {
    "text": "text", "printed": "text", "code": "text", "status": "text", "date": "date", "bar": "bar",
    "source": "source",
}  # fmt: skip
"""By a column's kind, how its cells stand; the others are numbers."""


def table_of(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[T],
    context: Context,
    *,
    cells: _Cells[T] = _NO_CELLS,
    heads: Mapping[str, str] = _NO_HEADS,
    footer: Sequence[Cell] | None = None,
    name: str = "",
) -> html.Div:
    """Return rows in declared columns; the first cell of each row is its heading.

    cells: by a column's code, those that its kind alone does not make. heads: those that a label cannot say.
    name: a class for the table's own layout.
    """
    told = _told(columns, context, heads)
    bodies: list[Content] = [html.Tbody([_row(columns, told, row, context, cells) for row in rows])]
    if footer is not None:
        bodies.append(html.Tfoot(_cells(columns, told, footer)))
    return _framed(caption, columns, told, bodies, name)


def table_of_groups(
    caption: str,
    columns: Sequence[Column],
    groups: Sequence[tuple[Cell, Sequence[T]]],
    context: Context,
    *,
    cells: _Cells[T] = _NO_CELLS,
    name: str = "",
) -> html.Div:
    """Return a table whose rows stand in groups under a heading each, in the same columns."""
    told, bodies = _told(columns, context, _NO_HEADS), []
    for heading, rows in groups:
        head = html.Th(heading, scope="rowgroup", colSpan=len(columns), className="group-head")
        members = [_row(columns, told, row, context, cells) for row in rows]
        bodies.append(html.Tbody([html.Tr(head, className="group"), *members]))
    return _framed(caption, columns, told, bodies, name)


def _told(columns: Sequence[Column], context: Context, heads: Mapping[str, str]) -> list[str]:
    write = context.write
    return [heads.get(column.code) or column.head(write.words, write.unit_name) for column in columns]


def _framed(
    caption: str, columns: Sequence[Column], told: Sequence[str], bodies: Sequence[Content], name: str
) -> html.Div:
    head = html.Tr(
        [
            html.Th(text, scope="col", className=_class(column))
            for column, text in zip(columns, told, strict=True)
        ]
    )
    parts = [html.Caption(caption), html.Thead(head), *bodies]
    return html.Div(
        html.Table(parts, className=f"data {name}".strip()),
        className="table-frame",
        role="region",
        tabIndex=0,
        **named(caption),
    )


def _row(
    columns: Sequence[Column], told: Sequence[str], row: T, context: Context, cells: _Cells[T]
) -> html.Tr:
    drawn = [cells[c.code](row) if c.code in cells else cell(c, row, context) for c in columns]
    return _cells(columns, told, drawn)


def _cells(columns: Sequence[Column], told: Sequence[str], drawn: Sequence[Cell]) -> html.Tr:
    parts: list[Content] = [html.Th(drawn[0], scope="row", className=_class(columns[0]))]
    for column, text, shown in zip(columns[1:], told[1:], drawn[1:], strict=True):
        head: dict[str, Any] = {"data-head": text}
        parts.append(html.Td(shown, className=_class(column), **head))
    return html.Tr(parts)


def _class(column: Column) -> str:
    return f"cell-{_CLASSES.get(column.kind, 'number')}"
