"""A chapter of a brief as a table: each point a row of figures, and below it its grounds and questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.format import Formatter
from dashboard.ui.fragment import Content
from dashboard.ui.printed import printed
from dashboard.ui.status import status_mark
from dashboard.ui.table import SOURCE


@dataclass(frozen=True, slots=True)
class Cited:
    """A line that a point was read from: how it is named on paper, what it says, and the way to it."""

    text: str
    raw: str | None
    address: str


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as the table shows it. figures: text, kind, and the status with its scale where it is one.

    said: as a point has it.
    """

    name: str
    is_printed: bool
    address: str | None
    figures: Sequence[tuple[str, str, tuple[str, str] | None]]
    cited: Sequence[Cited]
    because: str
    said: Sequence[tuple[str, str, Sequence[str]]]


def point_table(
    caption: str,
    heads: Sequence[tuple[str, str]],
    rows: Sequence[PointRow],
    *,
    write: Formatter,
    limits: Mapping[str, str],
) -> html.Div:
    """Return the table. heads: text and kind, without that of the source, which stands last."""
    words = write.words
    every = [*heads, (SOURCE.head(words), "source")]
    head = html.Tr([html.Th(text, scope="col", className=f"cell-{kind}") for text, kind in every])
    bodies = [_body(row, heads, len(every), write, limits) for row in rows]
    return html.Div(
        html.Table([html.Caption(caption), html.Thead(head), *bodies], className="data points"),
        className="table-frame",
        role="region",
        tabIndex=0,
        **named(caption),
    )


def _body(
    row: PointRow,
    heads: Sequence[tuple[str, str]],
    width: int,
    write: Formatter,
    limits: Mapping[str, str],
) -> html.Tbody:
    words = write.words
    name: Content | str = printed(row.name, words) if row.is_printed else row.name
    cells: list[Content] = [html.Th(_linked(name, row.address), scope="row", className="cell-text")]
    for (head, _), (text, kind, status) in zip(heads[1:], row.figures, strict=True):
        of_head: dict[str, Any] = {"data-head": head}
        shown = text if status is None else status_mark(status[0], status[1], write, limits)
        cells.append(html.Td(shown, className=f"cell-{kind}", **of_head))
    lines: list[Content] = [
        html.Span(html.Link(cited.text, href=cited.address, title=cited.raw), className="cited-line")
        for cited in row.cited
    ]
    of_source: dict[str, Any] = {"data-head": SOURCE.head(words)}
    cells.append(html.Td(lines or write.number(None), className="cell-source", **of_source))
    below = _below(row, write)
    parts = [html.Tr(cells)]
    if below:
        parts.append(html.Tr(html.Td(below, colSpan=width), className="point-below"))
    return html.Tbody(parts, className="point")


def _linked(name: Content | str, address: str | None) -> Content | str:
    if address is None:
        return name
    # A place on the same page is the browser's own matter, not the router's.
    return html.A(name, href=address) if address.startswith("#") else html.Link(name, href=address)


def _below(row: PointRow, write: Formatter) -> list[Content]:
    words = write.words
    parts: list[Content] = [html.P(row.because, className="muted")] if row.because else []
    for kind, name, texts in row.said:
        label = html.Span(words(name), className=f"point-label {kind}")
        parts.append(html.Div([label, html.Ul([html.Li(text) for text in texts])], className="point-said"))
    return parts
