"""A budget's parts beside their whole, as high as they are large, in elements that print and take focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash import dcc
from dash.development.base_component import Component

from dashboard.ui import html
from dashboard.ui.aria import HIDDEN, named


@dataclass(frozen=True, slots=True)
class Block:
    """One part. size: its budget in won. rate: of it executed, in percent. sentence: all of it in words."""

    name: str
    amount: str
    size: int
    rate: float | None
    status: str
    sentence: str
    address: str
    is_readable: bool = True
    parts: tuple[Block, ...] = ()


def icicle(whole: Block, title: str) -> html.Div:
    """Return the picture; each part leads to its own view. What its parts leave open stays an empty place."""
    return html.Div(
        html.Ul(_item(whole, whole.size), className="icicle-parts"),
        className="icicle",
        role="group",
        **named(title),
    )


def _item(block: Block, size: int) -> html.Li:
    children: list[Component] = [_cell(block)]
    if block.parts:
        children.append(_parts(block))
    # The height is the browser's to work out: each part grows by its own amount.
    return html.Li(children, className="icicle-item", style={"flexGrow": max(size, 1)})


def _parts(block: Block) -> html.Ul:
    items: list[Component] = [_item(part, part.size) for part in _largest_first(block.parts)]
    rest = block.size - sum(part.size for part in block.parts)
    if rest > 0:
        items.append(html.Li(className="icicle-item rest", style={"flexGrow": rest}, **HIDDEN))
    return html.Ul(items, className="icicle-parts")


def _largest_first(parts: Sequence[Block]) -> list[Block]:
    return sorted((part for part in parts if part.size > 0), key=lambda part: -part.size)


def _cell(block: Block) -> dcc.Link:
    within = min(100.0, max(0.0, block.rate or 0.0))
    done = html.Span(
        className=f"icicle-done fill-{block.status}", style={"width": f"{within:.2f}%"}, **HIDDEN
    )
    lost = "" if block.is_readable else " lost"
    return dcc.Link(
        [
            done,
            html.Span(
                [
                    html.Span(block.name, className="icicle-name"),
                    html.Span(block.amount, className="icicle-amount"),
                ],
                className="icicle-label",
                **HIDDEN,
            ),
            html.Span(block.sentence, className="visually-hidden"),
        ],
        href=block.address,
        title=block.sentence,
        className=f"icicle-cell{lost}",
    )
