"""From an address to a page: reads it, finds what it is about, renders, and says plainly what went wrong."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import unquote

from sqlalchemy.exc import DBAPIError

from dashboard.answers import answers, feeds, remarks
from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswersError
from dashboard.shell.filters import BUILD, Problem, Reading, from_query
from dashboard.shell.frame import Frame, bare, framed, page_title
from dashboard.shell.notice import first_report, unknown_build, whole_page
from dashboard.shell.page import Page, View
from dashboard.shell.preferences import Preferences, preferences
from dashboard.ui.format import Formatter
from dashboard.ui.fragment import Element
from dashboard.ui.labels import Words, load
from dashboard.warehouse.library import Library
from dashboard.warehouse.scopes import resolve, subject_home
from dashboard.warehouse.snapshots import Snapshot, Snapshots, UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from dashboard.warehouse.thresholds import thresholds

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page for one reader: its content and the title of the browser's tab.

    status: the one of HTTP. is_lasting: whether it stays the same as long as warehouse and files do, so that
    it may be kept.
    """

    content: Element
    title: str
    preferences: Preferences
    status: int = 200
    is_lasting: bool = False


class Router:
    """Renders the pages over the snapshots of one warehouse."""

    def __init__(
        self,
        snapshots: Snapshots,
        pages: Sequence[Page],
        library: Library | None = None,
        desk: Callable[[], Desk] | None = None,
        may_load: Callable[[], bool] = lambda: False,
    ) -> None:
        """desk: the answers as the reader of the request under way has them. may_load: whether that reader
        may hand documents in.
        """
        self._snapshots = snapshots
        self._pages = tuple(pages)
        self._library = library or Library()
        self._desk = desk
        self._may_load = may_load

    def rendered(self, pathname: str, search: str | None, kept: object) -> Rendered:
        """Return the page of an address. Whatever happens, the reader gets a page with a way on."""
        page = self.match(pathname)
        reading = from_query(search, () if page is None else page.own)
        chosen, problems = preferences(kept, reading)
        words = load(chosen.lang)
        if page is None:
            text = [words("unknown.text", path=_shortened(unquote(pathname or "")))]
            return _alone(words, chosen, words("unknown.title"), text, status=404)
        try:
            with self._snapshots.snapshot(build=reading.build) as snapshot:
                return self._rendered(snapshot, page, pathname, reading, chosen, problems, words)
        except WarehouseError as error:
            return self._without_warehouse(error, chosen, words)
        except UnknownBuildError as error:
            return _without_build(error, pathname, reading, chosen, words)
        except Exception as error:  # noqa: BLE001 -- a reader is owed a page; it is logged
            _LOG.exception("%s cannot be rendered", page.code)
            if reading.build is not None and isinstance(error, DBAPIError):
                return _of_another_version(pathname, reading, chosen, words)
            return _alone(words, chosen, words("failed.title"), [words("failed.text")], status=500)

    def view_of(
        self, snapshot: Snapshot, page: Page, pathname: str, reading: Reading, chosen: Preferences
    ) -> tuple[View | None, tuple[Problem, ...], str | None]:
        """Return the view of an address in a build, what could not be used of it, and its subject."""
        connection, audience = snapshot.connection, self._snapshots.audience()
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
            snapshot=snapshot,
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
            role=None if audience is None else audience.role,
            desk=None if self._desk is None else self._desk(),
            may_load=self._may_load(),
        )
        view, meaningless = _with_known_codes(page, view)
        view, unusable = _with_readable(page, view)
        meaningless = (*meaningless, *unusable)
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
        with self._snapshots.snapshot(build=build or reading.build) as snapshot:
            view, _, _ = self.view_of(snapshot, page, pathname, reading, chosen)
            is_found = view is not None and (page.subject is None or view.subject is not None)
            yield page, view if is_found else None

    def reader(self) -> tuple[str | None, bool]:
        """Return the role of who makes the request under way, and whether they may hand documents in."""
        audience = self._snapshots.audience()
        return None if audience is None else audience.role, self._may_load()

    def standing(self, pathname: str) -> Hashable | None:
        """Return what the page of an address stands on; another one means that it is to be rendered anew.

        The audience is part of it: what one reader was shown is not for another, whose warehouse is another
        one, and whose rights the page says. None: it cannot be told, and nothing may be kept.
        """
        page = self.match(pathname)
        if page is None:
            return None
        try:
            version = (self._snapshots.audience(), self._snapshots.store().version(), self._may_load())
        except WarehouseError:
            return None
        if page.shows_answers:
            return self._with_answers(version)
        if not page.shows_files:
            return version
        files = self._library.version()
        return None if files is None else (version, files, self._snapshots.kept())

    def _with_answers(self, version: Hashable) -> Hashable | None:
        """What a page with answers stands on: what is written, and whether the reader may write."""
        if self._desk is None:
            return version
        desk = self._desk()
        try:
            with desk.store.reading() as connection:
                counts = tuple(written.count(connection) for written in (answers, remarks, feeds))
                return version, counts, desk.writer is None
        except AnswersError:
            return None

    def is_outdated(self, build: str | None) -> bool:
        """Whether the newest build holds something else than the one with a load id. It costs no query.

        build: None where nothing was published.
        """
        try:
            newest = self._snapshots.newest.version()
        except WarehouseError:
            return False
        return build is None or not self._snapshots.is_same(newest, build)

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
        snapshot: Snapshot,
        page: Page,
        pathname: str,
        reading: Reading,
        chosen: Preferences,
        problems: Sequence[Problem],
        words: Words,
    ) -> Rendered:
        view, unresolved, subject = self.view_of(snapshot, page, pathname, reading, chosen)
        if view is None:
            return self._of_nothing(words, chosen, "no_documents", [words("no_documents.text")])
        problems = [*reading.problems, *problems, *unresolved]
        if page.subject is not None and view.subject is None:
            home = self.page_of(page.part_of or self._pages[0].code)
            title = words(f"unknown.{page.subject}")
            text = [words("unknown.subject", value=_shortened(subject or ""))]
            view = replace(view, own={})
            content = whole_page(title, text, (words(f"{home.code}.title"), view.link(home.path)))
            whole = framed(Frame(home, self._pages, home.path, problems), view, [content])
            return Rendered(
                whole, page_title(home, view), chosen, status=404, is_lasting=not snapshot.is_draft
            )
        path = pathname.rstrip("/") or "/"
        whole = framed(Frame(page, self._pages, path, problems), view, page.render(view))
        # Who may see a draft is asked each time.
        return Rendered(whole, page_title(page, view), chosen, is_lasting=not snapshot.is_draft)

    def _without_warehouse(self, error: WarehouseError, chosen: Preferences, words: Words) -> Rendered:
        _LOG.warning("no warehouse: %s", error)
        text = [words(f"no_warehouse.{error.reason}", file=error.path.name), words("no_warehouse.then")]
        is_missing = error.reason == "missing"
        return self._of_nothing(words, chosen, "no_warehouse", text, status=503, may_load=is_missing)

    def _of_nothing(
        self,
        words: Words,
        chosen: Preferences,
        code: str,
        text: Sequence[str],
        status: int = 200,
        *,
        may_load: bool = True,
    ) -> Rendered:
        """Return the page where there is nothing to show yet. may_load: whether a first report mends that."""
        title = words(f"{code}.title")
        if may_load and self._may_load():
            content = first_report(title, words)
            return Rendered(
                bare(words, chosen, title, content), f"{title} · {words('frame.product')}", chosen, status
            )
        return _alone(words, chosen, title, text, "python -m etl", status)


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
    for name, codes in page.lists_in(view).items():
        if name in own:
            text = own.pop(name)
            if unknown := codes.unknown(text):
                problems.append(Problem(name, _shortened(", ".join(unknown)), "malformed"))
            if known := codes.write(codes.read(text)):
                own[name] = known
    return replace(view, own=own), tuple(problems)


def _with_readable(page: Page, view: View) -> tuple[View, tuple[Problem, ...]]:
    """Leave out what the page itself cannot read, and say so."""
    wrong = {n: v for n, v in view.own.items() if n in page.readable and not page.readable[n](v)}
    known = {n: v for n, v in view.own.items() if n not in wrong}
    problems = tuple(Problem(n, _shortened(v), "malformed") for n, v in wrong.items())
    return replace(view, own=known), problems


def _without_build(
    error: UnknownBuildError, pathname: str, reading: Reading, chosen: Preferences, words: Words
) -> Rendered:
    """Return the page for a build that is not kept: which there are, each with the way to the same view."""
    write = Formatter(words, chosen.unit)
    ways = [
        (write.moment(build.made_at), _address(pathname, reading, chosen, build.load_id))
        for build in error.known
    ]
    newest = (words("build.to_newest"), _address(pathname, reading, chosen, None))
    title = words("build.unknown")
    text = words("build.unknown_text", build=_shortened(error.build))
    content = bare(words, chosen, title, unknown_build(title, text, newest, ways, words))
    return Rendered(content, f"{title} · {words('frame.product')}", chosen, status=404)


def _of_another_version(pathname: str, reading: Reading, chosen: Preferences, words: Words) -> Rendered:
    title, text = words("build.outdated"), [words("build.outdated_text")]
    way = (words("build.to_newest"), _address(pathname, reading, chosen, None))
    content = bare(words, chosen, title, whole_page(title, text, way))
    return Rendered(content, f"{title} · {words('frame.product')}", chosen, status=410)


def _address(pathname: str, reading: Reading, chosen: Preferences, build: str | None) -> str:
    """Return the address of the same view in another build, or in the newest."""
    said = [pair for pair in chosen.in_url if pair[0] != BUILD]
    asked = [] if build is None else [(BUILD, build)]
    return pathname + reading.filters.to_query([*reading.own, *said, *asked])


def _alone(
    words: Words, chosen: Preferences, title: str, text: Sequence[str], code: str = "", status: int = 200
) -> Rendered:
    content = whole_page(title, text, (words("frame.home"), "/"), code)
    return Rendered(
        bare(words, chosen, title, content), f"{title} · {words('frame.product')}", chosen, status
    )


def _subject(pathname: str) -> str:
    return unicodedata.normalize("NFC", unquote(pathname.strip("/").partition("/")[2]))


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:80] + "…"
