"""What is said where a request failed, in every language: a page changes its own without a new document."""

from __future__ import annotations

from dashboard.ui import html
from dashboard.ui.labels import LANGUAGES, Words, load

_PLACE = "\ufffc"


def request_notice() -> html.Div:
    """Return the notice, hidden until `assets/requests.js` has something to say."""
    said = [html.Div(_said(load(language)), lang=language) for language in LANGUAGES]
    return html.Div(said, className="request-notice", role="alert", hidden=True)


def _said(words: Words) -> list[html.P | html.Button]:
    before, _, after = words("request.failed", status=_PLACE).partition(_PLACE)
    return [
        html.P(words("request.unreached"), className="when-unreached"),
        html.P([before, html.Span(className="request-status"), after], className="when-failed"),
        html.Button(words("request.again"), type="button", className="btn btn-sm btn-primary"),
    ]
