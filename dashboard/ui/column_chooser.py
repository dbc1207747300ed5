"""Which columns a list shows: a disclosure with a box for each, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

import dash_bootstrap_components as dbc

from dashboard.ui import html
from dashboard.ui.labels import Words

Offer = tuple[str, str]
"""A code and its column's head."""


def column_chooser(
    offers: Sequence[Offer], shown: Sequence[str], *, fixed: str, default: str, words: Words
) -> html.Details:
    """Return the disclosure. fixed: the column that stays. default: the address with the default columns."""
    options = [
        {
            "value": code,
            "label": words("chooser.fixed", name=text) if code == fixed else text,
            "disabled": code == fixed,
        }
        for code, text in offers
    ]
    boxes = dbc.Checklist(
        id={"type": "filter", "name": "columns"},
        options=options,
        value=list(shown),
        className="chooser-boxes",
    )
    return html.Details(
        [
            html.Summary(words("chooser.open", n=len(shown), of=len(offers))),
            html.Div(
                [
                    html.Fieldset([html.Legend(words("chooser.title"), className="visually-hidden"), boxes]),
                    html.Link(
                        words("chooser.default"),
                        id="columns-default",
                        href=default,
                        className="btn btn-sm btn-outline-secondary",
                    ),
                ],
                className="chooser-panel",
            ),
        ],
        id="columns",
        className="chooser popover",
    )
