"""Whose rights a page is seen with, and the way out."""

from __future__ import annotations

from dashboard.ui import html
from dashboard.ui.labels import Words


def signed_in(role: str, words: Words) -> html.Form:
    """Return what the reader may see, by role, with the button that signs out."""
    return html.Form(
        [
            html.Span(
                [html.Span(words("signin.role")), " ", html.Strong(words(f"role.{role}"))],
                className="control-label",
                title=words(f"role.{role}_sees"),
            ),
            html.Button(words("signin.out"), type="submit", className="btn btn-sm btn-outline-secondary"),
        ],
        action="/sign-out",
        method="POST",
        className="signed-in",
    )
