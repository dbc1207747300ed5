"""Where a figure was read: a note that opens by keyboard or touch, with document, line and text."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.ui import html
from dashboard.ui.citation import Citation
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words


def source_note(citations: Sequence[Citation | None], subject: str, words: Words) -> html.Span:
    """Return the note for one figure or row. subject: what it is the source of, for those who do not see.

    On paper, where nothing opens, the number of the line stands in its place.
    """
    known = [citation for citation in citations if citation is not None]
    if not known:
        return html.Span(words("source.none"), className="muted")
    note = html.Details(
        [
            html.Summary(
                [words("source.link"), html.Span(f" {subject}", className="visually-hidden")],
                className="source-link",
            ),
            html.Div(
                [part for citation in known for part in _cited(citation, words)], className="source-text"
            ),
        ],
        className="source popover",
    )
    lines = ", ".join(words("source.line", line=f"{citation.line:,}") for citation in known)
    return html.Span([note, html.Span(lines, className="paper-only")])


def place(citation: Citation, words: Words) -> str:
    """Return a place in one line: document and line number."""
    return words("source.place", title=citation.title, line=f"{citation.line:,}")


def _cited(citation: Citation, words: Words) -> list[Content]:
    where: list[Content | str] = [
        html.Strong(citation.title, lang="ko"),
        f" · {citation.source_name} · ",
        words("source.line", line=f"{citation.line:,}"),
    ]
    if citation.page is not None:
        where.append(" · " + words("source.page", page=citation.page))
    text = citation.raw or words("source.no_text")
    return [
        html.P(where),
        html.Blockquote(text, lang="ko" if citation.raw else None),
        html.P(html.Link(words("source.see"), href=citation.address)),
    ]
