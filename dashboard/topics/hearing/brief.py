"""The whole brief, from what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from string import ascii_uppercase

from dashboard.brief.point import SUMS, Brief, Chapter, Point, Source
from dashboard.shell.page import View
from dashboard.shell.statement import chosen_filters, statement
from dashboard.topics.answers.brief import answers, with_written
from dashboard.topics.changes.brief import changed, moved
from dashboard.topics.execution.brief import by_direction, key_figures, late, overspent, unreported
from dashboard.topics.findings.brief import disagreements
from dashboard.topics.goals.brief import goals, lowered
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.brief import with_answers
from dashboard.topics.remarks.brief import remarks
from dashboard.warehouse import sources

CHAPTERS: tuple[Callable[[View], Chapter], ...] = (
    key_figures, by_direction, late, unreported, overspent, goals, lowered, moved, changed, disagreements,
)  # fmt: skip


def hearing_brief(view: View, *, is_answered: bool = False) -> Brief:
    """Return the brief of what the view has chosen, with what everybody may see of the answers.

    is_answered: for those who answer: with every answer in sight, and what one can begin with.

    A chosen status does not narrow it: the chapters are choices by status themselves.
    """
    view = _of_every_status(view)
    words = view.words
    chapters = with_written(view, [chapter(view) for chapter in CHAPTERS], is_for_house=is_answered)
    if (raised := remarks(view, is_for_house=is_answered)) is not None:
        chapters.append(raised)
    if is_answered:
        chapters = [*with_answers(view, chapters), answers(view)]
    return Brief(
        title=words("brief.title_answers" if is_answered else "brief.title"),
        language=words.language,
        notes=statement(view, words("brief.unit", unit=view.format.unit_name)),
        sentence=_sentence(view, chapters),
        chapters=chapters,
        sources=_sources(view, chapters),
        unit=view.format.unit,
    )


def points_asked(view: View) -> list[tuple[Chapter, Point]]:
    """Return each point below the sums that a question follows from, with the chapter that it stands in."""
    chapters = [chapter(_of_every_status(view)) for chapter in CHAPTERS]
    return [
        (chapter, point)
        for chapter in chapters
        for point in chapter.points
        if point.questions and chapter.code not in SUMS
    ]


def _of_every_status(view: View) -> View:
    return replace(view, filters=replace(view.filters, status=None, goal_status=None))


def _sentence(view: View, chapters: Sequence[Chapter]) -> str:
    words = view.words
    points = sum(len(chapter.points) for chapter in chapters if chapter.code not in SUMS)
    questions = sum(len(point.questions) for chapter in chapters for point in chapter.points)
    if not points:
        chosen = chosen_filters(view)
        if chosen and not programs.totals(view.connection, view.scope, view.filters)["programs"]:
            return words("brief.sentence_empty", filters=", ".join(chosen))
        return words("brief.sentence_none")
    return words("brief.sentence", points=points, questions=questions)


def _sources(view: View, chapters: Sequence[Chapter]) -> list[Source]:
    """The documents in the order that they are cited in, lettered where there are several."""
    points = [point for chapter in chapters for point in chapter.points]
    cited = list(dict.fromkeys(document_id for point in points for document_id, _ in point.places))
    known = {row["document_id"]: row for row in sources.documents(view.connection, sorted(cited))}
    return [
        Source(
            document_id,
            _mark(number) if len(cited) > 1 else "",
            view.words(
                "brief.document",
                title=known[document_id]["title"],
                source=known[document_id]["source_name"],
                day=view.format.as_of(known[document_id]["as_of"]),
            ),
        )
        for number, document_id in enumerate(cited)
    ]


def _mark(number: int) -> str:
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)
