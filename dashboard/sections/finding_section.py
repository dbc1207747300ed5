"""The findings about a subject, as a section."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.components.finding_list import finding_list
from dashboard.components.section import empty, section
from dashboard.page import View
from dashboard.rows import Row


def finding_section(view: View, rows: Sequence[Row]) -> html.Section:
    """Return the findings with both of their places, or that everything checked agrees."""
    words = view.words
    if not rows:
        return section(words("findings.title"), [empty(words("findings.none"))], name="findings-section")
    places = [(r["document_id"], r["line"]) for r in rows]
    places += [(r["related_document_id"], r["related_line"]) for r in rows]
    citations = view.citations(places)
    return section(
        words("findings.title"),
        [finding_list(rows, write=view.format, citations=citations)],
        sentence=words("findings.sentence", n=len(rows)),
        name="findings-section",
    )
