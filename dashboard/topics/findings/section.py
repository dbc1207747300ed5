"""The findings about a subject, as a section."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.findings.finding_list import finding_list
from dashboard.topics.findings.queries import places_of
from dashboard.ui import html
from dashboard.ui.section import empty, section
from dashboard.warehouse.tables import Finding

_SHOWN = 20


def finding_section(view: View, rows: Sequence[Finding]) -> html.Section:
    """Return the findings with both of their places, or that everything checked agrees."""
    words = view.words
    if not rows:
        return section(words("findings.title"), [empty(words("findings.none"))], name="findings-section")
    part = part_of(view, "findings", rows, _SHOWN)
    citations = view.citations(place for row in part.rows for place in places_of(row))
    return section(
        words("findings.title"),
        [*part.above, finding_list(part.rows, write=view.format, citations=citations), *part.below],
        sentence=words("findings.sentence", n=len(rows)),
        name="findings-section",
    )
