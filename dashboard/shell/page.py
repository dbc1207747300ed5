"""What a page is, and what it is given. A page is one file in `pages/` that exports one `PAGE`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import quote

from sqlalchemy import Connection

from dashboard.answers.desk import Desk
from dashboard.shell.filters import BUILD, PRESENT, CodeList, Filters
from dashboard.shell.preferences import Preferences
from dashboard.ui.cells import Context
from dashboard.ui.citation import Citation, Place
from dashboard.ui.format import Formatter
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.sheet import Sheet
from dashboard.warehouse import sources
from dashboard.warehouse.library import Library
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.snapshots import Snapshot
from etl.warehouse.builds import Build

PART = "part"
"""The key of the address that says which part of a long list is seen."""

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""What a page offers to choose from beside the filters: by key, the values with their texts."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a page may use to render itself.

    own: the keys of the address that only it reads. path: the page's own address, without its query.
    snapshot: the build that the connection reads. role: of who is signed in; None where nobody has to.
    desk: the answers as the reader has them. may_load: whether the reader may hand documents in.
    """

    connection: Connection
    snapshot: Snapshot
    scope: Scope
    filters: Filters
    preferences: Preferences
    words: Words
    format: Formatter
    thresholds: Mapping[str, str]
    subject: str | None = None
    own: Mapping[str, str] = field(default_factory=dict)
    library: Library = field(default_factory=Library)
    path: str = "/"
    role: str | None = None
    desk: Desk | None = None
    may_load: bool = False

    def link(self, path: str, **changes: str | int | date | None) -> str:
        """Return the address of a page that keeps the filters, but for the changes."""
        filters = self.filters
        for name, value in changes.items():
            filters = filters.changed(name, value)
        return path + filters.to_query(self.preferences.in_url)

    def link_to(self, page: str, subject_id: str) -> str:
        """Return the address of a subject's own page. The subject decides institution, year and direction."""
        filters = self.filters.changed("org", None)
        return f"/{page}/{quote(subject_id, safe='')}{filters.to_query(self.preferences.in_url)}"

    def link_to_line(self, document_id: str, line: int, figure: str | None = None) -> str:
        """Return the address of a line in its document's page, with a figure to mark there."""
        filters = self.filters.changed("org", None)
        own = [("line", str(line)), *([("figure", figure)] if figure else [])]
        path = f"/sources/{quote(document_id, safe='')}"
        return path + filters.to_query([*own, *self.preferences.in_url])

    def link_own(self, path: str, **changes: str | None) -> str:
        """Return the address of this page that keeps filters and own keys, but for the changes.

        A part of a long list is left for its beginning, unless the changes name one.
        """
        own = {
            name: value for name, value in {**self.own, PART: None, **changes}.items() if value is not None
        }
        return path + self.filters.to_query([*own.items(), *self.preferences.in_url])

    def presented(self, path: str, *, is_presented: bool) -> str:
        """Return the address of this page as a presentation, or as it is otherwise."""
        said = [pair for pair in self.preferences.in_url if pair[0] != PRESENT]
        asked = [(PRESENT, "1")] if is_presented else []
        own = [pair for pair in self.own.items() if pair[0] != PART]
        return path + self.filters.to_query([*own, *said, *asked])

    def of_build(self, build: Build | None) -> View:
        """Return a view whose links lead to an earlier build, or to the newest. What it reads stays."""
        kept = tuple(pair for pair in self.preferences.in_url if pair[0] != BUILD)
        added = () if build is None else ((BUILD, build.load_id),)
        return replace(self, preferences=replace(self.preferences, in_url=(*kept, *added)))

    def citations(self, places: Iterable[tuple[str | None, int | None]]) -> dict[Place, Citation]:
        """Return the citation of each place, with the way to its line that keeps the filters."""
        query = self.filters.changed("org", None).to_query(self.preferences.in_url).lstrip("?")
        found = sources.citations(self.connection, places)
        return {place: replace(citation, query=query) for place, citation in found.items()}

    def context(self, rows: Iterable[Row] = ()) -> Context:
        """Return what the cells of rows are written with; each row cites the line that it was read from."""
        places = [(row["document_id"], row["line"]) for row in rows]
        return Context(self.format, self.thresholds, self.citations(places) if places else {})


@dataclass(frozen=True, slots=True)
class Document:
    """A page as a document, to be made once its view is let go of. kinds: what makes each, by file ending.

    command: what makes the same from the command line, without the file's name. is_large: whether making it
    takes so long that it must not hold up the pages.
    """

    kinds: Mapping[str, Callable[[], bytes]]
    command: Sequence[str]
    is_large: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the product.

    code: prefix of its labels. position: its place in the navigation. path: with <subject> where the page is
    about one thing. filters: those that change what it shows. several: those of them that the filter bar
    offers several values of; what is chosen there holds on every page. subject: what kind of thing it is
    about. part_of: the code of the list that leads to it. sheet: what a download of the page holds, given the
    ids of the rows in sight. own: keys of the address that only this page reads. offers: those of them that
    the filter bar offers. lists: those of them that hold several codes. defaults: by list, what it holds
    without its key, where that is something else in a view. renews: by one of them, those that
    another value of it leaves open. is_dated: whether the page speaks of
    one report's date, or of all documents. kinds: the files that it can be taken away as. document: what
    makes those of them that are no plain table. name: what the page's subject is called, for the browser's
    tab. tables: what a workbook holds of it beside `sheet`.
    live: those keys of `own` that the browser writes into the address while the page stands. readable: by own
    key, whether a text means something there. narrowed: in words, what they narrow the page to.
    shows_files: whether it shows reports' files or kept builds too, which may come and go. shows_answers:
    whether it shows what people write.
    """

    code: str
    position: int
    path: str
    filters: tuple[str, ...]
    render: Callable[[View], Sequence[Content]]
    sheet: Callable[[View, Sequence[str] | None], Sheet]
    several: tuple[str, ...] = ()
    subject: str | None = None
    part_of: str | None = None
    counts: str = "programs"
    own: tuple[str, ...] = ()
    offers: Callable[[View], Choices] | None = None
    lists: Mapping[str, CodeList] = field(default_factory=dict)
    defaults: Callable[[View], Mapping[str, tuple[str, ...]]] = lambda _view: {}
    renews: Mapping[str, Sequence[str]] = field(default_factory=dict)
    live: tuple[str, ...] = ()
    readable: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)
    narrowed: Callable[[View], Sequence[str]] = lambda _view: ()
    is_dated: bool = True
    kinds: tuple[str, ...] = ("csv", "xlsx")
    document: Callable[[View], Document] | None = None
    name: Callable[[View], str | None] | None = None
    shows_files: bool = False
    shows_answers: bool = False
    tables: Callable[[View], Sequence[Sheet]] = lambda _view: ()

    def lists_in(self, view: View) -> dict[str, CodeList]:
        """Return the lists as they open in a view."""
        opened = self.defaults(view)
        return {
            name: replace(codes, default=opened.get(name, codes.default))
            for name, codes in self.lists.items()
        }
