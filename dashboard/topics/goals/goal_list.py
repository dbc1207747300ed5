"""Every goal: those with a result against the share of the year, and those that still wait for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from dashboard.shell.chart import drawn
from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.charts import goals_chart
from dashboard.topics.goals.columns import GOALS, WAITING
from dashboard.topics.goals.goal_table import goal_cells
from dashboard.topics.goals.queries import Goal, GoalYear
from dashboard.topics.trends.queries import goal_code
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of_groups
from dashboard.ui.fragment import Content
from dashboard.ui.printed import printed
from dashboard.ui.section import empty, section
from dashboard.ui.status_counts import status_counts
from dashboard.ui.table import PAGE
from etl.terms.measures import GOAL_STATUSES

_OTHER_YEARS = 3
Years = Mapping[tuple[str, str | None, str], Sequence[GoalYear]]
"""The goals of each indicator that stands in more than one year, oldest first."""


def goal_standing(view: View) -> html.Section:
    """Return how many goals stand where, in one sentence and in numbers that narrow the page."""
    words = view.words
    counts = goals.by_status(view.connection, view.scope, view.filters)
    numbers = status_counts(
        counts,
        GOAL_STATUSES,
        "goal",
        chosen=view.filters.goal_status,
        write=view.format,
        limits=view.thresholds,
        address=lambda status: view.link("/goals", goal_status=status),
    )
    return section(words("goals.standing"), [numbers], sentence=_standing(view, counts), name="goal-standing")


def goals_against_targets(view: View, rows: Sequence[Goal]) -> html.Section | None:
    """Return the picture of the goals; None where too few have a result."""
    shown = goals_chart(view, rows, is_grouped=True)
    return None if shown is None else section(shown.title, [drawn(view, shown)], sentence=shown.sentence)


def goals_with_results(view: View, rows: Sequence[Goal]) -> html.Section:
    """Return the goals that have a result, as bullets against the share of the year, worst first."""
    words = view.words
    title = words("goals.with_results")
    if not rows:
        return section(title, [empty(words("goals.no_results"))])
    part = part_of(view, "results", rows)
    years = _years(view)
    several = any(_others(row, years) for row in part.rows)
    table = table_of_groups(
        words("goals.caption"),
        GOALS.shown(PAGE, without=() if several else ("other_years",)),
        _grouped(view, part.rows, rows),
        view.context(part.rows),
        cells={**goal_cells(view.format), "other_years": partial(_other_years, view, years)},
        name="goals goals-full",
    )
    notes = [html.P(words("goals.bullet_note"), className="footnote")]
    if several:
        notes.append(html.P(words("goals.same_note"), className="footnote"))
    body = [*part.above, table, *part.below, *notes]
    return section(title, body, sentence=words("goals.worst_first", n=len(rows)))


def goals_waiting(view: View, rows: Sequence[Goal]) -> html.Section | None:
    """Return the goals without a result, and why there is none; None where every goal has one."""
    if not rows:
        return None
    words = view.words
    part = part_of(view, "waiting", rows)
    years = _years(view)
    several = any(_others(row, years) for row in part.rows)
    kinds = Counter(f"result.{row['result_status']}" for row in rows)
    sentence = words("goals.waiting_sentence", parts=_listed(view, list(kinds.items())))
    table = table_of_groups(
        words("goals.waiting_caption"),
        WAITING.shown(PAGE, without=() if several else ("other_years",)),
        _grouped(view, part.rows, rows),
        view.context(part.rows),
        cells={**goal_cells(view.format), "other_years": partial(_other_years, view, years)},
        name="goals goals-waiting",
    )
    notes = [html.P(words("goals.same_note"), className="footnote")] if several else []
    body = [*part.above, table, *part.below, *notes]
    return section(words("goals.waiting"), body, sentence=sentence)


def _standing(view: View, counts: Mapping[str, int]) -> str:
    words, write = view.words, view.format
    if not counts["total"]:
        return ""
    if counts["pending"] == counts["total"]:
        return words("goals.all_waiting", total=counts["total"])
    parts = [(f"status.{status}", counts[status]) for status in (*GOAL_STATUSES, "undefined")]
    sentence = words("goals.standing_sentence", total=counts["total"], parts=_listed(view, parts))
    last = goals.furthest_behind(view.connection, view.scope, view.filters)
    if last is None:
        return sentence
    furthest = words("goals.furthest", name=last["name"], rate=write.percent(last["attainment"]))
    return f"{sentence} {furthest}"


def _listed(view: View, counts: Sequence[tuple[str, int]]) -> str:
    """What there is of each, without what there is none of."""
    words = view.words
    return ", ".join(words("goals.part", name=words(label), n=n) for label, n in counts if n)


def _grouped(view: View, rows: Sequence[Goal], every: Sequence[Goal]) -> list[tuple[Cell, Sequence[Goal]]]:
    """The rows under their direction, or under their programme where there are no directions.

    every: the whole list that the rows are a part of; a heading counts all of its group.
    """
    sizes = Counter(_group(row) for row in every)
    groups: list[tuple[Cell, Sequence[Goal]]] = []
    for group, found in groupby(rows, key=_group):
        members = list(found)
        groups.append((_heading(view, members[0], sizes[group]), members))
    return groups


def _group(row: Goal) -> tuple[str, str | None]:
    return ("direction", row["direction_id"]) if row["direction_id"] else ("program", row["program_id"])


def _heading(view: View, row: Goal, size: int) -> Content:
    words = view.words
    count = html.Span(words("goals.of_group", n=size), className="muted small")
    if row["direction_id"] is not None:
        link = html.Link(
            printed(row["direction_name"], words), href=view.link_to("directions", row["direction_id"])
        )
        position = html.Span(str(row["position"]), className="position", **HIDDEN)
        return html.Span([position, link, count], className="group-name")
    if row["program_id"] is not None:
        link = html.Link(
            printed(row["program_name"], words), href=view.link_to("programs", row["program_id"])
        )
        return html.Span([link, count], className="group-name")
    return html.Span([words("goals.of_institution"), count], className="group-name")


def _years(view: View) -> Years:
    found: dict[tuple[str, str | None, str], list[GoalYear]] = {}
    for row in goals.years(view.connection, view.scope.organization_id):
        found.setdefault((row["same"], row["unit"], row["better"]), []).append(row)
    return found


def _others(row: Goal, years: Years) -> list[GoalYear]:
    of_goal = years.get((row["same"], row["unit"], row["better"]), ())
    return [other for other in of_goal if other["fiscal_year"] != row["fiscal_year"]]


def _other_years(view: View, years: Years, row: Goal) -> Cell:
    words, write = view.words, view.format
    others = _others(row, years)
    if not others:
        return write.number(None)
    lines: list[Content] = [
        html.Span(
            words(
                "goals.other_year" if other["actual"] is not None else "goals.other_target",
                year=other["fiscal_year"],
                target=write.measured(other["target"], other["unit"]),
                actual=write.measured(other["actual"], other["unit"]),
            ),
            title=write.as_of(other["as_of"]),
        )
        for other in others[-_OTHER_YEARS:]
    ]
    if others[_OTHER_YEARS:]:
        every = words("goals.every_year", n=len(others) + 1)
        trend = goal_code(row["same"], row["unit"])
        lines.append(html.Link(every, href=view.link_own("/trends", subject=trend)))
    return html.Span(lines, className="other-years")
