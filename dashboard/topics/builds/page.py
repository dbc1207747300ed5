"""The builds that are kept, and what changed from one to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

from sqlalchemy import Connection

from dashboard.shell.page import PART, Choices, Page, View
from dashboard.topics.builds.changes import (
    KINDS,
    Pair,
    change_counts,
    change_list,
    change_sheet,
    finding_changes,
)
from dashboard.topics.builds.queries import Comparison, OtherVersionError, compare
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty, section
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import Column
from dashboard.warehouse.snapshots import UnknownBuildError
from etl.warehouse.builds import Build

_DEFAULT = "*"


def render(view: View) -> list[Content]:
    """Return what changed from one build to another, and the builds there are."""
    words = view.words
    parts: list[Content] = [
        html.Div(
            [html.H1(words("builds.title")), html.P(words("builds.scope"), className="headline-scope")],
            className="headline",
        )
    ]
    pair = _pair(view)
    if pair is None:
        nothing = empty(words("builds.only_one"), words("builds.how_more"))
        return [*parts, section(words("builds.changes"), [nothing]), _listing(view)]
    try:
        found = _compared(view, pair)
    except OtherVersionError:
        nothing = empty(words("build.outdated"), words("build.outdated_text"))
        return [*parts, section(words("builds.changes"), [nothing]), _listing(view)]
    return [
        *parts,
        change_counts(view, pair, found),
        change_list(view, pair, found),
        finding_changes(view, pair, found),
        _listing(view),
    ]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the changes in sight, all parts of them."""
    pair = _pair(view)
    try:
        found = None if pair is None else _compared(view, pair)
    except OtherVersionError:
        found = None
    return change_sheet(view, pair, found)


def offers(view: View) -> Choices:
    """Return the builds to compare, and the kinds of change."""
    words, write = view.words, view.format
    builds = [(build.load_id, write.moment(build.made_at)) for build in view.snapshot.others()]
    return {
        "from": [(_DEFAULT, words("builds.before")), *builds],
        "to": [(_DEFAULT, words("builds.shown")), *builds],
        "what": [(_DEFAULT, words("filter.all")), *((kind, words(f"builds.{kind}")) for kind in KINDS)],
    }


def _pair(view: View) -> Pair | None:
    """The two builds to compare: those chosen, else the shown one and the one before it; None without one."""
    kept = list(view.snapshot.others())
    by_id = {build.load_id: build for build in kept}
    new = by_id.get(view.own.get("to", ""), view.snapshot.build)
    old = by_id.get(view.own.get("from", "")) or _before(new, kept)
    return None if old is None else Pair(old, new)


def _before(new: Build, kept: Sequence[Build]) -> Build | None:
    older = [build for build in kept if build < new]
    # A build that is not kept repeats the one that is: that is no build before it.
    is_repeated = new not in kept and bool(older) and older[0].facts == new.facts
    return next(iter(older[is_repeated:]), None)


def _compared(view: View, pair: Pair) -> Comparison:
    try:
        with _opened(view, pair.old) as old, _opened(view, pair.new) as new:
            return compare(old, new)
    except UnknownBuildError as error:
        # It is kept, but from a version that did not know who may see what of it.
        raise OtherVersionError from error


def _opened(view: View, build: Build) -> AbstractContextManager[Connection]:
    # The newest one may not be among the kept: it is read already.
    if build == view.snapshot.build:
        return nullcontext(view.connection)
    return view.snapshot.lend(build)


def _listing(view: View) -> html.Section:
    words, write = view.words, view.format
    kept = view.snapshot.others()
    title = words("builds.kept")
    if not kept:
        return section(title, [empty(words("builds.none_kept"), words("builds.how_more"))])

    def ways(build: Build) -> Content:
        found = [html.Link(words("builds.open"), href=view.of_build(build).link("/"))]
        if (before := _before(build, kept)) is not None:
            changes = view.link_own(view.path, **{"from": before.load_id, "to": build.load_id})
            found += [html.Link(words("builds.since_before"), href=changes)]
        return html.Span(found, className="build-ways")

    cells: dict[str, Callable[[Build], Cell]] = {
        "build": lambda build: write.moment(build.made_at),
        "load_id": lambda build: html.Code(build.load_id),
        "ways": ways,
    }
    columns = [Column(code=code) for code in cells]
    table = table_of(words("builds.kept_caption"), columns, kept, view.context(), cells=cells, name="builds")
    return section(title, [table], sentence=words("builds.kept_sentence", n=len(kept)))


PAGE = Page(
    code="builds",
    position=92,
    path="/builds",
    filters=(),
    render=render,
    sheet=download,
    part_of="sources",
    own=("from", "to", "what", PART),
    offers=offers,
    is_dated=False,
    shows_files=True,
)
