"""What a reader sees who is not in, or not in any more: a plain page, which needs nothing but itself.

It is in every language at once: which one a reader likes is known to the pages behind the gate.
"""

from __future__ import annotations

from flask import Response

from dashboard.ui import html
from dashboard.ui.labels import LANGUAGES, load
from dashboard.web.plain_page import plain_page

_HEADINGS = (html.H1, html.H2)


def notice(name: str, status: int, address: str) -> Response:
    """Return a page of the labels `signin.<name>`, with the way on to an address."""
    key, languages = f"signin.{name}", [load(language) for language in LANGUAGES]
    told = [
        html.Div(
            [
                heading(words(f"{key}_title")),
                html.P(words(f"{key}_text")),
                html.P(html.A(words(f"{key}_way"), href=address, className="btn btn-primary")),
            ],
            lang=words.language,
        )
        for heading, words in zip(_HEADINGS, languages, strict=True)
    ]
    first = languages[0]
    return plain_page(first, first(f"{key}_title"), html.Div(told, className="whole-page"), status)
