"""A part of a page with its heading, one sentence that sums it up, and its body."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.ui import html
from dashboard.ui.fragment import Content


def section(
    title: str,
    body: Sequence[Content | str],
    *,
    sentence: str = "",
    name: str = "",
    more: tuple[str, str] | None = None,
) -> html.Section:
    """Return the section. more: text and address of where to read on."""
    head: list[Content] = [html.H2(title)]
    if sentence:
        head.append(html.P(sentence, className="section-sentence"))
    if more is not None:
        head.append(html.Link(more[0], href=more[1], className="section-more"))
    return html.Section(
        [html.Div(head, className="section-head"), *body], className=f"section {name}".strip()
    )


def empty(why: str, what_to_do: str = "", link: tuple[str, str] | None = None) -> html.Div:
    """Return what stands where there is nothing to show: why, and what to do."""
    parts: list[Content] = [html.P(why, className="empty-why")]
    if what_to_do:
        parts.append(html.P(what_to_do))
    if link is not None:
        parts.append(html.P(html.Link(link[0], href=link[1])))
    return html.Div(parts, className="empty")
