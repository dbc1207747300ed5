"""The goals of a subject, as a section."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.shell.picture import goal_bar, goal_bars, grouped, picture, titled
from dashboard.topics.goals.goal_table import goal_table
from dashboard.topics.goals.queries import counted
from dashboard.ui import html
from dashboard.ui.picture import Picture
from dashboard.ui.picture_buttons import picture_buttons
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section

GOALS = "goals"
"""How a page knows the picture."""


def goal_section(view: View, rows: Sequence[Row]) -> html.Section:
    """Return the goals, worst first; how many stand where is said in one sentence."""
    words = view.words
    if not rows:
        return section(words("goals.title"), [empty(words("goals.none"))], name="goals-section")
    part = part_of(view, "goals", rows)
    citations = view.citations([(r["document_id"], r["line"]) for r in part.rows])
    table = goal_table(
        words("goals.caption"), part.rows, write=view.format, limits=view.thresholds, citations=citations
    )
    return section(
        words("goals.title"),
        [*part.above, table, *part.below],
        sentence=_sentence(view, rows),
        name="goals-section",
        picture=picture_buttons(GOALS, words("goals.title"), words),
    )


def goal_picture(view: View, rows: Sequence[Row], about: str = "") -> Picture | None:
    """Return the goals as a picture; None where there are none. about: whose they are."""
    if not rows:
        return None
    part = part_of(view, "goals", rows)
    shape = goal_bars(view, grouped([goal_bar(view, row) for row in part.rows]))
    return picture(view, titled(view, "goals.title", about), _sentence(view, rows), shape, part.said)


def _sentence(view: View, rows: Sequence[Row]) -> str:
    stand = counted(rows)
    sentence = view.words(
        "goals.sentence",
        total=stand["total"],
        met=stand["met"],
        behind=stand["behind"],
        pending=stand["pending"],
    )
    return f"{sentence} {view.words('goals.unread', n=stand['unread'])}" if stand["unread"] else sentence
