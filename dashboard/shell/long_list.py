"""A long list, a part at a time: the address says which part, and nothing is left out unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dashboard.shell.page import PART, View
from dashboard.ui import html
from dashboard.ui.fragment import Content

T = TypeVar("T")
_ALL = "all"
_ASKED = re.compile(r"(?P<name>.+)\.(?P<part>[1-9][0-9]{0,4}|all)")
ROWS = 100
_ALL_UP_TO = 500


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """The rows in sight, with what says which they are and leads to the others; nothing in a short list.

    is_asked: whether the address speaks of this list. said: which rows these are, in words.
    """

    rows: Sequence[T]
    above: Sequence[Content] = ()
    below: Sequence[Content] = ()
    is_asked: bool = False
    said: str = ""


def part_of(view: View, name: str, rows: Sequence[T], size: int = ROWS) -> Part[T]:
    """Return the part of a list that the address asks for, else its first. name: the list's in its page."""
    asked = _ASKED.fullmatch(view.own.get(PART, ""))
    is_asked = asked is not None and asked["name"] == name
    if len(rows) <= size:
        return Part(rows, is_asked=is_asked)
    last = -(-len(rows) // size)
    wanted = asked["part"] if asked is not None and is_asked else "1"
    if wanted == _ALL and len(rows) <= _ALL_UP_TO:
        return _shown(view, name, rows, (0, len(rows)), size, is_asked=is_asked)
    # A part beyond the last is the last: filters may have made the list shorter.
    number = 1 if wanted == _ALL else min(int(wanted), last)
    first = (number - 1) * size
    return _shown(view, name, rows, (first, min(first + size, len(rows))), size, is_asked=is_asked)


def _shown(
    view: View, name: str, rows: Sequence[T], span: tuple[int, int], size: int, *, is_asked: bool
) -> Part[T]:
    above = html.P(_pager(view, name, len(rows), span, size), id=f"list-{name}", className="pager")
    below = html.P(_pager(view, name, len(rows), span, size), className="pager")
    return Part(rows[slice(*span)], [above], [below], is_asked, _said(view, len(rows), span))


def _said(view: View, total: int, span: tuple[int, int]) -> str:
    words, write = view.words, view.format
    if span[1] - span[0] == total:
        return words("long_list.all_shown", total=write.number(total))
    return words(
        "long_list.shown",
        total=write.number(total),
        first=write.number(span[0] + 1),
        last=write.number(span[1]),
    )


def _pager(view: View, name: str, total: int, span: tuple[int, int], size: int) -> list[Content]:
    words, write = view.words, view.format
    first, end = span
    text = _said(view, total, span)
    if end - first == total:
        link = _link(view, name, "1", words("long_list.in_parts", n=size))
        return [html.Span(text), link]
    number, last = first // size + 1, -(-total // size)
    ways = []
    if number > 1:
        ways += [("first", "1"), ("previous", str(number - 1))]
    if number < last:
        ways += [("next", str(number + 1)), ("last", str(last))]
    links = [_link(view, name, part, words(f"long_list.{way}")) for way, part in ways]
    if total <= _ALL_UP_TO:
        links.append(_link(view, name, _ALL, words("long_list.all", total=write.number(total))))
    return [html.Span(text), *links]


def _link(view: View, name: str, part: str, text: str) -> html.Link:
    return html.Link(text, href=f"{view.link_own(view.path, **{PART: f'{name}.{part}'})}#list-{name}")
