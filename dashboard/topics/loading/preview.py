"""What publishing a draft would change: the headline, programmes, figures, findings; and the two ways on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from operator import itemgetter

from sqlalchemy import Connection

from dashboard.loading.uploads import Upload
from dashboard.shell.filters import Filters
from dashboard.shell.headline import scope_name
from dashboard.shell.page import View
from dashboard.topics.builds.changes import Pair, change_counts, change_list, finding_changes
from dashboard.topics.builds.queries import Comparison, compare
from dashboard.topics.loading.look import Look
from dashboard.topics.overview.key_figure_queries import KeyFigures, key_figures_of
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.format import MISSING
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty, section
from dashboard.ui.table import Column
from dashboard.warehouse.scopes import Scope, organizations, resolve, scopes_of

_MOST_NAMES = 20
_NOT_READ = ("recomputed", "column_ignored", "example", "page_margin")
"""Why figures were left that nobody misses."""


def preview(
    look: Look, upload: Upload, changes: Callable[[], list[Content]], *, is_outdated: bool
) -> list[Content]:
    """Return what was read, what it would change, and the forms to publish it or throw it away.

    changes: what `changed` says. is_outdated: whether something else was published since the draft was made.
    """
    words = look.words
    parts: list[Content] = []
    if is_outdated:
        again = look.form(upload.upload_id, [look.act("again", "btn-primary", autoFocus=True)])
        text = html.P(words("loading.because_outdated"), className="notice-title")
        return [html.Div([text, again], className="notice", role="alert"), _read(look, upload)]
    council = html.Label(
        [html.Input(type="checkbox", name="council", value="yes"), html.Span(words("loading.for_council"))],
        className="load-choice",
    )
    publish = look.form(
        upload.upload_id,
        [council, html.Div([look.act("publish", "btn-primary", autoFocus=True)], className="load-acts")],
        className="load-form",
    )
    away = look.form(
        upload.upload_id,
        [look.act("throw_away"), look.act("start_over", "btn-outline-secondary")],
        className="load-acts",
    )
    parts.append(section(words("loading.decide"), [publish, away], sentence=words("loading.decide_what")))
    parts.append(_read(look, upload))
    parts += changes()
    return parts


def _read(look: Look, upload: Upload) -> html.Section:
    """What became of the document: facts by kind, and what was left by reason."""
    words = look.words
    reading, draft = upload.record("reading") or {}, upload.record("draft") or {}
    counts = sorted(reading["counts"].items(), key=lambda one: -one[1])
    left = {name: n for name, n in reading["left"].items() if name not in _NOT_READ}
    said = ", ".join(words("loading.count", name=words(f"fact.{name}"), n=n) for name, n in counts)
    parts: list[Content] = [html.P(said or words("loading.nothing_read"))]
    if left:
        rows = [
            html.Li(words("aside.reason_count", reason=words(f"aside.{reason}.name"), n=n))
            for reason, n in sorted(left.items(), key=lambda one: -one[1])
        ]
        parts.append(html.Details([html.Summary(words("loading.left", n=sum(left.values()))), html.Ul(rows)]))
    document = f"/sources/{reading['document']['document_id']}?build={draft.get('load_id')}"
    way = (words("loading.see_draft_document"), document)
    return section(words("loading.read"), parts, more=way)


def changed(view: View, to_line: Callable[[int], str], document_id: str) -> list[Content]:
    """Return what differs between a draft and what is published.

    view: of the draft. to_line: the address at which a figure of a line of its document is set right.
    """
    words, snapshot = view.words, view.snapshot
    if snapshot.newest == snapshot.build:
        return [_headlines(view, None, [document_id])]
    pair = Pair(snapshot.newest, snapshot.build)
    with snapshot.lend(snapshot.newest) as old:
        found = compare(old, view.connection)
        figures = _headlines(view, old, found.documents)
    here = replace(view, own={"from": snapshot.newest.load_id})
    only_changed = replace(here, own={**here.own, "what": "changed"})
    return [
        figures,
        _programs(view, found),
        change_list(only_changed, pair, found),
        finding_changes(here, pair, found),
        *_to_set_right(view, found, to_line, document_id),
        change_counts(here, pair, found),
        html.P(html.A(words("loading.all_changes"), href=here.link_own("/builds"))),
    ]


def _to_set_right(
    view: View, found: Comparison, to_line: Callable[[int], str], document_id: str
) -> list[Content]:
    """The lines of the draft's document that new findings speak of, each with the way to set one right."""
    lines = sorted(
        {row["line"] for kind, row in found.findings if kind == "added" and row["document_id"] == document_id}
    )
    if not lines:
        return []
    links: list[Content | str] = [view.words("loading.set_right_where"), " "]
    for line in lines[:_MOST_NAMES]:
        links += [html.A(view.words("source.line", line=f"{line:,}"), href=to_line(line)), " "]
    return [html.P(links, className="build-ways")]


def _headlines(view: View, old: Connection | None, documents: Collection[str]) -> html.Section:
    """The key figures of each report that differs, as they are published and as they would be.

    old: None where nothing is published yet.
    """
    words = view.words
    rows: list[tuple[str, str, str]] = []
    scopes = [scope for scope in _scopes(view.connection) if set(scope.document_ids) & set(documents)]
    before_it = [] if old is None else _scopes(old)
    known = {(scope.organization_id, scope.fiscal_year, scope.as_of): scope for scope in before_it}
    for scope in scopes:
        before = known.get((scope.organization_id, scope.fiscal_year, scope.as_of))
        then = None if old is None or before is None else key_figures_of(old, before, Filters())
        now = key_figures_of(view.connection, scope, Filters())
        name = f"{scope.reports[0].organization_name} {scope_name(scope, view)}"
        rows += [
            (f"{name} · {words(label)}", MISSING if then is None else tell(then), tell(now))
            for label, tell in _figures(view)
        ]
    first_old = None if old is None else resolve(old, Filters()).scope
    first_new = resolve(view.connection, Filters()).scope
    rows.append((words("loading.opens_with"), _opening(view, first_old), _opening(view, first_new)))
    columns = (Column(code="about"), Column(code="published_now"), Column(code="published_then"))
    cells: dict[str, Callable[[tuple[str, str, str]], Cell]] = {
        column.code: itemgetter(place) for place, column in enumerate(columns)
    }
    table = table_of(
        words("loading.headline_caption"), columns, rows, view.context(), cells=cells, name="load-headline"
    )
    sentence = words("loading.first_of_all") if old is None else ""
    return section(words("loading.headline"), [table], sentence=sentence)


def _scopes(connection: Connection) -> Sequence[Scope]:
    return [
        scope
        for institution in organizations(connection)
        for scope in scopes_of(connection, institution["organization_id"])
    ]


def _figures(view: View) -> list[tuple[str, Callable[[KeyFigures], str]]]:
    write = view.format
    return [
        ("field.current_won", lambda one: write.money_with_unit(one.budget["current_won"])),
        ("field.executed_won", lambda one: write.money_with_unit(one.spent["executed_won"])),
        ("loading.programs", lambda one: f"{one.programs['programs']:,}"),
        ("loading.findings", lambda one: f"{one.findings['total']:,}"),
    ]


def _opening(view: View, scope: Scope | None) -> str:
    return MISSING if scope is None else f"{scope.reports[0].organization_name} {scope_name(scope, view)}"


def _programs(view: View, found: Comparison) -> html.Section:
    """The programmes that come and those that go."""
    words, title = view.words, view.words("loading.programs_changed")
    parts: list[Content] = []
    for kind in ("added", "removed"):
        names = [one.name for one in found.changes if one.table == "program" and one.kind == kind]
        if names:
            shown = ", ".join(names[:_MOST_NAMES])
            rest = len(names) - _MOST_NAMES
            more = words("loading.and_more", n=rest) if rest > 0 else ""
            parts.append(
                html.P([html.Strong(words(f"loading.programs_{kind}", n=len(names))), " ",
                        html.Span(shown, lang="ko"), " ", more])
            )  # fmt: skip
    return section(title, parts or [empty(words("loading.programs_same"))])
