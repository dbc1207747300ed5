"""The documents that were read: what each is, and what became of its lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.documents import queries as documents
from dashboard.topics.documents.columns import DOCUMENTS
from dashboard.topics.documents.queries import FactCount, ListedDocument
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from dashboard.ui.section import section
from dashboard.ui.table import PAGE


def institution_of(view: View) -> str | None:
    """Return the id of the institution whose documents are shown: the chosen one; None for all.

    Where there are too many documents for one list, it is the one that the other pages show.
    """
    if "institution" in view.own or documents.fit_together(view.connection):
        return view.own.get("institution")
    return view.scope.organization_id


class DocumentWithFacts(ListedDocument):
    """A document with how many facts it gave to each table."""

    facts: Sequence[FactCount]


def kind_and_year(row: ListedDocument, words: Words) -> str:
    """Return what a document is and of which year; that no year is stated, where none is."""
    kind = words(f"kind.{row['kind']}")
    if row["fiscal_year"] is None:
        return words("document.without_year", kind=kind)
    return words("document.kind_year", year=row["fiscal_year"], kind=kind)


def document_table(view: View, every: Sequence[ListedDocument]) -> html.Section:
    """Return the documents with what was read, set aside and found."""
    words, write = view.words, view.format
    part = part_of(view, "documents", every)
    cells: dict[str, Callable[[DocumentWithFacts], Cell]] = {
        "document": partial(_title, view),
        "kind": lambda row: _two_lines(kind_and_year(row, words), write.as_of(row["as_of"])),
        "session": lambda row: _two_lines(
            row["council_session"] or write.number(None), row["committee"] or "", "ko"
        ),
        "file": partial(_file, view),
        "by_table": partial(_by_table, view),
    }
    loaded = documents.loaded(view.connection)
    sentence = words("sources.sentence", n=len(every))
    if loaded is not None:
        sentence = words("sources.sentence_loaded", n=len(every), day=write.day(loaded["finished_at"].date()))
    table = table_of(
        words("sources.caption"), DOCUMENTS.shown(PAGE), with_facts(view, part.rows), view.context(),
        cells=cells, name="documents",
    )  # fmt: skip
    return section(
        words("source.documents"),
        [*part.above, table, *part.below],
        sentence=sentence,
        name="documents-section",
    )


def with_facts(view: View, rows: Sequence[ListedDocument]) -> list[DocumentWithFacts]:
    """Return documents with how many facts each gave to each table."""
    facts = documents.facts_by_table(view.connection, organization_id=institution_of(view))
    return [{**row, "facts": facts.get(row["document_id"], [])} for row in rows]


def _title(view: View, row: DocumentWithFacts) -> Content:
    link = html.Link(html.Span(row["title"], lang="ko"), href=view.link_to("sources", row["document_id"]))
    is_hidden = view.role is not None and not row["published"]
    return _two_lines(link, view.words("unpublished.mark") if is_hidden else "")


def _file(view: View, row: DocumentWithFacts) -> Content:
    lines = view.words("document.lines", n=f"{row['line_count']:,}")
    where = view.words("document.here" if _is_here(view, row) else "document.not_here")
    return _two_lines(row["source_name"], f"{lines} · {where}")


def _by_table(view: View, row: DocumentWithFacts) -> Content:
    parts = [f"{view.words('fact.' + fact['fact'])} {fact['n']:,}" for fact in row["facts"]]
    return html.Span(" · ".join(parts), className="muted small")


def _is_here(view: View, row: ListedDocument) -> bool:
    return view.library.file(row["source_name"], row["sha256"]) is not None


def _two_lines(first: str | Content, second: str, lang: str | None = None) -> Content:
    return html.Div(
        [html.Div(first, lang=lang), html.Div(second, className="muted small", lang=lang)],
        className="two-lines",
    )
