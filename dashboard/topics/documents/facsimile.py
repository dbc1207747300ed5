"""The cited place as people see it: the picture of its page with a frame, or the cells of its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.shell.page import View
from dashboard.topics.documents import queries as documents
from dashboard.topics.documents.page_pictures import DOTS_PER_POINT, picture_address
from dashboard.topics.documents.queries import ListedDocument
from dashboard.topics.documents.source_lines import pieces
from dashboard.topics.documents.source_sheet import SheetRow, source_sheet
from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.rows import Row
from dashboard.ui.table import Column
from dashboard.warehouse.tables import SetAside

GUESSED = "letters_guessed"
"""The reason of what a machine guessed of a scanned page's letters."""
_AROUND = 6
Edges = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""


def facsimile(
    view: View, document: ListedDocument, cited: int, facts: Sequence[Row], figures: Sequence[str]
) -> list[Content]:
    """Return what shows the cited line of a document; nothing for a text, or without its file.

    facts: what was read from the line. figures: what is looked for in it.
    """
    placed = next((row for row in facts if row.get("page") or row.get("sheet")), None)
    if placed is None:
        return _line(view, document, cited, figures)
    if placed["sheet"]:
        return _sheet(view, document, cited, placed)
    return _page(view, document, facts, placed)


def _page(view: View, document: ListedDocument, facts: Sequence[Row], placed: Row) -> list[Content]:
    page = placed["page"]
    if not view.library.has_pages(document["source_name"], document["sha256"]):
        return []
    boxes = [row["box"].split(" ") for row in facts if row["page"] == page and row["box"]]
    return _picture(view, document["document_id"], page, _around(boxes))


def _line(view: View, document: ListedDocument, cited: int, figures: Sequence[str]) -> list[Content]:
    """Return the picture of a line whose place its facts do not tell: it has none, or its page was drawn."""
    words, library = view.words, view.library
    name, sha256 = document["source_name"], document["sha256"]
    found = next((line for line in library.lines(name, sha256) or () if line.number == cited), None)
    if found is None:
        return []
    is_drawn = library.is_drawn(sha256)
    if not library.has_pages(name, sha256):
        is_missed = library.is_drawable(name, sha256)
        return [html.P(words("viewer.not_drawn"), className="footnote")] if is_missed else []
    if found.page is None:
        return [html.P(words("viewer.no_page"), className="footnote")] if is_drawn else []
    guesses = guessed(view, document["document_id"], cited)
    if guesses:
        return _scanned(view, document["document_id"], found.page, guesses, figures)
    cells = list(zip(found.cells, found.boxes, strict=False))
    marked = [box for text, box in cells if any(is_marked for _, is_marked in pieces(text, figures))]
    # Where a figure stands on another page than its line's beginning, a frame would be around less than it.
    box = _around([one for one in marked or found.boxes if one]) if all(marked) else None
    said = ["viewer.drawn"] if is_drawn else []
    said += ["viewer.no_frame"] if is_drawn and box is None else []
    notes = [html.P(words(each, page=f"{found.page:,}"), className="footnote") for each in said]
    return [*_picture(view, document["document_id"], found.page, box), *notes]


def _picture(view: View, document_id: str, page: int, box: Edges | None) -> list[Content]:
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


def guessed(view: View, document_id: str, line: int) -> list[SetAside]:
    """Return what was guessed of the letters of a scanned page, which is a line of its document."""
    aside = documents.set_aside(view.connection, document_id)
    found = [row for row in aside if row["line"] == line and row["reason"] == GUESSED]
    # From the top of the page downwards.
    return sorted(found, key=lambda row: float((row["box"] or "0 0").split(" ")[1]))


def _scanned(
    view: View, document_id: str, page: int, guesses: Sequence[SetAside], figures: Sequence[str]
) -> list[Content]:
    """Return the picture of a scanned page, the asked guess framed, and all that was guessed beside it."""
    words = view.words
    asked = [row["box"].split(" ") for row in guesses if row["text"] in figures and row["box"]]

    def guess(row: SetAside) -> Content:
        href = view.link_to_line(document_id, row["line"], row["text"])
        return html.Link(html.Span(row["text"], lang="ko"), href=href)

    table = table_of(
        words("viewer.guessed_caption"), [Column(code="text")], guesses, view.context(),
        cells={"text": guess}, name="guessed",
    )  # fmt: skip
    return [
        *_picture(view, document_id, page, _around(asked) if len(asked) == 1 else None),
        html.H3(words("viewer.guessed")),
        html.P(words("aside.letters_guessed.text"), className="footnote"),
        table,
    ]


def _around(boxes: Sequence[Sequence[str | float]]) -> Edges | None:
    if not boxes:
        return None
    left, top, right, bottom = zip(*(map(float, box) for box in boxes), strict=True)
    return min(left), min(top), max(right), max(bottom)


def _sheet(view: View, document: ListedDocument, cited: int, placed: Row) -> list[Content]:
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
