"""What an answer can begin with: the results and the steps of the programmes that are asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from dashboard.brief.point import Chapter, Point
from dashboard.shell.page import View
from dashboard.topics.programs import detail_queries as details
from dashboard.warehouse.tables import Milestone, Output

Told = TypeVar("Told", Output, Milestone)
_MOST = 8
"""More than this of a kind is left to the programme's own page, with its number said."""


def with_answers(view: View, chapters: Iterable[Chapter]) -> list[Chapter]:
    """Return the chapters with what the reports say of each programme, where it is first asked about."""
    found = list(chapters)
    ids = sorted({p.program_id for chapter in found for p in chapter.points if p.program_id is not None})
    outputs = _by_program(details.outputs(view.connection, ids))
    steps = _by_program(details.milestones(view.connection, ids))
    told: set[str] = set()

    def answered(point: Point) -> Point:
        own = point.program_id
        if own is None:
            return point
        if own in told:
            return replace(point, answers=[view.words("material.above")])
        told.add(own)
        return replace(point, answers=_answers(view, outputs.get(own, ()), steps.get(own, ())))

    return [replace(chapter, points=[answered(point) for point in chapter.points]) for chapter in found]


def _answers(view: View, outputs: Sequence[Output], steps: Sequence[Milestone]) -> list[str]:
    words, write = view.words, view.format
    results: dict[int, list[str]] = {}
    for row in outputs:
        said = f"{row['label']} {write.measured(row['value'], row['unit'])}"
        results.setdefault(row["fiscal_year"], []).append(said)
    day = view.scope.as_of
    to_come = [
        words("material.step", label=row["label"], day=write.day(row["ends_on"]))
        for row in steps
        if day is not None and row["ends_on"] > day
    ]
    done = sum(1 for row in steps if day is not None and row["ends_on"] <= day)
    answers = []
    for year, parts in sorted(results.items(), reverse=True):
        answers.append(words("material.results", year=year, parts=_listed(view, parts)))
    if done:
        answers.append(words("material.done", n=done))
    if to_come:
        answers.append(words("material.to_come", parts=_listed(view, to_come)))
    return answers or [words("material.none")]


def _listed(view: View, parts: Sequence[str]) -> str:
    text = ", ".join(parts[:_MOST])
    return text if len(parts) <= _MOST else view.words("material.more", parts=text, n=len(parts) - _MOST)


def _by_program(rows: Iterable[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for row in rows:
        if row["program_id"] is not None:
            found.setdefault(row["program_id"], []).append(row)
    return found
