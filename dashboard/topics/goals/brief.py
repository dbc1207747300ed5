"""Chapters about goals: those out of reach or without a result, and targets below an earlier result."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.brief.point import Chapter, Point, figures, heads
from dashboard.shell.page import View
from dashboard.topics.goals import queries as every_goal
from dashboard.topics.goals.columns import ACTUAL, ATTAINMENT, GOAL_STATUS, GOALS, TARGET
from dashboard.topics.hearing import queries as hearing
from dashboard.topics.hearing.queries import HeldGoal
from dashboard.ui.citation import Place
from dashboard.ui.table import Column
from dashboard.warehouse.views import GoalAttainment
from etl.terms.codes import NOT_FINAL

_GOALS = (GOALS["goal"], TARGET, ACTUAL, ATTAINMENT, GOAL_STATUS)
_LOWERED = (
    GOALS["goal"], Column(code="earlier_year", kind="year", field="earlier_year"),
    Column(code="earlier_actual", kind="measured", field="earlier_actual"), TARGET,
)  # fmt: skip


def goals(view: View) -> Chapter:
    """Return the goals that are missed, behind, or whose result the report does not say yet."""
    words = view.words
    rows = hearing.goals(view.connection, view.scope, view.filters)
    points = [
        Point(
            name=row["name"],
            figures=figures(_GOALS[1:], row, view.format),
            because=words("goal.lower_is_better") if row["better"] == "lower" else "",
            questions=[words(f"questions.goal_{row['status']}")],
            places=[(row["document_id"], row["line"])],
            subject=_subject(row),
        )
        for row in rows
    ]  # fmt: skip
    late = sum(1 for row in rows if row["status"] != "pending")
    return Chapter(
        code="goals",
        title=words("brief.goals"),
        heads=heads(_GOALS, view.format),
        points=points,
        sentence=_with_unread(view, words("brief.goals_sentence", late=late, pending=len(rows) - late)),
        nothing=_no_goals(view),
    )  # fmt: skip


def _both_places(row: HeldGoal) -> list[Place]:
    """The goal's own line, and that of the earlier result."""
    document_id, line = row["earlier_document_id"], row["earlier_line"]
    earlier = [] if document_id is None or line is None else [(document_id, line)]
    return [(row["document_id"], row["line"]), *earlier]


def lowered(view: View) -> Chapter:
    """Return the goals that ask for less than the same goal's last earlier result."""
    words = view.words
    every = hearing.held_against_earlier(view.connection, view.scope, view.filters)
    rows = [row for row in every if row["is_lowered"]]
    target = words("column.target_of", year=view.scope.fiscal_year)
    total, compared = len(every), sum(1 for row in every if row["is_lowered"] is not None)
    points = [
        Point(
            name=row["name"],
            figures=figures(_LOWERED[1:], row, view.format),
            because=_basis(view, row),
            questions=[words("questions.lowered", year=row["earlier_year"])],
            places=_both_places(row),
            subject=_subject(row),
        )
        for row in rows
    ]
    return Chapter(
        code="lowered",
        title=words("brief.lowered"),
        heads=heads(_LOWERED, view.format, {"target": target}),
        points=points,
        sentence=words("brief.lowered_sentence", n=len(points), total=total, compared=compared),
        nothing=words("brief.lowered_none", total=total, n=compared)
        if compared
        else words("brief.lowered_not_comparable"),
    )  # fmt: skip


def _no_goals(view: View) -> str:
    counts = every_goal.counts(view.connection, view.scope, view.filters)
    if not counts["total"]:
        return view.words("brief.goals_not_printed")
    if counts["pending"] == counts["total"]:
        return view.words("brief.goals_planned", n=counts["total"])
    known = counts["total"] - counts["unread"]
    return _with_unread(view, view.words("brief.goals_none", n=known) if known else "")


def _with_unread(view: View, sentence: str) -> str:
    """Return a sentence with how many results are printed and were not read, so that none passes for met."""
    unread = every_goal.counts(view.connection, view.scope, view.filters)["unread"]
    return f"{sentence} {view.words('goals.unread', n=unread)}".strip() if unread else sentence


def _basis(view: View, row: HeldGoal) -> str:
    """What is known of the earlier result that the figures do not say."""
    words = view.words
    parts: list[str] = []
    if row["linked_earlier_name"] is not None:
        reason = row["linked_reason"] if words.language == "ko" else row["linked_reason_en"]
        parts.append(words("questions.linked", name=row["linked_earlier_name"], reason=reason))
    if row["better"] == "lower":
        parts.append(words("goal.lower_is_better"))
    if row["earlier_status"] in NOT_FINAL:
        parts.append(words(f"questions.earlier_{row['earlier_status']}"))
    return " ".join(parts)


def _subject(row: GoalAttainment) -> tuple[str, str] | None:
    subjects: Sequence[tuple[str, str | None]] = (
        ("programs", row["program_id"]),
        ("directions", row["direction_id"]),
    )
    return next(((page, found) for page, found in subjects if found is not None), None)
