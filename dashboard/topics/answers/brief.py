"""What is answered, in the brief: for the council what everybody may see, for the house how far all is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dashboard.answers.answers import Version
from dashboard.brief.point import SUMS, Chapter, Point, figures, heads
from dashboard.shell.page import View
from dashboard.topics.answers import queries
from dashboard.topics.answers.columns import ANSWERS
from dashboard.topics.answers.queries import Asked
from dashboard.topics.answers.written_queries import AnswerRow, answer_rows, written_of

_COLUMNS = [ANSWERS[code] for code in ("name", "unit", "why", "state", "due_on")]


def answers(view: View) -> Chapter:
    """Return what an answer is asked for, with how far each is: the missing first, then by due date."""
    words = view.words
    written = written_of(view.connection, view.scope, view.desk)
    found = queries.asked(view.connection, view.scope, view.filters)
    rows = [] if written is None else [row for _, row in answer_rows(written, found)]
    points = [
        Point(
            name=row["name"],
            figures=figures(_COLUMNS[1:], row, view.format),
            places=[(row["document_id"], row["line"])],
        )
        for row in sorted(rows, key=_missing_first)
    ]
    nothing = "none" if written is not None else "undated" if view.scope.as_of is None else "away"
    open_ = sum(1 for row in rows if row["state"] == "none")
    reviewed = sum(1 for row in rows if row["state"] == "reviewed")
    return Chapter(
        code="answers",
        title=words("answers.chapter"),
        heads=heads(_COLUMNS, view.format),
        points=points,
        sentence=words("answers.chapter_sentence", n=len(rows), open=open_, reviewed=reviewed),
        nothing=words(f"answers.{nothing}"),
    )


def _missing_first(row: AnswerRow) -> tuple[int, date]:
    # Nothing at all, then what nobody has reviewed, then what is still to be done by its day.
    rank = {"none": 0, "reviewed": 2}.get(row["state"], 1)
    return rank, row["due_on"] or date.max


def with_written(view: View, chapters: Iterable[Chapter], *, is_for_house: bool) -> list[Chapter]:
    """Return the chapters with what is answered, where a programme or goal is first asked about.

    is_for_house: for those who answer, with drafts as far as the reader sees them and with what is missing;
    others get what is reviewed in published reports, whoever makes the brief.
    """
    found, written = list(chapters), written_of(view.connection, view.scope, view.desk)
    if written is None:
        return found
    every = queries.subjects(view.connection, view.scope)
    programs = {one.row["program_id"]: one for one in every if one.subject.subject == "program"}
    goals = goals_by_place(every)
    told: set[tuple[str, str]] = set()

    def answered(chapter: Chapter, point: Point) -> Point:
        asked: Asked | None = None
        if chapter.code == "goals":
            asked = goals.get((*point.places[0], point.name))
        elif chapter.code not in SUMS and point.program_id is not None:
            asked = programs.get(point.program_id)
        if asked is None or asked.key in told:
            return point
        seen = written.seen(asked)[-1:] if is_for_house else (written.public(asked),)
        version = next(iter(seen), None)
        if version is None and not (is_for_house and asked.why):
            return point
        told.add(asked.key)
        return replace(point, written=_said(view, version))

    return [
        replace(chapter, points=[answered(chapter, point) for point in chapter.points]) for chapter in found
    ]


def goals_by_place(every: Iterable[Asked]) -> dict[tuple[str, int, str], Asked]:
    """Return the goals by line and name: a line may print several. Of two of one name it is neither's."""
    found: dict[tuple[str, int, str], list[Asked]] = {}
    for one in every:
        if one.subject.subject == "goal":
            found.setdefault((one.row["document_id"], one.row["line"], one.subject.name), []).append(one)
    return {place: goals[0] for place, goals in found.items() if len(goals) == 1}


def _said(view: View, version: Version | None) -> list[str]:
    words, write = view.words, view.format
    if version is None:
        return [words("answers.state_none")]
    text = version.text
    parts = (
        ("reason", text.reason),
        ("plan", text.plan),
        ("due_on", "" if text.due_on is None else write.day(text.due_on)),
    )
    told = [
        words("answers.part", label=words(f"answers.{name}"), text=" ".join(said.split()))
        for name, said in parts
        if said
    ]
    if version.state == "reviewed":
        return told
    return [words(f"answers.state_{version.state}"), *told]
