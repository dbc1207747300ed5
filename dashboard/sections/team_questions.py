"""What a committee would ask a unit, each question from a figure, with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash import dcc, html

from dashboard.components.data_table import Cell, Column, data_table
from dashboard.components.section import empty, section
from dashboard.components.source_note import source_note
from dashboard.page import View
from dashboard.queries import teams, thresholds
from dashboard.rows import Row


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the figure that it follows from, where that was read, and the programme it is about."""

    text: str
    because: str
    place: tuple[str, int]
    program_id: str | None = None


def team_questions(view: View, rows: Sequence[Row], goals: Sequence[Row]) -> html.Section:
    """Return the questions, or that no figure gives rise to one."""
    words = view.words
    title = words("questions.title")
    asked = questions(view, rows, goals)
    if not asked:
        return section(title, [empty(words("questions.none"))])
    citations = view.citations(question.place for question in asked)
    columns = [
        Column(words("column.question")),
        Column(words("column.because")),
        Column(words("column.source"), "source"),
    ]
    body: list[list[Cell]] = [
        [
            question.text
            if question.program_id is None
            else dcc.Link(question.text, href=view.link_to("programs", question.program_id)),
            html.Span(question.because),
            source_note([citations.get(question.place)], question.text, words),
        ]
        for question in asked
    ]
    return section(
        title,
        [data_table(words("questions.caption"), columns, body, name="questions")],
        sentence=words("questions.sentence", n=len(asked)),
    )


def questions(view: View, rows: Sequence[Row], goals: Sequence[Row]) -> list[Question]:
    """Return what follows from the figures: money first, then goals, what changed, what does not agree."""
    return [*_of_money(view, rows), *_of_goals(view, goals), *_of_changes(view), *_of_findings(view)]


def _of_money(view: View, rows: Sequence[Row]) -> list[Question]:
    words, write = view.words, view.format
    found = []
    for row in sorted(rows, key=lambda r: (r["status"] != "over", r["pace_gap"] or 0, r["program_id"])):
        status = row["status"]
        if status not in ("over", "behind") and not (status == "pending" and view.scope.reports_execution):
            continue
        because = words(
            "questions.because_unprinted" if row["current_won"] is None else f"questions.because_{status}",
            rate=write.percent(row["execution_rate"]),
            gap=write.points(row["pace_gap"]),
            left=write.money_with_unit(row["remaining_won"]),
            budget=write.money_with_unit(row["current_won"]),
        )
        if row["reason"]:
            because = f"{because} {words('questions.printed_reason', reason=row['reason'])}"
        text = words(f"questions.{status}", name=row["name"])
        found.append(Question(text, because, (row["document_id"], row["line"]), row["program_id"]))
    return found


def _of_goals(view: View, goals: Sequence[Row]) -> list[Question]:
    words, write = view.words, view.format
    return [
        Question(
            words(f"questions.goal_{row['status']}", name=row["name"]),
            words(
                "questions.because_goal",
                target=write.measured(row["target"], row["unit"]),
                actual=write.measured(row["actual"], row["unit"]),
                rate=write.percent(row["attainment"]),
            ),
            (row["document_id"], row["line"]),
            row["program_id"],
        )
        for row in goals
        if row["status"] in ("behind", "missed")
    ]


def _of_changes(view: View) -> list[Question]:
    words, write = view.words, view.format
    limit = thresholds.limits(view.connection).moved_at_percent
    found = [
        Question(
            words("questions.moved", name=row["name"]),
            words(
                "questions.because_moved",
                year=row["previous_year"],
                before=write.money_with_unit(row["previous_won"]),
                now=write.money_with_unit(row["current_won"]),
                change=write.percent_change(row["change_percent"]),
            ),
            (row["document_id"], row["line"]),
            row["program_id"],
        )
        for row in teams.moved(view.connection, view.scope, view.filters, limit)
    ]
    for row in teams.begun_and_ended(view.connection, view.scope, view.filters):
        translated = words.language != "ko" and row["reason_en"]
        reason = row["reason_en"] if translated else row["reason"]
        found.append(
            Question(
                words(f"questions.{row['change']}", name=row["name"]),
                words("questions.because_reviewed", reason=reason or ""),
                (row["document_id"], row["line"]),
                row["program_id"],
            )
        )
    return found


def _of_findings(view: View) -> list[Question]:
    words = view.words
    explained = "explanation_ko" if words.language == "ko" else "explanation_en"
    return [
        Question(
            words("questions.disagrees", name=row["subject"]),
            row[explained],
            (row["document_id"], row["line"]),
            row["program_id"],
        )
        for row in teams.findings(view.connection, view.scope, view.filters)
        if row["severity"] != "note"
    ]
