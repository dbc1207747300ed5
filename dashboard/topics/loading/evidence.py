"""The place in a document that a question is about: its lines or its table, and the page as it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.loading.questions import PART_OF, Question
from dashboard.loading.uploads import Upload
from dashboard.topics.loading.look import Look
from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.fragment import Content

_AROUND = 3
_MOST_ROWS, _HEAD_ROWS, _BEFORE = 14, 3, 6
Lines = Sequence[dict[str, Any]]


def lines_of(upload: Upload) -> Lines:
    """Return the lines of a document, as `etl.facsimile` keeps them."""
    found: Lines = (upload.record("lines") or {}).get("lines", [])
    return found


def evidence(look: Look, upload: Upload, question: Question, *, has_pages: bool) -> html.Figure:
    """Return what shows the place of a question. has_pages: whether pictures of its pages can be made."""
    words, lines = look.words, lines_of(upload)
    parts: list[Content] = []
    place = next((line for line in lines if line["line"] == question.line), None)
    if question.first is not None and question.last is not None:
        before = [line for line in lines if question.first - _AROUND <= line["line"] < question.first]
        parts += [_plain(line, question.line) for line in before]
        own = [line for line in lines if question.first <= line["line"] <= question.last]
        shown = _in_sight(own, question)
        parts.append(_grid(look, shown, question))
        if len(own) > len(shown):
            parts.append(html.P(words("loading.rows_more", n=len(own) - len(shown)), className="muted small"))
    else:
        near = [line for line in lines if abs(line["line"] - question.line) <= _AROUND]
        parts += [_plain(line, question.line) for line in near]
    if has_pages and place is not None and place.get("page"):
        parts.append(_picture(look, upload, place))
    where = [words("source.line", line=f"{question.line:,}")]
    if place is not None and place.get("sheet"):
        where.insert(0, str(place["sheet"]))
    if place is not None and place.get("page"):
        where.insert(0, words("viewer.page", page=place["page"]))
    caption = html.Figcaption([html.Span(upload.name), " · ", " · ".join(where)], className="muted small")
    return html.Figure([caption, *parts], className="load-evidence")


def _plain(line: dict[str, Any], asked: int) -> html.P:
    text = " ".join(cell for cell in line["cells"] if cell)
    return html.P(html.Mark(text) if line["line"] == asked else text, lang="ko", className="load-line")


def _in_sight(own: Lines, question: Question) -> Lines:
    """Return the first rows of a table, or its head and what is around the row that is asked about."""
    place = next((n for n, line in enumerate(own) if line["line"] == question.line), 0)
    if place < _MOST_ROWS:
        return own[:_MOST_ROWS]
    start = place - _BEFORE
    return [*own[:_HEAD_ROWS], *own[start : start + _MOST_ROWS - _HEAD_ROWS]]


def _grid(look: Look, own: Lines, question: Question) -> html.Div:
    width = max((len(line["cells"]) for line in own), default=0)
    rows = []
    for line in own:
        is_asked = question.field == PART_OF and line["line"] == question.line
        cells = [*line["cells"], *[""] * (width - len(line["cells"]))]
        rows.append(
            html.Tr(
                [
                    html.Td(cell, className="asked" if is_asked or number == question.column else None)
                    for number, cell in enumerate(cells)
                ]
            )
        )
    said = look.words("loading.table_caption", n=question.table_no or 1)
    table = html.Table(
        [html.Caption(said, className="visually-hidden"), html.Tbody(rows)], className="load-grid", lang="ko"
    )
    return html.Div(table, className="table-frame", role="region", tabIndex=0, **named(said))


def _picture(look: Look, upload: Upload, place: dict[str, Any]) -> html.Div:
    page = place["page"]
    boxes = [box for box in place.get("boxes", ()) if box]
    source = f"{look.address(upload.upload_id).partition('?')[0]}/pages/{page}.png"
    if boxes:
        left, top, right, bottom = zip(*boxes, strict=True)
        edges = (min(left), min(top), max(right), max(bottom))
        source += "?box=" + "%20".join(f"{edge:.1f}" for edge in edges)
    said = look.words("viewer.page_picture" if boxes else "viewer.page_picture_whole", page=page)
    return html.Div(html.Img(src=source, alt=said), className="facsimile", role="region", tabIndex=0)
