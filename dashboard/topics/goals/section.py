"""The goals of a subject, as a section."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.chart import drawn
from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.goals.charts import goals_chart
from dashboard.topics.goals.goal_table import goal_table
from dashboard.topics.goals.queries import Goal, counted
from dashboard.ui import html
from dashboard.ui.section import empty, section


def goal_section(view: View, rows: Sequence[Goal], about: str = "") -> html.Section:
    """Return the goals, worst first; how many stand where is said in one sentence. about: whose they are."""
    words = view.words
    if not rows:
        return section(words("goals.title"), [empty(words("goals.none"))], name="goals-section")
    part = part_of(view, "goals", rows)
    table = goal_table(words("goals.caption"), part.rows, view.context(part.rows))
    chart = goals_chart(view, part.rows, about=about)
    picture = (
        [] if chart is None else [html.P(chart.sentence, className="section-sentence"), drawn(view, chart)]
    )
    return section(
        words("goals.title"),
        [*picture, *part.above, table, *part.below],
        sentence=_sentence(view, rows),
        name="goals-section",
    )


def _sentence(view: View, rows: Sequence[Goal]) -> str:
    stand = counted(rows)
    sentence = view.words(
        "goals.sentence",
        total=stand["total"],
        met=stand["met"],
        behind=stand["behind"],
        pending=stand["pending"],
    )
    return f"{sentence} {view.words('goals.unread', n=stand['unread'])}" if stand["unread"] else sentence
