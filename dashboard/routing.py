"""From an address to a page: reads it, finds what it is about, renders, and says plainly what went wrong."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from dash.development.base_component import Component
from flask import g
from sqlalchemy import Connection

from dashboard.components.notice import whole_page
from dashboard.filters import Problem, Reading, from_query
from dashboard.format import Formatter
from dashboard.labels import Words, load
from dashboard.library import Library
from dashboard.page import Page, View
from dashboard.preferences import Preferences, preferences
from dashboard.queries.scopes import resolve, subject_home
from dashboard.queries.thresholds import thresholds
from dashboard.shell import Frame, bare, framed, page_title
from dashboard.store import Warehouse, WarehouseError

_LOG = logging.getLogger(__name__)


class Router:
    """Renders the pages over one store. role: of who is signed in, where readers sign in."""

    def __init__(
        self,
        store: Warehouse,
        pages: Sequence[Page],
        library: Library | None = None,
        role: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._store = store
        self._role = role
        self._pages = tuple(pages)
        self._library = library or Library()

    def page(self, code: str, pathname: str, search: str | None, kept: object) -> Component:
        """Return a page. Whatever happens, the reader gets a page with a way on."""
        reading = from_query(search, self.page_of(code).own)
        chosen, problems = preferences(kept, reading)
        words = load(chosen.lang)
        try:
            with self._store.connection() as connection:
                return self._rendered(connection, code, pathname, reading, chosen, problems, words)
        except WarehouseError as error:
            return self._without_warehouse(error, chosen, words)
        except Exception:  # noqa: BLE001 -- a reader is owed a page; it is logged
            _LOG.exception("%s cannot be rendered", code)
            return self.failed(chosen, words)

    def unknown(self, pathname: str, search: str | None, kept: object) -> Component:
        """Return the page for an address that leads nowhere."""
        chosen, _ = preferences(kept, from_query(search))
        words = load(chosen.lang)
        text = [words("unknown.text", path=_shortened(unquote(pathname or "")))]
        return _alone(words, chosen, words("unknown.title"), text)

    def failed(self, chosen: Preferences, words: Words) -> Component:
        """Return the page for an unexpected error."""
        return _alone(words, chosen, words("failed.title"), [words("failed.text")])

    def view_of(
        self, connection: Connection, page: Page, pathname: str, reading: Reading, chosen: Preferences
    ) -> tuple[View | None, tuple[Problem, ...], str | None]:
        """Return the view of an address, what could not be used of it, and its subject."""
        subject, home = None, None
        if page.subject is not None:
            subject = _subject(pathname)
            home = subject_home(connection, page.subject, subject)
        resolution = resolve(connection, reading.filters, home)
        if resolution.scope is None:
            return None, resolution.problems, subject
        words = load(chosen.lang)
        view = View(
            connection=connection,
            scope=resolution.scope,
            filters=resolution.filters,
            preferences=chosen,
            words=words,
            format=Formatter(words, chosen.unit),
            thresholds=thresholds(connection),
            subject=subject if home is not None else None,
            own=dict(reading.own),
            library=self._library,
            path=pathname.rstrip("/") or "/",
            role=self._role(),
        )
        view, meaningless = _with_known_codes(page, view)
        view, unknown = _with_known_choices(page, view)
        return view, (*resolution.problems, *meaningless, *unknown), subject

    @contextmanager
    def viewed(
        self, pathname: str, search: str | None, kept: object
    ) -> Iterator[tuple[Page | None, View | None]]:
        """Lend the page and view of an address, or None. WarehouseError where there is no warehouse."""
        page = self.match(pathname)
        if page is None:
            yield None, None
            return
        reading = from_query(search, page.own)
        chosen, _ = preferences(kept, reading)
        with self._store.connection() as connection:
            view, _, _ = self.view_of(connection, page, pathname, reading, chosen)
            is_found = view is not None and (page.subject is None or view.subject is not None)
            yield page, view if is_found else None

    def match(self, pathname: str) -> Page | None:
        """Return the page that an address leads to."""
        first, _, rest = pathname.strip("/").partition("/")
        for page in self._pages:
            if page.path.strip("/").partition("/")[0] == first and bool(rest) == (page.subject is not None):
                return page
        return None

    def page_of(self, code: str) -> Page:
        """Return the page with a code."""
        return next(page for page in self._pages if page.code == code)

    def _rendered(
        self,
        connection: Connection,
        code: str,
        pathname: str,
        reading: Reading,
        chosen: Preferences,
        problems: Sequence[Problem],
        words: Words,
    ) -> Component:
        page = self.page_of(code)
        view, unresolved, subject = self.view_of(connection, page, pathname, reading, chosen)
        if view is None:
            return _alone(
                words, chosen, words("no_documents.title"), [words("no_documents.text")], "python -m etl"
            )
        g.page_title = page_title(page, view)
        problems = [*reading.problems, *problems, *unresolved]
        if page.subject is not None and view.subject is None:
            home = self.page_of(page.part_of or self._pages[0].code)
            title = words(f"unknown.{page.subject}")
            text = [words("unknown.subject", value=_shortened(subject or ""))]
            view = replace(view, own={})
            g.page_title = page_title(home, view)
            content = whole_page(title, text, (words(f"{home.code}.title"), view.link(home.path)))
            return framed(Frame(home, self._pages, home.path, problems), view, [content])
        path = pathname.rstrip("/") or "/"
        return framed(Frame(page, self._pages, path, problems), view, page.render(view))

    def _without_warehouse(self, error: WarehouseError, chosen: Preferences, words: Words) -> Component:
        _LOG.warning("no warehouse: %s", error)
        text = [words(f"no_warehouse.{error.reason}", file=error.path.name), words("no_warehouse.then")]
        return _alone(words, chosen, words("no_warehouse.title"), text, "python -m etl")


def title_of_request(default: str) -> Callable[..., str]:
    """Return what Dash asks for a page's title: the one of the page that this request rendered."""

    def title(**_path: Any) -> str:  # noqa: ANN401 -- Dash passes the parts of the path
        return str(g.get("page_title", default))

    return title


def _with_known_choices(page: Page, view: View) -> tuple[View, tuple[Problem, ...]]:
    """Leave out what the page's own filters do not offer, and say so."""
    if page.offers is None or (page.subject is not None and view.subject is None):
        return view, ()
    offered = {name: {value for value, _ in choices} for name, choices in page.offers(view).items()}
    wrong = {n: v for n, v in view.own.items() if n in offered and v not in offered[n]}
    known = {n: v for n, v in view.own.items() if n not in wrong}
    problems = tuple(Problem(n, _shortened(v), "unknown_value") for n, v in wrong.items())
    return replace(view, own=known), problems


def _with_known_codes(page: Page, view: View) -> tuple[View, tuple[Problem, ...]]:
    """Leave out the codes that a list of the address does not know, and say so."""
    own, problems = dict(view.own), []
    for name, codes in page.lists.items():
        if name in own:
            text = own.pop(name)
            if unknown := codes.unknown(text):
                problems.append(Problem(name, _shortened(", ".join(unknown)), "malformed"))
            if known := codes.write(codes.read(text)):
                own[name] = known
    return replace(view, own=own), tuple(problems)


def _alone(words: Words, chosen: Preferences, title: str, text: Sequence[str], code: str = "") -> Component:
    g.page_title = f"{title} · {words('frame.product')}"
    content = whole_page(title, text, (words("frame.home"), "/"), code)
    return bare(words, chosen, title, content)


def _subject(pathname: str) -> str:
    return unicodedata.normalize("NFC", unquote(pathname.strip("/").partition("/")[2]))


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:80] + "…"
