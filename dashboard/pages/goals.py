"""Goals: every indicator with its target and result, against the share of the year that has passed."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard.components.section import empty
from dashboard.exports.sheet import Sheet, Value
from dashboard.page import PART, Page, Pictures, View
from dashboard.queries import goals
from dashboard.sections.download import sheet
from dashboard.sections.goal_list import (
    RESULTS,
    goal_standing,
    goals_waiting,
    goals_with_results,
    results_picture,
)
from dashboard.sections.headline import headline


def render(view: View) -> list[Component]:
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
    parts = [title, goal_standing(view)]
    if measured or not waiting:
        parts.append(goals_with_results(view, measured))
    rest = goals_waiting(view, waiting)
    return [*parts, rest] if rest is not None else parts


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the chosen goals."""
    words = view.words
    columns = [
        words("column.goal"), words("column.direction"), words("column.program"), words("column.value_unit"),
        words("column.target"), words("column.actual"), words("column.result"), words("column.attainment"),
        words("column.elapsed"), words("column.status"), words("column.better"), words("column.as_of"),
        words("column.document"), words("column.line"), words("column.raw"),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            row["name"], row["direction_name"], row["program_name"], row["unit"], row["target"],
            row["actual"], words(f"result.{row['result_status']}"), row["attainment"], row["elapsed_share"],
            None if row["status"] is None else words(f"status.{row['status']}"),
            words(f"goal.{row['better']}_is_better"), row["as_of"], row["document_id"], row["line"],
            row["raw"],
        ]
        for row in goals.listing(view.connection, view.scope, view.filters)
    ]  # fmt: skip
    return sheet(view, "goals", columns, rows)


def pictures(view: View) -> Pictures:
    """Return the goals that have a result."""
    rows = goals.listing(view.connection, view.scope, view.filters)
    return {RESULTS: lambda: results_picture(view, [row for row in rows if row["actual"] is not None])}


PAGE = Page(
    code="goals",
    position=26,
    path="/goals",
    filters=("org", "year", "as_of", "direction", "department", "goal_status"),
    render=render,
    sheet=download,
    counts="goals",
    own=(PART,),
    pictures=pictures,
)
