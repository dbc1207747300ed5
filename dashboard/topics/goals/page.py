"""Goals: every indicator with its target and result, against the share of the year that has passed."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.download import table_sheet
from dashboard.shell.headline import headline
from dashboard.shell.page import PART, Page, View
from dashboard.topics.answers.section import answer_section
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.columns import GOALS
from dashboard.topics.goals.goal_list import (
    goal_standing,
    goals_against_targets,
    goals_waiting,
    goals_with_results,
)
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import FILE


def render(view: View) -> list[Content]:
    """Return how the goals stand, those with a result, and apart from them those that wait for one."""
    words = view.words
    title = headline(view, words("goals.title"), path="/goals")
    rows = goals.listing(view.connection, view.scope, view.filters)
    if not rows:
        narrowed = any((view.filters.direction, view.filters.department, view.filters.goal_status))
        if narrowed:
            everything = view.link("/goals", direction=None, department=None, goal_status=None)
            clear = (words("filter.clear"), everything)
            return [title, empty(words("goals.none_chosen"), words("empty.loosen"), clear)]
        back = (words("overview.title"), view.link("/"))
        return [title, empty(words("goals.none"), words("goals.see_other_report"), back)]
    waiting = [row for row in rows if row["actual"] is None]
    measured = [row for row in rows if row["actual"] is not None]
    parts: list[Content] = [title, goal_standing(view)]
    if (against := goals_against_targets(view, rows)) is not None:
        parts.append(against)
    if measured or not waiting:
        parts.append(goals_with_results(view, measured))
    ids = {row["indicator_result_id"] for row in rows}
    below = (
        answer_section(view, lambda asked: asked.row.get("indicator_result_id") in ids),
        goals_waiting(view, waiting),
    )
    return [*parts, *(part for part in below if part is not None)]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the chosen goals."""
    rows = goals.listing(view.connection, view.scope, view.filters)
    return table_sheet(view, "goals", GOALS.shown(FILE), rows)


PAGE = Page(
    code="goals",
    position=26,
    path="/goals",
    filters=("org", "year", "as_of", "direction", "department", "goal_status"),
    render=render,
    sheet=download,
    counts="goals",
    own=(PART,),
    shows_answers=True,
)
