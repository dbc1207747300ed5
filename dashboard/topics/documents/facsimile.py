"""The cited place as people see it: the picture of its page with a frame, or the cells of its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from dashboard.shell.page import View
from dashboard.topics.documents.page_pictures import DOTS_PER_POINT, picture_address
from dashboard.topics.documents.source_sheet import SheetRow, source_sheet
from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.rows import Row

_AROUND = 6
Edges = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""


def facsimile(view: View, document: Row, cited: int, facts: Sequence[Row]) -> list[Component]:
    """Return what shows the cited line of a document; nothing for a text, or without its file.

    facts: what was read from the line.
    """
    placed = next((row for row in facts if row.get("page") or row.get("sheet")), None)
    if placed is None:
        return []
    if placed["sheet"]:
        return _sheet(view, document, cited, placed)
    return _page(view, document, facts, placed)


def _page(view: View, document: Row, facts: Sequence[Row], placed: Row) -> list[Component]:
    page = placed["page"]
    if not view.library.has_pages(document["source_name"], document["sha256"]):
        return []
    boxes = [row["box"] for row in facts if row["page"] == page and row["box"]]
    return _picture(view, document["document_id"], page, _around(boxes))


def _picture(view: View, document_id: str, page: int, box: Edges | None) -> list[Component]:
    words = view.words
    build = dict(view.preferences.in_url).get("build")
    source = picture_address(document_id, page, box and " ".join(f"{edge:.1f}" for edge in box), build)
    said = words("viewer.page_picture" if box else "viewer.page_picture_whole", page=f"{page:,}")
    # Where a narrow screen is to be moved to.
    middle: dict[str, Any] = (
        {"data-middle": f"{(box[0] + box[2]) / 2:.1f}", "data-scale": DOTS_PER_POINT} if box else {}
    )
    picture = html.Img(src=source, alt=said, **middle)
    whole = picture_address(document_id, page, build=build)
    link = html.A(words("viewer.whole_page", page=f"{page:,}"), href=whole, target="_blank")
    return [
        html.H3(words("viewer.page", page=f"{page:,}")),
        html.Div(picture, className="facsimile", role="region", tabIndex=0, **named(said)),
        html.P(link, className="viewer-moves"),
    ]


def _around(boxes: Sequence[str]) -> Edges | None:
    if not boxes:
        return None
    left, top, right, bottom = zip(*(map(float, box.split(" ")) for box in boxes), strict=True)
    return min(left), min(top), max(right), max(bottom)


def _sheet(view: View, document: Row, cited: int, placed: Row) -> list[Component]:
    words, sheet = view.words, placed["sheet"]
    lines = view.library.lines(document["source_name"], document["sha256"])
    if lines is None:
        return []
    near = [line for line in lines if line.sheet == sheet and abs(line.number - cited) <= _AROUND]
    rows = [SheetRow(line.cells, line.places, is_cited=line.number == cited) for line in near]
    called = {"sheet": sheet, "cell": placed["cell"] or ""}
    return [
        html.H3(words("viewer.sheet", **called)),
        source_sheet(rows, placed["cell"], words("viewer.sheet_caption", **called)),
    ]
