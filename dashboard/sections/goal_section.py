"""The goals of a subject, as a section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dash import html

from dashboard.components.goal_table import goal_table
from dashboard.components.section import empty, section
from dashboard.page import View
from dashboard.rows import Row
from dashboard.sections.long_list import part_of


def goal_section(view: View, rows: Sequence[Row]) -> html.Section:
    """Return the goals, worst first; how many stand where is said in one sentence."""
    words = view.words
    if not rows:
        return section(words("goals.title"), [empty(words("goals.none"))], name="goals-section")
    part = part_of(view, "goals", rows)
    citations = view.citations([(r["document_id"], r["line"]) for r in part.rows])
    stand = Counter(row["status"] for row in rows)
    sentence = words(
        "goals.sentence",
        total=len(rows),
        met=stand["met"] + stand["exceeded"],
        behind=stand["behind"] + stand["missed"],
        pending=stand["pending"],
    )
    table = goal_table(
        words("goals.caption"), part.rows, write=view.format, limits=view.thresholds, citations=citations
    )
    return section(
        words("goals.title"), [*part.above, table, *part.below], sentence=sentence, name="goals-section"
    )
