"""Findings of several documents as a table: what is printed, what the arithmetic gives, and where to look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dash import dcc
from dash.development.base_component import Component

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.findings.finding_list import SHAPES
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section
from dashboard.ui.source_note import source_note


def findings_table(view: View, rows: Sequence[Row], titles: dict[str, str] | None = None) -> html.Section:
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
    places = [(r["document_id"], r["line"]) for r in part.rows]
    places += [(r["related_document_id"], r["related_line"]) for r in part.rows]
    citations = view.citations(places)
    columns = [
        Column(words("column.finding")),
        Column(words("column.severity")),
        Column(words("column.check")),
        Column(words("column.printed"), "number"),
        Column(words("column.computed"), "number"),
        Column(words("column.difference"), "number"),
        *([Column(words("column.document"))] if titles is not None else []),
        Column(words("column.source"), "source"),
    ]
    body: list[list[Cell]] = []
    for row in part.rows:
        cited = [
            citations.get((row["document_id"], row["line"])),
            citations.get((row["related_document_id"], row["related_line"])),
        ]
        body.append(
            [
                html.Div([html.P(_subject(view, row)), html.P(_explanation(view, row), className="muted")]),
                severity_mark(row["severity"], view),
                html.Span(check_name(row["check_name"], words), title=check_text(row["check_name"], words)),
                view.format.printed(row["printed"]),
                view.format.printed(row["computed"]),
                view.format.printed(row["difference"]),
                *([_document(view, row["document_id"], titles)] if titles is not None else []),
                source_note(cited, row["subject"], words),
            ]
        )
    severities = Counter(row["severity"] for row in rows)
    sentence = words(
        "findings.sentence_by",
        n=len(rows),
        errors=severities["error"],
        warnings=severities["warning"],
        notes=severities["note"],
    )
    table = data_table(words("findings.caption"), columns, body, name="findings-table")
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


def check_name(check: str, words: Words) -> str:
    """Return a check in plain words; one that has no words yet is named by its code."""
    return words(f"check.{check}.name") if f"check.{check}.name" in words.labels else check


def check_text(check: str, words: Words) -> str:
    """Return what a check looks for; nothing where no words say it yet."""
    return words(f"check.{check}.text") if f"check.{check}.text" in words.labels else ""


def _explanation(view: View, row: Row) -> str:
    return str(row["explanation_ko" if view.words.language == "ko" else "explanation_en"])


def _subject(view: View, row: Row) -> Component:
    name = html.Strong(row["subject"], lang="ko")
    if row["program_id"] is not None:
        return dcc.Link(name, href=view.link_to("programs", row["program_id"]))
    if row["direction_id"] is not None:
        return dcc.Link(name, href=view.link_to("directions", row["direction_id"]))
    return name


def _document(view: View, document_id: str, titles: dict[str, str]) -> Component:
    return dcc.Link(
        html.Span(titles.get(document_id, document_id), lang="ko"), href=view.link_to("sources", document_id)
    )
