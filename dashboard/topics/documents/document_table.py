"""The documents that were read: what each is, and what became of its lines."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc
from dash.development.base_component import Component

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.documents import queries as documents
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.section import section


def institution_of(view: View) -> str | None:
    """Return the id of the institution whose documents are shown: the chosen one; None for all.

    Where there are too many documents for one list, it is the one that the other pages show.
    """
    if "institution" in view.own or documents.fit_together(view.connection):
        return view.own.get("institution")
    return view.scope.organization_id


def kind_and_year(row: Row, words: Words) -> str:
    """Return what a document is and of which year; that no year is stated, where none is."""
    kind = words(f"kind.{row['kind']}")
    if row["fiscal_year"] is None:
        return words("document.without_year", kind=kind)
    return words("document.kind_year", year=row["fiscal_year"], kind=kind)


def document_table(view: View, every: Sequence[Row]) -> html.Section:
    """Return the documents with what was read, set aside and found."""
    words, write = view.words, view.format
    facts = documents.facts_by_table(view.connection, organization_id=institution_of(view))
    part = part_of(view, "documents", every)
    columns = [
        Column(words("column.document")),
        Column(words("column.institution")),
        Column(words("column.kind")),
        Column(words("column.session")),
        Column(words("column.file")),
        Column(words("column.facts"), "number"),
        Column(words("column.by_table")),
        Column(words("column.set_aside"), "number"),
        Column(words("column.findings"), "number"),
    ]
    body: list[list[Cell]] = []
    for row in part.rows:
        own = facts.get(row["document_id"], [])
        body.append(
            [
                _two_lines(
                    dcc.Link(
                        html.Span(row["title"], lang="ko"), href=view.link_to("sources", row["document_id"])
                    ),
                    words("unpublished.mark") if view.role is not None and not row["published"] else "",
                ),
                html.Span(row["organization_name"] or row["organization_id"], lang="ko"),
                _two_lines(
                    kind_and_year(row, words),
                    write.as_of(row["as_of"]),
                ),
                _two_lines(row["council_session"] or write.number(None), row["committee"] or "", "ko"),
                _two_lines(
                    row["source_name"],
                    words("document.lines", n=f"{row['line_count']:,}")
                    + " · "
                    + words(f"document.{'here' if _is_here(view, row) else 'not_here'}"),
                ),
                f"{sum(fact['n'] for fact in own):,}",
                html.Span(
                    " · ".join(f"{words('fact.' + fact['fact'])} {fact['n']:,}" for fact in own),
                    className="muted small",
                ),
                f"{row['set_aside']:,}",
                f"{row['findings']:,}",
            ]
        )
    loaded = documents.loaded(view.connection)
    sentence = words("sources.sentence", n=len(every))
    if loaded is not None:
        sentence = words("sources.sentence_loaded", n=len(every), day=write.day(loaded["finished_at"].date()))
    table = data_table(words("sources.caption"), columns, body, name="documents")
    return section(
        words("source.documents"),
        [*part.above, table, *part.below],
        sentence=sentence,
        name="documents-section",
    )


def _is_here(view: View, row: Row) -> bool:
    return view.library.file(row["source_name"], row["sha256"]) is not None


def _two_lines(first: str | Component, second: str, lang: str | None = None) -> Component:
    return html.Div(
        [html.Div(first, lang=lang), html.Div(second, className="muted small", lang=lang)],
        className="two-lines",
    )
