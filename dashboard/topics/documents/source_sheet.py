"""Cells of a worksheet around the cited ones, with the letters of its columns and the numbers of its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.ui import html
from dashboard.ui.aria import named

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its cells, and the place of each as in B7."""

    cells: tuple[str, ...]
    places: tuple[str | None, ...]
    is_cited: bool = False


def source_sheet(rows: Sequence[SheetRow], cited: str | None, caption: str) -> html.Div:
    """Return the cells as the sheet has them. cited: the cells to mark, as in B7 or B7:F7."""
    placed = [(_by_column(row), row) for row in rows]
    letters = sorted({letter for cells, _ in placed for letter in cells}, key=lambda one: (len(one), one))
    shown = letters[:_MOST_COLUMNS]
    marked = _range(cited, letters)
    head = html.Tr([html.Td(""), *(html.Th(letter, scope="col") for letter in shown)])
    body = [
        html.Tr(
            [
                html.Th(_number(row), scope="row"),
                *(_cell(cells.get(letter, ""), row.is_cited and letter in marked) for letter in shown),
            ],
            className="cited" if row.is_cited else None,
        )
        for cells, row in placed
    ]
    said = html.Caption(caption, className="visually-hidden")
    table = html.Table([said, html.Thead(head), html.Tbody(body)])
    return html.Div(table, className="source-frame source-sheet", role="region", tabIndex=0, **named(caption))


def _cell(text: str, is_marked: bool) -> html.Td:
    return html.Td(html.Mark(text) if is_marked and text else text, lang="ko")


def _by_column(row: SheetRow) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for cell, place in zip(row.cells, row.places, strict=False):
        if place and (match := _CELL.fullmatch(place)):
            found[match[1]] = cell
    return found


def _number(row: SheetRow) -> str:
    return next((match[2] for place in row.places if place and (match := _CELL.fullmatch(place))), "")


def _range(cited: str | None, letters: Sequence[str]) -> set[str]:
    """Return the letters of the columns from the first to the last cited cell."""
    ends = [match[1] for match in map(_CELL.fullmatch, (cited or "").split(":")) if match]
    places = [letters.index(letter) for letter in ends if letter in letters]
    return set(letters[min(places) : max(places) + 1]) if places else set()
