"""Trends: revenue, expenditure, themes, programmes, goals and series over the years, like beside like."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.doubt import DOUBTED, READABLE, leaves_out, switch
from dashboard.shell.download import table_sheet
from dashboard.shell.headline import headline
from dashboard.shell.page import PART, Choices, Page, View
from dashboard.topics.trends.panel import trend_panel
from dashboard.topics.trends.queries import KINDS, Point, Subject, subjects
from dashboard.topics.trends.trend_list import program_changes, trend_section
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import DOCUMENT, LINE, Column

_COLUMNS = (
    *(
        Column(code=code, field=code)
        for code in (
            "what", "label", "period", "basis", "value", "value_unit", "as_of", "partial", "comparable",
            "previous_year", "change", "change_rate",
        )
    ),
    DOCUMENT,
    LINE,
)  # fmt: skip


def render(view: View) -> list[Content]:
    """Return every kind of subject side by side; with `subject=` in the address, that one alone."""
    words = view.words
    chosen = view.own.get("subject")
    if chosen is not None:
        for subject in _subjects(view):
            if subject.code == chosen:
                own = [one for one in _every(view) if one.code == chosen]
                return _one(view, subject, _switch(view, own))
    title = headline(view, words("trends.title"), path="/trends")
    found = _subjects(view, view.filters.directions)
    changes = program_changes(view)
    if not found and changes is None:
        if view.filters.direction is not None:
            way = (words("filter.clear"), view.link("/trends", direction=None))
            return [title, empty(words("trends.none_of_direction"), words("empty.loosen"), way)]
        way = (words("overview.title"), view.link("/"))
        return [title, empty(words("trends.none"), words("trends.what_to_do"), way)]
    parts: list[Content] = [title, *_switch(view, _every(view, view.filters.directions))]
    missing = []
    for kind in KINDS:
        of_kind = [subject for subject in found if subject.kind == kind]
        if of_kind:
            parts.append(trend_section(view, kind, of_kind))
        elif view.filters.direction is None:
            missing.append(kind)
        if kind == "lineage" and changes is not None:
            parts.append(changes)
    if missing:
        why = [
            html.Li([html.Strong(words(f"trends.{kind}")), words(f"trends.{kind}_none")]) for kind in missing
        ]
        parts.append(section(words("trends.missing"), [html.Ul(why, className="plain-list missing-list")]))
    return parts


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return every figure of the subjects in sight."""
    words = view.words
    chosen = view.own.get("subject")
    shown = _subjects(view, () if chosen else view.filters.directions)
    rows = [
        _row(subject, point, words)
        for subject in shown
        if chosen in (None, subject.code)
        for point in subject.points
    ]
    return table_sheet(view, "trends", _COLUMNS, rows)


def _row(subject: Subject, point: Point, words: Words) -> Row:
    document_id, line = point.place
    return {
        "what": words(f"trends.{subject.kind}"),
        "label": subject.name,
        "period": point.period,
        "basis": words(f"basis.{subject.noun}_{point.basis}"),
        "value": point.value,
        "value_unit": words("unit.won") if point.unit is None else point.unit,
        "as_of": point.as_of,
        "partial": _partial(point, words),
        "comparable": words("changes.comparable" if point.is_comparable else "changes.not_comparable"),
        "previous_year": point.previous,
        "change": point.change,
        "change_rate": point.change_percent,
        "document_id": document_id,
        "line": line,
    }


def _partial(point: Point, words: Words) -> str:
    if point.is_partial is None:
        return words("undated.partial")
    return words(f"trends.{'is' if point.is_partial else 'not'}_partial")


def offers(view: View) -> Choices:
    """Return the subjects that can be looked at alone."""
    found = [
        (
            subject.code,
            view.words("trends.choice", kind=view.words(f"trends.{subject.kind}_short"), name=subject.name),
        )
        for subject in _subjects(view)
    ]
    return {"subject": found} if found else {}


def _subjects(view: View, direction_ids: Sequence[str] = ()) -> list[Subject]:
    """Return the subjects as they are drawn; of one that has a single sure figure nothing can be followed."""
    found = _every(view, direction_ids)
    sure = [subject.sure for subject in found] if leaves_out(view) else found
    return [subject for subject in sure if len(subject.periods) > 1]


def _every(view: View, direction_ids: Sequence[str] = ()) -> list[Subject]:
    organization_id = view.scope.organization_id
    return subjects(view.connection, organization_id, direction_ids, in_english=view.words.language != "ko")


def _switch(view: View, found: Sequence[Subject]) -> list[Content]:
    return switch(view, sum(subject.doubted for subject in found))


def _one(view: View, subject: Subject, told: Sequence[Content]) -> list[Content]:
    words = view.words
    back = html.Link(words("trends.all"), href=view.link_own("/trends", subject=None))
    kicker = html.Span(
        [html.Span(part, className="kicker-part") for part in (back, words(f"trends.{subject.kind}"))]
    )
    name = printed(subject.name, words) if subject.is_printed else subject.name
    panel = trend_panel(view, subject)
    more = None
    if subject.program_id is not None:
        more = (words("trends.to_program"), view.link_to("programs", subject.program_id))
    note = html.P(words(f"trends.{subject.kind}_note"), className="footnote")
    return [
        headline(view, name, kicker=kicker, path="/trends"),
        section(words("trends.one"), [*told, panel, note], more=more, name="trends-one"),
    ]


PAGE = Page(
    code="trends",
    position=28,
    path="/trends",
    filters=("org", "year", "direction"),
    render=render,
    sheet=download,
    own=("subject", PART, DOUBTED),
    readable=READABLE,
    offers=offers,
)
