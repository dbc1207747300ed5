"""What could not be used of an address, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.filters import Problem
from dashboard.ui import html
from dashboard.ui.labels import Words


def problems_notice(problems: Sequence[Problem], way_back: str, words: Words) -> html.Div:
    """Return the notice. way_back: the address without the parts that could not be used."""
    return html.Div(
        [
            html.P(words("problem.title"), className="notice-title"),
            html.Ul([html.Li(_said(problem, words)) for problem in problems]),
            html.P(html.Link(words("problem.way_back"), href=way_back)),
        ],
        className="notice",
        role="alert",
    )


def _said(problem: Problem, words: Words) -> str:
    known = f"filter.{problem.key}" in words.labels
    name = words(f"filter.{problem.key}") if known else problem.key
    return words(f"problem.{problem.reason}", name=name, value=problem.value)


def build_notice(text: str, to_newest: tuple[str, str], to_changes: tuple[str, str] | None) -> html.Div:
    """Return what stands above every page of an earlier build, on paper too: which, and the ways on."""
    links = [html.Link(name, href=href) for name, href in filter(None, (to_newest, to_changes))]
    return html.Div(
        [html.P(text, className="notice-title"), html.P(links, className="build-ways")],
        className="notice",
        role="note",
    )


def draft_notice(text: str, words: Words) -> html.Div:
    """Return what stands above every page of a draft: that nobody else sees it, and the way to publish it."""
    # The page of loading is drawn by no script: the browser goes there.
    way = html.P(html.A(words("build.draft_way"), href="/load"), className="build-ways")
    return html.Div([html.P(text, className="notice-title"), way], className="notice", role="note")


def newer_notice(words: Words, href: str) -> html.Div:
    """Return what is said to a reader whose page is of a build that is not the newest any more."""
    # An address that is the page's own leads nowhere in the app: the browser opens it anew.
    return html.Div([words("build.newer"), " ", html.A(words("build.reload"), href=href)], className="newer")


def unknown_build(
    title: str, text: str, newest: tuple[str, str], ways: Sequence[tuple[str, str]], words: Words
) -> html.Div:
    """Return the page for a build that is not kept. ways: name and address of each that is."""
    known = [
        html.P(words("build.known")),
        html.Ul([html.Li(html.Link(name, href=href)) for name, href in ways]),
    ]
    return html.Div(
        [
            html.H1(title),
            html.P(text),
            html.P(html.Link(newest[0], href=newest[1], className="btn btn-primary")),
            *(known if ways else [html.P(words("build.none_known"))]),
        ],
        className="whole-page",
    )


def first_report(title: str, words: Words) -> html.Div:
    """Return the page for who may load where nothing is published: the way to hand in the first report."""
    # The page of loading is drawn by no script: the browser goes there.
    way = html.A(words("no_warehouse.load"), href="/load", className="btn btn-primary")
    parts = [html.H1(title), html.P(words("no_warehouse.first")), html.P(way)]
    return html.Div(
        [*parts, html.P([words("no_warehouse.by_command"), " ", html.Code("python -m etl")])],
        className="whole-page",
    )


def whole_page(title: str, text: Sequence[str], link: tuple[str, str], code: str = "") -> html.Div:
    """Return a page that stands in for another: not found, no data, an error."""
    parts = [html.H1(title), *(html.P(line) for line in text)]
    if code:
        parts.append(html.P(html.Code(code)))
    return html.Div(
        [*parts, html.P(html.Link(link[0], href=link[1], className="btn btn-primary"))],
        className="whole-page",
    )
