"""The frame around every page: header, navigation, filter bar, the date and the documents, downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from dash import dcc
from sqlalchemy import Connection

from dashboard.shell.choosing import rules_of
from dashboard.shell.filter_bar import OPEN, Choice, filter_bar, preference_controls
from dashboard.shell.filters import NAMES, SEVERAL, Problem, ids_in
from dashboard.shell.notice import build_notice, draft_notice, problems_notice
from dashboard.shell.options import Option, institutions, options
from dashboard.shell.page import Choices, Page, View
from dashboard.shell.preferences import CHOICES, Preferences
from dashboard.shell.signed_in import signed_in
from dashboard.shell.statement import build_stated, chosen_filters, chosen_name, statement
from dashboard.topics.documents.queries import has_unpublished
from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.definitions import definitions
from dashboard.ui.download_buttons import download_buttons
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words, load
from dashboard.warehouse.reading import kept

_OPTIONAL = NAMES[3:]
_CHANGES = "builds"
"""The page that says what changed between two builds."""
_STEP = "\u2003"
"""How far an option stands in under another: a select shows no other order, and drops plain spaces."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame needs beside the page's own content."""

    page: Page
    pages: Sequence[Page]
    path: str
    problems: Sequence[Problem]


def framed(frame: Frame, view: View, content: Sequence[Content]) -> html.Div:
    """Return a whole page: the frame with the content inside."""
    words, preferences = view.words, view.preferences
    chosen = _chosen(frame.page, view)
    way_back = view.link_own(frame.path)
    choices = _choices(frame.page, view, chosen)
    notices = [] if view.snapshot.is_newest else [_build_notice(frame, view)]
    if frame.problems:
        notices.append(problems_notice(frame.problems, way_back, words))
    return html.Div(
        [
            dcc.Store(id="frame", data=_state(frame, view, chosen)),
            html.A(words("frame.skip"), href="#main", className="skip-link"),
            _header(frame, view, chosen),
            html.Div(
                [
                    filter_bar(
                        choices,
                        chosen,
                        optional=[
                            name
                            for name, found in choices.items()
                            if name not in NAMES[:3] and _may_be_open(found)
                        ],
                        several={name: ids_in(chosen[name]) for name in frame.page.several},
                        clear=_cleared(frame, view),
                        is_narrowed=bool(frame.page.narrowed(view)),
                        words=words,
                    ),
                    _context(frame.page, view, chosen),
                ],
                className="strip",
                role="region",
                **named(words("frame.strip")),
            ),
            html.Main([*notices, *content], id="main", className="page", tabIndex=-1),
            _footer(view),
            *([_presentation(frame, view)] if preferences.is_presented else []),
        ],
        className="frame presented" if preferences.is_presented else "frame",
    )


def bare(words: Words, preferences: Preferences, title: str, content: Content) -> html.Div:
    """Return a page without filters, for when there is nothing to filter or something went wrong."""
    state = {
        "title": f"{title} · {words('frame.product')}",
        "lang": words.language,
        "theme": preferences.theme,
    }
    header = html.Header(
        html.Div(html.Link(words("frame.product"), href="/", className="brand"), className="header-row"),
        className="header",
    )
    return html.Div(
        [dcc.Store(id="frame", data=state), header, html.Main(content, id="main", className="page")],
        className="frame",
    )


def page_title(page: Page, view: View) -> str:
    """Return the title of the browser's tab: what it is about first, so that tabs are told apart."""
    name = page.name(view) if page.name is not None and view.subject is not None else None
    parts = [name, view.words(f"{page.code}.title"), view.words("frame.product")]
    return " · ".join(part for part in parts if part)


def _header(frame: Frame, view: View, filtered: Mapping[str, str]) -> html.Header:
    words, preferences = view.words, view.preferences
    report = view.scope.reports[0]
    name = report.organization_name
    if words.language != "ko" and report.organization_name_en:
        name = report.organization_name_en
    chosen = {"unit": preferences.unit, "lang": preferences.lang, "theme": preferences.theme}
    choices = {key: [(value, words(f"{key}.{value}")) for value in values] for key, values in CHOICES.items()}
    brand = html.Div(
        [
            html.Link(words("frame.product"), href=view.link("/"), className="brand"),
            html.Span(name, className="institution", lang="ko" if name == report.organization_name else None),
        ],
        className="brand-row",
    )
    tools = html.Div(
        [
            preference_controls(choices, chosen, words),
            definitions(view.format, view.thresholds),
            html.Link(
                words("frame.present"),
                href=view.presented(frame.path, is_presented=True),
                className="btn btn-sm btn-outline-secondary to-presentation",
            ),
            # A document's own page shows its files where they are looked for.
            *([] if frame.page.document else [download_buttons(frame.page.kinds, words)]),
            *([] if view.role is None else [signed_in(view.role, words)]),
        ],
        className="tools",
    )
    return html.Header(
        html.Div(
            [brand, _openers(frame, view, filtered), _navigation(frame, view), tools], className="header-row"
        ),
        className="header",
    )


def _openers(frame: Frame, view: View, filtered: Mapping[str, str]) -> html.Div:
    """What a narrow screen opens the menu and the sheet of filters with (`assets/narrow.js`)."""
    words = view.words
    in_use = sum(1 for name in (*NAMES[3:], *_offers(frame.page, view)) if filtered.get(name))
    in_use += len(frame.page.narrowed(view))
    filters = words("frame.filters_in_use", n=in_use) if in_use else words("frame.filters")
    return html.Div(
        [
            html.Button(
                text,
                type="button",
                className="btn btn-sm btn-outline-secondary",
                **{"data-opens": name, "aria-expanded": "false"},
            )
            for name, text in (("filters", filters), ("menu", words("frame.menu")))
        ],
        className="openers",
    )


def _presentation(frame: Frame, view: View) -> html.Nav:
    """What a presentation is led by, for who has no keys (`assets/present.js`)."""
    words = view.words
    buttons: list[Content] = [
        html.Button(
            words(f"frame.present_{name}"),
            type="button",
            className="btn btn-sm btn-outline-secondary",
            **{"data-slide": step},
        )
        for name, step in (("previous", "-1"), ("next", "1"))
    ]
    at = html.Span(className="slide-at", role="status")
    end = html.Link(
        words("frame.present_end"),
        href=view.presented(frame.path, is_presented=False),
        className="btn btn-sm btn-outline-secondary end-presentation",
    )
    return html.Nav(
        [buttons[0], at, buttons[1], end], className="presentation", **named(words("frame.present_bar"))
    )


def _navigation(frame: Frame, view: View) -> html.Nav:
    current = frame.page.part_of or frame.page.code
    links: list[Content] = [
        html.Link(
            view.words(f"{page.code}.nav"),
            href=view.link(page.path),
            className="nav-link" + (" current" if page.code == current else ""),
            **({"aria-current": "page"} if page.code == current else {}),
        )
        for page in frame.pages
        if page.subject is None and page.part_of is None
    ]
    if view.may_load:
        # A page of forms, which no script draws: the browser goes there.
        links.append(html.A(view.words("loading.nav"), href="/load", className="nav-link"))
    return html.Nav(links, className="navigation", **named(view.words("frame.navigation")))


def _context(page: Page, view: View, chosen: Mapping[str, str]) -> html.P:
    words = view.words
    unit = html.Span([words("frame.unit"), " ", view.format.unit_name])
    if not page.is_dated:
        narrowed = [html.Span(text) for text in _narrowed(page, view, chosen)]
        every = [html.Span(words("frame.all_documents"))] if page.subject is None and not narrowed else []
        return html.P([*every, *narrowed, unit], className="context")
    documents = [
        html.Span(
            [html.Span(report.title, lang="ko"), f" ({report.source_name})"], className="context-document"
        )
        for report in view.scope.reports
    ]
    unused = _unused(page, view)
    notes = []
    if view.scope.as_of is None:
        notes.append(html.Span(words("undated.notice"), className="undated"))
    notes += [html.Span(words("frame.unused", filters=unused), className="unused")] if unused else []
    if view.role is not None and has_unpublished(view.connection, view.scope.document_ids):
        notes.append(html.Span(words(f"unpublished.{view.role}"), className="unused"))
    return html.P(
        [
            html.Span([words("frame.as_of"), " ", html.Strong(_date_of(view))]),
            html.Span([words("frame.source"), " ", *documents]),
            unit,
            *notes,
        ],
        className="context",
    )


def _narrowed(page: Page, view: View, chosen: Mapping[str, str]) -> list[str]:
    """What is chosen of the page's own: on paper nothing else would say that these are not all documents."""
    if page.subject is not None:
        return []
    return [
        f"{view.words(f'filter.{name}')}: {text}"
        for name, offered in _offers(page, view).items()
        for value, text in offered
        if value == (chosen[name] or OPEN)
    ]


def _date_of(view: View) -> str:
    day = view.scope.as_of
    return view.words("undated.name") if day is None else view.format.day(day)


def _unused(page: Page, view: View) -> str:
    """The filters that the address keeps for other pages. A page about one thing is not narrowed anyway."""
    if page.subject is not None:
        return ""
    others = {name: None for name in NAMES[3:] if name in page.filters}
    return ", ".join(chosen_filters(replace(view, filters=replace(view.filters, **others))))


def _build_notice(frame: Frame, view: View) -> html.Div:
    words, snapshot = view.words, view.snapshot
    moment = view.format.moment(snapshot.build.made_at)
    if snapshot.is_draft:
        return draft_notice(words("build.draft", moment=moment), words)
    newest = view.of_build(None)
    text = words("build.notice", moment=moment)
    to_newest = (words("build.to_newest_view"), newest.link_own(frame.path))
    if frame.page.code == _CHANGES:
        return build_notice(text, to_newest, None)
    changes = newest.link(f"/{_CHANGES}")
    changes += ("&" if "?" in changes else "?") + urlencode({"from": snapshot.build.load_id})
    return build_notice(text, to_newest, (words("build.to_changes"), changes))


def _footer(view: View) -> html.Footer:
    words, limits = view.words, view.format.limits(view.thresholds)
    return html.Footer(
        [html.P(words("frame.rule", **limits)), html.P(words("frame.traceable"))], className="footer"
    )


def _chosen(page: Page, view: View) -> dict[str, str]:
    filters = view.filters
    chosen = {name: "" if getattr(filters, name) is None else str(getattr(filters, name)) for name in NAMES}
    scope = view.scope
    chosen.update(org=scope.organization_id, year=str(scope.fiscal_year), as_of=str(scope.when))
    if page.subject is not None and page.subject in NAMES:
        chosen[page.subject] = view.subject or ""
    own = {name: view.subject if name == page.subject else view.own.get(name) for name in _offers(page, view)}
    return {name: chosen[name] for name in page.filters} | {name: value or "" for name, value in own.items()}


def _may_be_open(found: Sequence[Choice]) -> bool:
    """Whether a choice may be left open; what has a default of its own always has a value."""
    return all(value != OPEN for value, _ in found)


def _offers(page: Page, view: View) -> Choices:
    return {} if page.offers is None else page.offers(view)


def _choices(page: Page, view: View, chosen: dict[str, str]) -> dict[str, list[Choice]]:
    filters = view.filters
    if page.subject is not None and page.subject in NAMES:
        filters = filters.changed(page.subject, view.subject)
    others = [name for name in page.filters if name != "org"]
    offered = options(view.connection, view.scope, filters, others, page.counts)
    choices = {}
    for name in page.filters:
        found = (
            [(o.value, _option_text(name, o, view.words)) for o in offered[name]]
            if name in offered
            else list(_institutions(view.connection, view.words.language))
        )
        known = {value for value, _ in found}
        if name in SEVERAL and name not in page.several and len(ids_in(chosen[name])) > 1:
            # One choice here, which keeps what another page let choose.
            found.append((chosen[name], chosen_name(view, name)))
        else:
            held = ids_in(chosen[name]) if name in page.several else (chosen[name],)
            # A choice that leads to nothing under the others stays visible, or it could not be undone.
            lost = [value for value in held if value and value not in known]
            found += [(value, _option_text(name, Option(value, None, 0), view.words)) for value in lost]
        choices[name] = found
    return choices | {name: list(found) for name, found in _offers(page, view).items()}


@kept
def _institutions(connection: Connection, language: str) -> Sequence[Choice]:
    """The institutions to choose from: a thousand of them are the same on every page."""
    words = load(language)
    return [(o.value, _option_text("org", o, words)) for o in institutions(connection)]


def _option_text(name: str, option: Option, words: Words) -> str:
    text = option.name or option.value
    if option.name is None and f"{name}.{option.value}" in words.labels:
        text = words(f"{name}.{option.value}")
    return _STEP * len(option.above) + words("filter.option", name=text, n=option.count)


def _cleared(frame: Frame, view: View) -> str:
    filters = view.filters
    for name in _OPTIONAL:
        filters = filters.changed(name, None)
    return frame.path + filters.to_query(view.preferences.in_url)


def on_paper(page: Page, view: View) -> str:
    """What every printed sheet says of itself: one that is torn from the others must still be read right."""
    words = view.words
    parts = [words(f"{page.code}.title")]
    if page.is_dated:
        if page.subject is not None and page.subject in NAMES:
            view = replace(view, filters=view.filters.changed(page.subject, view.subject))
        parts += statement(view, words("brief.unit", unit=view.format.unit_name), *page.narrowed(view))
    else:
        parts += build_stated(view)
    return " · ".join(parts)


def _state(frame: Frame, view: View, chosen: dict[str, str]) -> dict[str, Any]:
    """What the browser needs to tell a choice from the controls' own appearance, and to make an address."""
    page = frame.page
    preferences, lists = view.preferences, page.lists_in(view)
    home = next((p.path for p in frame.pages if p.code == page.part_of), page.path)
    return {
        "code": page.code,
        "title": page_title(page, view),
        "paper": on_paper(page, view),
        "lang": preferences.lang,
        "theme": preferences.theme,
        "path": frame.path,
        "build": view.snapshot.build.load_id,
        "is_newest": view.snapshot.is_newest,
        "renewed": view.words("build.renewed", moment=view.format.moment(view.snapshot.build.made_at)),
        "home": home,
        "subject": page.subject,
        "query": view.filters.to_query(),
        "filter": chosen,
        "preference": {"unit": preferences.unit, "lang": preferences.lang, "theme": preferences.theme},
        "in_url": [list(pair) for pair in preferences.in_url],
        "own": dict(view.own),
        "lists": {name: list(codes.read(view.own.get(name))) for name, codes in lists.items()},
        "defaults": {name: list(codes.default) for name, codes in lists.items()},
        **rules_of(page),
    }
