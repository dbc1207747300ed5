"""Findings of several documents as a table: what is printed, what the arithmetic gives, and where to look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.findings.columns import FINDINGS, check_name, explanation
from dashboard.topics.findings.finding_list import SHAPES
from dashboard.topics.findings.queries import places_of
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from dashboard.ui.section import empty, section
from dashboard.ui.source_note import source_note
from dashboard.ui.table import PAGE
from dashboard.warehouse.tables import Finding


def findings_table(view: View, rows: Sequence[Finding], titles: dict[str, str] | None = None) -> html.Section:
    """Return the section. titles: of the documents, where the findings are of more than one."""
    words = view.words
    title = words("findings.title")
    if not rows:
        chosen = [view.own.get(name) for name in ("severity", "check")]
        nothing = (
            empty(
                words("findings.none_chosen"),
                words("empty.loosen"),
                (words("filter.clear"), view.link("/sources")),
            )
            if any(chosen)
            else empty(words("findings.none"))
        )
        return section(title, [nothing], name="findings-section")
    part = part_of(view, "findings", rows)
    citations = view.citations(place for row in part.rows for place in places_of(row))

    def source(row: Finding) -> Content:
        return source_note([citations.get(place) for place in places_of(row)], row["subject"], words)

    cells: dict[str, Callable[[Finding], Cell]] = {
        "finding": lambda row: html.Div(
            [html.P(_subject(view, row)), html.P(explanation(row, words), className="muted")]
        ),
        "check": lambda row: html.Span(
            check_name(row["check_name"], words), title=_check_text(row["check_name"], words)
        ),
        "severity": lambda row: severity_mark(row["severity"], view),
        "document": lambda row: _document(view, row["document_id"], titles or {}),
        "source": source,
    }
    severities = Counter(row["severity"] for row in rows)
    sentence = words(
        "findings.sentence_by",
        n=len(rows),
        errors=severities["error"],
        warnings=severities["warning"],
        notes=severities["note"],
    )
    columns = FINDINGS.shown(PAGE, without=() if titles is not None else ("document",))
    caption = words("findings.caption")
    table = table_of(caption, columns, part.rows, view.context(), cells=cells, name="findings-table")
    unit = html.P(words("download.findings_unit"), className="footnote")
    return section(title, [*part.above, table, *part.below, unit], sentence=sentence, name="findings-section")


def severity_mark(severity: str, view: View) -> html.Span:
    """Return a severity as word, shape and colour."""
    return html.Span(
        [
            html.Span(SHAPES[severity], className="shape", **HIDDEN),
            view.words(f"severity.{severity}"),
        ],
        className=f"status severity-{severity}",
    )


def _check_text(check: str, words: Words) -> str:
    """Return what a check looks for; nothing where no words say it yet."""
    return words(f"check.{check}.text") if f"check.{check}.text" in words.labels else ""


def _subject(view: View, row: Finding) -> Content:
    name = html.Strong(row["subject"], lang="ko")
    if row["program_id"] is not None:
        return html.Link(name, href=view.link_to("programs", row["program_id"]))
    if row["direction_id"] is not None:
        return html.Link(name, href=view.link_to("directions", row["direction_id"]))
    return name


def _document(view: View, document_id: str, titles: dict[str, str]) -> Content:
    return html.Link(
        html.Span(titles.get(document_id, document_id), lang="ko"), href=view.link_to("sources", document_id)
    )
