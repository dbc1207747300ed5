"""The documents that a page was read from."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.page import View
from dashboard.ui import html
from dashboard.ui.section import section
from dashboard.warehouse import sources


def source_list(view: View, document_ids: Sequence[str]) -> html.Section:
    """Return the documents with their dates, so that a figure can be looked up in the report itself."""
    words, write = view.words, view.format
    items = [
        html.Li(
            [
                html.Strong(row["title"], lang="ko"),
                html.Span(
                    words(
                        "source.document",
                        file=row["source_name"],
                        kind=words(f"kind.{row['kind']}"),
                        day=write.as_of(row["as_of"]),
                        lines=f"{row['line_count']:,}",
                    ),
                    className="muted",
                ),
                html.Span(
                    " · ".join(filter(None, [row["council_session"], row["committee"]])),
                    className="muted",
                    lang="ko",
                ),
            ]
        )
        for row in sources.documents(view.connection, sorted(set(document_ids)))
    ]
    return section(words("source.documents"), [html.Ul(items, className="plain-list sources")])
