"""The findings about a subject, as a section."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.findings.finding_list import finding_list
from dashboard.ui import html
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section

_SHOWN = 20


def finding_section(view: View, rows: Sequence[Row]) -> html.Section:
    """Return the findings with both of their places, or that everything checked agrees."""
    words = view.words
    if not rows:
        return section(words("findings.title"), [empty(words("findings.none"))], name="findings-section")
    part = part_of(view, "findings", rows, _SHOWN)
    places = [(r["document_id"], r["line"]) for r in part.rows]
    places += [(r["related_document_id"], r["related_line"]) for r in part.rows]
    citations = view.citations(places)
    return section(
        words("findings.title"),
        [*part.above, finding_list(part.rows, write=view.format, citations=citations), *part.below],
        sentence=words("findings.sentence", n=len(rows)),
        name="findings-section",
    )
