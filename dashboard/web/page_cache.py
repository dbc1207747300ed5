"""A page on its way to the browser: as the answer of Dash's page callback, and inside the first document.

What a reader has opened is kept as bytes, under its address, its preferences and what it stands on, and
given to the next one: rendering, writing and compressing it again would give the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

import orjson
from dash.development.base_component import Component
from flask import Response, request

from dashboard.shell.preferences import CHOICES
from dashboard.shell.routing import Rendered, Router
from dashboard.ui.fragment import fragment, html_of
from dashboard.web.packed import Packed
from dashboard.web.shared_pages import Asked, SharedPages

UPDATE: Final = "/_dash-update-component"
_PAGE: Final = ".._pages_content.children..._pages_store.data.."
_MOST_BYTES: Final = 16 * 1024 * 1024
"""Packed: some two thousand views."""
_LONGEST_SEARCH: Final = 2048
_FOUND: Final = 200
ANSWER: Final = "answer"
LOOK: Final = "look"
# No text of a page holds this: in a text, the quotation marks are escaped.
_A_GRID: Final = b'"namespace":"dash_ag_grid"'
_WRITTEN: Final = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY


@dataclass(frozen=True, slots=True)
class Look:
    """A page as its first document holds it, and what that says of it."""

    title: str
    lang: str
    unit: str
    status: int
    html: str

    def written(self) -> bytes:
        """Return it as a text that `read` reads again."""
        return orjson.dumps([self.title, self.lang, self.unit, self.status, self.html])

    @classmethod
    def read(cls, text: bytes) -> Look:
        """Return what was written."""
        return cls(*orjson.loads(text))


class PageCache:
    """Answers with pages, and keeps the views that were opened last."""

    def __init__(self, router: Router, grid: Sequence[Mapping[str, str]], shared: SharedPages) -> None:
        """grid: what a page with a grid has to load. shared: the views that other workers have made."""
        self._router = router
        self._grid = list(grid)
        self._shared = shared
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
        return self._packed(ANSWER, *asked, self._sent).response("application/json")

    def document(self, framed: Callable[[Look], str]) -> Response:
        """Return the first document of the address under way. framed: puts a page's first look in it."""
        search = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
        preferences = kept_in_cookie(request.cookies.get("preferences"))

        def packed(text: bytes) -> Packed:
            look = Look.read(text)
            return Packed(framed(look).encode(), look.status)

        response = self._packed(LOOK, quote(request.path), search, preferences, packed).response(
            "text/html; charset=utf-8"
        )
        # A browser asks again each time: yesterday's figures are no page of today. It is this reader's page.
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    def _packed(
        self, kind: str, pathname: str, search: str, preferences: object, packed: Callable[[bytes], Packed]
    ) -> Packed:
        """Return a view as it is sent: one that was opened before, here or in another worker, or a new one.

        packed: makes what is sent of what the workers share.
        """
        asked = Asked(pathname, search, _held(preferences), *self._router.reader())
        standing = self._router.standing(pathname)
        if standing is None or len(search) > _LONGEST_SEARCH:
            rendered = self._router.rendered(pathname, search, preferences)
            return packed(_texts(kind, rendered)[kind])
        key = kind, standing, asked
        found = self._find(key)
        if found is not None:
            return found
        is_shared = self._may_be_shared(pathname, search)
        # The first who wants it makes it, others wait.
        with self._shared.turn(standing, kind, asked):
            found = self._find(key)
            if found is not None:
                return found
            text = self._shared.get(standing, kind, asked) if is_shared else None
            if text is not None:
                found = packed(text)
                self._keep(key, found)
                return found
            rendered = self._router.rendered(pathname, search, preferences)
            texts = _texts(kind, rendered)
            found = packed(texts[kind])
            if rendered.is_lasting:
                self._keep(key, found)
                for each, text in texts.items() if is_shared and rendered.status == _FOUND else ():
                    self._shared.put(standing, each, asked, text)
        return found

    def _may_be_shared(self, pathname: str, search: str) -> bool:
        """Whether a view may be kept on the disk: not where the address says what was searched for."""
        page = self._router.match(pathname)
        return page is not None and not any(f"{key}=" in search for key in page.live)

    def _find(self, key: Hashable) -> Packed | None:
        with self._turn:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Hashable, found: Packed) -> None:
        with self._turn:
            if key not in self._kept:
                self._kept[key] = found
                self._bytes += len(found)
            while self._bytes > _MOST_BYTES:
                _, left = self._kept.popitem(last=False)
                self._bytes -= len(left)

    def _sent(self, text: bytes) -> Packed:
        if _A_GRID in text:
            # The renderer loads these before it draws the page, unless it has them.
            return Packed(text[:-1] + b',"dist":' + orjson.dumps(self._grid) + b"}")
        return Packed(text)


def page_of(rendered: Rendered) -> bytes:
    """Return a page as Dash's renderer is sent it."""
    page = {
        "_pages_content": {"children": fragment(rendered.content)},
        "_pages_store": {"data": {"title": rendered.title}},
    }
    return orjson.dumps({"multi": True, "response": page}, default=Component.to_plotly_json, option=_WRITTEN)


def look_of(rendered: Rendered) -> Look:
    """Return the first look of a page."""
    chosen = rendered.preferences
    return Look(rendered.title, chosen.lang, chosen.unit, rendered.status, html_of(rendered.content))


def _texts(kind: str, rendered: Rendered) -> dict[str, bytes]:
    """Return what is asked for of a page. Whoever gets its first look asks for the page right after it."""
    if kind == ANSWER:
        return {ANSWER: page_of(rendered)}
    return {LOOK: look_of(rendered).written(), ANSWER: page_of(rendered)}


def _held(preferences: object) -> tuple[str | None, ...]:
    chosen = preferences if isinstance(preferences, dict) else {}
    # Junk in the browser's store is no choice, and makes no view of its own.
    return tuple(value if (value := chosen.get(key)) in CHOICES[key] else None for key in CHOICES)


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
