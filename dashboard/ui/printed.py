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


def name_in(text: str | None, words: Words) -> str:
    """Return a printed name for a text of ours, or that it cannot be read."""
    return words("printed.unreadable") if text is None else text
