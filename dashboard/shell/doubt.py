"""A figure that an open finding doubts is marked in every place that it enters, and leads to the finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar, cast

from dashboard.shell.page import View
from dashboard.topics.findings import queries as findings
from dashboard.topics.programs import queries as programs
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.citation import Place
from dashboard.ui.fragment import Content
from dashboard.ui.rows import Row

R = TypeVar("R", bound=Row)


def doubted(view: View, rows: Iterable[Row]) -> list[Row]:
    """Return rows with `doubt`: the finding on their own line or, of a sum of programmes, on a part of it."""
    found = _on_lines(view)
    parts = [
        (row["direction_id"], found[place])
        for row in programs.of_scope(view.connection, view.scope)
        if (place := _place(row)) in found
    ]

    def of_part(row: Row) -> Row | None:
        if row.get("basis") != "summed":
            return None
        # A sum of no direction is of all of them.
        return next((one for of, one in parts if row.get("direction_id", of) == of), None)

    return [{**row, "doubt": found.get(_place(row)) or of_part(row)} for row in rows]


def marked(view: View, rows: Iterable[R]) -> list[R]:
    """Return rows with the `mark` that their budget's cell shows, where a finding doubts it."""
    shown = [{**row, "mark": doubt_mark(view, row["doubt"])} for row in doubted(view, rows)]
    return cast("list[R]", shown)


def doubt_mark(view: View, finding: Row | None, *, in_words: bool = False) -> Content | None:
    """Return the way to the finding, with what it says; None without one. in_words: not the sign alone."""
    if finding is None:
        return None
    words = view.words
    said = finding["explanation_ko" if words.language == "ko" else "explanation_en"]
    sign = html.Span(words("doubt.sign"), className="shape", **HIDDEN)
    named = html.Span(words("doubt.name"), className="" if in_words else "visually-hidden")
    href = view.link_to_line(finding["document_id"], finding["line"])
    return html.Link([sign, " ", named], href=href, title=said, className="doubt")


def _on_lines(view: View) -> Mapping[Place, Row]:
    """The findings that doubt a figure, by each line that they speak of."""
    found: dict[Place, Row] = {}
    for row in findings.doubts(view.connection, view.scope):
        found.setdefault((row["document_id"], row["line"]), row)
        if row["related_document_id"] is not None and row["related_line"] is not None:
            found.setdefault((row["related_document_id"], row["related_line"]), row)
    return found


def _place(row: Row) -> Place:
    return row["document_id"], row["line"]
