"""What a download of the documents and their findings holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dashboard.shell.page import View
from dashboard.shell.statement import build_stated
from dashboard.topics.documents import queries as documents
from dashboard.topics.documents.columns import DOCUMENTS
from dashboard.topics.documents.document_table import institution_of, with_facts
from dashboard.topics.documents.queries import ListedDocument, SetAsideCount
from dashboard.topics.documents.set_aside import reason_name
from dashboard.topics.findings.columns import FINDINGS, check_name
from dashboard.ui.rows import Value
from dashboard.ui.sheet import Sheet, sheet_of
from dashboard.ui.table import DOCUMENT, FILE, LINE, Column
from dashboard.warehouse.tables import Finding, SetAside


def finding_sheet(view: View, rows: Sequence[Finding], titles: Mapping[str, str]) -> Sheet:
    """Return findings with their documents. The notes say which of them were chosen."""
    words = view.words
    name = words("findings.title")
    notes = _notes(view, name, titles, ("document", "severity", "check"), words("download.findings_unit"))
    return sheet_of(name, notes, (_titled(titles), LINE, *FINDINGS.shown(FILE)), rows, words)


def read_sheet(view: View, rows: Sequence[ListedDocument], titles: Mapping[str, str]) -> Sheet:
    """Return the documents with what was read, set aside and found; beside each kind of fact its number."""
    words = view.words
    name = words("source.documents")
    notes = _notes(view, name, titles, ("document",))
    return sheet_of(name, notes, DOCUMENTS.shown(FILE), with_facts(view, rows), words)


def aside_sheet(view: View, counts: Sequence[SetAsideCount], titles: Mapping[str, str]) -> Sheet:
    """Return how many lines of each document were set aside for each reason."""
    words = view.words
    columns = (
        Column(code="reason", made=lambda row, words: reason_name(row["reason"], words)),
        _titled(titles),
        Column(code="lines_count", kind="count", field="n"),
        Column(code="first_line", kind="count", field="line"),
    )
    name = words("aside.title")
    return sheet_of(name, _notes(view, name, titles, ("document",)), columns, counts, words)


def _titled(titles: Mapping[str, str]) -> Column:
    """The document that a row is of, by its title."""
    return replace(DOCUMENT, made=lambda row, _: titles.get(row["document_id"], row["document_id"]))


def _notes(view: View, title: str, titles: Mapping[str, str], keys: Sequence[str], *more: str) -> list[str]:
    """What a table of the documents is of: the choices that narrow it, and each document with its date."""
    words = view.words
    named: dict[str, Callable[[str], str]] = {
        "document": lambda value: titles.get(value, value),
        "severity": lambda value: words(f"severity.{value}"),
        "check": lambda value: check_name(value, words),
    }
    chosen = [f"{words(f'filter.{key}')}: {named[key](view.own[key])}" for key in keys if key in view.own]
    institution = institution_of(view)
    names = [
        row["name"]
        for row in documents.institutions(view.connection)
        if row["organization_id"] == institution
    ]
    chosen = [f"{words('filter.institution')}: {name}" for name in names] + chosen
    every = [
        f"{row['title']} ({view.format.as_of(row['as_of'])})"
        for row in documents.listing(view.connection, organization_id=institution_of(view))
    ]
    return [
        title,
        words("download.filters", filters=", ".join(chosen) or words("download.no_filters")),
        *more,
        *build_stated(view),
        words("download.documents", documents=", ".join(every)),
    ]


def document_sheet(
    view: View, document: ListedDocument, found: Sequence[Finding], aside: Sequence[SetAside]
) -> Sheet:
    """Return the findings of a document, and every line of it that was set aside."""
    words, write = view.words, view.format
    notes = [
        document["title"],
        f"{document['source_name']}, " + write.as_of(document["as_of"]),
        words("download.findings_unit"),
        *build_stated(view),
    ]
    shown = FINDINGS.shown(FILE)
    columns = (Column(code="what", field="what"), LINE, *shown)
    rows = [{**row, "what": words("findings.title")} for row in found]
    of_findings = sheet_of(document["title"], notes, columns, rows, words)
    lines: list[list[Value]] = []
    for row in aside:
        known = {"check": reason_name(row["reason"], words), "subject": row["text"]}
        lines.append([words("aside.title"), row["line"], *(known.get(column.code) for column in shown)])
    return replace(of_findings, rows=[*of_findings.rows, *lines])
