"""The whole brief, from what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dashboard.brief.answers import with_answers
from dashboard.brief.changes import changed, moved
from dashboard.brief.disagreements import disagreements
from dashboard.brief.goals import goals, lowered
from dashboard.brief.money import by_direction, key_figures, late, overspent, unreported
from dashboard.brief.point import Brief, Chapter, Point
from dashboard.page import View
from dashboard.statement import statement

CHAPTERS: tuple[Callable[[View], Chapter], ...] = (
    key_figures, by_direction, late, unreported, overspent, goals, lowered, moved, changed, disagreements,
)  # fmt: skip


def hearing_brief(view: View, *, is_answered: bool = False) -> Brief:
    """Return the brief of what the view has chosen. is_answered: with what an answer can begin with.

    A chosen status does not narrow it: the chapters are choices by status themselves.
    """
    view = replace(view, filters=replace(view.filters, status=None, goal_status=None))
    chapters = [chapter(view) for chapter in CHAPTERS]
    if is_answered:
        chapters = with_answers(view, chapters)
    return Brief(
        title=view.words("brief.title_answers" if is_answered else "brief.title"),
        notes=statement(view, view.words("brief.unit", unit=view.format.unit_name)),
        chapters=chapters,
    )


def points_asked(view: View) -> list[tuple[Chapter, Point]]:
    """Return each point below the sums that a question follows from, with the chapter that it stands in."""
    _, _, *chapters = hearing_brief(view).chapters
    return [(chapter, point) for chapter in chapters for point in chapter.points if point.questions]
