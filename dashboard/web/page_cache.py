"""A page on its way to the browser: as the answer of Dash's page callback, and inside the first document.

What a reader has opened is kept as bytes, under its address, its preferences and what it stands on, and
given to the next one: rendering, writing and compressing it again would give the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final
from urllib.parse import quote, unquote

import orjson
from dash.development.base_component import Component
from flask import Response, request

from dashboard.shell.preferences import CHOICES
from dashboard.shell.routing import Rendered, Router
from dashboard.ui.fragment import fragment, html_of
from dashboard.web.packed import Packed

UPDATE: Final = "/_dash-update-component"
_PAGE: Final = ".._pages_content.children..._pages_store.data.."
_MOST_BYTES: Final = 16 * 1024 * 1024
"""Packed: some two thousand views."""
_LONGEST_SEARCH: Final = 2048
# No text of a page holds this: in a text, the quotation marks are escaped.
_A_GRID: Final = b'"namespace":"dash_ag_grid"'
_WRITTEN: Final = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY


class PageCache:
    """Answers with pages, and keeps the views that were opened last."""

    def __init__(self, router: Router, grid: Sequence[Mapping[str, str]]) -> None:
        """grid: what a page with a grid has to load."""
        self._router = router
        self._grid = list(grid)
        self._turn = threading.Lock()
        self._kept: OrderedDict[Hashable, Packed] = OrderedDict()
        self._bytes = 0

    def answer(self) -> Response | None:
        """Answer the request under way where it asks for a page in Dash's own words; None for all others."""
        if request.path != UPDATE or request.method != "POST":
            return None
        asked = _asked(request.get_data())
        if asked is None:
            return None
        pathname, search, preferences = asked
        key = self._key("answer", pathname, search, preferences)
        found = self._find(key)
        if found is None:
            rendered = self._router.rendered(pathname, search, preferences)
            found = Packed(self._written(rendered))
            self._keep(key, found, rendered)
        return found.response("application/json")

    def document(self, framed: Callable[[Rendered, str], str]) -> Response:
        """Return the first document of the address under way. framed: puts a page's first look in it."""
        search = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
        pathname = quote(request.path)
        preferences = kept_in_cookie(request.cookies.get("preferences"))
        key = self._key("document", pathname, search, preferences)
        found = self._find(key)
        if found is None:
            rendered = self._router.rendered(pathname, search, preferences)
            found = Packed(framed(rendered, html_of(rendered.content)).encode(), rendered.status)
            self._keep(key, found, rendered)
        response = found.response("text/html; charset=utf-8")
        # A browser asks again each time: yesterday's figures are no page of today. It is this reader's page.
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    def _key(self, kind: str, pathname: str, search: str, preferences: object) -> Hashable | None:
        standing = self._router.standing(pathname)
        if standing is None or len(search) > _LONGEST_SEARCH:
            return None
        chosen = preferences if isinstance(preferences, dict) else {}
        # Junk in the browser's store is no choice, and makes no view of its own.
        held = tuple(value if (value := chosen.get(k)) in CHOICES[k] else None for k in CHOICES)
        return kind, standing, pathname, search, held

    def _find(self, key: Hashable | None) -> Packed | None:
        with self._turn:
            found = None if key is None else self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Hashable | None, found: Packed, rendered: Rendered) -> None:
        if key is None or not rendered.is_lasting:
            return
        with self._turn:
            if key not in self._kept:
                self._kept[key] = found
                self._bytes += len(found)
            while self._bytes > _MOST_BYTES:
                _, left = self._kept.popitem(last=False)
                self._bytes -= len(left)

    def _written(self, rendered: Rendered) -> bytes:
        page = {
            "_pages_content": {"children": fragment(rendered.content)},
            "_pages_store": {"data": {"title": rendered.title}},
        }
        written = orjson.dumps(
            {"multi": True, "response": page}, default=Component.to_plotly_json, option=_WRITTEN
        )
        if _A_GRID in written:
            # The renderer loads these before it draws the page, unless it has them.
            return written[:-1] + b',"dist":' + orjson.dumps(self._grid) + b"}"
        return written


def kept_in_cookie(cookie: str | None) -> object:
    """Return what a browser keeps, as its cookie says it; None where it says nothing that can be read."""
    try:
        return orjson.loads(unquote(cookie or ""))
    except ValueError:
        return None


def _asked(body: bytes) -> tuple[str, str, object] | None:
    """Return the path, query and preferences that a body asks a page for; None where it asks otherwise."""
    try:
        asked = orjson.loads(body)
        if asked["output"] != _PAGE:
            return None
        values = {
            (item["id"], item["property"]): item.get("value") for item in (*asked["inputs"], *asked["state"])
        }
        pathname = values["_pages_location", "pathname"]
        search = values["_pages_location", "search"] or ""
        preferences = values["preferences", "data"]
    except (KeyError, TypeError, ValueError):
        return None
    if not isinstance(pathname, str) or not isinstance(search, str):
        return None
    return pathname, search, preferences
