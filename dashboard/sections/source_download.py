"""What a download of the documents and their findings holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dashboard.exports.sheet import Sheet, Value
from dashboard.labels import Words
from dashboard.page import View
from dashboard.rows import Row
from dashboard.sections.findings_table import check_name
from dashboard.sections.set_aside import reason_name
from dashboard.statement import build_stated


def finding_sheet(view: View, rows: Sequence[Row], titles: Mapping[str, str]) -> Sheet:
    """Return findings with their documents. The notes say which of them were chosen."""
    words = view.words
    named: dict[str, Callable[[str], str]] = {
        "document": lambda value: titles.get(value, value),
        "severity": lambda value: words(f"severity.{value}"),
        "check": lambda value: check_name(value, words),
    }
    chosen = [f"{words(f'filter.{key}')}: {named[key](value)}" for key, value in view.own.items()]
    notes = [
        words("findings.title"),
        words("download.filters", filters=", ".join(chosen) or words("download.no_filters")),
        words("download.findings_unit"),
        *build_stated(view),
        words("download.documents", documents=", ".join(titles.values())),
    ]
    columns = [words("column.document"), words("column.line"), *_finding_columns(words)]
    body: list[list[Value]] = [
        [titles.get(row["document_id"], row["document_id"]), row["line"], *_finding(row, words)]
        for row in rows
    ]
    return Sheet(name=words("findings.title"), notes=notes, columns=columns, rows=body)


def document_sheet(view: View, document: Row, found: Sequence[Row], aside: Sequence[Row]) -> Sheet:
    """Return the findings of a document, and every line of it that was set aside."""
    words, write = view.words, view.format
    notes = [
        document["title"],
        f"{document['source_name']}, " + words("document.as_of", day=write.day(document["as_of"])),
        words("download.findings_unit"),
        *build_stated(view),
    ]
    columns = [words("column.what"), words("column.line"), *_finding_columns(words)]
    body: list[list[Value]] = [[words("findings.title"), row["line"], *_finding(row, words)] for row in found]
    body += [
        [
            words("aside.title"),
            row["line"],
            reason_name(row["reason"], words),
            None,
            row["text"],
            None,
            None,
            None,
            None,
        ]
        for row in aside
    ]
    return Sheet(name=document["title"], notes=notes, columns=columns, rows=body)


def _finding_columns(words: Words) -> list[str]:
    return [
        words("column.check"), words("column.severity"), words("column.subject"), words("column.printed"),
        words("column.computed"), words("column.difference"), words("column.explanation"),
    ]  # fmt: skip


def _finding(row: Row, words: Words) -> list[Value]:
    return [
        check_name(row["check_name"], words), words(f"severity.{row['severity']}"), row["subject"],
        row["printed"], row["computed"], row["difference"],
        row["explanation_ko" if words.language == "ko" else "explanation_en"],
    ]  # fmt: skip
