"""The chapter of figures that do not agree with each other."""

from __future__ import annotations

from dataclasses import replace

from dashboard.brief.point import Chapter, Point, figures, heads
from dashboard.shell.page import View
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.columns import FIGURES, SEVERITY, SUBJECT, explanation
from dashboard.warehouse.tables import Finding

_DISAGREEMENTS = (replace(SUBJECT, label="column.item"), SEVERITY, *FIGURES)
# What is over-spent has a chapter of its own.
_TOLD_ELSEWHERE = "over_executed"


def disagreements(view: View) -> Chapter:
    """Return the findings in plain words; those that are mere notes lead to no question."""
    words = view.words
    every = findings.of_chosen(view.connection, view.scope, view.filters)
    rows = [row for row in every if row["check_name"] != _TOLD_ELSEWHERE]
    sentence = words("brief.disagreements_sentence", n=len(rows))
    if elsewhere := len(every) - len(rows):
        sentence = f"{sentence} {words('brief.told_elsewhere', n=elsewhere)}"
    return Chapter(
        code="disagreements",
        title=words("findings.title"),
        heads=heads(_DISAGREEMENTS, view.format),
        points=[_point(view, row) for row in rows],
        sentence=sentence,
        nothing=words("findings.none"),
    )


def _point(view: View, row: Finding) -> Point:
    words = view.words
    places = [(row["document_id"], row["line"])]
    if row["related_document_id"] is not None and row["related_line"] is not None:
        places.append((row["related_document_id"], row["related_line"]))
    return Point(
        name=row["subject"],
        figures=figures(_DISAGREEMENTS[1:], row, view.format),
        because=explanation(row, words),
        questions=[] if row["severity"] == "note" else [words(f"questions.check.{row['check_name']}")],
        places=places,
        subject=_subject(row),
    )


def _subject(row: Finding) -> tuple[str, str] | None:
    if row["program_id"] is not None:
        return "programs", row["program_id"]
    return ("directions", row["direction_id"]) if row["direction_id"] is not None else None
