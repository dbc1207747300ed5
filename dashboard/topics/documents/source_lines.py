"""Lines of a report as they stand there, with the cited one marked and its figures marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words

Piece = tuple[str, bool]
"""A part of a text, and whether it is marked."""

_CURRENT: dict[str, Any] = {"aria-current": "true"}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line: its number, its text (cells are parted by tabs), and the address of its own view."""

    number: int
    text: str
    address: str


def source_lines(
    lines: Sequence[SourceLine], cited: int, figures: Sequence[str], title: str, words: Words
) -> html.Div:
    """Return the lines. figures: what to mark in the cited one. Where lines are left out, a gap says so."""
    items: list[Content] = []
    before: int | None = None
    for line in lines:
        if before is not None and line.number > before + 1:
            items.append(html.Li(words("viewer.gap", n=line.number - before - 1), className="line-gap"))
        before = line.number
        is_cited = line.number == cited
        items.append(
            html.Li(
                [
                    _number(line, is_cited, words),
                    html.Span(
                        _cells(line.text, figures if is_cited else ()), className="line-text", lang="ko"
                    ),
                ],
                className="cited" if is_cited else None,
                **(_CURRENT if is_cited else {}),
            )
        )
    return html.Div(
        html.Ol(items, className="source-lines"),
        className="source-frame",
        role="region",
        tabIndex=0,
        **named(title),
    )


def pieces(text: str, figures: Iterable[str]) -> list[Piece]:
    """Part a text at the figures that stand in it, however their thousands are grouped."""
    patterns = [_pattern(figure) for figure in figures if figure.strip()]
    if not patterns:
        return [(text, False)]
    found: list[Piece] = []
    end = 0
    for match in re.finditer("|".join(patterns), text):
        found += [(text[end : match.start()], False), (match.group(), True)]
        end = match.end()
    return [piece for piece in [*found, (text[end:], False)] if piece[0]]


def _pattern(figure: str) -> str:
    bare = figure.strip().replace(",", "")
    number = re.fullmatch(r"(\d+)(?:\.(\d+))?", bare)
    if number is None:
        return re.escape(figure.strip())
    whole, decimals = number.groups()
    fraction = r"(?:\.0+)?" if not (decimals or "").strip("0") else re.escape(f".{decimals}")
    # Not inside a longer number: 12 is no part of 12,659 or 312.
    return r"(?<![\d.,])" + ",?".join(whole) + fraction + r"(?![\d]|[.,]\d)"


def _number(line: SourceLine, is_cited: bool, words: Words) -> Content:
    text: list[Content | str] = [f"{line.number:,}"]
    if is_cited:
        text.append(html.Span(f" {words('viewer.cited')}", className="visually-hidden"))
        return html.Span(text, className="line-number")
    return html.Link(text, href=line.address, className="line-number")


def _cells(text: str, figures: Sequence[str]) -> list[Content]:
    return [
        html.Span(
            [html.Mark(part) if marked else part for part, marked in pieces(cell.strip(), figures)],
            className="line-cell",
        )
        for cell in text.rstrip("\r").split("\t")
    ]
