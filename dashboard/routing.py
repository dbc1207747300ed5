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
from sqlalchemy.exc import DBAPIError

from dashboard.components.notice import unknown_build, whole_page
from dashboard.filters import BUILD, Problem, Reading, from_query
from dashboard.format import Formatter
from dashboard.labels import Words, load
from dashboard.library import Library
from dashboard.page import Page, View
from dashboard.preferences import Preferences, preferences
from dashboard.queries.scopes import resolve, subject_home
from dashboard.queries.thresholds import thresholds
from dashboard.shelf import Edition, Shelf, UnknownBuildError
from dashboard.shell import Frame, bare, framed, page_title
from dashboard.store import WarehouseError

_LOG = logging.getLogger(__name__)


class Router:
    """Renders the pages over one shelf of builds."""

    def __init__(self, shelf: Shelf, pages: Sequence[Page], library: Library | None = None) -> None:
        self._shelf = shelf
        self._pages = tuple(pages)
        self._library = library or Library()

    def page(self, code: str, pathname: str, search: str | None, kept: object) -> Component:
        """Return a page. Whatever happens, the reader gets a page with a way on."""
        reading = from_query(search, self.page_of(code).own)
        chosen, problems = preferences(kept, reading)
        words = load(chosen.lang)
        try:
            with self._shelf.edition(build=reading.build) as edition:
                return self._rendered(edition, code, pathname, reading, chosen, problems, words)
        except WarehouseError as error:
            return self._without_warehouse(error, chosen, words)
        except UnknownBuildError as error:
            return _without_build(error, pathname, reading, chosen, words)
        except Exception as error:  # noqa: BLE001 -- a reader is owed a page; it is logged
            _LOG.exception("%s cannot be rendered", code)
            if reading.build is not None and isinstance(error, DBAPIError):
                return _of_another_version(pathname, reading, chosen, words)
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
        self, edition: Edition, page: Page, pathname: str, reading: Reading, chosen: Preferences
    ) -> tuple[View | None, tuple[Problem, ...], str | None]:
        """Return the view of an address in a build, what could not be used of it, and its subject."""
        connection = edition.connection
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
            edition=edition,
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
        )
        view, meaningless = _with_known_codes(page, view)
        view, unknown = _with_known_choices(page, view)
        return view, (*resolution.problems, *meaningless, *unknown), subject

    @contextmanager
    def viewed(
        self, pathname: str, search: str | None, kept: object, *, build: str | None = None
    ) -> Iterator[tuple[Page | None, View | None]]:
        """Lend the page and view of an address, or None. WarehouseError where there is no warehouse.

        build: that of the page in sight, whatever its address says. UnknownBuildError where it is gone.
        """
        page = self.match(pathname)
        if page is None:
            yield None, None
            return
        reading = from_query(search, page.own)
        chosen, _ = preferences(kept, reading)
        with self._shelf.edition(build=build or reading.build) as edition:
            view, _, _ = self.view_of(edition, page, pathname, reading, chosen)
            is_found = view is not None and (page.subject is None or view.subject is not None)
            yield page, view if is_found else None

    def is_outdated(self, build: str) -> bool:
        """Whether the newest build holds something else than the one with a load id. It costs no query."""
        try:
            newest = self._shelf.store().version()
        except WarehouseError:
            return False
        return not self._shelf.is_same(newest, build)

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
        edition: Edition,
        code: str,
        pathname: str,
        reading: Reading,
        chosen: Preferences,
        problems: Sequence[Problem],
        words: Words,
    ) -> Component:
        page = self.page_of(code)
        view, unresolved, subject = self.view_of(edition, page, pathname, reading, chosen)
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


def _without_build(
    error: UnknownBuildError, pathname: str, reading: Reading, chosen: Preferences, words: Words
) -> Component:
    """Return the page for a build that is not kept: which there are, each with the way to the same view."""
    write = Formatter(words, chosen.unit)
    ways = [
        (write.moment(build.made_at), _address(pathname, reading, chosen, build.load_id))
        for build in error.known
    ]
    newest = (words("build.to_newest"), _address(pathname, reading, chosen, None))
    title = words("build.unknown")
    g.page_title = f"{title} · {words('frame.product')}"
    text = words("build.unknown_text", build=_shortened(error.build))
    return bare(words, chosen, title, unknown_build(title, text, newest, ways, words))


def _of_another_version(pathname: str, reading: Reading, chosen: Preferences, words: Words) -> Component:
    title, text = words("build.outdated"), [words("build.outdated_text")]
    g.page_title = f"{title} · {words('frame.product')}"
    way = (words("build.to_newest"), _address(pathname, reading, chosen, None))
    return bare(words, chosen, title, whole_page(title, text, way))


def _address(pathname: str, reading: Reading, chosen: Preferences, build: str | None) -> str:
    """Return the address of the same view in another build, or in the newest."""
    said = [pair for pair in chosen.in_url if pair[0] != BUILD]
    asked = [] if build is None else [(BUILD, build)]
    return pathname + reading.filters.to_query([*reading.own, *said, *asked])


def _alone(words: Words, chosen: Preferences, title: str, text: Sequence[str], code: str = "") -> Component:
    g.page_title = f"{title} · {words('frame.product')}"
    content = whole_page(title, text, (words("frame.home"), "/"), code)
    return bare(words, chosen, title, content)


def _subject(pathname: str) -> str:
    return unicodedata.normalize("NFC", unquote(pathname.strip("/").partition("/")[2]))


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:80] + "…"
