"""The pictures of documents' pages, to whoever may see the document: /sources/<document>/pages/<page>.png."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Blueprint, Response, abort, request

from dashboard.topics.documents import queries as documents
from dashboard.warehouse.facsimiles import Box
from dashboard.warehouse.library import Library
from dashboard.warehouse.snapshots import Snapshots, UnknownBuildError
from dashboard.warehouse.store import WarehouseError

_BOX = re.compile(r"\d{1,6}(?:\.\d{1,3})?(?: \d{1,6}(?:\.\d{1,3})?){3}")
_HOUR = 3600
DOTS_PER_POINT = 2
"""Of a picture; that of a page above A1 has fewer."""


def picture_address(document_id: str, page: int, box: str | None = None, build: str | None = None) -> str:
    """Return the address of a page's picture, or of the part around a box.

    box: left, top, right, bottom in points. build: the load id of an earlier build.
    """
    asked = [f"{name}={quote(value)}" for name, value in (("box", box), ("build", build)) if value]
    path = f"/sources/{quote(document_id, safe='')}/pages/{page}.png"
    return f"{path}?{'&'.join(asked)}" if asked else path


def page_pictures(snapshots: Snapshots, library: Library) -> Blueprint:
    """Return the routes. 404 where there is no such document, page or file, or where it may not be seen."""
    pictures = Blueprint("page_pictures", __name__)

    @pictures.get("/sources/<document_id>/pages/<int:page>.png")
    def picture(document_id: str, page: int) -> Response:
        box = _box(request.args.get("box"))
        try:
            with snapshots.snapshot(build=request.args.get("build")) as snapshot:
                found = documents.listing(snapshot.connection, document_id=document_id)
        except (WarehouseError, UnknownBuildError):
            abort(404)
        content = library.page(found[0]["source_name"], found[0]["sha256"], page, box) if found else None
        if content is None:
            abort(404)
        response = Response(content, mimetype="image/png")
        # Who may see it may change: it is kept by the reader's own browser alone, and not for long.
        response.headers["Cache-Control"] = f"private, max-age={_HOUR}"
        return response

    return pictures


def _box(asked: str | None) -> Box | None:
    if asked is None or not _BOX.fullmatch(asked):
        return None
    left, top, right, bottom = map(float, asked.split(" "))
    return left, top, right, bottom
