"""How many stand where: each status with its number, and the way to those alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.format import Formatter
from dashboard.ui.fragment import Content
from dashboard.ui.rows import Row
from dashboard.ui.status import status_mark


def status_counts(
    counts: Row,
    statuses: Sequence[str],
    kind: str,
    *,
    chosen: str | None,
    write: Formatter,
    limits: Mapping[str, str],
    address: Callable[[str | None], str],
) -> html.Ul:
    """Return the numbers. address: where a status leads; None leads to all again."""
    words = write.words
    items = [_item(words("status_counts.all"), counts["total"], address(None), write, is_chosen=not chosen)]
    items += [
        _item(
            status_mark(status, kind, write, limits),
            counts[status],
            address(status),
            write,
            is_chosen=status == chosen,
        )
        for status in statuses
        if counts[status] or status == chosen
    ]
    if counts["undefined"]:
        items.append(_item(status_mark(None, kind, write, limits), counts["undefined"], None, write))
    return html.Ul(items, className="status-counts", **named(words("status_counts.title")))


def _item(
    mark: Content | str, count: int, href: str | None, write: Formatter, *, is_chosen: bool = False
) -> html.Li:
    number = html.Span(write.number(count), className="status-count")
    if href is None:
        return html.Li(html.Span([mark, number], className="status-item"))
    here: dict[str, Any] = {"aria-current": "true"} if is_chosen else {}
    link = html.Link([mark, number], href=href, className="status-item" + (" chosen" if is_chosen else ""))
    return html.Li(link, **here)
