"""Lines that looked like figures and became no facts, by reason. Nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.documents.facsimile import GUESSED
from dashboard.topics.documents.queries import SetAsideCount
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from dashboard.ui.section import empty, section
from dashboard.ui.table import Column
from dashboard.warehouse.tables import SetAside

_OPEN_UP_TO = 12


def reason_name(reason: str, words: Words) -> str:
    """Return a reason in plain words; one that has no words yet is named by its code."""
    return words(f"aside.{reason}.name") if f"aside.{reason}.name" in words.labels else reason


def _reason_text(reason: str, words: Words) -> str:
    return words(f"aside.{reason}.text" if f"aside.{reason}.text" in words.labels else "aside.other")


def set_aside_by_reason(view: View, counts: Sequence[SetAsideCount], titles: dict[str, str]) -> html.Section:
    """Return how many lines were set aside for each reason, with the documents that hold them."""
    words = view.words
    title = words("aside.title")
    if not counts:
        return section(title, [empty(words("aside.none"))])
    by_reason: dict[str, list[SetAsideCount]] = {}
    for row in counts:
        by_reason.setdefault(row["reason"], []).append(row)
    totals = {reason: sum(r["n"] for r in rows) for reason, rows in by_reason.items()}
    columns = (Column(code="reason"), Column(code="lines_count", kind="count"), Column(code="document"))

    def holders(reason: str) -> Content:
        links = [
            html.Li(
                [
                    html.Link(
                        html.Span(titles.get(r["document_id"], r["document_id"]), lang="ko"),
                        href=view.link_to("sources", r["document_id"]),
                    ),
                    html.Span(f"{r['n']:,}", className="muted"),
                ]
            )
            for r in by_reason[reason]
        ]
        return html.Ul(links, className="plain-list")

    cells: dict[str, Callable[[str], Cell]] = {
        "reason": lambda reason: _named(reason, words),
        "lines_count": lambda reason: f"{totals[reason]:,}",
        "document": holders,
    }
    reasons = sorted(by_reason, key=lambda reason: -totals[reason])
    sentence = words("aside.sentence", n=f"{sum(totals.values()):,}")
    caption = words("aside.caption")
    table = table_of(caption, columns, reasons, view.context(), cells=cells, name="aside")
    return section(title, [table], sentence=sentence, name="aside-section")


def set_aside_of_document(view: View, rows: Sequence[SetAside]) -> html.Section:
    """Return every line of a document that was set aside, under its reason."""
    words = view.words
    title = words("aside.title")
    if not rows:
        return section(title, [empty(words("aside.none_here"))])
    by_reason: dict[str, list[SetAside]] = {}
    for row in rows:
        by_reason.setdefault(row["reason"], []).append(row)
    parts: list[Content] = []
    columns = (Column(code="line"), Column(code="text", kind="printed", field="text"))
    cells: dict[str, Callable[[SetAside], Cell]] = {
        "line": lambda row: html.Link(
            words("source.line", line=f"{row['line']:,}"),
            # Of a scanned page many are guessed on one line: each is shown where it stands.
            href=view.link_to_line(
                row["document_id"], row["line"], row["text"] if row["reason"] == GUESSED else None
            ),
        )
    }
    for reason in sorted(by_reason, key=lambda r: -len(by_reason[r])):
        found = by_reason[reason]
        part = part_of(view, f"aside-{reason}", found)
        name = reason_name(reason, words)
        head = words("aside.reason_count", reason=name, n=f"{len(found):,}")
        parts.append(
            html.Details(
                [
                    html.Summary(head),
                    html.P(_reason_text(reason, words), className="muted"),
                    *part.above,
                    table_of(
                        words("aside.reason_caption", reason=name),
                        columns,
                        part.rows,
                        view.context(),
                        cells=cells,
                        name="aside-lines",
                    ),
                    *part.below,
                ],
                open=len(found) <= _OPEN_UP_TO or part.is_asked,
                className="fold",
            )
        )
    return section(title, parts, sentence=words("aside.sentence", n=f"{len(rows):,}"), name="aside-section")


def _named(reason: str, words: Words) -> Content:
    return html.Div(
        [html.P(reason_name(reason, words)), html.P(_reason_text(reason, words), className="muted")]
    )
