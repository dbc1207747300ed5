"""Text as a report prints it: Korean, whatever the language of the screen."""

from __future__ import annotations

from dashboard.ui import html
from dashboard.ui.labels import Words


def printed(text: str | None, words: Words) -> html.Span:
    """Return printed text, marked as Korean; a label that could not be read says so."""
    if text is None:
        return html.Span(
            words("printed.unreadable"), className="unreadable", title=words("printed.unreadable_why")
        )
    return html.Span(text, lang="ko")
