"""What could not be used of an address, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html

from dashboard.filters import Problem
from dashboard.labels import Words


def problems_notice(problems: Sequence[Problem], way_back: str, words: Words) -> html.Div:
    """Return the notice. way_back: the address without the parts that could not be used."""
    return html.Div(
        [
            html.P(words("problem.title"), className="notice-title"),
            html.Ul([html.Li(_said(problem, words)) for problem in problems]),
            html.P(dcc.Link(words("problem.way_back"), href=way_back)),
        ],
        className="notice",
        role="alert",
    )


def _said(problem: Problem, words: Words) -> str:
    known = f"filter.{problem.key}" in words.labels
    name = words(f"filter.{problem.key}") if known else problem.key
    return words(f"problem.{problem.reason}", name=name, value=problem.value)


def whole_page(title: str, text: Sequence[str], link: tuple[str, str], code: str = "") -> html.Div:
    """Return a page that stands in for another: not found, no data, an error."""
    parts = [html.H1(title), *(html.P(line) for line in text)]
    if code:
        parts.append(html.P(html.Code(code)))
    return html.Div(
        [*parts, html.P(dcc.Link(link[0], href=link[1], className="btn btn-primary"))], className="whole-page"
    )
