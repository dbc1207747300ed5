"""The head of a page: what it is about, which report it shows, and which others there are."""

from __future__ import annotations

from dashboard.shell.filters import Filters
from dashboard.shell.page import View
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.warehouse.scopes import Scope, newest_scopes, scope_count

_NAMED = 6


def headline(
    view: View,
    title: Content | str,
    *,
    kicker: Content | str | None = None,
    path: str = "/",
    brief: str | None = None,
) -> html.Div:
    """Return the page's one H1 with the scope that it speaks of. path: the page that shows other reports.

    brief: the address of the hearing brief about the same, one click away.
    """
    parts: list[Content] = [html.H1(title)]
    if kicker is not None:
        parts.insert(0, html.P(kicker, className="kicker"))
    parts.append(html.P([scope_name(view.scope, view), *_others(view, path)], className="headline-scope"))
    if brief is not None:
        parts.append(
            html.Link(
                view.words("brief.of_subject"),
                href=brief,
                className="btn btn-sm btn-outline-primary to-brief",
            )
        )
    return html.Div(parts, className="headline")


def scope_name(scope: Scope, view: View) -> str:
    """Return a scope in words: year, kind of report, date."""
    return view.words(
        "scope.name",
        year=scope.fiscal_year,
        kind=view.words(f"kind.{scope.reports[0].kind}"),
        day=view.format.as_of(scope.as_of),
    )


def _others(view: View, path: str) -> list[Content | str]:
    """Links to the other reports: those of the same institution by kind, the rest by institution and year."""
    here = view.scope
    newest, count = newest_scopes(view.connection, _NAMED + 1), scope_count(view.connection)
    others = [scope for scope in newest if scope != here][:_NAMED]
    links: list[Content | str] = []
    for scope in others:
        if scope.organization_id == here.organization_id:
            name = view.words(
                "scope.short", year=scope.fiscal_year, kind=view.words(f"kind.{scope.reports[0].kind}")
            )
        else:
            name = f"{scope.reports[0].organization_name} {scope.fiscal_year}"
        filters = Filters(org=scope.organization_id, year=scope.fiscal_year, as_of=scope.when)
        address = path + filters.to_query(view.preferences.in_url)
        links += [" ", html.Link(name, href=address)]
    if not links:
        return []
    if count > len(others) + 1:
        links += [" ", html.Span(view.words("scope.more", n=count - len(others) - 1))]
    return [html.Span([" · ", view.words("scope.others"), *links], className="headline-others")]
